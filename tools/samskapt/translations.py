"""Translations of stories, ``index.en.md`` beside ``index.md``: the words anew, everything else from the original.

A translation holds the mark of the original that it was made from, so that readers and editors can see when the
original has been changed since.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING, Any, NamedTuple

from samskapt.diagnostic import START, Level, fault
from samskapt.engine import diagnose, run_rules
from samskapt.fields import LANGUAGES, OUTCOMES
from samskapt.kinds import Choice, Date, Pattern, Text
from samskapt.model import Translation
from samskapt.records import Field, Need, Reading, Record, Records, read_record
from samskapt.source import read_source
from samskapt.suppress import unsuppressed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from samskapt.diagnostic import Diagnostic, Finding
    from samskapt.model import Story
    from samskapt.source import Source

_FILE = re.compile(r"index\.(?P<language>[^.]*)\.md")
_SAYS = next(part for part in OUTCOMES if part.name == "says")

TRANSLATION = (
    Field("language", Choice(*LANGUAGES), label="Språk"),
    Field("status", Choice("draft", "published"), label="Status"),
    Field("title", Text(3, 90), label="Tittel"),
    Field("summary", Text(80, 300), label="Sammendrag"),
    Field("place", Record(dict, (Field("name", Text(most=120), label="Sted"),)), Need.NEVER, "Sted"),
    Field("outcomes", Records(dict, (_SAYS,), 1), label="Utfall"),
    Field("image", Record(dict, (Field("alt", Text(5, 300), label="Bildetekst"),)), Need.NEVER, "Bilde"),
    Field("original", Pattern(r"[0-9a-f]{12}", "not-a-mark"), label="Originalens merke"),
    Field("translated", Date(), label="Oversatt"),
)
"""The front matter of a translation."""


class Read(NamedTuple):
    """What became of one translation file: None for one with errors or that is not to be shown yet."""

    translation: Translation | None
    diagnostics: tuple[Diagnostic, ...]


def translation_files(files: Iterable[str]) -> tuple[str, ...]:
    """Return the names of the translations among the files of a story's folder, sorted."""
    return tuple(sorted(name for name in files if _FILE.fullmatch(name)))


def mark_of(story: Story) -> str:
    """Return twelve hexadecimal figures that change when something a translation translates is changed."""
    image = story.image.alt if story.image else ""
    says = [outcome.says for outcome in story.outcomes]
    words = [story.title, story.summary, story.place.name, image, says, story.body.text.strip()]
    return sha256(json.dumps(words, ensure_ascii=False).encode()).hexdigest()[:12]


def read_translation(name: str, data: bytes, file: str, story: Story, offered: Mapping[str, Any]) -> Read:
    """Read the translation of a story from the bytes of the file ``name``; ``file`` is its path from the root.

    ``offered`` is what the rules were given for the original; those that look at text are asked again.
    """
    source = read_source(data)
    if not source.readable:
        return Read(None, diagnose(file, source.findings))
    reading = Reading(source.places, {}, Need.PUBLISHED, source.refused)
    fields = read_record(source.values, (), TRANSLATION, reading)
    of_the_library = {key: value for key, value in offered.items() if key not in {"body", "source", "odd"}}
    of_the_text: dict[str, Any] = {
        "body": source.body,
        "source": source,
        "sources": story.sources,
        "outcomes": story.outcomes,
    }
    given: dict[str, Any] = {key: fields[key] for key in ("status", "title", "summary") if key in fields}
    if (language := _named(name)) in LANGUAGES:
        given["language"] = language
    found = [*run_rules({**of_the_library, **of_the_text, **given}), *_apart(name, source, fields, story)]
    diagnostics = diagnose(file, [*source.findings, *reading.findings, *unsuppressed(source.body, found)])
    if any(one.level == Level.ERROR for one in diagnostics) or fields["status"] != "published":
        return Read(None, diagnostics)
    return Read(_translated(story, source, fields), diagnostics)


def _named(name: str) -> str:
    """Return the language that the name of a file says."""
    match = _FILE.fullmatch(name)
    return match["language"] if match else ""


def _apart(name: str, source: Source, fields: Mapping[str, Any], story: Story) -> Iterator[Finding]:
    """Yield where a translation and its original, or the name of its file, do not fit together."""
    named, language = _named(name), fields.get("language")
    if named not in LANGUAGES:
        yield fault("translation-language", START, "unknown", named=named, known=", ".join(LANGUAGES))
    elif language == story.language:
        yield fault("translation-language", source.at("language"), "same", language=language)
    elif language is not None and language != named:
        yield fault("translation-language", source.at("language"), "other", named=named, language=language)
    outcomes = fields.get("outcomes")
    if outcomes is not None and len(outcomes) != len(story.outcomes):
        counts = {"count": len(outcomes), "original": len(story.outcomes)}
        yield fault("translation-incomplete", source.key("outcomes"), **counts)
    if fields.get("original", mark_of(story)) != mark_of(story):
        yield fault("translation-outdated", source.at("original"), mark=mark_of(story))


def _translated(story: Story, source: Source, fields: Mapping[str, Any]) -> Translation:
    place, image = fields.get("place", {}), fields.get("image", {})
    outcomes = zip(story.outcomes, fields["outcomes"], strict=True)
    words = replace(
        story,
        body=source.body,
        language=fields["language"],
        title=fields["title"],
        summary=fields["summary"],
        place=replace(story.place, **place),
        outcomes=tuple(replace(outcome, **anew) for outcome, anew in outcomes),
        image=replace(story.image, **image) if story.image else None,
    )
    return Translation(words, fields["translated"], outdated=fields["original"] != mark_of(story))
