"""JSON Schema of the records that are given out, from the field table and the vocabulary.

It is stricter than the schema for editors: these values have been read, and have one form each.
"""

from __future__ import annotations

from functools import singledispatch
from typing import TYPE_CHECKING, Any

from samskapt.export.about import LICENCE, TITLE
from samskapt.export.records import FIELDS
from samskapt.fields import LANGUAGES
from samskapt.kinds import Choice, Date, Kind, Number, Pattern, Several, Slug, Term, Text, Url
from samskapt.records import Need, Record, Records

if TYPE_CHECKING:
    from samskapt.records import Field
    from samskapt.vocabulary import Vocabulary

Schema = dict[str, Any]

SLUG = "^[a-z0-9]+(?:-[a-z0-9]+)*$"
DAY = r"^\d{4}-\d{2}-\d{2}$"
MOMENT = r"^\d{4}(?:-\d{2}(?:-\d{2})?)?$"
_OWN: Schema = {
    "id": {"type": "string", "pattern": SLUG, "description": "Mappenavnet, som også er adressen."},
    "url": {"type": "string", "format": "uri-reference", "description": "Der fortellingen kan leses."},
    "licence": {"const": LICENCE, "description": "Lisensen."},
    "attribution": {"type": "string", "description": "Det som skal stå der fortellingen brukes, sammen med url."},
}
_TEXT: Schema = {"type": "string", "minLength": 1, "description": "Hele teksten, i Markdown."}

_WORDS: Schema = {"type": "string", "minLength": 1}
_TRANSLATIONS: Schema = {
    "type": "array",
    "description": "Språkene fortellingen er oversatt til, og hvor oversettelsene kan leses.",
    "items": {
        "type": "object",
        "properties": {
            "language": {"enum": [*LANGUAGES]},
            "title": _WORDS,
            "url": {"type": "string", "format": "uri-reference"},
            "translated": {"type": "string", "format": "date"},
        },
        "required": ["language", "title", "url", "translated"],
        "additionalProperties": False,
    },
}


def records_schema(vocabulary: Vocabulary) -> Schema:
    """Return the schema of ``stories.json``; that of one story is ``#/$defs/story`` in it."""
    story = {**_OWN, **_properties(FIELDS), "text": _TEXT, "translations": _TRANSLATIONS}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": TITLE.nb,
        "type": "object",
        "properties": {
            "$schema": {"type": "string"},
            "title": {"type": "string"},
            "licence": {"const": LICENCE},
            "changed": {"type": ["string", "null"], "pattern": DAY},
            "count": {"type": "integer", "minimum": 0},
            "stories": {"type": "array", "items": {"$ref": "#/$defs/story"}},
        },
        "required": ["title", "licence", "changed", "count", "stories"],
        "additionalProperties": False,
        "$defs": {
            "story": _closed(story) | {"title": "En fortelling"},
            **{name: {"enum": [*facet.terms]} for name, facet in vocabulary.facets.items()},
        },
    }


def _closed(properties: Schema) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": [*properties],
        "additionalProperties": False,
    }


def _properties(fields: tuple[Field, ...]) -> Schema:
    return {part.name: _property(part) for part in fields}


def _property(part: Field) -> Schema:
    schema = form(part.kind)
    if part.need == Need.NEVER and schema.get("type") != "array":
        schema = {"anyOf": [schema, {"type": "null"}]}
    said = {"title": part.label, "description": part.help}
    return {name: text for name, text in said.items() if text} | schema


@singledispatch
def form(kind: Kind) -> Schema:
    """Return the schema of the values of a kind."""
    raise TypeError(f"no schema for {kind}")


@form.register
def _(kind: Text) -> Schema:
    return {"type": "string", "minLength": kind.least, "maxLength": kind.most}


@form.register
def _(kind: Pattern) -> Schema:
    return {"type": "string", "pattern": f"^(?:{kind.form.pattern})$"}


@form.register
def _(_kind: Slug) -> Schema:
    return {"type": "string", "pattern": SLUG}


@form.register
def _(_kind: Url) -> Schema:
    return {"type": "string", "format": "uri"}


@form.register
def _(kind: Date) -> Schema:
    return {"type": "string", "pattern": MOMENT} if kind.partial else {"type": "string", "format": "date"}


@form.register
def _(kind: Number) -> Schema:
    return {"type": "integer", "minimum": kind.least, "maximum": kind.most}


@form.register
def _(kind: Choice) -> Schema:
    return {"enum": [*kind.values]}


@form.register
def _(kind: Term) -> Schema:
    return {"$ref": f"#/$defs/{kind.facet}"}


@form.register
def _(kind: Several) -> Schema:
    return {"type": "array", "items": form(kind.kind), "minItems": kind.least, "uniqueItems": True}


@form.register
def _(kind: Record) -> Schema:
    return _closed(_properties(kind.fields))


@form.register
def _(kind: Records) -> Schema:
    return {"type": "array", "items": _closed(_properties(kind.fields)), "minItems": kind.least}
