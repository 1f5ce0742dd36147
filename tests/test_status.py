"""The report to the editors: what waits is there, in text and in Markdown, and nothing else."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from helpers import GOOD, TODAY, write_story
from samskapt.cli import main
from samskapt.derive import review_by, stories_by_term
from samskapt.library import read_library
from samskapt.links import Answer, Known, Link, State, Use, as_json
from samskapt.report_markdown import code, fenced
from samskapt.status import Group, Item, as_markdown, as_text, status

if TYPE_CHECKING:
    from pathlib import Path

    from samskapt.model import Library

HERE = (Use("stories/provehuset/index.md", "kilde 1"),)
LINKS = (
    Known(Link("https://a.example/", "https://web.archive.org/a", HERE), Answer(State.DEAD, 404)),
    Known(Link("https://b.example/", "", HERE), Answer(State.DEAD, why="adressen leder i ring")),
    Known(Link("https://c.example/", "", HERE), Answer(State.MOVED, 200, "https://ny.example/")),
    Known(Link("https://d.example/", "", HERE), Answer(State.UNSURE, 403)),
    Known(Link("https://e.example/", "", HERE), Answer(State.ALIVE, 200)),
)


@pytest.fixture(name="library")
def _library(root: Path) -> Library:
    """Return a library with a story of each sort."""
    for slug, title, before, after in (
        ("provehuset", "Prøvehuset", "told_by: praksisen", "told_by: deltakere"),
        ("praksisens", "Praksisens", "", ""),
        ("utkastet", "Utkastet", "status: published", "status: draft"),
        ("feilen", "Feilen", "result: blandet", "result: blanda-drops"),
    ):
        write_story(root, slug, GOOD.replace("title: Prøvehuset", f"title: {title}").replace(before, after))
    library = read_library(root, TODAY).library
    assert library is not None
    return library


def group(library: Library, title: str, today: dt.date = TODAY) -> tuple[Item, ...]:
    """Return the items of one group of the report."""
    return next(one.items for one in status(library, today, ("2026-11-20", LINKS)) if one.title == title)


def test_drafts_and_errors_are_told_apart(library: Library) -> None:
    """A draft says how much it lacks, a story with errors how many."""
    assert group(library, "Utkast") == (Item("stories/utkastet/index.md", "Utkastet", "ingenting mangler"),)
    assert group(library, "Feil") == (Item("stories/feilen/index.md", "Feilen", "1 feil"),)


def test_reviews_are_overdue_the_day_after(library: Library) -> None:
    """On the last day nothing is overdue; on the next it is, the oldest first."""
    due = {review_by(story) for story in library.stories}
    assert due == {dt.date(2028, 1, 15)}
    assert group(library, "Bør gjennomgås på nytt", max(due)) == ()
    late = group(library, "Bør gjennomgås på nytt", max(due) + dt.timedelta(days=1))
    assert [(one.where, one.said) for one in late] == [
        (f"stories/{slug}/index.md", "fristen var 2028-01-15") for slug in ("praksisens", "provehuset")
    ]


def test_a_voice_that_is_missing_is_named(library: Library) -> None:
    """Where participants tell themselves, nothing is missing."""
    assert group(library, "Uten deltakernes egen stemme") == (
        Item("stories/praksisens/index.md", "Praksisens", "fortalt av: praksisen selv"),
    )


def test_links_are_told_by_what_became_of_them(library: Library) -> None:
    """A dead link says why, and whether there is a copy; one that is alive is not told of."""
    where = "stories/provehuset/index.md (kilde 1)"
    assert group(library, "Døde lenker") == (
        Item(where, "https://a.example/", "svar 404; arkivert kopi: https://web.archive.org/a"),
        Item(where, "https://b.example/", "adressen leder i ring; ingen arkivert kopi er oppgitt"),
    )
    assert group(library, "Lenker som er flyttet for godt") == (
        Item(where, "https://c.example/", "leder til https://ny.example/"),
    )
    assert group(library, "Lenker vi ikke fikk svar om") == (Item(where, "https://d.example/", "svar 403"),)


def test_words_without_stories_are_those_no_story_carries(library: Library) -> None:
    """Every term is either carried by a story or named, and none is both."""
    named = {(one.where, one.title) for one in group(library, "Ord uten fortellinger")}
    carried = {(f"vocabulary/{facet}.yml", term) for facet, term in stories_by_term(library)}
    every = {
        (f"vocabulary/{name}.yml", term) for name, facet in library.vocabulary.facets.items() for term in facet.terms
    }
    assert named | carried == every
    assert not named & carried


def test_where_nothing_waits_it_says_so(root: Path) -> None:
    """An empty library waits for nothing but stories."""
    library = read_library(root, TODAY).library
    assert library is not None
    groups = status(library, TODAY, ("2026-11-20", ()))
    text = "\n".join(as_text(groups))
    assert "Utkast: 0. Ingen utkast venter." in text
    assert "Døde lenker: 0. Ingen lenker er døde, sist sjekket 2026-11-20." in text
    assert "## Utkast\n\nIngen utkast venter.\n" in "\n".join(as_markdown(groups))


def test_markdown_calls_upon_no_one(library: Library) -> None:
    """What others wrote stands in code, and a long list is cut."""
    evil = Item("stories/x/index.md", "@alle `` [x](https://ond.example)\x1b", "svar 404")
    text = "\n".join(as_markdown([Group("Døde lenker", "", (evil,) * 130)]))
    assert "- `stories/x/index.md` ```@alle `` [x](https://ond.example)U+001B```: svar 404" in text
    assert text.count("@alle") == 100
    assert text.endswith("- … og 30 til\n")
    assert library.stories


@pytest.mark.parametrize("lines", [["```", "``````", "x"], ["~~~"], [""], ["x" * 100] * 2000])
def test_a_block_of_code_is_ended_by_nothing_in_it(lines: list[str]) -> None:
    """The fence is longer than any in the text, and the text is no longer than an answer on GitHub can be."""
    block = fenced(lines).split("\n")
    assert block[0] == block[-1] + "text"
    assert not any(re.match(rf"\s*{block[-1]}", line) for line in block[1:-1])
    assert len("\n".join(block)) < 60_000


def test_code_holds_any_text() -> None:
    """A short text is code whatever marks are in it."""
    assert code("a") == "`a`"
    assert code("a`b") == "``a`b``"
    assert code("`") == "`` ` ``"


def run(*arguments: object) -> Result:
    """Run a command."""
    return CliRunner().invoke(main, [str(one) for one in arguments])


def test_the_command_reports(root: Path, library: Library) -> None:
    """It reads the links' report where there is one, and says when there is none."""
    assert library.stories
    result = run("status", "--root", root)
    assert result.exit_code == 0
    assert "Lenkene er ikke sjekket." in result.stdout
    (root / "links.json").write_text(as_json(LINKS, "2026-11-20"), encoding="utf-8")
    result = run("status", "--root", root, "--format", "markdown")
    assert "## Døde lenker: 2" in result.stdout
    assert "`https://a.example/`: svar 404; arkivert kopi" in result.stdout


@pytest.mark.parametrize("content", [b"", b"{}", b"\x89PNG\xff", b"[1]"])
def test_the_command_says_what_it_cannot_read(content: bytes, root: Path) -> None:
    """A report of links that is something else, or is not there, is said in a sentence."""
    file = root / "andre.json"
    file.write_bytes(content)
    result = run("status", "--root", root, "--links", file)
    assert (result.exit_code, result.output) == (2, f"samskapt: {file} er ikke skrevet av «samskapt links».\n")
    result = run("status", "--root", root, "--links", root / "borte.json")
    assert (result.exit_code, "Kan ikke lese" in result.output) == (2, True)
