"""Repairs: what is safe is done and told, everything else stays byte for byte."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from helpers import GOLDEN, GOOD, examine, write_story
from samskapt.cli import main
from samskapt.diagnostic import Level
from samskapt.fix import fix, told
from samskapt.text import is_one_slip_away

if TYPE_CHECKING:
    from pathlib import Path

    from samskapt.vocabulary import Vocabulary

CASES = sorted(GOLDEN.glob("*/*.md"))


def changed(before: str, after: str) -> dict[int, tuple[str, str]]:
    """Return the lines that differ between two texts of as many lines, by number."""
    pairs = zip(before.split("\n"), after.split("\n"), strict=True)
    return {number: pair for number, pair in enumerate(pairs, 1) if pair[0] != pair[1]}


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ("arena: [møteplass, nabolag]", "arena: [moteplass, nabolag]", "rettet «møteplass» til «moteplass»"),
        ("Title: Prøvehuset", "title: Prøvehuset", "rettet «Title» til «title»"),
        ("role: tjenesteytng", "role: tjenesteyting", "rettet «tjenesteytng» til «tjenesteyting»"),
        ("title: “Prøvehuset”", "title: Prøvehuset", "tok bort krøllete anførselstegn: Prøvehuset"),
        ("title: Hus: et sted", "title: 'Hus: et sted'", "satte anførselstegn rundt teksten: 'Hus: et sted'"),
        ("title: Mor's hus: et", "title: 'Mor''s hus: et'", "satte anførselstegn rundt teksten: 'Mor''s hus: et'"),
        ("title: “Hus”: “hjem”", "title: '“Hus”: “hjem”'", "satte anførselstegn rundt teksten: '“Hus”: “hjem”'"),
        ("title: @huset", "title: '@huset'", "satte anførselstegn rundt teksten: '@huset'"),
    ],
)
def test_one_repair_changes_one_line(before: str, after: str, sentence: str, vocabulary: Vocabulary) -> None:
    """The line that was wrong is put right, no other byte changes, and it is told."""
    key = after.split(":", maxsplit=1)[0]
    right = next(line for line in GOOD.split("\n") if line.startswith(f"{key}:"))
    spoilt = GOOD.replace(right, before)
    fixed, done = fix(spoilt.encode(), vocabulary)
    assert list(changed(spoilt, fixed.decode()).values()) == [(before, after)]
    assert [line.partition(": ")[2] for line in told(done, "x.md", "nb")] == [sentence]
    assert fixed.decode() == GOOD.replace(right, after)


@pytest.mark.parametrize(
    "line",
    [
        "arena: [romfart, nabolag]",  # far from every term
        "arena: [sko, nabolag]",  # too short to say
        "title: 'Prøvehuset",  # where would the closing mark go?
        "role tjenesteyting",
        "published: 2026-02-30",
        "rolle: tjenesteyting\nrole: tjenesteyting",  # the right field is there too
    ],
)
def test_what_is_not_safe_is_left_alone(line: str, vocabulary: Vocabulary) -> None:
    """What could have meant several things is for a person."""
    key = line.rsplit("\n", maxsplit=1)[-1].split(":", maxsplit=1)[0].split(" ", maxsplit=1)[0]
    right = next(one for one in GOOD.split("\n") if one.startswith(f"{key}:"))
    spoilt = GOOD.replace(right, line).encode()
    assert fix(spoilt, vocabulary) == (spoilt, ())


def test_fields_are_put_in_order_with_their_comments(vocabulary: Vocabulary) -> None:
    """A field moves with its lines and the comments above it."""
    moved = GOOD.replace("role: tjenesteyting\n", "")
    moved = moved.replace("title:", "# kommunens del\nrole: tjenesteyting\ntitle:", 1)
    fixed, done = fix(moved.encode(), vocabulary)
    assert fixed.decode() == GOOD.replace("role:", "# kommunens del\nrole:")
    assert [did.case for did in done] == ["order"]


def test_what_is_written_in_other_ways_is_made_one(vocabulary: Vocabulary) -> None:
    """A byte order mark, CRLF and decomposed letters become as in other stories."""
    for name in ("bom", "crlf", "decomposed"):
        fixed, done = fix((GOLDEN / "good" / f"{name}.md").read_bytes(), vocabulary)
        assert fixed == GOOD.encode()
        assert len(done) == 1
    latin = (GOLDEN / "encoding" / "latin-1.md").read_bytes()
    assert fix(latin, vocabulary) == (latin, ())


@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_repair_never_makes_it_worse(path: Path, tmp_path: Path, vocabulary: Vocabulary) -> None:
    """A repair leaves no more errors than there were, a second one finds nothing, and none means no change."""
    data = path.read_bytes()
    fixed, done = fix(data, vocabulary)
    assert (fixed == data) == (not done)
    assert fix(fixed, vocabulary)[1] == ()

    def errors(folder: Path, content: bytes) -> int:
        found = examine(folder, content, vocabulary).diagnostics
        return sum(one.level == Level.ERROR for one in found)

    if done and path.parent.name != "yaml-syntax":  # where nothing could be read, nothing else could be told
        assert errors(tmp_path / "after", fixed) <= errors(tmp_path / "before", data)


@pytest.mark.parametrize(
    ("word", "known", "near"),
    [
        ("møteplass", "moteplass", True),
        ("Barnehage", "barnehage", True),
        ("barnehge", "barnehage", True),
        ("barnehaage", "barnehage", True),
        ("barnehaeg", "barnehage", True),
        ("bornehage", "barnehage", True),
        ("bornehege", "barnehage", False),
        ("skle", "skole", True),
        ("so", "sa", False),
        ("", "a", False),
    ],
)
def test_one_slip(word: str, known: str, near: bool) -> None:  # noqa: FBT001 (a column of the table)
    """One letter more, less, other or swapped is a slip; two are not."""
    assert is_one_slip_away(word, known) is near


def test_the_command_repairs_and_tells(root: Path) -> None:
    """``check --fix`` writes what it repaired, says so, and then tells what is left."""
    good = write_story(root, "god", GOOD.replace("title: Prøvehuset", "title: Et annet hus"))
    bad = write_story(root, "darlig", GOOD.replace("moteplass", "møteplass").replace("    source: 1", "    source: 4"))
    before = good.stat().st_mtime_ns
    result = CliRunner().invoke(main, ["check", "--root", str(root), "--fix"])
    assert result.exit_code == 1
    assert result.output.startswith("stories/darlig/index.md:11: rettet «møteplass» til «moteplass»\n")
    assert "[outcome-without-source]" in result.output
    assert "arena: [moteplass, nabolag]" in bad.read_text(encoding="utf-8")
    assert good.stat().st_mtime_ns == before
    again = CliRunner().invoke(main, ["check", "--root", str(root), "--fix", "--lang", "en", "--format", "json"])
    assert json.loads(again.stdout)["stories"] == 2
