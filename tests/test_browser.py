"""The built site in a real browser: searching, moving by keyboard, and nothing fetched from elsewhere."""

from __future__ import annotations

from collections import deque
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import urldefrag

import pytest

from helpers import REPOSITORY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

SLUGS = {folder.name for folder in (REPOSITORY / "stories").iterdir() if folder.is_dir()}


@contextmanager
def visit(browser: Browser, site_address: str, *, javascript: bool = True, width: int = 1280) -> Iterator[Page]:
    """Open a page in a fresh context; what it fetches and what it complains of is judged when it closes."""
    context = browser.new_context(viewport={"width": width, "height": 900}, java_script_enabled=javascript)
    context.set_default_timeout(20_000)
    page = context.new_page()
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(message.text) if message.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("request", lambda request: None if request.url.startswith(site_address) else wrong.append(request.url))
    yield page
    context.close()
    assert wrong == []


def found(page: Page) -> list[str]:
    """Return the addresses of the stories that are shown, in order."""
    return [link.get_attribute("href") or "" for link in page.locator(".s-cards .s-card__title a").all()]


def status(page: Page, text: str) -> None:
    """Wait until the status line says something that holds ``text``."""
    page.locator(".s-status", has_text=text).wait_for()


def test_a_search_in_another_form_of_the_word(browser: Browser, site_address: str) -> None:
    """«barnehager» finds the story from Levanger, among the first, whose text says «barnehage» and «barnehagen»."""
    with visit(browser, site_address) as page:
        page.goto(f"{site_address}fortellinger/")
        page.get_by_label("Søk i fortellingene").fill("barnehager")
        status(page, "barnehager")
        assert any(address.endswith("det-trengs-en-hel-landsby/") for address in found(page)[:5])
        assert page.locator(".s-card__excerpt mark").first.inner_text().lower().startswith("barnehag")


def test_the_front_page_search_leads_to_the_hits(browser: Browser, site_address: str) -> None:
    """From the first key on the front page to an opened story, without the mouse."""
    with visit(browser, site_address) as page:
        page.goto(site_address)
        page.get_by_label("Søk i fortellingene").focus()
        page.keyboard.type("gatelag")
        page.keyboard.press("Enter")
        page.wait_for_url("**/fortellinger/?q=gatelag")
        status(page, "gatelag")
        page.locator(".s-card__title a").first.focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**/fortellinger/gatelagsfotball/")


def test_the_address_holds_the_search(browser: Browser, site_address: str) -> None:
    """A copied link, Back and reload give the same hits; an empty field gives the whole list."""
    with visit(browser, site_address) as page:
        page.goto(f"{site_address}fortellinger/?q=barnehager")
        status(page, "barnehager")
        hits = found(page)
        field = page.get_by_label("Søk i fortellingene")
        assert field.input_value() == "barnehager"
        field.fill("London")
        page.keyboard.press("Enter")
        status(page, "London")
        page.go_back()
        status(page, "barnehager")
        assert found(page) == hits
        page.reload()
        status(page, "barnehager")
        assert found(page) == hits
        field.fill("")
        page.get_by_text(f"{len(SLUGS)} fortellinger", exact=True).wait_for()
        assert len(found(page)) == len(SLUGS)


@pytest.mark.parametrize("query", ["<img src=x onerror=alert(1)>", "qzxwvk", "a" * 200, '"', "😀"])
def test_nonsense_and_hostile_queries_are_inert(browser: Browser, site_address: str, query: str) -> None:
    """A query is only ever text."""
    with visit(browser, site_address) as page:
        page.goto(f"{site_address}fortellinger/")
        page.get_by_label("Søk i fortellingene").fill(query)
        page.keyboard.press("Enter")
        page.locator(".s-status", has_text="av").wait_for()
        assert page.locator(".s-status *").count() == 0


def test_a_search_that_fails_says_so(browser: Browser, site_address: str) -> None:
    """Where the index cannot be had, the list stays and a sentence tells."""
    context = browser.new_context()
    page = context.new_page()
    page.route("**/pagefind/*", lambda route: route.abort())
    page.goto(f"{site_address}fortellinger/?q=barnehager")
    status(page, "Søket virker ikke akkurat nå")
    assert len(found(page)) == len(SLUGS)
    context.close()


def _focused_link(page: Page) -> str:
    return str(page.evaluate("document.activeElement.href ?? ''"))


@pytest.mark.parametrize("width", [1280, 375])
def test_every_story_is_reached_by_keyboard_alone(browser: Browser, site_address: str, width: int) -> None:
    """Tab and Enter from the front page reach every story; each stop can be seen where it is."""
    reached: set[str] = set()
    with visit(browser, site_address, width=width) as page:
        todo, seen = deque([site_address]), {site_address}
        while todo and reached != SLUGS:
            address = todo.popleft()
            for link in _tab_through(page, address):
                slug = link.removeprefix(f"{site_address}fortellinger/").rstrip("/")
                if slug in SLUGS:
                    reached.add(slug)
                elif link == f"{site_address}fortellinger/" and link not in seen:
                    seen.add(link)
                    todo.append(link)
        page.goto(site_address)
        while _focused_link(page) != f"{site_address}fortellinger/":
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_url(f"{site_address}fortellinger/")
    assert reached == SLUGS


def _tab_through(page: Page, address: str) -> set[str]:
    """Press Tab from the top of a page to its end, and return the links that took focus."""
    page.goto(address)
    links: set[str] = set()
    for _ in range(200):
        page.keyboard.press("Tab")
        stop = page.evaluate(
            """() => {
                const one = document.activeElement;
                if (!one || one === document.body) return null;
                const box = one.getBoundingClientRect();
                const shown = one.type === "radio" ? one.parentElement.getBoundingClientRect() : box;
                const style = getComputedStyle(one);
                return { href: one.href ?? "", name: one.outerHTML.slice(0, 80), radio: one.type === "radio",
                         visible: shown.width > 0 && shown.height > 0 && shown.bottom > 0 && shown.right > 0
                                  && shown.left < innerWidth && shown.top < innerHeight,
                         ring: style.outlineStyle !== "none" || style.boxShadow !== "none" };
            }"""
        )
        if stop is None:
            return links
        assert stop["visible"], stop["name"]
        assert stop["ring"] or stop["radio"], stop["name"]
        links.add(urldefrag(stop["href"])[0])
    raise AssertionError(f"{address}: Tab never came to the end of the page")


def test_without_javascript_every_story_is_there(browser: Browser, site_address: str) -> None:
    """The list is whole, the form leads to it, and stories read well."""
    with visit(browser, site_address, javascript=False) as page:
        page.goto(site_address)
        page.get_by_label("Søk i fortellingene").fill("barnehager")
        page.keyboard.press("Enter")
        page.wait_for_url("**/fortellinger/?q=barnehager")
        assert len(found(page)) == len(SLUGS)
        page.locator(".s-card__title a").first.click()
        page.get_by_role("heading", name="Hva var vanskelig").wait_for()


@pytest.mark.parametrize("width", [320, 1280])
def test_no_page_is_wider_than_its_window(browser: Browser, site_address: str, width: int) -> None:
    """Nothing is cut off or must be scrolled sideways, and nothing is fetched from elsewhere."""
    pages = ["", "fortellinger/", "arena/", "arena/planlegging-og-politikk/", "utfall/", "om/", "skriv/", "404.html"]
    with visit(browser, site_address, width=width) as page:
        for address in [*pages, *(f"fortellinger/{slug}/" for slug in sorted(SLUGS))]:
            page.goto(f"{site_address}{address}")
            assert page.evaluate("document.documentElement.scrollWidth") <= width, address
