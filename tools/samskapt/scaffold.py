"""Writes a new story: a draft that is valid from the first moment, with questions that help to fill it."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

import frontmatter

from samskapt.fields import STORY
from samskapt.front_matter import StoryHandler
from samskapt.kinds import Several, Term
from samskapt.library import STORIES, TEXT_FILE
from samskapt.records import Need, Record, Records
from samskapt.reuse import FOLDER as REUSE
from samskapt.reuse import REPORT
from samskapt.translations import mark_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from samskapt.model import Story
    from samskapt.records import Field
    from samskapt.vocabulary import Vocabulary

_LETTERS = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "ß": "ss", "đ": "d", "ŋ": "n"})
_LEFT_OUT = ("withdrawn", "review_within", "level", "image")
"""What a new story does not need: an editor's fields, and those that most stories are without."""


def slug_of(title: str) -> str:
    """Return the folder name for a title: small letters a–z, figures and hyphens; "" if it has none of them."""
    plain = unicodedata.normalize("NFKD", title.casefold().translate(_LETTERS))
    return "-".join(re.findall(r"[a-z0-9]+", plain.encode("ascii", "ignore").decode()))[:60].strip("-")


def new_story(title: str, language: str, municipality: str, told_by: str, vocabulary: Vocabulary) -> str:
    """Return the text of a draft: every field with its help, and guiding questions under each heading."""
    known = {"title": title, "language": language, "status": "draft", "told_by": told_by}
    metadata = {part.name: known.get(part.name, "") for part in STORY if part.name not in _LEFT_OUT}
    if municipality:
        metadata["place"] = {"municipality": municipality, "country": "NO", "name": ""}  # type: ignore[assignment]
    notes = {part.name: _note(part, vocabulary) for part in STORY if part.name not in known}
    return draft(metadata, notes, {}, language, vocabulary)


def draft(
    metadata: Mapping[str, object],
    notes: Mapping[str, str],
    told: Mapping[str, str],
    language: str,
    vocabulary: Vocabulary,
) -> str:
    """Return the text of a story: fields, a comment above each that has a note, and what is ``told`` by section.

    A section of which nothing is told has its guiding questions.
    """
    post = frontmatter.Post("\n\n".join(_sections(told, language, vocabulary)), None, **metadata)
    return frontmatter.dumps(post, StoryHandler(), **notes) + "\n"


def new_translation(story: Story, language: str, vocabulary: Vocabulary, today: dt.date) -> str:
    """Return the text of a translation that has only begun: the story's own words, to be written over."""
    metadata: dict[str, object] = {
        "language": language,
        "status": "draft",
        "title": story.title,
        "summary": story.summary,
        "place": {"name": story.place.name} if story.place.name else "",
        "outcomes": [{"says": outcome.says} for outcome in story.outcomes],
        "image": {"alt": story.image.alt} if story.image else "",
        "original": mark_of(story),
        "translated": today.isoformat(),
    }
    lines = story.body.text.split("\n")
    titles = {kind.title(story.language): kind.title(language) for kind in vocabulary.sections.values()}
    for heading in story.body.headings:
        if heading.text in titles:
            lines[heading.span.line - story.body.first_line] = f"## {titles[heading.text]}"
    post = frontmatter.Post("\n".join(lines).strip(), None, **{key: value for key, value in metadata.items() if value})
    return frontmatter.dumps(post, StoryHandler()) + "\n"


def new_report(language: str, municipality: str, vocabulary: Vocabulary) -> str:
    """Return the text of a report of reuse that has only begun: every field with its help, and what to tell."""
    known: dict[str, object] = {"language": language, "status": "draft", "told_by": "praksisen"}
    metadata = {part.name: known.get(part.name, "") for part in REPORT}
    if municipality:
        metadata["place"] = {"municipality": municipality, "country": "NO", "name": ""}
    notes = {part.name: _note(part, vocabulary) for part in REPORT if part.name not in known}
    asked = "<!-- Hvordan gikk det? Noen setninger er nok. Si det også om det ikke gikk. Slett denne linja. -->"
    return frontmatter.dumps(frontmatter.Post(asked, None, **metadata), StoryHandler(), **notes) + "\n"


def write_report(root: Path, slug: str, name: str, text: str) -> Path:
    """Write a new report beside a story and return where; FileExistsError if there is one of that name already."""
    path = root / STORIES / slug / REUSE / f"{name}.md"
    path.parent.mkdir(exist_ok=True)
    with path.open("x", encoding="utf-8") as file:
        file.write(text)
    return path


def write_story(root: Path, slug: str, text: str) -> Path:
    """Write a new story's file and return where; FileExistsError if there is a story of that name already."""
    folder = root / STORIES / slug
    folder.mkdir(parents=True)
    path = folder / TEXT_FILE
    path.write_text(text, encoding="utf-8")
    return path


def _note(part: Field, vocabulary: Vocabulary) -> str:
    """Return the comment above a field: what it is for, and the words to choose from or the fields inside it."""
    label = f"{part.label}: {part.help}" if part.help else f"{part.label}."
    wish = "" if part.need == Need.NEVER else " (må fylles ut før publisering)"
    return "\n".join([f"{label}{wish}", *_choices(part, vocabulary)])


def _choices(part: Field, vocabulary: Vocabulary) -> Iterable[str]:
    kind = part.kind.kind if isinstance(part.kind, Several) else part.kind
    if isinstance(kind, Term):
        yield f"  Velg: {', '.join(vocabulary.facets[kind.facet].terms)}"
    elif isinstance(part.kind, Record | Records):
        # written as the YAML will be, so that it can be copied: «- » begins each record of a list
        starts = ["- ", "  "] if isinstance(part.kind, Records) else ["", ""]
        for index, field in enumerate(part.kind.fields):
            indent = f"  {starts[min(index, 1)]}"
            help_ = f" – {field.help}" if field.help else ""
            yield f"{indent}{field.name}: … {field.label}{help_}"
            yield from (f"  {' ' * len(indent)}{line.strip()}" for line in _choices(field, vocabulary))


def _sections(told: Mapping[str, str], language: str, vocabulary: Vocabulary) -> Iterable[str]:
    if any(name not in told for name in vocabulary.sections):
        yield "<!-- Spørsmålene under overskriftene vises ikke på nettstedet. Slett dem når du har svart. -->"
    for kind in vocabulary.sections.values():
        asked = "\n".join(["<!--", *(f"- {question}" for question in kind.ask), "-->"])
        yield f"## {kind.title(language)}\n\n{told.get(kind.id, asked)}"
