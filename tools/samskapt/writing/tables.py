"""What the browser needs to judge a story while it is written: fields, words, sentences and patterns, as plain values.

Nothing is decided here. Every value is one that the checker itself reads, taken from where the checker has it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import yaml

from samskapt import (
    body,
    fields,
    front_matter,
    kinds,
    people,
    plain_language,
    prose,
    recognisable,
    registers,
    source,
    suppress,
    text,
)
from samskapt.engine import level_of, rule_modules
from samskapt.messages import catalogue
from samskapt.records import Field, Record, Records
from samskapt.rules import body as body_rules
from samskapt.rules import files as file_rules
from samskapt.rules import links as link_rules
from samskapt.writing.patterns import to_javascript

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from types import ModuleType

    from samskapt.vocabulary import Vocabulary

Plain = dict[str, Any]

_PATTERNS: tuple[tuple[ModuleType, str], ...] = (
    *((body, name) for name in ("STORY_LINK",)),
    *((front_matter, name) for name in ("_FIGURES",)),
    *((kinds, name) for name in ("_MOMENT", "_PLAIN_URL")),
    *((body_rules, name) for name in ("_EMPTY_WORDS",)),
    *((file_rules, name) for name in ("_FILE_NAME",)),
    *((link_rules, name) for name in ("_NOTE", "_CODE")),
    *((prose, name) for name in ("_WORD", "_GAP", "_NO_VOWEL", "_QUOTATION", "_SPEECH", "_ADDRESS")),
    *((people, name) for name in ("_NATIONAL", "_FIGURES", "_INTERNATIONAL", "_GROUPED", "_ALSO", "_YEARS")),
    *((people, name) for name in ("_EMAIL", "_NAME", "_ADDRESS", "_cue", "_unit", "_role")),
    *((recognisable, name) for name in ("_HOUSE", "_SUFFIXES", "_street", "_no_street", "_counts", "_child")),
    *((recognisable, name) for name in ("_child_with_article", "_person", "_diagnosis")),
    *((plain_language, name) for name in ("_REFUSED", "_SPOKEN_OF", "_FROM", "_TO", "_DEED", "_NAME_BEFORE")),
    *((plain_language, name) for name in ("_COMPANY",)),
    *((suppress, name) for name in ("_OURS", "_IGNORE")),
    *((source, name) for name in ("FORBIDDEN",)),
    *((text, name) for name in ("_WORD",)),
)
"""The patterns that the browser reads too, by the module and the name of each: ``people._cue`` and so on."""

_LIMITS: tuple[tuple[ModuleType, str], ...] = (
    *((people, name) for name in ("_MOST_BEFORE",)),
    *((plain_language, name) for name in ("_NEARBY",)),
    *((prose, name) for name in ("LONG_WORD", "_OPENERS", "_CLOSERS")),
    *((recognisable, name) for name in ("_UNDER_AGE", "_SCHOOL_AGE", "_TEENS")),
    *((source, name) for name in ("MOST_BYTES",)),
    *((suppress, name) for name in ("_LEAST_REASON",)),
    *((text, name) for name in ("_NEAR",)),
)

_SETS: tuple[tuple[ModuleType, str], ...] = (
    *((prose, name) for name in ("_GOES_ON", "_MAY_END", "_BULLETS")),
    *((link_rules, name) for name in ("_EMPTY_TEXTS",)),
    *((people, name) for name in ("_SHAPES",)),
    *((plain_language, name) for name in ("OF_PEOPLE",)),
    *((suppress, name) for name in ("UNSURE",)),
)

_MADE_WITH: dict[type, tuple[str, ...]] = {
    kinds.Text: ("least", "most"),
    kinds.Number: ("least", "most"),
    kinds.Pattern: ("form", "rule"),
    kinds.Choice: ("values",),
    kinds.Term: ("facet",),
    kinds.Several: ("kind", "least"),
    kinds.Date: ("partial",),
    kinds.Url: (),
    Record: ("fields",),
    Records: ("fields", "least"),
}
"""What each kind of value is made with, by the names of its attributes."""

_PEOPLE = ("collectives", "email_providers", "large_places", "street_firsts", "street_words")


def rule_tables(vocabulary: Vocabulary, slugs: Iterable[str], language: str) -> Plain:
    """Return all that the rules need in the browser; ``language`` is that of their sentences, nb or en."""
    return {
        "fields": [field_table(part) for part in fields.STORY],
        "facets": {name: _facet(vocabulary, name) for name in vocabulary.facets},
        "sections": [
            {
                "id": kind.id,
                "critical": kind.critical,
                "questions": kind.questions,
                "ask": list(kind.ask),
                "titles": {one: kind.title(one) for one in fields.LANGUAGES},
            }
            for kind in vocabulary.sections.values()
        ],
        "statuses": list(fields.STATUSES),
        "messages": {rule: _sentences(rule, entry) for rule, entry in catalogue(language).items()},
        "patterns": {**_patterns(), **_children(), **_implicit()},
        "limits": {_name(module, name): getattr(module, name) for module, name in (*_rule_limits(), *_LIMITS)},
        "sets": {_name(module, name): sorted(getattr(module, name)) for module, name in _SETS},
        "people": {name: list(people.listed(name)) for name in _PEOPLE},
        "ages": dict(_called(recognisable, "_ages")),
        "html": {case: sorted(tags) for case, tags in _called(body_rules, "_MARKDOWN_FOR").items()},
        "plain": [
            [list(entry.words), list(entry.instead), entry.reason, list(entry.languages)]
            for entry in plain_language.entries()
        ],
        "municipalities": sorted(registers.municipalities()),
        "municipalities_year": registers.municipalities_year(),
        "countries": sorted(registers.countries()),
        "slugs": sorted(slugs),
    }


def field_table(part: Field) -> Plain:
    """Return one field as plain values: what it is called, when it is needed, and the kind of its value."""
    return {
        "name": part.name,
        "need": str(part.need),
        "label": part.label,
        "help": part.help,
        "kind": kind_table(part.kind),
    }


def kind_table(kind: object) -> Plain:
    """Return a kind as plain values: its name, and what it was made with; TypeError for one the browser knows not."""
    if isinstance(kind, kinds.Slug):
        return kind_table(_called(kinds, "_SLUG"))
    if type(kind) not in _MADE_WITH:
        raise TypeError(f"the browser knows no {type(kind).__name__}")
    made = {name: _plain(getattr(kind, name)) for name in _MADE_WITH[type(kind)]}
    return {"is": type(kind).__name__, **made}


def _plain(value: Any) -> Any:  # noqa: ANN401 (whatever a kind is made with)
    if isinstance(value, re.Pattern):
        return to_javascript(value)
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    if isinstance(value, Field):
        return field_table(value)
    return kind_table(value) if type(value) in _MADE_WITH or isinstance(value, kinds.Slug) else value


def _facet(vocabulary: Vocabulary, name: str) -> Plain:
    facet = vocabulary.facets[name]
    terms = {term.id: {"public": term.extra.get("public", "")} for term in facet.terms.values()}
    return {"address": facet.address, "terms": terms}


def _sentences(rule: str, entry: Mapping[str, Any]) -> Plain:
    cases = entry.get("cases")
    said = cases if isinstance(cases, dict) else {"": {"message": entry.get("message"), "hint": entry.get("hint")}}
    return {"level": str(level_of(rule)), "cases": {case: [one["message"], one["hint"]] for case, one in said.items()}}


def _name(module: ModuleType, name: str) -> str:
    """Return what a value is called in the browser: ``people.cue`` for ``people._cue``."""
    return f"{module.__name__.removeprefix('samskapt.')}.{name.strip('_')}"


def _rule_limits() -> Iterator[tuple[ModuleType, str]]:
    """Yield the numbers that the rules' own modules name: the most, the least and the longest of things."""
    for module in rule_modules():
        yield from ((module, name) for name, value in vars(module).items() if type(value) is int and name.isupper())


def _called(module: ModuleType, name: str) -> Any:  # noqa: ANN401 (whatever stands there)
    value = getattr(module, name)
    return value() if callable(value) else value


def _patterns() -> Plain:
    return {_name(module, name): to_javascript(_called(module, name)) for module, name in _PATTERNS}


def _children() -> Plain:
    found = _called(recognisable, "_child_patterns")
    return {f"recognisable.child_{index}": to_javascript(pattern) for index, (_, pattern) in enumerate(found)}


def _implicit() -> Plain:
    """Return what YAML would read as something else than a text, so that it is written with quotation marks."""
    resolvers = yaml.SafeDumper.yaml_implicit_resolvers
    patterns = {tag: pattern for first in resolvers.values() for tag, pattern in first}
    return {
        f"yaml.{tag.rpartition(':')[2]}": to_javascript(re.compile(p.pattern, p.flags)) for tag, p in patterns.items()
    }
