"""What pages show beside the text: who had a say as a picture and a table, the guided finder, and translations."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from helpers import REPOSITORY, TODAY
from samskapt.library import read_library
from samskapt.model import Participation
from samskapt.settings import Site
from samskapt.views import Views
from samskapt.views_finder import finder_steps
from samskapt.views_participation import participation_view
from samskapt.yaml_reader import read_yaml

if TYPE_CHECKING:
    from pathlib import Path

LADDER = ["informert", "hort", "medvirket", "bestemte-sammen", "bestemte"]


@pytest.fixture(scope="module")
def views() -> Views:
    """Return the views of the repository's own library in bokmål."""
    library = read_library(REPOSITORY, TODAY).library
    assert library is not None
    words = read_yaml((REPOSITORY / "theme" / "strings" / "nb.yml").read_text(encoding="utf-8")).values
    return Views(library, Site(language="nb", words={"nb": {key: str(text) for key, text in words.items()}}))


def test_the_picture_says_what_the_story_says(views: Views) -> None:
    """A stair is as high as the say, an actor of whom nothing is said has no row, and the sentence tells it all."""
    made = participation_view(
        views,
        ("medborgere", "kommune", "nav" if "nav" in views.vocabulary.facets["actors"].terms else "forskere"),
        (
            Participation("iverksetting", ("kommune",), "bestemte"),
            Participation("utforming", ("medborgere", "kommune"), "hort"),
        ),
    )
    assert made["sentence"] == "Utforming: medborgere og kommune ble hørt. Iverksetting: kommune bestemte."
    assert [row["id"] for row in made["rows"]] == ["medborgere", "kommune"]
    assert made["silent"] == "forskere"
    filled = {
        (row["id"], cell["phase"]): sum(step["filled"] for step in cell["stair"])
        for row in made["rows"]
        for cell in row["cells"]
        if cell["stair"]
    }
    assert filled == {("medborgere", "utforming"): 2, ("kommune", "utforming"): 2, ("kommune", "iverksetting"): 5}
    assert [part["phase"]["id"] for part in made["parts"]] == ["utforming", "iverksetting"]


@pytest.mark.parametrize(("say", "steps"), [*zip(LADDER, range(1, 6), strict=True)])
def test_a_higher_say_is_a_higher_stair(views: Views, say: str, steps: int) -> None:
    """The ladder of the vocabulary is the ladder of the picture."""
    made = participation_view(views, ("kommune",), (Participation("analyse", ("kommune",), say),))
    stair = made["rows"][0]["cells"][1]["stair"]
    assert [step["filled"] for step in stair] == [True] * steps + [False] * (5 - steps)
    assert len({step["y"] + step["height"] for step in stair}) == 1, "all steps stand on the ground"


def test_picture_and_table_tell_the_same_on_every_page(site: Path, views: Views) -> None:
    """Each square of each story is there twice: as a stair with its steps filled, and as words in a table."""
    for story in views.library.stories:
        html = (site / "fortellinger" / story.slug / "index.html").read_text(encoding="utf-8")
        picture = html[html.index("s-participation") : html.index("<figcaption", html.index("s-participation"))]
        steps = sum((LADDER.index(part.say) + 1) * len(part.actors) for part in story.participation)
        assert picture.count('class="s-filled"') == steps, story.slug
        table = html[html.index("s-details") :]
        rows = re.findall(r"<tr><th.*?</tr>", table[: table.index("</details>")])
        assert len(rows) == len(story.participation) + 1, story.slug


def test_the_finder_reaches_every_story_in_three_steps(views: Views) -> None:
    """Each end lists the stories of its type and arena or says that there are none; together they hold them all."""
    steps = {address: view() for address, _, view in finder_steps(views)}
    assert {address.count("/") for address in steps} == {1, 2, 3}
    reached: set[str] = set()
    for address, view in steps.items():
        if view["step"] == 3:
            kind, arena = address.split("/")[1:3]
            expected = [
                story for story in views.library.stories if story.co_creation_type == kind and arena in story.arena
            ]
            assert [card["title"] for card in view["stories"]] == [story.title for story in expected]
            assert view["arena"]["count"] == len(expected)
            reached |= {card["address"] for card in view["stories"]}
        for link in (*view.get("types", ()), *view.get("others", ())):
            assert link["address"] in steps
    assert len(reached) == len(views.library.stories)
    assert any(not view["stories"] for view in steps.values() if view["step"] == 3), "an honest none"


def test_a_translation_has_a_page_in_its_own_language(site: Path) -> None:
    """The whole page is in English and leads to the original, which leads to it."""
    english = (site / "fortellinger" / "fontenehus" / "en" / "index.html").read_text(encoding="utf-8")
    original = (site / "fortellinger" / "fontenehus" / "index.html").read_text(encoding="utf-8")
    assert '<html lang="en">' in english
    assert "Who decided what" in english
    assert "In short" in english
    assert 'href="../" lang="nb" hreflang="nb">Norsk bokmål</a>' in english
    assert 'href="en/" lang="en" hreflang="en">English</a>' in original
    assert "21 November 2026" in english
    assert 'href="../../../fortellinger/' not in english.split("<main")[0], "links are as short as they can be"
    alone = (site / "fortellinger" / "benken" / "index.html").read_text(encoding="utf-8")
    assert "s-languages" not in alone
