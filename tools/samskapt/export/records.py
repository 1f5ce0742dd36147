"""A story as a plain record: every field of the field table under its own name, and what belongs to the record."""

from __future__ import annotations

import datetime as dt
from dataclasses import is_dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from samskapt.derive import translations_by_slug
from samskapt.export.about import ATTRIBUTION, LICENCE, TITLE
from samskapt.fields import STORY
from samskapt.kinds import Moment
from samskapt.records import Record, Records
from samskapt.reuse import GIVEN
from samskapt.views import story_address, translation_address

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from samskapt.export.about import About
    from samskapt.kinds import Kind
    from samskapt.model import Library, Story, Translation
    from samskapt.records import Field

_NOT_GIVEN = ("status", "withdrawn")  # all that is given out is published
FIELDS: tuple[Field, ...] = (*(part for part in STORY if part.name not in _NOT_GIVEN), GIVEN)
"""The fields that every record holds, in the order of the field table, and last what others tell of the same."""
_NAMES = {"from": "start", "to": "end"}  # see ``fields._period``


def value_of(of: object, part: Field) -> Any:  # noqa: ANN401
    """Return the value of a field of a story, or of a record in it, as the model has it."""
    return getattr(of, _NAMES.get(part.name, part.name))


def plain(kind: Kind, value: Any) -> Any:  # noqa: ANN401
    """Return a value as JSON has it: dates as texts, what is left out as null, lists always as lists."""
    if isinstance(kind, Records):
        return [plain(Record(kind.make, kind.fields), one) for one in value]
    if isinstance(kind, Record) and is_dataclass(value):
        return {part.name: plain(part.kind, value_of(value, part)) for part in kind.fields}
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, Moment):
        return value.text
    if isinstance(value, dt.date):
        return value.isoformat()
    return None if value == "" else value


class Told(NamedTuple):
    """What is given out of a story, wherever its record stands: its fields as JSON has them, and its translations."""

    story: Story
    fields: Mapping[str, Any]
    translations: tuple[Translation, ...]


def told(library: Library) -> Iterator[Told]:
    """Yield what is given out of each story, in Norwegian order of titles."""
    translations = translations_by_slug(library)
    for story in library.stories:
        fields = {part.name: plain(part.kind, value_of(story, part)) for part in FIELDS}
        yield Told(story, {**fields, "text": story.body.text.strip()}, translations.get(story.slug, ()))


def story_record(one: Told, about: About, up: str = "") -> dict[str, Any]:
    """Return the record of a story. ``up`` leads from its file to ``data/``, where the site's address is not known."""
    root = about.base or f"{up}{about.root}"
    return {
        "id": one.story.slug,
        "url": f"{root}{story_address(one.story.slug)}",
        "licence": LICENCE,
        "attribution": ATTRIBUTION,
        **one.fields,
        "translations": [
            {
                "language": translation.story.language,
                "title": translation.story.title,
                "url": f"{root}{translation_address(translation)}",
                "translated": translation.translated.isoformat(),
            }
            for translation in one.translations
        ],
    }


def all_records(about: About, stories: Iterable[Told]) -> dict[str, Any]:
    """Return what ``stories.json`` holds: every story, and what the file is."""
    return {
        "$schema": "stories.schema.json",
        "title": TITLE.nb,
        "licence": LICENCE,
        "changed": about.changed.isoformat() if about.changed else None,
        "count": len(about.library.stories),
        "stories": [story_record(one, about) for one in stories],
    }
