"""The library seen whole: what is drawn adds up to the stories, links give what they count, and sentences are true."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

import pytest

from helpers import GOOD, REPOSITORY, TODAY, write_story
from samskapt import choices, derive
from samskapt.library import read_library
from samskapt.overview.deciding import deciding_view
from samskapt.overview.figures import figures_view
from samskapt.overview.gaps import GROUNDS, MAPS, Gaps, gaps_view, slices
from samskapt.overview.pages import overview_pages
from samskapt.overview.parts import OVERVIEW, largest, per_cent, stack
from samskapt.overview.places import places_view
from samskapt.overview.square import square_view
from samskapt.overview.timeline import timeline_view
from samskapt.registers import counties, county_of, municipalities
from samskapt.settings import Site
from samskapt.views import Views
from samskapt.write_links import PARAMETERS
from samskapt.yaml_reader import read_yaml
from test_browser import visit

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

    from samskapt.model import Library

WORDS = {
    path.stem: {key: str(text) for key, text in read_yaml(path.read_text(encoding="utf-8")).values.items()}
    for path in (REPOSITORY / "theme" / "strings").glob("*.yml")
}
ADDRESSES = ["oversikt/", "oversikt/bestemmer/", "oversikt/tid/", "oversikt/steder/", "oversikt/tall/"]
ADDRESSES += [f"oversikt/{gaps.address}" for gaps in MAPS]


def views_of(library: Library, language: str = "nb") -> Views:
    """Return the views of a library."""
    return Views(library, Site(language=language, words=WORDS))


@pytest.fixture
def views(own_library: Library) -> Views:
    """Return the views of the repository's own library."""
    return views_of(own_library)


@pytest.fixture
def small(root: Path) -> Views:
    """Return the views of a library of one story."""
    write_story(root, "provehuset", GOOD)
    library = read_library(root, TODAY).library
    assert library is not None
    return views_of(library)


def test_every_story_is_one_point_of_the_square(views: Views) -> None:
    """Each stands once, in the box of its type, and its number says where in the order."""
    square = square_view(views)
    cells = [cell for row in square["rows"] for cell in row["cells"]]
    points = [(point["number"], point["address"], cell["id"]) for cell in square["types"] for point in cell["points"]]
    assert [number for number, _, _ in points] == list(range(1, len(views.library.stories) + 1))
    types = {f"fortellinger/{story.slug}/": story.co_creation_type for story in views.library.stories}
    assert {address: kind for _, address, kind in points} == types
    assert {cell["id"] for cell in cells} == {cell["id"] for cell in square["types"]}
    assert len(cells) == 4
    counts = Counter(types.values())
    assert f"({max(counts.values())})" in square["sentence"]
    assert f"({min(counts.values())})" in square["sentence"]


def found(library: Library, address: str) -> set[str]:
    """Return the stories that an address of the find page asks for: those that carry all of its terms."""
    names = {way.address: way.id for way in choices.ways(library)}
    asked = [(names[name], term) for name, term in parse_qsl(urlsplit(address).query, strict_parsing=True)]
    carried = choices.carried(library)
    return {story.slug for story in library.stories if all(term in carried[story.slug][way] for way, term in asked)}


@pytest.mark.parametrize("gaps", MAPS, ids=lambda gaps: gaps.address)
def test_each_cell_counts_what_its_link_gives(views: Views, gaps: Gaps) -> None:
    """So many stories as the find page has at the link; an empty cell leads to the page for writers with its terms."""
    library, view = views.library, gaps_view(views, gaps)
    seen: set[str] = set()
    for row in view["rows"]:
        in_row: set[str] = set()
        for cell in row["cells"]:
            assert cell["address"].startswith("fortellinger/?" if cell["count"] else "skriv/?")
            stories = found(library, cell["address"])
            if cell["count"] or not gaps.together:  # that a story has both apart does not fill a square of the last map
                assert len(stories) == cell["count"], cell["address"]
            else:
                stories = set()
            in_row |= stories
        assert len(in_row) <= row["count"]
        assert gaps.together or len(in_row) == row["count"]
        seen |= in_row
    assert seen == {story.slug for story in library.stories}
    cells = [cell["count"] for row in view["rows"] for cell in row["cells"]]
    filled, every, *_ = map(int, re.findall(r"\d+", view["sentence"]))
    assert (filled, every) == (sum(count > 0 for count in cells), len(cells))
    assert view["sentence"].endswith(f"({max(cells)}).")


def test_what_is_missing_leads_to_writers_with_its_fields(
    site: Path, browser: Browser, site_address: str, own_library: Library
) -> None:
    """Empty cells lead to the page for writers, with names and values that it fills in."""
    facets = {name: facet for facet, name in PARAMETERS.items()}
    with visit(browser, site_address) as page:
        page.goto(f"{site_address}{OVERVIEW}{MAPS[0].address}")
        page.locator("a.s-gap").first.focus()
        asked_for = dict(parse_qsl(urlsplit(page.locator("a.s-gap").first.get_attribute("href") or "").query))
        page.keyboard.press("Enter")
        page.locator(f"#skriv input[value='{asked_for['arena']}']:checked").wait_for(state="attached")
    asked = 0
    for address in ADDRESSES:
        for link in re.findall(r'href="[./]*skriv/\?([^"]+)"', (site / address / "index.html").read_text("utf-8")):
            for name, value in parse_qsl(link.replace("&amp;", "&"), strict_parsing=True):
                assert value in own_library.vocabulary.facets[facets[name]].terms
                asked += 1
    assert asked > 100


def test_a_circle_shows_what_claims_build_on(views: Views, own_library: Library) -> None:
    """Every kind of evidence is in one group, and larger counts never have smaller circles."""
    assert sorted(one for _, group in GROUNDS for one in group) == sorted(
        own_library.vocabulary.facets["evidence"].terms
    )
    assert [one["place"] for one in slices([1, 0, 2], 10)] == [0, 2]
    (whole,) = slices([0, 3, 0], 10)
    assert whole["place"] == 1
    sizes: dict[int, set[float]] = {}
    for row in gaps_view(views, MAPS[2])["rows"]:
        for cell in row["cells"]:
            if cell["count"]:
                sizes.setdefault(cell["count"], set()).add(
                    max(float(size) for one in cell["slices"] for size in re.findall(r"[Aa]([\d.]+)", one["path"]))
                )
    ordered = [sizes[count] for count in sorted(sizes)]
    assert all(len(one) == 1 for one in ordered)
    assert [max(one) for one in ordered] == sorted(max(one) for one in ordered)


def test_who_decides_counts_every_say(views: Views) -> None:
    """As many pieces of information as the stories give, in the table and in the key."""
    view = deciding_view(views)
    told = sum(len(part.actors) for story in views.library.stories for part in story.participation)
    cells = [cell for row in view["rows"] for cell in row["cells"]]
    assert view["total"] == told == sum(cell["count"] for cell in cells) == sum(say["count"] for say in view["ladder"])
    for cell in cells:
        assert sum(map(int, re.findall(r"\d+", cell["told"]))) == cell["count"]
        assert not cell["count"] or sum(part["width"] for part in cell["parts"]) == pytest.approx(100)


def test_the_timeline_has_every_story_once(views: Views) -> None:
    """With a bar where it is known when it began, else by name; those that ended say so."""
    view, stories = timeline_view(views), views.library.stories
    addresses = [row["address"] for row in (*view["rows"], *view["unknown"])]
    assert sorted(addresses) == sorted(f"fortellinger/{story.slug}/" for story in stories)
    began = [row["years"][:4] for row in view["rows"]]
    assert began == sorted(began)
    assert {row["address"] for row in view["rows"] if row["ended"]} == {
        f"fortellinger/{one.slug}/" for one in stories if one.period.start and one.period.end
    }
    for row in view["rows"]:
        assert 0 <= row["x"] < row["x"] + row["width"] <= view["width"]
        assert ("avsluttet" in row["years"]) == row["ended"]


def test_every_story_is_at_one_place(views: Views) -> None:
    """Once in the list, in its country and county; and the counties with none are named."""
    norway, *abroad = places_view(views)["countries"]
    listed = [story["address"] for one in (norway, *abroad) for part in one["parts"] for story in part["stories"]]
    assert sorted(listed) == sorted(f"fortellinger/{story.slug}/" for story in views.library.stories)
    assert sum(one["count"] for one in (norway, *abroad)) == len(listed)
    for part in norway["parts"]:
        for story in part["stories"]:
            place = views.derived.by_slug[story["address"].split("/")[1]].place
            assert (place.municipality in counties().get(part["label"], ())) == (part["label"] in counties())
    assert {part["label"] for part in norway["parts"]} & {*counties()} | {*norway["missing"]} == {*counties()}
    assert [one["label"] for one in abroad] == ["Danmark", "Storbritannia"]


def test_every_municipality_is_in_a_county() -> None:
    """The two registers hold the same names; only two names are those of two municipalities."""
    assert frozenset().union(*counties().values()) == municipalities()
    assert len(counties()) == 15
    assert {name for name in municipalities() if not county_of(name)} == {"Herøy", "Våler"}
    assert [county_of(name) for name in ("Levanger", "Kárášjohka", "Asker", "Aarhus")] == [
        "Trøndelag",
        "Finnmark",
        "Akershus",
        "",
    ]


def test_the_figures_add_up(views: Views) -> None:
    """Each table counts all that there is of its kind, and its sentence says its largest number."""
    stories = views.library.stories
    totals = {
        "result": len(stories),
        "evidence": sum(len(story.outcomes) for story in stories),
        "told_by": len(stories),
        "read": sum(len(story.sources) for story in stories),
        "reuse": sum(len(story.reuse) for story in stories),
        "due": len(stories),
    }
    tables = figures_view(views)["tables"]
    assert {table["id"]: table["total"] for table in tables} == totals
    for table in tables:
        counts = [row["count"] for row in table["rows"]]
        assert sum(counts) == table["total"]
        if not table["total"]:
            assert table["sentence"].startswith("Ingen")
            continue
        assert f"({max(counts)} av {table['total']}" in table["sentence"]
        assert sum(row["share"] for row in table["rows"]) == pytest.approx(100, abs=len(counts) / 2)


def test_what_is_overdue_is_said_without_a_clock_and_with_one(
    views: Views, browser: Browser, site_address: str
) -> None:
    """In the text against the day that the library was changed, and by the page's script against the reader's own."""
    stories = views.library.stories
    changed = max(story.reviewed or story.published for story in stories)
    due = [derive.review_by(story) for story in stories]
    (table,) = (one for one in figures_view(views)["tables"] if one["id"] == "due")
    assert table["overdue"].endswith(
        f"var {sum(day < changed for day in due)} av {len(stories)} fortellinger over fristen."
    )
    some = sorted(due)[len(due) // 2]
    with visit(browser, site_address) as page:
        page.clock.set_fixed_time(f"{some.isoformat()}T12:00:00Z")
        page.goto(f"{site_address}oversikt/tall/")
        told = page.locator("[data-due]").inner_text()
        assert told == f"I dag er {sum(day <= some for day in due)} over fristen."


def test_parts_of_pictures() -> None:
    """Shares are of the whole, and what there is most of can be several."""
    assert [(one["x"], one["width"], one["place"]) for one in stack([1, 0, 3])] == [(0, 25, 0), (25, 75, 2)]
    assert stack([0, 0]) == []
    assert (per_cent(1, 3), per_cent(1, 200), per_cent(0, 0)) == (33, 1, 0)
    assert (largest({"a": 2, "b": 1, "c": 2}), largest({"a": 0})) == (["a", "c"], [])


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_all_libraries_have_an_overview(root: Path, small: Views, language: str) -> None:
    """One of one story, and one of none, in every language: nothing is divided by nothing, no sentence has a hole."""
    (root / "stories" / "provehuset" / "index.md").unlink()
    (root / "stories" / "provehuset").rmdir()
    empty = read_library(root, TODAY).library
    assert empty is not None
    for library in (empty, small.library):
        pages = list(overview_pages(views_of(library, language)))
        assert sorted(page[0] for page in pages) == sorted(ADDRESSES)
        for _, _, title, view, description in pages:
            assert title
            assert not re.search(r"[{}]", f"{view.get('sentence', '')}{description}")
    assert square_view(views_of(empty))["sentence"] == WORDS["nb"]["overview_none"]


def test_the_same_library_gives_the_same_pictures(own_library: Library) -> None:
    """To the letter, whatever was looked at first."""
    assert list(overview_pages(views_of(own_library))) == list(overview_pages(views_of(own_library)))


def test_each_picture_is_reached_and_has_its_sentence(site: Path) -> None:
    """The overview leads to every picture with what it comes to, and each table is described by its sentence."""
    first = (site / "oversikt" / "index.html").read_text(encoding="utf-8")
    for address in ADDRESSES[1:]:
        assert f'href="{address.removeprefix("oversikt/")}"' in first
        page = (site / address / "index.html").read_text(encoding="utf-8")
        for name in re.findall(r'aria-describedby="([^"]+)"', page):
            assert re.search(rf'<p id="{name}"><strong>[^<]{{20,}}</strong>', page), (address, name)
        assert page.count("<table") + page.count('class="s-atlas__map"') == page.count("aria-describedby")


COUNTED = """all => all.map((link) => {
    const said = (link.closest("th, h2, h3") ?? link).textContent;
    return [link.href, Number(said.match(/\\d+/g).at(-1))];
})"""
"""Returns where each link of a picture leads, and how many stories it says are there."""
FIND = """async (links) => {
    const line = document.querySelector("story-search [role=status]");
    const shown = [];
    for (const link of links) {
        line.textContent = "";
        history.pushState({}, "", new URL(link).search);
        dispatchEvent(new PopStateEvent("popstate"));
        for (let i = 0; i < 2000 && !line.textContent; i += 1) await new Promise((done) => setTimeout(done, 2));
        const cards = [...document.querySelectorAll("story-search .s-card")];
        shown.push([line.textContent, cards.map((card) => card.dataset.address.split("/")[1])]);
    }
    return shown;
}"""
"""Goes to each address of the find page, and returns what its status line says and the stories that it shows."""


def test_every_link_gives_as_many_stories_as_its_cell_says(
    browser: Browser, site_address: str, own_library: Library
) -> None:
    """All cells of all pictures, asked of the find page itself: so many stories, and those that are meant."""
    with visit(browser, site_address) as page:
        told: dict[str, int] = {}
        for address in ADDRESSES:
            page.goto(f"{site_address}{address}")
            here = page.locator("main a[href*='fortellinger/?']")
            told |= dict(here.evaluate_all(COUNTED))
        page.goto(f"{site_address}fortellinger/")
        shown = page.evaluate(FIND, list(told))
    assert len(told) > 200
    for (link, count), (line, cards) in zip(told.items(), shown, strict=True):
        assert line == f"{count} av {len(own_library.stories)} fortellinger", link
        assert len(cards) == min(count, 24), link
        assert {*cards} <= found(own_library, link), link


def test_every_box_and_heading_leads_to_as_many_stories(site: Path) -> None:
    """The boxes of the square, and the rows and columns of the maps, lead to the page of a term with their number."""
    counted = re.compile(r'<a href="([^"?]+)">[^<]+</a> <span class="s-count">(\d+)</span>')
    links: dict[Path, int] = {}
    for address in ADDRESSES:
        picture = (site / address / "index.html").read_text(encoding="utf-8")
        main = picture[picture.index("<main") : picture.index("</main>")]
        links |= {(site / address / to).resolve(): int(count) for to, count in counted.findall(main)}
    assert len(links) > 40
    for folder, count in links.items():
        if folder.parent.name == "innflytelse":  # the key of who decides counts what is told, not stories
            continue
        assert f'data-total="{count}"' in (folder / "index.html").read_text(encoding="utf-8"), folder


def test_the_overview_by_keyboard(browser: Browser, site_address: str, own_library: Library) -> None:
    """Tab goes through the points in the order of their numbers, and each is named."""
    with visit(browser, site_address, width=320) as page:
        page.goto(f"{site_address}oversikt/")
        page.locator(".s-points a").first.focus()
        names = []
        while page.evaluate("document.activeElement.closest('.s-square') !== null"):
            if page.evaluate("document.activeElement.closest('.s-points') !== null"):
                names.append(page.evaluate("document.activeElement.textContent.trim()"))
            page.keyboard.press("Tab")
        numbers = [int(name.split()[-1]) for name in names]
        assert len(names) == len(own_library.stories)
        assert numbers == list(range(1, len(names) + 1))
        titles = {story.title for story in own_library.stories}
        assert {re.sub(r"\s+\d+$", "", name) for name in names} == titles


@pytest.mark.parametrize("address", ADDRESSES)
def test_pictures_on_paper_and_in_forced_colours(browser: Browser, site_address: str, address: str) -> None:
    """What is drawn can be told apart where the reader chose the colours, and is there on paper."""
    context = browser.new_context(forced_colors="active")
    page = context.new_page()
    page.goto(f"{site_address}{address}")
    for kind in ("ground", "say"):
        fills = page.evaluate(
            "kind => [...document.querySelectorAll(`.s-key [class^='s-${kind}--']`)].map((one) => "
            "getComputedStyle(one).fill)",
            kind,
        )
        assert len(set(fills)) == min(3, len(fills)), kind
    page.emulate_media(media="print")
    assert page.locator("main :is(table, ul)").first.is_visible()
    context.close()
