"""The pages of the overview: where each picture stands, and what leads to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samskapt.overview.deciding import deciding_view
from samskapt.overview.figures import figures_view
from samskapt.overview.gaps import MAPS, gaps_view
from samskapt.overview.parts import OVERVIEW
from samskapt.overview.places import places_view
from samskapt.overview.square import square_view
from samskapt.overview.timeline import timeline_view

if TYPE_CHECKING:
    from collections.abc import Iterator

    from samskapt.views import View, Views


def overview_pages(views: Views) -> Iterator[tuple[str, str, str, View, str]]:
    """Yield each page: address, template, title, view and description. The first leads to the others."""
    pictures = list(_pictures(views))
    ways = [
        {"address": address, "title": title, "says": view.get("sentence") or lead}
        for address, _, title, view, lead in pictures
    ]
    square = square_view(views)
    strings = views.strings
    yield OVERVIEW, "overview.html", strings["overview_title"], {"ways": ways, **square}, strings["overview_lead"]
    for address, template, title, view, lead in pictures:
        others = [{**way, "here": way["address"] == address} for way in ways]
        yield address, template, title, {**view, "lead": lead, "ways": others}, view.get("sentence") or lead


def _pictures(views: Views) -> Iterator[tuple[str, str, str, View, str]]:
    strings = views.strings
    for gaps in MAPS:
        key = f"gap_{gaps.rows}"
        yield f"{OVERVIEW}{gaps.address}", "gaps.html", strings[key], gaps_view(views, gaps), strings[f"{key}_lead"]
    yield (
        f"{OVERVIEW}bestemmer/",
        "deciding.html",
        strings["deciding_title"],
        deciding_view(views),
        strings["deciding_lead"],
    )
    yield (
        f"{OVERVIEW}tid/",
        "timeline.html",
        strings["timeline_title"],
        timeline_view(views),
        strings["timeline_lead"],
    )
    yield (
        f"{OVERVIEW}steder/",
        "overview-places.html",
        strings["places_title"],
        places_view(views),
        strings["places_lead"],
    )
    yield f"{OVERVIEW}tall/", "figures.html", strings["figures_title"], figures_view(views), strings["figures_lead"]
