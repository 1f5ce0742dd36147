"""A whole library: what becomes of each story, and what the commands say and return."""

from __future__ import annotations

import json
from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from rapidfuzz import fuzz

from helpers import GOLDEN, GOOD, REPOSITORY, TODAY, brief, examine, write_story
from samskapt import derive
from samskapt.cli import main
from samskapt.library import find_root, read_library
from samskapt.model import Story, Unfinished, Withdrawn
from samskapt.report import line_reader
from samskapt.scaffold import slug_of

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

    from samskapt.vocabulary import Vocabulary

BAD = (GOLDEN / "many" / "five.md").read_text(encoding="utf-8")


def run(*arguments: str | Path, answers: str | None = None) -> Result:
    """Run the command in this process and return what it said and its exit code."""
    return CliRunner().invoke(main, [str(argument) for argument in arguments], input=answers)


def test_a_good_story_becomes_a_story(tmp_path: Path, vocabulary: Vocabulary) -> None:
    """All fields arrive decoded."""
    story = examine(tmp_path, GOOD, vocabulary).story
    assert isinstance(story, Story)
    assert (story.slug, story.title, story.place.municipality) == ("provehuset", "Prøvehuset", "Levanger")
    assert story.period.start is not None
    assert (story.period.start.year, story.period.known_as_of.text) == (2019, "2024-05")
    assert story.outcomes[0].source == (1,)
    assert story.published.isoformat() == "2026-01-15"


def test_a_draft_is_told_what_it_lacks(tmp_path: Path, vocabulary: Vocabulary) -> None:
    """A draft is fine as a draft, and knows what publishing it would take."""
    examined = examine(tmp_path, "---\ntitle: Et utkast\nlanguage: nb\nstatus: draft\n---\n", vocabulary)
    assert examined.diagnostics == ()
    assert isinstance(examined.story, Unfinished)
    assert examined.story.draft
    rules = {one.rule for one in examined.story.said}
    assert rules == {"missing-field", "section-missing"}


def test_a_withdrawn_story_keeps_its_reason_only(tmp_path: Path, vocabulary: Vocabulary) -> None:
    """Nothing of its text is left to publish."""
    story = examine(tmp_path, (GOLDEN / "good" / "withdrawn.md").read_bytes(), vocabulary).story
    assert story == Withdrawn("provehuset", "Prøvehuset", story.date, "De som var med ønsket det.")  # type: ignore[union-attr]


def test_a_folder_without_a_text_and_a_bad_name(root: Path) -> None:
    """The folder's name is checked as an address, and an empty folder is told."""
    (root / "stories" / "tom").mkdir()
    write_story(root, "Prøve Huset", GOOD)
    checked = read_library(root, TODAY)
    assert checked.library is not None
    assert checked.library.stories == ()
    assert sorted((one.file, one.rule) for one in checked.diagnostics) == [
        ("stories/Prøve Huset/index.md", "folder-name"),
        ("stories/tom/index.md", "text-missing"),
    ]


def test_stories_stand_in_norwegian_order(root: Path) -> None:
    """The library's own order is the Norwegian order of titles."""
    for slug, title in (("a", "Åsen"), ("b", "Zebra"), ("c", "Ørn"), ("d", "Ærlig")):
        write_story(root, slug, GOOD.replace("title: Prøvehuset", f"title: {title}"))
    checked = read_library(root, TODAY)
    assert checked.library is not None
    assert [story.title for story in checked.library.stories] == ["Zebra", "Ærlig", "Ørn", "Åsen"]
    assert [story.title for story in derive.newest(checked.library)] == ["Zebra", "Ærlig", "Ørn", "Åsen"]


def test_an_empty_library_is_a_library(tmp_path: Path, root: Path) -> None:
    """No stories is no mistake; and a root is found from anywhere inside it."""
    assert read_library(root, TODAY).count == 0
    (root / "stories").rmdir()
    assert read_library(root, TODAY).count == 0
    assert find_root(root / "vocabulary") == root
    assert find_root(tmp_path.parent) is None


def test_the_repositorys_own_stories_have_no_errors() -> None:
    """What we ask of others we do ourselves: no error and no advice."""
    result = run("check", "--root", REPOSITORY)
    assert result.exit_code == 0, result.output
    assert result.output.endswith("ingen feil.\n")


def test_the_first_six_stories_are_there() -> None:
    """Six real stories, told by the editors, with their critical parts as long as the others."""
    checked = read_library(REPOSITORY, TODAY)
    assert checked.library is not None
    stories = {story.slug: story for story in checked.library.stories}
    first = "fontenehus gatelagsfotball jaeren-recovery-college det-trengs-en-hel-landsby southwark-circle benken"
    for slug in first.split():
        story = stories[slug]
        assert story.told_by == "redaksjonen"
        where = derive.sections_by_kind(story, checked.library.vocabulary)
        assert story.body.sections[where["vanskelig"]].words >= 40, slug
        assert story.body.sections[where["bestemte-hva"]].words >= 40, slug
        used = {int(piece.text) for piece, _, _ in story.body.references}
        used |= {number for outcome in story.outcomes for number in outcome.source}
        assert used == set(range(1, len(story.sources) + 1)), f"{slug}: a source that nothing points to"


def test_no_two_stories_ask_the_same() -> None:
    """Questions for conversation belong to their own story: those of any two are less alike than a copy would be."""
    checked = read_library(REPOSITORY, TODAY)
    assert checked.library is not None
    asked = []
    for story in checked.library.stories:
        where = derive.sections_by_kind(story, checked.library.vocabulary)["sporsmal"]
        asked += [(story.slug, item.text) for item in story.body.sections[where].items]
    assert len(asked) >= 3 * len(checked.library.stories)
    for (one, first), (other, second) in combinations(asked, 2):
        assert fuzz.token_sort_ratio(first, second) < 75, (one, other, first, second)


def test_exit_codes(root: Path) -> None:
    """0 without errors, 1 with errors in stories, 2 when the check could not run."""
    write_story(root, "provehuset", GOOD)
    assert run("check", "--root", root).exit_code == 0
    write_story(root, "provehuset", BAD)
    assert run("check", "--root", root).exit_code == 1
    assert run("check", "--root", root / "vocabulary").exit_code == 2
    (root / "vocabulary" / "role.yml").write_text("facet: 1\n", encoding="utf-8")
    broken = run("check", "--root", root)
    assert broken.exit_code == 2
    assert "vocabulary/role.yml:1:1: feil:" in broken.output
    assert run("new", "Et navn", "--root", root).exit_code == 2
    (root / "vocabulary" / "role.yml").unlink()
    missing = run("check", "--root", root)
    assert missing.exit_code == 2
    assert "Kan ikke lese" in missing.output


def test_a_warning_alone_is_no_error(root: Path) -> None:
    """Advice is counted apart, and the exit code stays 0."""
    write_story(root, "provehuset", GOOD.replace("[medborgere, kommune], say", "[foreldre, kommune], say"))
    result = run("check", "--root", root)
    assert result.exit_code == 0
    assert result.output.endswith("1 fortelling sett gjennom: 0 feil, 1 råd.\n")


def test_some_stories_only(root: Path) -> None:
    """A path is a story's file, its folder, or the folder of all; the rest is not looked at."""
    write_story(root, "god", GOOD)
    bad = write_story(root, "darlig", BAD)
    assert run("check", "--root", root, root / "stories" / "god").exit_code == 0
    assert run("check", "--root", root, bad).exit_code == 1
    assert "2 fortellinger" in run("check", "--root", root, root / "stories").output
    for wrong in (root / "finnes-ikke", root / "pages", root / "pages" / "om.md"):
        result = run("check", "--root", root, wrong)
        assert result.exit_code == 2, wrong
        assert str(wrong) in result.output


def test_json_holds_the_contract(root: Path) -> None:
    """The report for programs has just the keys that others build on, in either language."""
    write_story(root, "darlig", BAD)
    report = json.loads(run("check", "--root", root, "--format", "json", "--lang", "en").output)
    assert report["stories"] == 1
    assert len(report["diagnostics"]) == 5
    first = report["diagnostics"][0]
    assert list(first) == ["file", "line", "column", "end_line", "end_column", "rule", "level", "message", "hint"]
    assert first == {
        "file": "stories/darlig/index.md",
        "line": 2,
        "column": 1,
        "end_line": 2,
        "end_column": 7,
        "rule": "unknown-field",
        "level": "error",
        "message": "There is no field «tittle». Did you mean «title»?",
        "hint": "Write «title» instead.",
    }


def test_commands_find_the_root_from_within(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without --root the library is the one that one stands in."""
    monkeypatch.chdir(root / "pages")
    assert run("check").exit_code == 0
    monkeypatch.chdir(root.parent)
    result = run("check")
    assert result.exit_code == 2
    assert "Fant ikke noe bibliotek" in result.output


def test_new_writes_a_valid_draft(root: Path, vocabulary: Vocabulary) -> None:
    """A new story passes the check, in every language, and every section has its guiding questions."""
    for language in ("nb", "nn", "da", "sv", "en"):
        result = run("new", f"Språkkafé på Ås: {language}", "--root", root, "--language", language)
        assert result.exit_code == 0, result.output
        text = (root / "stories" / f"sprakkafe-pa-as-{language}" / "index.md").read_text(encoding="utf-8")
        for kind in vocabulary.sections.values():
            assert f"## {kind.title(language)}\n\n<!--\n- {kind.ask[0]}" in text
    assert run("check", "--root", root).exit_code == 0
    checked = read_library(root, TODAY)
    assert checked.library is not None
    assert {story.draft for story in checked.library.unfinished} == {True}


def test_new_asks_for_what_it_needs(root: Path) -> None:
    """Without a title it asks, and takes the answers."""
    result = run("new", "--root", root, answers="Kafeen\nÅs\ndeltakere\n")
    assert result.exit_code == 0, result.output
    text = (root / "stories" / "kafeen" / "index.md").read_text(encoding="utf-8")
    assert "title: Kafeen\n" in text
    assert "told_by: deltakere\n" in text
    assert "  municipality: Ås\n  country: 'NO'\n" in text
    assert run("check", "--root", root).exit_code == 0


@pytest.mark.parametrize(
    "arguments",
    [
        *(["???"], ["Kafeen", "--slug", "Kafé"], ["Kafeen", "--told-by", "meg"], ["Kafeen", "--language", "fransk"]),
        *([" "], ["A"], ["x" * 91], ["“Kafeen”"], ["Kaf\x1b[31meen"], ["Kafeen", "--municipality", "x" * 61]),
    ],
)
def test_new_refuses_what_it_cannot_do(root: Path, arguments: list[str]) -> None:
    """What cannot be a story is told in a sentence, and nothing is written."""
    result = run("new", *arguments, "--root", root)
    assert result.exit_code == 2
    assert not list((root / "stories").iterdir())


def test_new_never_overwrites(root: Path) -> None:
    """A story that is there already stays as it is."""
    path = write_story(root, "kafeen", GOOD)
    result = run("new", "Kafeen", "--root", root)
    assert result.exit_code == 2
    assert "stories/kafeen" in result.output
    assert path.read_text(encoding="utf-8") == GOOD


@pytest.mark.parametrize(
    ("title", "slug"),
    [("Språkkafé på Ås", "sprakkafe-pa-as"), ("Æ, Ø & Å!", "ae-o-a"), ("  ", ""), ("x" * 80, "x" * 60)],
)
def test_slugs(title: str, slug: str) -> None:
    """A title becomes an address that can be read."""
    assert slug_of(title) == slug


def test_diagnostics_are_sorted_and_brief(tmp_path: Path, vocabulary: Vocabulary) -> None:
    """Findings come in the order of the file."""
    found = brief(examine(tmp_path, BAD, vocabulary).diagnostics)
    assert found == sorted(found, key=lambda line: [int(part) for part in line.split()[0].split(":")])


def test_a_report_on_a_file_that_is_gone_has_no_snippet(root: Path) -> None:
    """The report is told even where its file cannot be read."""
    (root / "stories" / "tom").mkdir()
    result = run("check", "--root", root)
    assert "stories/tom/index.md:1:1: feil: Mappa «tom» har ingen index.md. [text-missing]\n    →" in result.output


@pytest.mark.parametrize("where", ["index.md", ""])
def test_a_report_follows_no_link_out_of_the_library(tmp_path: Path, where: str) -> None:
    """What a link leads to may be anybody's: a line of it stands in no report."""
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "index.md").write_text("hemmelig\n", encoding="utf-8")
    story = tmp_path / "root" / "stories" / "lenke"
    story.parent.mkdir(parents=True)
    if where:
        story.mkdir()
    (story / where).symlink_to(outside / where)
    read = line_reader(tmp_path / "root")
    assert read("stories/lenke/index.md", 1) == ""
    assert line_reader(outside)("index.md", 1) == "hemmelig"
