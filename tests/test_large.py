"""The overview of two thousand stories: no page grows beyond what a slow line carries, and its numbers still add up."""

from __future__ import annotations

import gzip
import random
import re
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import pytest

from helpers import GOOD, write_story
from samskapt import mkdocs_plugin
from samskapt.overview.pages import overview_pages
from samskapt.overview.timeline import MOST
from samskapt.pages import Page
from samskapt.registers import municipalities
from samskapt.views import Views
from samskapt.views_finder import finder_steps
from samskapt.views_list import PLAIN, SHOWN, plain_pages
from test_overview import views_of

if TYPE_CHECKING:
    from pathlib import Path

    from samskapt.model import Library, Story
    from samskapt.settings import Site

COUNT = 2000
LIMIT = 150_000
"""Bytes of a page as it is sent, compressed."""


def many(library: Library) -> Library:
    """Return a library of two thousand stories, with titles and places of their own and terms of real ones."""
    pick = random.Random(7)  # noqa: S311 (the same library each time)
    words = sorted({word for story in library.stories for word in re.findall(r"[a-zæøå]{4,}", story.body.text)})
    names = sorted(municipalities())

    def one(number: int) -> Story:
        like, title = pick.choice(library.stories), " ".join(pick.sample(words, 4)).capitalize()
        place = replace(like.place, name=" ".join(pick.sample(words, 2)))
        if place.country == "NO":
            place = replace(place, municipality=pick.choice(names))
        outcomes = pick.choice(library.stories).outcomes
        slug = f"{title.lower().replace(' ', '-')}-{number}"
        return replace(
            like, slug=slug, title=title, place=place, outcomes=outcomes, result=pick.choice(library.stories).result
        )

    return replace(library, stories=tuple(one(number) for number in range(COUNT)))


@pytest.fixture(scope="module")
def large(own_library: Library) -> Library:
    """Return the large library."""
    return many(own_library)


def test_no_page_of_the_overview_is_heavy(
    root: Path, tmp_path: Path, large: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Built as they are published: 150 kB each at most, and every total is that of all stories."""
    write_story(root, "provehuset", GOOD)

    def pages(_: Library, site: Site) -> list[Page]:
        made = overview_pages(Views(large, site))
        return [
            Page(address, template, title, partial(dict, view), lead) for address, template, title, view, lead in made
        ]

    monkeypatch.setattr(mkdocs_plugin, "site_pages", pages)
    mkdocs_plugin.build(root, tmp_path / "ut")
    sizes = {
        path.parent.relative_to(tmp_path / "ut").as_posix(): len(gzip.compress(path.read_bytes(), 6))
        for path in (tmp_path / "ut" / "oversikt").rglob("index.html")
    }
    assert len(sizes) == 8
    assert max(sizes.values()) <= LIMIT, sizes
    assert all(size > 2_000 for size in sizes.values()), sizes


@pytest.fixture(scope="module")
def views_in(large: Library) -> Views:
    """Return the views of the large library."""
    return views_of(large)


def test_what_is_left_out_is_counted(large: Library, views_in: Views) -> None:
    """Boxes, places and the timeline say how many there are, show as many as can be read, and lead to the rest."""
    pages = {address: view for address, _, _, view, _ in overview_pages(views_in)}
    square, places, time = (pages[f"oversikt/{name}"] for name in ("", "steder/", "tid/"))
    for cell in square["types"]:
        assert cell["count"] == len(cell["points"]) + int(re.sub(r"\D", "", cell["more"]) or 0)
    parts = [part for country in places["countries"] for part in country["parts"]]
    assert sum(part["count"] for part in parts) == len(large.stories)
    for part in parts:
        assert part["count"] == len(part["stories"]) + int(re.sub(r"\D", "", part["more"]) or 0)
    assert len(time["rows"]) == MOST
    assert time["last"].startswith(f"Her står de {MOST} som begynte sist")
    assert sum(map(len, (square["types"][0]["points"], time["unknown"]))) < COUNT


def test_the_plain_list_comes_in_parts_that_hold_every_story_once(large: Library) -> None:
    """No page of it is longer than what a slow line carries, and each leads to all the others."""
    pages = [(address, number, view()) for address, number, view in plain_pages(views_of(large))]
    assert [address for address, _, _ in pages] == [
        "alle-fortellinger/",
        *(f"alle-fortellinger/{number}/" for number in range(2, COUNT // PLAIN + 1)),
    ]
    listed = [one["address"] for _, _, view in pages for one in view["stories"]]
    assert listed == [f"fortellinger/{story.slug}/" for story in large.stories]
    for address, _, view in pages:
        assert [part["address"] for part in view["parts"]] == [other for other, _, _ in pages]
        assert [part["address"] for part in view["parts"] if part["here"]] == [address]
    few = replace(large, stories=large.stories[:PLAIN])
    (alone,) = [(address, view()) for address, _, view in plain_pages(views_of(few))]
    assert (alone[0], alone[1]["parts"], len(alone[1]["stories"])) == ("alle-fortellinger/", [], PLAIN)


def test_the_finder_shows_some_and_leads_to_the_rest(large: Library) -> None:
    """The way to the list carries both choices, and the number is that of all."""
    views = views_of(large)
    found = {address: view() for address, _, view in finder_steps(views) if address.count("/") == 3}
    many = [(address, view) for address, view in found.items() if view["count"] > SHOWN]
    assert many
    for address, view in found.items():
        _, kind, arena, _ = address.split("/")
        held = views.carrying(("co_creation_type", kind), ("arena", arena))
        assert (view["count"], len(view["stories"])) == (len(held), min(len(held), SHOWN))
        assert bool(view["rest"]) == (len(held) > SHOWN)
        assert view["rest"] in {"", f"fortellinger/?samskapingstype={kind}&arena={arena}"}
