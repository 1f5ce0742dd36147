"""What the stories of a term say together: their own lines, each at its place, and nothing where they are few."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from samskapt.views_gathered import FEWEST, gathered
from test_overview import views_of

if TYPE_CHECKING:
    from pathlib import Path

    from samskapt.model import Library


def test_every_line_is_the_storys_own(own_library: Library) -> None:
    """Each begins as the text under the heading that its link leads to; every story of the term has its lines."""
    views = views_of(own_library)
    stories = views.derived.by_term["arena", "moteplass"]
    view = gathered(views, stories)
    assert not view["few"]
    for part in view["parts"]:
        assert {line["title"] for line in part["lines"]} == {story.title for story in stories}
        for line in part["lines"]:
            story = views.derived.by_slug[line["address"].split("/")[1]]
            text = " ".join(story.body.text.replace("*", "").split())
            for says in line["says"]:
                assert _plain(says.removesuffix(" …")) in _plain(text), says
                assert "[^" not in says


def _plain(text: str) -> str:
    """Return the letters of a text, without references and signs."""
    return re.sub(r"[^a-zæøå]", "", re.sub(r"\[\^\d+\]|\]\([^)]*\)", "", text.lower()))


def test_few_stories_say_nothing_in_common(own_library: Library) -> None:
    """Under three it says so; with none there is nothing to say; of very many the newest are shown."""
    views = views_of(own_library)
    few, enough = own_library.stories[: FEWEST - 1], own_library.stories[:FEWEST]
    assert (gathered(views, few)["few"], gathered(views, few)["parts"]) == (True, [])
    assert (gathered(views, ())["few"], gathered(views, ())["parts"]) == (False, [])
    assert [len(part["lines"]) for part in gathered(views, enough)["parts"]] == [FEWEST, FEWEST]
    many = gathered(views, own_library.stories)
    assert many["of"] < many["count"] == len(own_library.stories)
    assert {len(part["lines"]) for part in many["parts"]} == {many["of"]}


def test_the_lines_lead_to_their_places(site: Path) -> None:
    """On the page of a term, every link is to a heading that is there; a term of two stories says that it is few."""
    page = (site / "arena" / "moteplass" / "index.html").read_text(encoding="utf-8")
    links = re.findall(r'<dt><a href="\.\./\.\./(fortellinger/[^"#]+)#([a-z-]+)"', page)
    assert len(links) > 10
    for address, place in links:
        assert f'id="{place}"' in (site / address / "index.html").read_text(encoding="utf-8")
    assert "for lite til å si noe samlet" not in page
    assert "for lite til å si noe samlet" in (site / "arena" / "bibliotek" / "index.html").read_text(encoding="utf-8")
