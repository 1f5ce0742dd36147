"""«Stories like mine»: the order, the reasons, the address, and what is left without JavaScript."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from samskapt.derive import terms_of
from test_browser import visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from samskapt.model import Library

FACETS = {"arena": "arena", "outcomes": "utfall", "actors": "aktorer"}
TELL = """async (search) => {
    const line = document.querySelector("like-mine [role=status]");
    line.textContent = "";
    history.pushState({}, "", `?${search}`);
    dispatchEvent(new PopStateEvent("popstate"));
    for (let i = 0; i < 2000 && !line.textContent; i += 1) await new Promise((done) => setTimeout(done, 2));
    const items = [...document.querySelectorAll("like-mine li")];
    return [line.textContent, items.map((item) => [item.dataset.slug, item.querySelector("p").textContent])];
}"""


def expected(library: Library, chosen: dict[str, list[str]]) -> list[tuple[str, dict[str, list[str]]]]:
    """Return the stories that share something, in order, and what each shares by facet."""
    shared = {
        story.slug: {
            facet: both for facet, terms in chosen.items() if (both := [one for one in terms if one in of[facet]])
        }
        for story in library.stories
        for of in [terms_of(story)]
    }
    place = {story.slug: number for number, story in enumerate(library.stories)}
    found = [(slug, both) for slug, both in shared.items() if both]
    return sorted(found, key=lambda one: (-len(one[1]), -sum(map(len, one[1].values())), place[one[0]]))


def choice(library: Library, seed: int) -> dict[str, list[str]]:
    """Return what a reader may choose: up to one setting and one hope, and some actors."""
    pick = random.Random(seed)  # noqa: S311 (the same choices each time)
    terms = {facet: list(library.vocabulary.facets[facet].terms) for facet in FACETS}
    most = {"arena": 1, "outcomes": 1, "actors": 4}
    drawn = {facet: pick.sample(all_, pick.randint(0, most[facet])) for facet, all_ in terms.items()}
    made = {facet: [one for one in terms[facet] if one in some] for facet, some in drawn.items()}
    return {facet: some for facet, some in made.items() if some}


def test_stories_come_in_order_each_with_its_reason(browser: Browser, site_address: str, own_library: Library) -> None:
    """For 60 choices: those alike in most ways first, then in most terms, and every reason is true and whole."""
    label = own_library.vocabulary.term
    with visit(browser, site_address) as page:
        page.goto(f"{site_address}ligner/")
        for seed in range(60):
            chosen = choice(own_library, seed)
            search = "&".join(f"{FACETS[facet]}={term}" for facet, terms in chosen.items() for term in terms)
            line, items = page.evaluate(TELL, search)
            right = expected(own_library, chosen)
            if not chosen:
                assert line.startswith("Velg noe")
                continue
            assert line.startswith(("Ingen", "1 ", f"{len(right)} ")), (line, len(right))
            assert [slug for slug, _ in items] == [slug for slug, _ in right[:20]]
            for (_, why), (_, shared) in zip(items, right[:20], strict=True):
                names = [label(facet, term).label.nb for facet, terms in shared.items() for term in terms]
                assert all(name.casefold() in why.casefold() for name in names)
                assert why.count(":") == len(shared)


def names(page: Page) -> list[str]:
    """Return the titles of the stories that are shown."""
    return page.locator("like-mine li a").all_inner_texts()


def test_a_choice_is_made_by_keyboard_and_stands_in_the_address(browser: Browser, site_address: str) -> None:
    """The list follows at once, is told of politely, and the same address gives the same list; there is room at 320."""
    with visit(browser, site_address, width=320) as page:
        page.goto(f"{site_address}ligner/")
        page.get_by_label("Hvor skjer det?").select_option("barnehage")
        page.locator("like-mine [role=status]", has_text="til felles").wait_for()
        box = page.get_by_label("Foreldre", exact=False).first
        box.focus()
        page.keyboard.press("Space")
        page.wait_for_url("**aktorer=**")
        shown = names(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        page.reload()
        page.locator("like-mine li").first.wait_for()
        assert names(page) == shown
        page.goto(f"{site_address}ligner/?arena=manen&utfall=%22%5D")
        page.locator("like-mine [role=status]", has_text="Velg noe").wait_for()


def test_without_javascript_the_form_leads_to_the_stories(browser: Browser, site_address: str) -> None:
    """With what was chosen in the address; and the guided finder is offered."""
    with visit(browser, site_address, javascript=False) as page:
        page.goto(f"{site_address}ligner/")
        assert page.locator(".s-noscript a").get_attribute("href") == "../finn/"
        page.get_by_label("Hva håper dere på?").select_option("mestring")
        page.get_by_role("button", name="Vis fortellinger").click()
        assert "/fortellinger/?" in page.url
        assert "utfall=mestring" in page.url
