"""Golden cases: a story with a mistake, and what the checker says of it. A new case is two files and no Python.

``tests/golden/<rule>/<case>.md`` is the story, and ``<case>.expected`` the report; ``make golden`` writes the latter.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

import pytest

from helpers import GOLDEN, examine
from samskapt.engine import rules
from samskapt.messages import catalogue
from samskapt.report import as_text, line_reader

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from samskapt.vocabulary import Vocabulary
    from samskapt.yaml_reader import Value

CASES = sorted(GOLDEN.glob("*/*.md"))
FREE = {"good", "many"}
"""Folders that are no rule's: stories with nothing wrong, and stories with much."""

ELSEWHERE = {"folder-name", "redirect", "review-overdue", "story-much-like-another", "term-without-story"}
ELSEWHERE |= {"folder-content", "too-slow"}
ELSEWHERE |= {"sentence-without-story", "story-unpublished", "text-missing", "title-repeated"}
ELSEWHERE |= {"not-a-mark", "translation-incomplete", "translation-language", "translation-outdated"}
ELSEWHERE |= {"address-line", "address-lost", "plan-minutes", "reuse-text", "too-many"}
"""Rules whose mistakes are not in one story's file: other test files have their examples."""


def _report(path: Path, tmp_path: Path, vocabulary: Vocabulary, language: str = "nb") -> str:
    diagnostics = examine(tmp_path, path.read_bytes(), vocabulary).diagnostics
    return "\n".join(as_text(diagnostics, 1, language, line_reader(tmp_path))) + "\n"


@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_what_the_checker_says(
    path: Path, tmp_path: Path, vocabulary: Vocabulary, request: pytest.FixtureRequest
) -> None:
    """The report on a case is, to the letter, the one beside it."""
    report = _report(path, tmp_path, vocabulary)
    expected = path.with_suffix(".expected")
    if request.config.getoption("--write-golden"):
        assert not os.environ.get("CI"), "golden answers are written and read by a person, never by CI"
        expected.write_text(report, encoding="utf-8")
    assert report == expected.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "path", [path for path in CASES if path.parent.name not in FREE], ids=lambda path: f"{path.parent.name}/{path.stem}"
)
def test_one_mistake_one_message(path: Path, tmp_path: Path, vocabulary: Vocabulary) -> None:
    """Each case breaks the rule whose folder it stands in, and no other."""
    diagnostics = examine(tmp_path, path.read_bytes(), vocabulary).diagnostics
    assert [one.rule for one in diagnostics] == [path.parent.name]


@pytest.mark.parametrize("path", sorted((GOLDEN / "good").glob("*.md")), ids=lambda path: path.stem)
def test_good_stories_pass(path: Path, tmp_path: Path, vocabulary: Vocabulary) -> None:
    """A good story is told nothing."""
    assert examine(tmp_path, path.read_bytes(), vocabulary).diagnostics == ()


def test_five_mistakes_are_told_in_one_run(tmp_path: Path, vocabulary: Vocabulary) -> None:
    """Mistakes in fields, between fields and in the text are all told at once."""
    diagnostics = examine(tmp_path, (GOLDEN / "many" / "five.md").read_bytes(), vocabulary).diagnostics
    assert sorted(one.rule for one in diagnostics) == [
        "not-a-date",
        "outcome-without-source",
        "question-without-mark",
        "unknown-field",
        "unknown-term",
    ]


def test_every_rule_has_a_case_and_every_case_a_rule() -> None:
    """No rule is without an example, and no example without a rule."""
    folders = {path.parent.name for path in CASES} - FREE
    assert folders | ELSEWHERE == set(catalogue("nb"))


def test_every_sentence_is_used(tmp_path_factory: pytest.TempPathFactory, vocabulary: Vocabulary) -> None:
    """Each sentence of the catalogue is said by some case."""
    said = set()
    for path in CASES:
        for one in examine(tmp_path_factory.mktemp("case"), path.read_bytes(), vocabulary).diagnostics:
            said.add((one.rule, one.case))
    written = {
        (rule, case) for rule, entry in catalogue("nb").items() for case in _cases(entry) if rule not in ELSEWHERE
    }
    assert written - said == {("picture-file", "bytes")}  # a large file is made in test_rules.py


def _cases(entry: Mapping[str, Value]) -> list[str]:
    cases = entry.get("cases")
    return [*cases] if isinstance(cases, dict) else [""]


@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_english_is_english(path: Path, tmp_path: Path, vocabulary: Vocabulary) -> None:
    """The English report has the same places and rules, and none of the Norwegian words for error and advice."""
    norwegian = _report(path, tmp_path / "nb", vocabulary)
    english = _report(path, tmp_path / "en", vocabulary, "en")
    place = re.compile(r"^(stories/\S+:\d+:\d+): .*(\[[a-z-]+\])$", re.MULTILINE)
    assert place.findall(norwegian) == place.findall(english)
    assert not re.search(r"^stories/\S+ (feil|råd):", english, re.MULTILINE)


def test_rules_are_found() -> None:
    """The engine knows each rule by its function's name."""
    assert {"section-missing", "outcome-without-source", "picture-missing"} <= set(rules())
