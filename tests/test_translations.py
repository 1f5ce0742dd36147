"""Translations: the words anew, the rest from the original, and told when the original has been changed since."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from helpers import GOOD, TODAY, brief, write_story
from samskapt.cli import main
from samskapt.diagnostic import Level
from samskapt.library import Examiner, check_library, read_library
from samskapt.model import Story
from samskapt.translations import mark_of, translation_files

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

BODY = """
## What it was about

The house stood empty, and many in the street ate alone.[^1]

## What they did together

The neighbours painted the kitchen, and the municipality paid for the cooker.

## Who decided what

The neighbours and the municipality decided together what the house should be. The municipality owned the house
and had the last word on money, and it chose who got a key. Those who missed the first meeting were never asked,
and they were many.

## What came of it

More people eat together. Whether fewer are lonely is not known.

## What was hard

Those who work in the evenings could never come, and some felt that the old people in the street took too much
room. When the cooker broke, nobody knew who should pay, and there were no dinners for two months. Two families
never came back.

## Thinking of trying this?

Begin with a kitchen and three neighbours.

## Questions to talk about

- Who near you would never come to dinner, and why?
- What would the municipality have said no to?
- What is lost when the neighbours decide everything?
"""


def mark(root: Path) -> str:
    """Return the mark of the story «provehuset»."""
    library = read_library(root, TODAY).library
    assert library is not None
    return mark_of(library.stories[0])


def english(root: Path) -> str:
    """Return a translation of GOOD."""
    return (
        "---\nlanguage: en\nstatus: published\ntitle: The Trial House\n"
        "summary: A house that stood empty became a meeting place when the neighbours were given the key to it.\n"
        "outcomes:\n  - says: Neighbours say that they have somebody to eat with.\n"
        f"original: {mark(root)}\ntranslated: 2026-03-01\n---\n{BODY}"
    )


@pytest.fixture
def library(root: Path) -> Path:
    """Return a library with a story and a translation of it."""
    write_story(root, "provehuset", GOOD)
    write(root, english(root))
    return root


def write(root: Path, text: str, name: str = "index.en.md") -> None:
    """Write a translation of «provehuset»."""
    (root / "stories" / "provehuset" / name).write_text(text, encoding="utf-8")


def read(root: Path) -> str:
    """Return the translation as it is written."""
    return (root / "stories" / "provehuset" / "index.en.md").read_text(encoding="utf-8")


def run(root: Path, *arguments: str) -> Result:
    """Run the command."""
    return CliRunner().invoke(main, [*arguments, "--root", str(root)])


def test_a_translation_has_its_own_words_and_the_originals_facts(library: Path) -> None:
    """Title, summary, text and claims are translated; terms, sources, dates and places are the original's."""
    checked = read_library(library, TODAY)
    assert checked.library is not None
    assert checked.diagnostics == check_library(library, TODAY).diagnostics == ()
    (story,) = checked.library.stories
    (translation,) = checked.library.translations
    words = translation.story
    assert (words.language, words.title, translation.outdated) == ("en", "The Trial House", False)
    assert (words.slug, words.sources, words.participation, words.place) == (
        story.slug,
        story.sources,
        story.participation,
        story.place,
    )
    assert [one.outcome for one in words.outcomes] == [one.outcome for one in story.outcomes]
    assert words.outcomes[0].says == "Neighbours say that they have somebody to eat with."
    assert words.body.sections[1].heading is not None
    assert words.body.sections[1].heading.text == "What it was about"


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("language: en", "language: nn", ["2:11 translation-language"]),
        ("language: en", "language: nb", ["2:11 translation-language"]),
        ("language: en", "language: de", ["2:11 not-a-choice"]),
        ("title: The Trial House\n", "", ["1:1 missing-field"]),
        ("original: ", "original: x", ["8:11 not-a-mark"]),
        ("original:", "  - says: They cook together.\noriginal:", ["6:1 translation-incomplete"]),
        ("  - says:", "  - outcome: tillit\n    says:", ["7:5 unknown-field"]),
        ("## What it was about", "## What it is about", ["12:1 section-unknown"]),
        ("[^1]", "[^9]", ["14:"]),
        ("---\nlanguage", "language", ["1:1 front-matter-missing"]),
    ],
)
def test_its_mistakes_are_told_where_they_stand(library: Path, old: str, new: str, found: list[str]) -> None:
    """One mistake gives one message, in the translation's own file."""
    write(library, read(library).replace(old, new, 1))
    for checked in (read_library(library, TODAY), check_library(library, TODAY)):
        said = [one for one in checked.diagnostics if one.level == Level.ERROR]
        assert {one.file for one in said} == {"stories/provehuset/index.en.md"}
        assert len(said) == len(found)
        assert brief(tuple(said))[0].startswith(found[0])


def test_a_change_of_the_original_is_told(library: Path) -> None:
    """A changed word makes the translation old; a new date of review does not."""
    path = library / "stories" / "provehuset" / "index.md"
    path.write_text(GOOD.replace("published: 2026-01-15", "published: 2026-01-15\nreviewed: 2026-02-15"), "utf-8")
    assert check_library(library, TODAY).diagnostics == ()
    path.write_text(GOOD.replace("Huset sto tomt", "Huset sto helt tomt"), encoding="utf-8")
    (said,) = check_library(library, TODAY).diagnostics
    assert (said.rule, said.level) == ("translation-outdated", Level.WARNING)
    checked = read_library(library, TODAY)
    assert checked.library is not None
    assert checked.library.translations[0].outdated
    write(library, read(library).replace(f"original: {mark_before(library)}", f"original: {mark(library)}"))
    assert check_library(library, TODAY).diagnostics == ()


def mark_before(root: Path) -> str:
    """Return the mark that stands in the translation."""
    return read(root).split("original: ")[1].split("\n")[0]


def test_a_draft_is_checked_and_not_shown(library: Path) -> None:
    """What is not done, or belongs to a story that is not published, is no translation for readers."""
    write(library, read(library).replace("status: published", "status: draft"))
    checked = read_library(library, TODAY)
    assert checked.library is not None
    assert (checked.diagnostics, checked.library.translations) == ((), ())
    write_story(library, "provehuset", GOOD.replace("status: published", "status: draft"))
    checked = read_library(library, TODAY)
    assert checked.library is not None
    assert (checked.diagnostics, checked.library.translations) == ((), ())


def test_a_file_in_no_language_we_know_is_told(library: Path) -> None:
    """«index.eng.md» is meant to be something."""
    write(library, read(library), "index.eng.md")
    (said,) = check_library(library, TODAY).diagnostics
    assert (said.file, said.rule, said.case) == (
        "stories/provehuset/index.eng.md",
        "translation-language",
        "unknown",
    )
    assert translation_files(["index.md", "index.en.md", "hus.png", "index.nn.md"]) == ("index.en.md", "index.nn.md")


def test_the_command_begins_a_translation(library: Path) -> None:
    """It writes a draft that is valid at once, with the original's words under the headings of the language."""
    (library / "stories" / "provehuset" / "index.en.md").unlink()
    done = run(library, "translate", "provehuset", "en")
    assert done.exit_code == 0, done.output
    text = read(library)
    assert f"original: {mark(library)}" in text
    assert "## What it was about\n\nHuset sto tomt" in text
    assert run(library, "check").exit_code == 0
    for arguments, sentence in (
        (("provehuset", "en"), "finnes alt"),
        (("provehuset", "nb"), "er alt på nb"),
        (("provhuset", "en"), "Mente du «provehuset»?"),
        (("borte", "en"), "Fortellingen «borte» finnes ikke.\n"),
    ):
        refused = run(library, "translate", *arguments)
        assert refused.exit_code == 2
        assert sentence in refused.output
    write_story(library, "provehuset", GOOD.replace("status: published", "status: draft"))
    assert "er ikke publisert" in run(library, "translate", "provehuset", "nn").output


def test_what_is_found_in_a_translation_is_kept_with_its_file(library: Path) -> None:
    """What was kept of a check names the right file of the folder."""
    write(library, read(library).replace("## What it was about", "## What it is about"))
    vocabulary = read_library(library, TODAY).library
    assert vocabulary is not None
    examiner = Examiner(library, vocabulary.vocabulary, frozenset({"provehuset"}), TODAY)
    assert isinstance(examiner.examine("provehuset").story, Story)
    assert check_library(library, TODAY) == check_library(library, TODAY) == check_library(library, TODAY, cache=False)
