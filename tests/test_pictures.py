"""The pictures on the page that shows how stories are sent: taken of the real screens, so that they never age."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from PIL import Image, ImageChops, ImageStat

from helpers import REPOSITORY

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

FOLDER = REPOSITORY / "theme" / "assets" / "slik"
WIDTH = 390
"""Of the screen, in CSS pixels: a phone's."""
COARSE = (39, 39)
"""Two pictures are alike when they are so at this size: browsers draw letters a little differently."""
MOST = 6
"""How much they may differ on average, of 255."""
SENDING = {"e-post": "#veier [data-way=mail]", "github": "#veier [data-way=github]"}


@pytest.fixture(scope="module")
def screens(browser: Browser, site_address: str) -> dict[str, bytes]:
    """Return the pictures (PNG) as they are now, by name."""
    page = browser.new_page(viewport={"width": WIDTH, "height": 900}, device_scale_factor=2, color_scheme="light")
    page.route("**/tabeller.json", lambda route: route.fulfill(json={**route.fetch().json(), "repository": "a/b"}))
    page.goto(f"{site_address}skriv/")
    page.locator("#skriv[data-ready]").wait_for()
    page.locator("[data-at=title]").fill("Språkkafeen på torget")
    page.get_by_text("Praksisen selv", exact=True).click()
    taken = {"skjema": _step(page)}
    page.mouse.move(0, 0)
    page.evaluate("document.querySelector('a[data-step=send]').click()")
    taken |= {name: page.locator(selector).screenshot() for name, selector in SENDING.items()}
    page.close()
    return taken


def _step(page: Page) -> bytes:
    """Return a picture of the questions of the first step."""
    page.evaluate("document.activeElement.blur(), scrollTo(0, 0)")
    first, last = (page.locator(f"[data-ask={name}]").bounding_box() for name in ("title", "told_by"))
    assert first is not None
    assert last is not None
    top, end = round(first["y"]) - 20, round(last["y"] + last["height"]) + 20
    clip = {"x": 0, "y": top, "width": WIDTH, "height": end - top}
    return page.screenshot(clip=clip, full_page=True)  # type: ignore[arg-type]  # Playwright's own kind of dict


def _coarse(data: bytes) -> Image.Image:
    with Image.open(BytesIO(data)) as picture:
        return picture.convert("L").resize(COARSE, Image.Resampling.BOX)


@pytest.mark.parametrize("name", ["skjema", *SENDING])
def test_the_pictures_show_the_screens_of_today(
    name: str, screens: dict[str, bytes], request: pytest.FixtureRequest
) -> None:
    """``make pictures`` takes them anew; look at them before you commit them."""
    path = FOLDER / f"{name}.webp"
    if request.config.getoption("--write-pictures"):
        Image.open(BytesIO(screens[name])).convert("RGB").save(path, "WEBP", quality=80, method=6)
    with Image.open(BytesIO(screens[name])) as now, Image.open(path) as kept:
        assert now.size == kept.size
    difference = ImageStat.Stat(ImageChops.difference(_coarse(screens[name]), _coarse(path.read_bytes())))
    assert difference.mean[0] < MOST


def test_the_page_shows_them_in_their_size(site_address: str, browser: Browser, site: object) -> None:  # noqa: ARG001
    """Each picture is there, with the room that is kept for it."""
    page = browser.new_page()
    page.goto(f"{site_address}slik-sender-du/", wait_until="networkidle")
    sizes = page.eval_on_selector_all(
        "main img", "all => all.map((one) => [one.naturalWidth / one.width, one.naturalHeight / one.height])"
    )
    page.close()
    assert sizes == [[2, 2]] * (1 + len(SENDING))
