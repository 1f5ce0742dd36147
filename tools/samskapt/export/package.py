"""``datapackage.json``: what is in each table, as Frictionless Data describes it (Data Package 1.0)."""

from __future__ import annotations

from functools import singledispatch
from typing import TYPE_CHECKING, Any

from samskapt.export.about import DESCRIPTION, LICENCE, LICENCE_NAME, PUBLISHER, TITLE
from samskapt.export.tables import BETWEEN, DELIMITER, as_csv
from samskapt.kinds import Choice, Date, Kind, Number, Pattern, Several, Slug, Term, Url
from samskapt.records import Need
from samskapt.vocabulary import Vocabulary

if TYPE_CHECKING:
    from samskapt.export.about import About
    from samskapt.export.tables import Column, Table

Descriptor = dict[str, Any]
_SLUG = "[a-z0-9]+(?:-[a-z0-9]+)*"


def data_package(about: About, made: tuple[Table, ...]) -> Descriptor:
    """Return the descriptor of the tables."""
    described: Descriptor = {
        "profile": "tabular-data-package",
        "name": "samskapt",
        "title": TITLE.nb,
        "description": DESCRIPTION.nb,
        "licenses": [{"name": LICENCE_NAME, "path": LICENCE, "title": "Creative Commons Navngivelse 4.0"}],
        "contributors": [{"title": PUBLISHER, "role": "publisher"}],
        "resources": [_resource(about.library.vocabulary, table) for table in made],
    }
    if about.base:
        described["homepage"] = about.base
    if about.changed:
        described["version"] = about.changed.isoformat().replace("-", ".")
    return described


def _resource(vocabulary: Vocabulary, table: Table) -> Descriptor:
    columns = [_field(vocabulary, column) for column in table.columns]
    schema: Descriptor = {"fields": columns, "primaryKey": [*table.key], "missingValues": [""]}
    if table.columns[0].name == "story":
        reference = {"resource": "stories", "fields": "id"}
        schema["foreignKeys"] = [{"fields": "story", "reference": reference}]
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": f"{table.name}.csv",
        "title": table.says,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8-sig",
        "bytes": len(as_csv(table)),
        "dialect": {"delimiter": DELIMITER, "lineTerminator": "\r\n", "doubleQuote": True, "header": True},
        "schema": schema,
    }


def _field(vocabulary: Vocabulary, column: Column) -> Descriptor:
    part = column.field
    kind = part.kind.kind if isinstance(part.kind, Several) else part.kind
    described, limits = _form(kind, vocabulary)
    if isinstance(part.kind, Several):
        form = f"(?:{'|'.join(limits['enum'])})" if "enum" in limits else limits.get("pattern", "[^|]+")
        described, limits = {"type": "string"}, {"pattern": rf"{form}(?:\|{form})*"}
    if column.name == "number":
        described = {"type": "integer"}
    required = part.need != Need.NEVER and not (isinstance(part.kind, Several) and part.kind.least == 0)
    said = " ".join((part.help, f"Flere verdier skilles av {BETWEEN}." if column.many else "")).strip()
    named = {"title": part.label, "description": said}
    return {
        "name": column.name,
        **described,
        **{name: text for name, text in named.items() if text},
        "constraints": limits | ({"required": True} if required else {}),
    }


@singledispatch
def _form(_kind: Kind, _: Vocabulary) -> tuple[Descriptor, Descriptor]:
    """Return the type of a cell, and what its values are held to."""
    return {"type": "string"}, {}


@_form.register
def _(kind: Term, vocabulary: Vocabulary) -> tuple[Descriptor, Descriptor]:
    return {"type": "string"}, {"enum": [*vocabulary.facets[kind.facet].terms]}


@_form.register
def _(kind: Choice, _: Vocabulary) -> tuple[Descriptor, Descriptor]:
    return {"type": "string"}, {"enum": [*kind.values]}


@_form.register
def _(kind: Number, _: Vocabulary) -> tuple[Descriptor, Descriptor]:
    return {"type": "integer"}, {"minimum": kind.least, "maximum": kind.most}


@_form.register
def _(kind: Date, _: Vocabulary) -> tuple[Descriptor, Descriptor]:
    if kind.partial:
        return {"type": "string"}, {"pattern": r"\d{4}(-\d{2}(-\d{2})?)?"}
    return {"type": "date"}, {}


@_form.register
def _(kind: Pattern, _: Vocabulary) -> tuple[Descriptor, Descriptor]:
    return {"type": "string"}, {"pattern": kind.form.pattern}


@_form.register
def _(_kind: Slug, _: Vocabulary) -> tuple[Descriptor, Descriptor]:
    return {"type": "string"}, {"pattern": _SLUG}


@_form.register
def _(_kind: Url, _: Vocabulary) -> tuple[Descriptor, Descriptor]:
    return {"type": "string", "format": "uri"}, {}
