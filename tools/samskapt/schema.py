"""JSON Schema for the front matter of a story, made from the field table and the vocabulary, for editors.

It judges as the checker does, as far as JSON Schema can say it. An editor reads YAML 1.2, where ``2019`` is a number,
``true`` a truth value and nothing at all is null; the checker reads texts. The schema takes both.

Terms are ``enum`` with ``enumDescriptions``, and a list comes before the single value that may stand for it: so VS
Code's YAML extension offers each term once, with its definition, within brackets too (yaml-language-server 1.25; for a
``oneOf`` of ``const`` it also offers broken items). ``errorMessage`` is that extension's own; others leave it unread.
"""

from __future__ import annotations

import re
from functools import singledispatch
from typing import TYPE_CHECKING, Any

from samskapt.fields import STORY
from samskapt.kinds import Choice, Date, Kind, Number, Pattern, Several, Slug, Term, Text, Url
from samskapt.messages import catalogue
from samskapt.records import Need, Record, Records
from samskapt.registers import countries
from samskapt.vocabulary import Facet, Vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from samskapt.records import Field

Schema = dict[str, Any]

_MOST_FIGURES = 16
"""A number in YAML keeps as many figures: a text that must be longer is never one."""


def _empty(*but: str) -> Schema:
    """Return the schema of what the checker counts as left out: nothing, "", [] and {}, without the types of ``but``.

    «not» names the other types, as editors offer «true» and «null» wherever a schema names those.
    """
    return {"not": {"type": ["number", "boolean", *but]}, "pattern": "^$", "maxItems": 0, "maxProperties": 0}


_DEFS = {"empty": _empty(), "truth": {"not": {"type": ["null", "number", "string", "array", "object"]}}}
_FILLED = {"type": ["string", "number", "array", "object"], "minLength": 1, "minItems": 1, "minProperties": 1}

_NO_CURLY_QUOTES = "(?!\\s*(?:“[^“”]*”|‘[^‘’]*’|„[^„“]*“|”(?:[^”]*”)?)\\s*$)"
_YEAR = "(?!0000)[0-9]{4}"
_LEAP_YEAR = "(?!0000)(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)"
_DAY = (
    f"{_YEAR}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)"
    f"|02-(?:0[1-9]|1[0-9]|2[0-8]))|{_LEAP_YEAR}-02-29"
)
# what stands before the last «@» is a name, and after «:» a port: the host between them has a dot
_ADDRESS = r"[hH][tT][tT][pP][sS]?://(?:[^\s/?#]*@)?[^\s/?#@:\[\]]*\.[^\s/?#@:\[\]]*(?::[^\s/?#@]*)?(?:[/?#]\S*)?"


def story_schema(vocabulary: Vocabulary) -> Schema:
    """Return the schema of draft 2020-12 for the front matter of a story, with titles and help in bokmål."""
    facets = {name: _facet(facet) for name, facet in vocabulary.facets.items()}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Opplysningene øverst i en fortelling",
        "description": "Hva hvert felt skal inneholde, slik «samskapt check» leser dem.",
        **_object(STORY, vocabulary),
        "allOf": [
            _unless_status(("draft", "withdrawn"), _needed(Need.PUBLISHED)),
            {"if": _status("withdrawn"), "then": _needed(Need.WITHDRAWN)},
            *_rules(),
        ],
        "$defs": _DEFS | facets,
    }


def _object(fields: Iterable[Field], vocabulary: Vocabulary) -> Schema:
    return {
        "type": "object",
        "properties": {part.name: _field(part, vocabulary) for part in fields},
        "required": [part.name for part in fields if part.need == Need.ALWAYS],
        "additionalProperties": False,
    }


def _field(part: Field, vocabulary: Vocabulary) -> Schema:
    choices = _choices(part.kind, vocabulary)
    if part.need != Need.ALWAYS:
        choices = _or_empty(part.kind, choices)
    said = {"title": part.label, "description": part.help or _definition(part.kind, vocabulary)}
    return {name: text for name, text in said.items() if text} | _one_of(choices)


def _or_empty(kind: Kind, choices: list[Schema]) -> list[Schema]:
    """Return choices that take what counts as left out too.

    A list takes the empty list itself: only then has an editor something to offer between its brackets.
    """
    if isinstance(kind, Record):
        hint = _hint("wrong-shape", "record", fields=", ".join(part.name for part in kind.fields))
        return [*choices, _empty() | {"errorMessage": hint}]
    if not isinstance(kind, Several | Records):
        return [*choices, _ref("empty")]
    *single, many = choices
    length = {} if many["minItems"] == 1 else {"anyOf": [{"minItems": many["minItems"]}, {"maxItems": 0}]}
    many = {name: part for name, part in many.items() if name != "minItems"} | length
    return [*single, many, _empty("array") | {"errorMessage": many["errorMessage"]}]


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _one_of(choices: list[Schema]) -> Schema:
    return choices[0] if len(choices) == 1 else {"oneOf": choices}


def _definition(kind: Kind, vocabulary: Vocabulary) -> str:
    if isinstance(kind, Several):
        return _definition(kind.kind, vocabulary)
    return vocabulary.facets[kind.facet].definition if isinstance(kind, Term) else ""


@singledispatch
def _choices(kind: Kind, vocabulary: Vocabulary) -> list[Schema]:  # noqa: ARG001 (a list of records needs it)
    """Return the forms that a value of a kind can have; no value has two of them, nor is empty."""
    raise TypeError(f"{type(kind).__name__} has no form in JSON Schema")


@_choices.register
def _(kind: Text, _: Vocabulary) -> list[Schema]:
    # white space within counts as one sign, and around the text as none
    form = rf"^{_NO_CURLY_QUOTES}\s*\S(?:\S|\s+(?=\S)){{{max(kind.least - 1, 0)},{kind.most - 1}}}\s*$"
    length = f"{kind.least}–{kind.most} tegn" if kind.least > 1 else f"høyst {kind.most} tegn"
    text = {
        "type": ["string", "number"] if kind.least <= _MOST_FIGURES else "string",
        "pattern": form,
        "errorMessage": f"Her skal det stå én tekst på {length}, uten krøllete anførselstegn rundt.",
    }
    return [text, _ref("truth")] if kind.least <= len("false") else [text]


@_choices.register
def _(kind: Pattern, _: Vocabulary) -> list[Schema]:
    return [_pattern(kind.form.pattern, _hint(kind.rule))]


@_choices.register
def _(_kind: Slug, _: Vocabulary) -> list[Schema]:
    return [_pattern("[a-z0-9]+(?:-[a-z0-9]+)*", _hint("not-a-slug"))]


@_choices.register
def _(_kind: Url, _: Vocabulary) -> list[Schema]:
    return [_pattern(_ADDRESS, _hint("not-an-address"))]


@_choices.register
def _(kind: Date, _: Vocabulary) -> list[Schema]:
    if kind.partial:
        return [_pattern(f"{_YEAR}(?:-(?:0[1-9]|1[0-2]))?|{_DAY}", _hint("not-a-date", "partial"), least=1)]
    return [_pattern(_DAY, _hint("not-a-date", "form"))]


@_choices.register
def _(kind: Number, _: Vocabulary) -> list[Schema]:
    tens = range(kind.least // 10, kind.most // 10 + 1)
    figures = "|".join(f"{ten or ''}[{max(kind.least - ten * 10, 0)}-{min(kind.most - ten * 10, 9)}]" for ten in tens)
    number = _pattern(f"(?=[0-9]{{1,6}}\\s*$)0*(?:{figures})", _hint("not-a-number", least=kind.least))
    return [number | {"type": ["integer", "string"], "minimum": kind.least, "maximum": kind.most}]


@_choices.register
def _(kind: Choice, _: Vocabulary) -> list[Schema]:
    return [{"enum": [*kind.values], "errorMessage": _hint("not-a-choice", "plain", allowed=", ".join(kind.values))}]


@_choices.register
def _(kind: Term, _: Vocabulary) -> list[Schema]:
    return [_ref(kind.facet)]


@_choices.register
def _(kind: Several, vocabulary: Vocabulary) -> list[Schema]:
    single = _choices(kind.kind, vocabulary)
    many = {
        "type": "array",
        "items": _one_of(single),
        "minItems": max(kind.least, 1),
        "uniqueItems": True,
        "errorMessage": _hint("wrong-shape", "list"),
    }
    return [*single, many] if kind.least <= 1 else [many]


@_choices.register
def _(kind: Record, vocabulary: Vocabulary) -> list[Schema]:
    return [{**_object(kind.fields, vocabulary), "minProperties": 1}]


@_choices.register
def _(kind: Records, vocabulary: Vocabulary) -> list[Schema]:
    names = ", ".join(part.name for part in kind.fields)
    return [
        {
            "type": "array",
            "items": _object(kind.fields, vocabulary),
            "minItems": max(kind.least, 1),
            "errorMessage": _hint("wrong-shape", "records", fields=names),
        }
    ]


def _pattern(form: str, hint: str, least: int = 0) -> Schema:
    """Return the schema of a text of a form; where one to nine figures are such a text, a number is one too."""
    schema = {"type": "string", "pattern": rf"^\s*(?:{form})\s*$", "errorMessage": hint}
    lengths = [length for length in range(1, 10) if re.fullmatch(form, "1" * length)]
    if not lengths:
        return schema
    return schema | {"type": ["string", "integer"], "minimum": least, "maximum": 10 ** lengths[-1] - 1}


def _facet(facet: Facet) -> Schema:
    return {
        "enum": [*facet.terms],
        "enumDescriptions": [f"{term.label.nb}: {term.definition}" for term in facet.terms.values()],
        "errorMessage": _hint("unknown-term", "plain", allowed=", ".join(facet.terms)),
    }


def _status(*statuses: str) -> Schema:
    return {"properties": {"status": {"enum": [*statuses]}}, "required": ["status"]}


def _unless_status(statuses: tuple[str, ...], schema: Schema) -> Schema:
    return {"if": _status(*statuses), "else": schema}


def _needed(need: Need) -> Schema:
    """Return what holds when the fields of a need must be there, and not be empty."""
    fields = [part for part in STORY if part.need == need]
    return {
        "required": [part.name for part in fields],
        "properties": {
            part.name: _FILLED | {"errorMessage": _hint("missing-field", need, field=part.name)} for part in fields
        },
    }


def _rules() -> list[Schema]:
    """Return what some functions of ``rules.fields`` say that JSON Schema can say too."""
    country = {"pattern": rf"^\s*(?:{'|'.join(sorted(countries()))})\s*$", "errorMessage": _hint("country-unknown")}
    place = {
        "if": {"type": "object", "minProperties": 1},
        "then": {"anyOf": [{"required": [name], "properties": {name: _FILLED}} for name in ("municipality", "name")]},
    }
    together = {
        "if": {"properties": {"say": {"const": "bestemte-sammen"}}, "required": ["say"]},
        "then": {"properties": {"actors": {"type": "array", "minItems": 2}}},
    }
    return [
        {"properties": {"place": {"properties": {"country": country}}}},
        {"properties": {"place": place}},
        {"properties": {"participation": {"items": together}}},
    ]


def _hint(rule: str, case: str = "", /, **values: object) -> str:
    """Return what the checker's own hint says, so that editor and checker speak alike."""
    entry: Mapping[str, Any] = catalogue("nb")[rule]
    return str((entry["cases"][case] if case else entry)["hint"]).format(**values)
