"""What golden cases cannot hold: very large pictures, the registers, and the book of rules."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from helpers import GOOD, REPOSITORY, TODAY, examine, write_story
from samskapt.cli import main
from samskapt.diagnostic import Level
from samskapt.library import Examiner
from samskapt.messages import catalogue
from samskapt.registers import countries, municipalities, municipalities_year, read_data
from samskapt.rulebook import rulebook
from test_golden import ELSEWHERE

if TYPE_CHECKING:
    from pathlib import Path

    from samskapt.vocabulary import Vocabulary


def test_a_picture_of_many_bytes(tmp_path: Path, vocabulary: Vocabulary) -> None:
    """A picture that no phone should have to fetch is told by its size, and never opened."""
    path = write_story(tmp_path, "hus", GOOD.replace("Begynn med", "![Et rødt hus](hus.jpg)\n\nBegynn med"))
    (path.parent / "hus.jpg").write_bytes(b"\xff" * 9_000_000)
    said = Examiner(tmp_path, vocabulary, frozenset({"hus"}), TODAY).examine("hus").diagnostics
    assert [(one.rule, one.case, dict(one.values)["size"]) for one in said] == [("picture-file", "bytes", "9")]


def test_the_registers_are_whole() -> None:
    """The municipalities are those of 2024, with Sámi names, and countries are codes of two letters."""
    assert municipalities_year() == "2024"
    assert {"Oslo", "Haram", "Ålesund", "Unjárga", "Nesseby", "Øystre Slidre"} <= municipalities()
    assert not {"Svelvik", "Norge", ""} & municipalities()
    assert {"NO", "SE", "DK", "GB"} <= countries()
    assert all(re.fullmatch("[A-Z]{2}", code) for code in countries())


def test_a_register_with_a_slip_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A slip in a data file is told with file and line."""
    (tmp_path / "vaer.yml").write_text("a: b: c\n", encoding="utf-8")
    monkeypatch.setattr("samskapt.registers._FOLDER", tmp_path)
    with pytest.raises(ValueError, match=r"vaer\.yml:1"):
        read_data("vaer")


@pytest.mark.parametrize("language", ["nb", "en"])
def test_every_rule_has_its_entry(language: str) -> None:
    """The book holds every rule, by title, with its level, what it says and, where there is one, an example."""
    book = rulebook(language, REPOSITORY)
    assert {entry.name for entry in book} == set(catalogue("nb"))
    for entry in book:
        assert entry.sentences, entry.name
        assert not re.search(r"{\w*}", f"{entry.sentences}"), entry.name
        if entry.example:
            assert f"[{entry.name}]" in entry.example
    assert {entry.name for entry in book if not entry.example} <= ELSEWHERE
    assert {entry.level for entry in book} == {Level.ERROR, Level.WARNING}


def test_the_command_shows_the_rules() -> None:
    """``samskapt rules`` lists them, and tells all of one, in either language; a misspelt name gets a guess."""
    runner = CliRunner()
    root = ["--root", str(REPOSITORY)]
    assert len(runner.invoke(main, ["rules", *root]).output.splitlines()) == len(catalogue("nb"))
    for language, word in (("nb", "Et eksempel"), ("en", "An example")):
        page = runner.invoke(main, ["rules", "link-text", *root, "--lang", language]).output
        assert word in page
        assert "[link-text]" in page
    wrong = runner.invoke(main, ["rules", "link-tekst", *root])
    assert wrong.exit_code == 2
    assert "Mente du «link-text»?" in wrong.output
    assert runner.invoke(main, ["rules", "qqq", *root]).exit_code == 2


def test_editors_ask_for_more(root: Path) -> None:
    """``check --editor`` adds what only editors need to know, and it is never an error."""
    write_story(root, "hus", GOOD)
    plain = CliRunner().invoke(main, ["check", "--root", str(root)])
    assert "term-without-story" not in plain.output
    asked = CliRunner().invoke(main, ["check", "--root", str(root), "--editor"])
    assert "[term-without-story]" in asked.output
    assert asked.exit_code == 0
    (root / "vocabulary" / "role.yml").write_text("facet: 1\n", encoding="utf-8")
    assert CliRunner().invoke(main, ["check", "--root", str(root), "--editor"]).exit_code == 2


@pytest.mark.parametrize(
    ("beginning", "line"), [("<!--", 1), ("\n\n<!--", 3), ("<!-- a -->\n<!--", 2), ("<!-- a -->\n\nTekst.", 3)]
)
def test_text_before_the_sections_is_told_however_it_begins(
    tmp_path: Path, vocabulary: Vocabulary, beginning: str, line: int
) -> None:
    """Also a comment that is never closed is text."""
    front = GOOD.partition("## ")[0]
    said = examine(tmp_path, f"{front}{beginning}", vocabulary).diagnostics
    lines = [one.span.line for one in said if one.rule == "text-before-sections"]
    assert lines == [front.count("\n") + line]
