"""The map of places: the Nordic countries with a point for each municipality, and the world with one for each country.

Points are where the story says, never where a reader might guess: stories of several places in Norway have none.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from samskapt.choices import HOME, place_of
from samskapt.overview.parts import stories
from samskapt.overview.projection import NORDIC, WORLD, nordic, world

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from samskapt.model import Story
    from samskapt.views import View, Views

_FILE = Path(__file__).parents[1] / "data" / "map.json"
_RADIUS = {"nordic": (3.6, 11.0), "world": (2.4, 9.0)}
"""Radius of the point of one story on each map; its area grows with their number up to the second."""


@cache
def _outlines() -> dict[str, Any]:
    """Return the data that ``tools/outlines.py`` makes."""
    return dict(json.loads(_FILE.read_text(encoding="utf-8")))


def atlas_view(views: Views) -> View:
    """Return both maps, each with its outlines as a path, its points, and the sentence that says what they come to."""
    towns = Counter(story.place.municipality for story in views.library.stories if _is_town(story))
    countries = Counter(story.place.country for story in views.library.stories)
    near = {code: countries[code] for code in _outlines()["nordic"] if code != HOME and countries[code]}
    far = {code: count for code, count in countries.items() if code in _outlines()["countries"]}
    county = {story.place.municipality: place_of(story) for story in views.library.stories}
    points = [
        *(
            _point(views, nordic, _outlines()["municipalities"][name], (name, county[name], towns[name]))
            for name in towns
        ),
        *(
            _point(views, nordic, _outlines()["countries"][code], (views.country(code), code.lower(), count))
            | {"whole": True}
            for code, count in near.items()
        ),
    ]
    return {
        "sentence": _sentence(views, towns.total() + sum(near.values()), sum(far.values())),
        "nordic": {
            "size": NORDIC,
            "land": [
                {"home": code == HOME, "path": _path(nordic, rings)} for code, rings in _outlines()["nordic"].items()
            ],
            "points": sorted(points, key=lambda point: (-point["y"], point["x"])),
        },
        "world": {
            "size": WORLD,
            "land": [{"home": False, "path": _path(world, _outlines()["world"])}],
            "points": [
                _point(views, world, _outlines()["countries"][code], (views.country(code), _anchor(code), count))
                for code, count in sorted(far.items(), key=lambda item: (-item[1], item[0]))
            ],
        },
    }


def _anchor(code: str) -> str:
    return "no" if code == HOME else code.lower()


def _is_town(story: Story) -> bool:
    """Say whether a story is from a municipality of Norway that there is a point for."""
    return story.place.country == HOME and story.place.municipality in _outlines()["municipalities"]


def _point(
    views: Views, project: Callable[[float, float], tuple[float, float]], at: list[float], told: tuple[str, str, int]
) -> View:
    """Return a point: where it is, how large, and what it leads to below the map. ``told``: name, id there, number."""
    label, to, count = told
    x, y = project(*at)
    least, most = _RADIUS[project.__name__]
    return {
        "x": round(x, 1),
        "y": round(y, 1),
        "radius": round(min(most, least * math.sqrt(count)), 1),
        "says": f"{label}: {stories(views, count)}",
        "to": to,
        "count": count,
        "whole": False,
    }


def _path(project: Callable[[float, float], tuple[float, float]], rings: Iterable[list[list[float]]]) -> str:
    """Return the rings as the path of a drawing, to the tenth of a unit."""
    return "".join(f"M{'L'.join(f'{x:.1f} {y:.1f}' for x, y in (project(*at) for at in ring))}z" for ring in rings)


def _sentence(views: Views, near: int, far: int) -> str:
    total = len(views.library.stories)
    if not total:
        return views.strings["overview_none"]
    return views.strings["atlas_sentence"].format(near=near, far=far, total=stories(views, total))
