"""The map of places: where points stand, that they add up, and that its outlines are what the script says."""

from __future__ import annotations

import json
import math
import re
import sys
from typing import TYPE_CHECKING

import pytest

from helpers import GOOD, REPOSITORY, TODAY, write_story
from samskapt.library import read_library
from samskapt.overview.atlas import atlas_view
from samskapt.overview.projection import NORDIC, WORLD, nordic, world
from samskapt.registers import municipalities
from test_browser import visit
from test_overview import views_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Browser

    from samskapt.model import Library

sys.path.append(str(REPOSITORY / "tools"))
import outlines

DATA = json.loads((REPOSITORY / "tools" / "samskapt" / "data" / "map.json").read_text(encoding="utf-8"))
PAGE = "oversikt/steder/"


def test_points_add_up_and_are_on_the_map(own_library: Library) -> None:
    """Each story that has a municipality or a country is in one point, and the sentence says how many they are."""
    view = atlas_view(views_of(own_library))
    placed = [
        story
        for story in own_library.stories
        if story.place.country != "NO" or story.place.municipality in DATA["municipalities"]
    ]
    near = [story for story in placed if story.place.country in DATA["nordic"]]
    counts = {name: sum(point["count"] for point in view[name]["points"]) for name in ("nordic", "world")}
    assert counts == {"nordic": len(near), "world": len(own_library.stories)}
    total = len(own_library.stories)
    assert list(map(int, re.findall(r"\d+", view["sentence"]))) == [counts["nordic"], total, counts["world"]]
    for name, (width, height) in (("nordic", NORDIC), ("world", WORLD)):
        for point in view[name]["points"]:
            assert 0 < point["x"] < width
            assert 0 < point["y"] < height
            assert point["says"].endswith(f": {point['count']} fortelling" + ("er" if point["count"] > 1 else ""))
        for land in view[name]["land"]:
            for x, y in re.findall(r"[ML](-?[\d.]+) (-?[\d.]+)", land["path"]):
                assert -1 <= float(x) <= width + 1
                assert -1 <= float(y) <= height + 1


def test_points_are_where_the_places_are() -> None:
    """Distances on the map are those on the ground, and every municipality has its point but three, and no other."""
    assert municipalities() - set(DATA["municipalities"]) == {"Haram", "Herøy", "Våler"}  # one is new, two share names
    oslo, bergen, tromso = (nordic(*DATA["municipalities"][name]) for name in ("Oslo", "Bergen", "Tromsø"))
    assert math.dist(oslo, bergen) * 5.62 == pytest.approx(305, rel=0.05)
    assert math.dist(oslo, tromso) * 5.62 == pytest.approx(1140, rel=0.05)
    assert bergen[0] < oslo[0] < tromso[0]
    assert tromso[1] < bergen[1]
    assert world(0, 0)[0] == WORLD[0] / 2
    assert world(*DATA["countries"]["AU"])[1] > world(*DATA["countries"]["NO"])[1]


def test_a_place_that_is_not_known_has_no_point(root: Path) -> None:
    """A country without outlines and two municipalities of one name are in the list only, and no sum is wrong."""
    write_story(root, "to-av-samme-navn", re.sub(r"municipality: [^,}\n]+", "municipality: Herøy", GOOD))
    library = read_library(root, TODAY).library
    assert library is not None
    view = atlas_view(views_of(library))
    assert view["nordic"]["points"] == []
    assert view["sentence"].startswith("0 av 1 fortelling")


def test_lines_keep_the_points_that_matter() -> None:
    """What lies nearly on a line goes, corners stay, and a ring over the date line becomes one on each side."""
    line = [(0.0, 0.0), (1.0, 0.01), (2.0, 0.0), (2.0, 2.0)]
    assert outlines.simplified(line, 0.1) == [(0.0, 0.0), (2.0, 0.0), (2.0, 2.0)]
    assert outlines.simplified(line, 0.0) == line
    east, west = sorted(outlines.split([(170.0, 0.0), (-170.0, 0.0), (-170.0, 10.0), (170.0, 10.0)]))
    for part in (east, west):
        assert all(-180 <= lon <= 180 for lon, _ in part)
        assert outlines.area(part) == pytest.approx(100, rel=0.01)
    square = [(0.0, 0.0), (2.0, 0.0), (2.0, 2.0), (0.0, 2.0)]
    assert outlines.split(square) == [square]
    assert outlines.middle(square) == (1.0, 1.0)
    assert outlines.rounded([[(0.0, 0.0), (1.0, 1.0)], square], 1.0, 0) == [square]


def test_by_keyboard(browser: Browser, site_address: str) -> None:
    """Each point is reached in turn, from the south, says what it is, and leads to its place in the list."""
    with visit(browser, site_address, width=320) as page:
        page.goto(f"{site_address}{PAGE}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        links = page.locator(".s-atlas__map a")
        wanted = links.evaluate_all("all => all.map((a) => a.getAttribute('aria-label'))")
        links.first.focus()
        reached = []
        while page.evaluate("document.activeElement.closest('.s-atlas__map') !== null"):
            reached.append(page.evaluate("document.activeElement.getAttribute('aria-label')"))
            mark = "getComputedStyle(document.activeElement.querySelector('.s-place')).strokeWidth"
            assert page.evaluate(mark) == "1.5px"
            page.keyboard.press("Tab")
        assert reached == wanted
        for to in set(links.evaluate_all("all => all.map((a) => a.getAttribute('href'))")):
            assert page.locator(to).count() == 1, to


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_marks_stand_out_from_the_land(browser: Browser, site_address: str, scheme: str) -> None:
    """Three to one at least, as what is drawn must have; and in the reader's own colours they differ."""
    context = browser.new_context(color_scheme="dark" if scheme == "dark" else "light")
    page = context.new_page()
    page.goto(f"{site_address}{PAGE}")
    place, home, land = (_luminance(page.locator(f"{name}").first.evaluate(_FILL)) for name in _DRAWN)
    for under in (home, land):
        lighter, darker = max(place, under), min(place, under)
        assert (lighter + 0.05) / (darker + 0.05) >= 3, (place, under)
    context.close()
    context = browser.new_context(forced_colors="active")
    page = context.new_page()
    page.goto(f"{site_address}{PAGE}")
    assert page.locator(".s-place").first.evaluate(_FILL) != page.locator(".s-land").first.evaluate(_FILL)
    context.close()


_DRAWN = (".s-place", ".s-land--home", ".s-land:not(.s-land--home)")
_FILL = """one => {
    const canvas = document.createElement("canvas").getContext("2d");
    canvas.fillStyle = getComputedStyle(one).fill;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
}"""


def _luminance(colour: list[int]) -> float:
    """Return the relative luminance of a colour, as WCAG has it."""
    linear: Callable[[float], float] = lambda part: part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4  # noqa: E731
    red, green, blue = (linear(part / 255) for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
