"""Finding in a real browser: what people ask for, facets and their counts, state in the address, and ways on."""

from __future__ import annotations

import csv
import io
import json
import random
import time
from statistics import mean
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from helpers import REPOSITORY, TODAY
from samskapt import choices
from samskapt.library import read_library
from samskapt.norwegian import Compounds, bare, fold, groups, key, root
from samskapt.scaffold import slug_of
from samskapt.yaml_reader import read_yaml
from test_browser import found, status, visit

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Route

    from samskapt.model import Library

SHOWN = 5
SEARCH = """async (queries) => {
    const field = document.querySelector("story-search input[type=search]");
    const list = document.querySelector("story-search");
    const shown = {};
    for (const query of queries) {
        field.value = query;
        field.dispatchEvent(new Event("input", { bubbles: true }));
        while (list.dataset.query !== query) await new Promise((done) => setTimeout(done, 5));
        shown[query] = [...document.querySelectorAll(".s-card")].map((card) => card.dataset.address.split("/")[1]);
    }
    return shown;
}"""
"""Types each query in the field, and returns the stories that are shown, in order."""


@pytest.fixture(scope="module")
def library() -> Library:
    """Return the repository's own stories."""
    read = read_library(REPOSITORY, TODAY).library
    assert read is not None
    return read


QUERIES = {("queries",): 150, ("queries-held-out", "queries-final"): 150}
"""Files of judged queries, and how many of them have an answer, at least. The search was tuned against the first."""


def judged(file: str) -> dict[str, list[str]]:
    """Return the judged queries of a file: what is asked, and the stories that answer it, none for nonsense."""
    kinds: Any = read_yaml((REPOSITORY / f"tests/data/{file}.yml").read_text(encoding="utf-8")).values
    return {query: stories for some in kinds.values() for query, stories in some.items()}


@pytest.fixture(scope="module")
def answers(browser: Browser, site_address: str) -> dict[str, list[str]]:
    """Return what the page shows for each judged query."""
    queries = [query for files in QUERIES for file in files for query in judged(file)]
    with visit(browser, site_address) as page:
        page.goto(f"{site_address}fortellinger/")
        shown: dict[str, list[str]] = page.evaluate(SEARCH, queries)
    return shown


@pytest.mark.parametrize("files", QUERIES, ids=["tuned", "unseen"])
def test_people_find_what_they_ask_for(answers: dict[str, list[str]], files: tuple[str, ...]) -> None:
    """Of the stories that answer a query 95 % are among the first five, and the first one is early."""
    asked = {query: stories for file in files for query, stories in judged(file).items() if stories}
    assert len(asked) >= QUERIES[files]
    recall = {
        query: len({*stories} & {*answers[query][:SHOWN]}) / min(SHOWN, len(stories))
        for query, stories in asked.items()
    }
    rank = {
        query: next((1 / place for place, slug in enumerate(answers[query], 1) if slug in stories), 0)
        for query, stories in asked.items()
    }
    assert mean(recall.values()) >= 0.95, {query: share for query, share in recall.items() if share < 1}
    assert mean(rank.values()) >= 0.8, {query: share for query, share in rank.items() if share < 1}


def test_nonsense_finds_nothing(answers: dict[str, list[str]]) -> None:
    """What means nothing finds nothing, not even by a guess."""
    nonsense = [query for files in QUERIES for file in files for query, stories in judged(file).items() if not stories]
    assert len(nonsense) >= 30
    assert {query: answers[query] for query in nonsense if answers[query]} == {}


def test_each_facet_counts_as_the_data_does(browser: Browser, site_address: str, library: Library) -> None:
    """For 200 random choices each term's number is that of the stories, its own facet's choice left out."""
    random_choices = [_choice(library, seed) for seed in range(200)]
    with visit(browser, site_address) as page:
        page.goto(f"{site_address}fortellinger/")
        for choice in random_choices:
            search = "&".join(f"{_address(library, facet)}={term}" for facet, terms in choice.items() for term in terms)
            expected = _fitting(library, choice)
            shown = page.evaluate(
                """async ([search, status]) => {
                    document.querySelector("story-search [role=status]").textContent = "";
                    history.pushState({}, "", `?${search}`);
                    dispatchEvent(new PopStateEvent("popstate"));
                    const line = document.querySelector("story-search [role=status]");
                    const pause = () => new Promise((done) => setTimeout(done, 5));
                    for (let i = 0; i < 400 && line.textContent !== status; i += 1) await pause();
                    const count = (box) => box.closest("label").querySelector(".s-count").textContent;
                    const boxes = [...document.querySelectorAll("fieldset input")];
                    return [line.textContent, boxes.map((box) => [box.name, box.value, count(box)])];
                }""",
                [search, f"{len(expected)} av {len(library.stories)} fortellinger"],
            )
            assert shown[0] == f"{len(expected)} av {len(library.stories)} fortellinger", choice
            assert {(name, term): int(count) for name, term, count in shown[1]} == _counts(library, choice), choice


def _choice(library: Library, seed: int) -> dict[str, list[str]]:
    """Return some terms of some ways to choose."""
    pick = random.Random(seed)  # noqa: S311 (the same choices each time)
    some = pick.sample(choices.ways(library), pick.randint(1, 3))
    return {way.id: pick.sample(way.terms, min(len(way.terms), pick.randint(1, 3))) for way in sorted(some)}


def _address(library: Library, name: str) -> str:
    return next(way.address for way in choices.ways(library) if way.id == name)


def _fitting(library: Library, choice: dict[str, list[str]], without: str = "") -> set[str]:
    carried = choices.carried(library)
    return {
        story.slug
        for story in library.stories
        if all(name == without or {*terms} & {*carried[story.slug][name]} for name, terms in choice.items())
    }


def _counts(library: Library, choice: dict[str, list[str]]) -> dict[tuple[str, str], int]:
    carried = choices.carried(library)
    found: dict[tuple[str, str], int] = {}
    for way in choices.ways(library):
        fitting = _fitting(library, choice, way.id)
        found |= {(way.address, term): sum(term in carried[slug][way.id] for slug in fitting) for term in way.terms}
    return found


def test_choices_stand_in_the_address(browser: Browser, site_address: str, library: Library) -> None:
    """A choice is made and taken back by keyboard; Back, reload and a copied link give the same list."""
    schools = _fitting(library, {"arena": ["skole"]})
    with visit(browser, site_address) as page:
        page.goto(f"{site_address}fortellinger/")
        page.get_by_text("Arena", exact=True).first.click()
        page.locator("input[value=skole]").focus()
        page.keyboard.press("Space")
        status(page, f"{len(schools)} av")
        assert page.url.endswith("?arena=skole")
        assert {address.split("/")[-2] for address in found(page)} == schools
        page.locator("#sorter").select_option("nyeste")
        page.wait_for_url("**/?arena=skole&sorter=nyeste")
        newest = found(page)
        page.reload()
        status(page, f"{len(schools)} av")
        assert found(page) == newest
        page.get_by_role("button", name="Fjern Skole").press("Enter")
        status(page, f"{len(library.stories)} fortellinger")
        assert page.get_by_label("Søk i fortellingene").evaluate("one => one === document.activeElement")
        page.go_back()
        status(page, f"{len(schools)} av")
        assert page.locator("input[value=skole]").is_checked()


def test_show_more_moves_focus_to_the_first_new_story(browser: Browser, site_address: str) -> None:
    """The list grows below what was there, and a reader with a keyboard goes on from where it grew."""
    with visit(browser, site_address) as page:
        page.goto(f"{site_address}fortellinger/?q=kommune")
        status(page, "kommune")
        before = found(page)
        page.get_by_role("button", name="Vis flere").press("Enter")
        page.wait_for_function("count => document.querySelectorAll('.s-card').length > count", arg=len(before))
        assert found(page)[: len(before)] == before
        focused = page.evaluate("document.activeElement.href")
        assert focused.endswith(found(page)[len(before)].removeprefix(".."))
        page.locator(".s-card__title a").last.focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**/fortellinger/*/")
        page.go_back()
        page.wait_for_function("count => document.querySelectorAll('.s-card').length > count", arg=len(before))


def test_where_nothing_is_found_there_are_ways_on(browser: Browser, site_address: str) -> None:
    """A slip is looked for as what it was meant to be; a word or a choice too many can be taken away."""
    with visit(browser, site_address) as page:
        page.goto(f"{site_address}fortellinger/?q=barnehge")
        page.get_by_text("Mente du «barnehage»?").wait_for()
        assert found(page)
        page.goto(f"{site_address}fortellinger/?q=krokodille+fengsel")
        page.get_by_role("button", name="Søk uten «krokodille»").press("Enter")
        status(page, "«fengsel»")
        assert page.get_by_label("Søk i fortellingene").input_value() == "fengsel"
        page.goto(f"{site_address}fortellinger/?q=gatelag&arena=bibliotek")
        page.get_by_role("button", name="Fjern valgene under Arena").press("Enter")
        page.wait_for_url("**/?q=gatelag")
        assert found(page)
        page.goto(f"{site_address}fortellinger/?q=krokodille")
        status(page, "Ingen av de")
        assert page.get_by_role("link", name="Kanskje du kan fortelle om det selv").is_visible()


def test_a_hit_by_another_word_says_which(browser: Browser, site_address: str) -> None:
    """A story that says «ensomhet» is found by «loneliness», and tells; helping words are never shown."""
    with visit(browser, site_address) as page:
        page.goto(f"{site_address}fortellinger/?q=loneliness")
        status(page, "«loneliness»")
        card = page.locator(".s-card", has_text="Med hjerte for Arendal")
        card.scroll_into_view_if_needed()
        card.get_by_text("Funnet på ordet «ensom").wait_for()
        assert card.locator("mark").first.inner_text().startswith("ensom")
        assert "ꙮ" not in page.locator("body").inner_text()


def test_a_translation_is_found_and_led_to(browser: Browser, site_address: str) -> None:
    """Words that only the English text has lead to the English page."""
    with visit(browser, site_address) as page:
        page.goto(f"{site_address}fortellinger/?q=co-researcher+belong")
        status(page, "av")
        page.get_by_text("Les på engelsk").first.wait_for()
        page.locator(".s-card__title a").first.press("Enter")
        page.wait_for_url("**/fortellinger/*/en/")


def test_the_selection_as_a_table(browser: Browser, site_address: str, library: Library) -> None:
    """What is chosen can be had as CSV, all of it and in its order."""
    with visit(browser, site_address) as page:
        page.goto(f"{site_address}fortellinger/?arena=skole")
        status(page, "av")
        shown = page.locator(".s-card__title").all_inner_texts()
        with page.expect_download() as download:
            page.get_by_role("button", name="Last ned utvalget").click()
        text = download.value.path().read_bytes().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert [row["Tittel"] for row in rows] == shown
    assert all("Skole" in row["Arena"] for row in rows)
    assert {row["Publisert"] for row in rows} <= {story.published.isoformat() for story in library.stories}


@pytest.mark.parametrize("term", ["arena/skole", "rolle/tjenesteyting"])
def test_the_list_of_a_term_is_the_same_list(browser: Browser, site_address: str, library: Library, term: str) -> None:
    """On the page of a term one searches and chooses among its stories, whether its facet can be chosen in or not."""
    address, name = term.split("/")
    facet = next(one.id for one in library.vocabulary.facets.values() if one.address == address)
    stories = _fitting(library, {facet: [name]})
    with visit(browser, site_address) as page:
        page.goto(f"{site_address}{term}/?resultat=blandet")
        status(page, f"av {len(stories)} fortellinger")
        shown = {address.split("/")[-2] for address in found(page)}
        assert shown == _fitting(library, {facet: [name], "result": ["blandet"]})


def test_nothing_is_fetched_before_it_is_needed(browser: Browser, site_address: str) -> None:
    """Other pages fetch nothing of the search, and texts are fetched for the cards that are seen."""
    context = browser.new_context(viewport={"width": 1280, "height": 700})
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(site_address)
    page.wait_for_timeout(1500)
    assert [url for url in asked if "/pagefind/" in url or "/search/" in url] == []
    page.goto(f"{site_address}fortellinger/?q=kommune")
    status(page, "kommune")
    page.locator(".s-card__excerpt").first.wait_for()
    texts = [url for url in asked if "/search/text/" in url]
    assert 0 < len(texts) < page.locator(".s-card").count()
    assert not [url for url in asked if "fragment" in url or "worker" in url]
    context.close()


def test_typing_never_shows_an_older_answer(browser: Browser, site_address: str) -> None:
    """However late the answers come, the list is that of what stands in the field."""

    def late(route: Route) -> None:
        time.sleep(0.05)
        route.continue_()

    with visit(browser, site_address) as page:
        page.route("**/pagefind/index/*", late)
        page.goto(f"{site_address}fortellinger/")
        page.get_by_label("Søk i fortellingene").focus()
        page.keyboard.type("gatelagsfotball", delay=15)
        status(page, "«gatelagsfotball»")
        page.wait_for_timeout(400)
        assert found(page)[0].endswith("gatelagsfotball/")
        assert page.locator(".s-status").inner_text().endswith("«gatelagsfotball»")


@pytest.mark.parametrize(
    "query", ["fengsel " * 700, "<img src=x onerror=alert(1)>", "\u202e\u0000", "[[[***", "__proto__", "ꙮ1ꙮ"]
)
def test_hostile_queries_are_only_text(browser: Browser, site_address: str, query: str) -> None:
    """Nothing that stands in an address does anything but search."""
    with visit(browser, site_address) as page:
        page.goto(f"{site_address}fortellinger/")
        page.evaluate(
            "query => location.search = new URLSearchParams({ q: query, arena: query, sorter: query })", query
        )
        page.wait_for_load_state()
        page.wait_for_function("() => document.querySelector('.s-status').textContent !== ''")
        assert page.locator(".s-status *").count() == 0
        assert page.locator("story-search img").count() == 0


def test_without_javascript_the_plain_list_leads_everywhere(
    browser: Browser, site_address: str, library: Library
) -> None:
    """Front page, all stories, the plain list: the third click opens any story."""
    with visit(browser, site_address, javascript=False) as page:
        page.goto(site_address)
        page.get_by_role("link", name="Fortellinger", exact=True).first.click()
        assert page.get_by_text("Søket trenger JavaScript").is_visible()
        assert not page.get_by_text("Velg blant fortellingene").is_visible()
        page.get_by_role("link", name="Alle fortellingene i en enkel liste").click()
        assert page.locator(".s-plain a").count() == len(library.stories)


def _part(route: Route) -> None:
    """Answer with a part of the list's script, which is shipped in one file."""
    route.fulfill(path=REPOSITORY / "theme" / urlsplit(route.request.url).path.removeprefix("/"))


def test_browser_and_build_agree_on_words(browser: Browser, site_address: str, library: Library) -> None:
    """What the page does to a reader's words is what the build did to the stories' words."""
    words = {bare(word) for story in library.stories for word in (story.title + " " + story.body.text).split()}
    words |= {word for group in groups() for member in group for word in member.split()}
    listed = sorted(words | {"Ærfugl", "Ås", "CAFÉ", "naïve", "Ǆ", "ſ", "İ"})
    with visit(browser, site_address) as page:
        page.route("**/js/lib/*.js", _part)
        page.goto(f"{site_address}om/")
        read: list[Any] = page.evaluate(
            """async ([base, words]) => {
                const { bare, fold, key, root } = await import(`${base}js/lib/words.js`);
                return words.map((word) => [bare(word), fold(word), key(word), root(word)]);
            }""",
            [site_address, listed],
        )
    ours = [[bare(word), fold(word), key(word), root(word)] for word in listed]
    assert [pair for pair in zip(read, ours, strict=True) if pair[0] != pair[1]] == []


@pytest.mark.parametrize(
    ("word", "other", "alike"),
    [
        ("Tøyen", "toeyen", True),
        ("Tøyen", "Töyen", True),
        ("børn", "börn", True),
        ("Aarhus", "Århus", True),
        ("ældre", "alder", False),
        ("øst", "ost", False),
    ],
)
def test_letters_of_their_own(word: str, other: str, alike: bool) -> None:  # noqa: FBT001 (a parameter of the test)
    """Words that mean the same are known by their letters, however they are written; æ, ø and å are not a and o."""
    assert (key(word) == key(other)) == alike


def test_a_word_as_it_is_typed_comes_before_its_look_alike(browser: Browser, site_address: str) -> None:
    """«Øst» does not find «ost», and «ost» finds «øst» only after cheese: the index knows which of them was written."""
    with visit(browser, site_address) as page:
        page.route("**/js/lib/*.js", _part)
        page.goto(f"{site_address}om/")
        found = page.evaluate(
            """async (base) => {
                const { TextIndex } = await import(`${base}js/lib/text-index.js`);
                const held = { ost: "a", "ostꙭ": "b", "øst": "b" };
                const search = async (term) => {
                    const asked = term.replaceAll('"', "");
                    const words = Object.keys(held).filter((word) => word.startsWith(asked));
                    const score = (word) => (word === asked ? 1 : 0.6);
                    return { results: words.map((word) => ({ id: held[word], score: score(word), words: [0] })) };
                };
                const index = new TextIndex({ search });
                const concept = (word) => ({ said: word, words: [word], row: false, groups: [], weight: 1 });
                const of = async (word) => {
                    const [texts] = await index.find([concept(word)]);
                    return [...texts].sort((a, b) => b[1].score - a[1].score).map(([id]) => id).join("");
                };
                return [await of("ost"), await of("øst"), await of("oest")];
            }""",
            site_address,
        )
    assert found == ["ab", "b", "ab"]


@pytest.mark.parametrize(
    ("query", "slug"),
    [
        ("hvordan kan barnehagen vår få med seg foreldrene?", "det-trengs-en-hel-landsby"),
        ("hvem låner ut ski til barn uten penger?", "bua"),
    ],
)
def test_a_long_question_finds_what_holds_most_of_it(
    browser: Browser, site_address: str, query: str, slug: str
) -> None:
    """A story need not hold every word of a question, but both of two, and whatever stands in quotation marks."""
    with visit(browser, site_address) as page:
        page.goto(f"{site_address}fortellinger/")
        shown = page.evaluate(SEARCH, [query, "gatelagsfotball loddtrekning", '"xyzzy plugh" fotball rus kommune'])
    assert slug in shown[query][:3]
    assert shown["gatelagsfotball loddtrekning"] == []
    assert shown['"xyzzy plugh" fotball rus kommune'] == []


@pytest.mark.parametrize(
    ("word", "tails"),
    [
        ("folkehelsearbeid", ("helsearbeid", "arbeid")),
        ("barnehageansatte", ("ansatte",)),
        ("brukermedvirkning", ("medvirkning",)),
        ("brukerrådet", ("rådet",)),
        ("helse", ()),
        ("krokodille", ()),
    ],
)
def test_compounds_are_known_by_their_parts(word: str, tails: tuple[str, ...]) -> None:
    """The ends that are words themselves, where what stands before them is one too."""
    known = Compounds(["folk", "helse", "arbeid", "barnehage", "ansatte", "bruker", "medvirkning", "råd"])
    assert known.tails(word) == tails


def test_the_data_of_the_search_is_sorted_and_whole(site: Path, library: Library) -> None:
    """Each text has its file, each story its terms, and helping words do not stand among those that are shown."""
    data = json.loads((site / "search/stories.json").read_text(encoding="utf-8"))
    slugs, titles = data["stories"][:2]
    assert [slug or slug_of(title) for slug, title in zip(slugs, titles, strict=True)] == [
        story.slug for story in library.stories
    ]
    names = data["texts"][0].split()
    assert len(names) == len(data["texts"][1]) == len(library.stories) + len(library.translations)
    assert {path.stem for path in (site / "search/text").iterdir()} == set(names)
    for path in (site / "search/text").iterdir():
        text = json.loads(path.read_text(encoding="utf-8"))
        words = text["words"].split(" ")
        assert text["ends"][-1] == len(words)
        assert max(text["helps"]) < len(words)
        assert "ꙮ" not in text["words"]


@pytest.mark.parametrize("width", [375, 1280])
@pytest.mark.parametrize("asked", ["", "?q=barnehage", "?arena=skole"])
def test_nothing_moves_when_the_script_comes(browser: Browser, site_address: str, width: int, asked: str) -> None:
    """What the script fills has its room from the start, however late it comes, and whatever the address asks for."""

    def late(route: Route) -> None:
        time.sleep(0.2)
        route.continue_()

    with visit(browser, site_address, width=width) as page:
        page.route("**/js/story-search.js", late)
        page.add_init_script(
            "window.moved = []; new PerformanceObserver((list) => window.moved.push(...list.getEntries()"
            ".map(({ value }) => value))).observe({ type: 'layout-shift', buffered: true });"
        )
        page.goto(f"{site_address}fortellinger/{asked}")
        status(page, " av " if asked else "fortellinger")
        page.wait_for_timeout(300)
        assert page.locator(".s-facet").first.is_visible() == (width == 1280)
        assert page.locator(".s-sort").is_visible()
        assert page.locator("footer").is_visible()
        assert page.evaluate("window.moved") == []
