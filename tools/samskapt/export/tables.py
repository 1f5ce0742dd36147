"""The library as tables: one for stories, one for each list of records in them, and one for the words.

A line of the field table becomes a column. A value that is a list is written with ``|`` between its parts.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from samskapt.export.about import LICENCE
from samskapt.export.records import FIELDS, plain, value_of
from samskapt.kinds import Several, Slug, Text, Url
from samskapt.records import Field, Need, Record, Records
from samskapt.views import story_address, term_address

if TYPE_CHECKING:
    from collections.abc import Iterator

    from samskapt.export.about import About
    from samskapt.vocabulary import Vocabulary

BETWEEN = "|"
DELIMITER = ";"
"""Norwegian Excel takes a semicolon for the border between columns."""
_FORMULA = re.compile(r"'*[=+\-@\t\r]")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, the kind of its values, what it is called and for, and whether a cell may be empty."""

    name: str
    field: Field

    @property
    def many(self) -> bool:
        """Whether a cell holds a list."""
        return isinstance(self.field.kind, Several)


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its name, what a row is, its columns, the names of those that tell rows apart, and its rows."""

    name: str
    says: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    """Values as JSON has them: texts, whole numbers, lists of these, None."""


_ID = Column("id", Field("id", Slug(), label="Id", help="Mappenavnet, som også er adressen."))
_URL = Column("url", Field("url", Text(), label="Adresse", help="Der fortellingen kan leses."))
_LICENCE = Column("licence", Field("licence", Url(), label="Lisens"))
_STORY = Column("story", Field("story", Slug(), label="Fortelling", help="id i tabellen stories."))


def tables(about: About) -> tuple[Table, ...]:
    """Return every table of the library, that of the stories first."""
    parts = tuple(part for part in FIELDS if isinstance(part.kind, Records))
    return (_stories(about), *(_records(about, part) for part in parts), _terms(about))


def columns_of(fields: tuple[Field, ...] = FIELDS) -> tuple[tuple[Column, tuple[Field, ...]], ...]:
    """Return the columns that a field table gives, each with the fields that lead to its values."""
    found: list[tuple[Column, tuple[Field, ...]]] = []
    for part in fields:
        if isinstance(part.kind, Record):
            for inner in part.kind.fields:
                loose = inner if part.need != Need.NEVER else Field(inner.name, inner.kind, Need.NEVER, inner.label)
                found.append((Column(f"{part.name}_{inner.name}", loose), (part, inner)))
        elif not isinstance(part.kind, Records):
            found.append((Column(part.name, part), (part,)))
    return tuple(found)


def _at(of: object, route: tuple[Field, ...]) -> Any:  # noqa: ANN401
    for part in route:
        of = None if of is None else value_of(of, part)
    return plain(route[-1].kind, of)


def _stories(about: About) -> Table:
    columns = columns_of()
    return Table(
        "stories",
        "Én rad per fortelling.",
        (_ID, _URL, _LICENCE, *(column for column, _ in columns)),
        ("id",),
        tuple(
            (
                story.slug,
                f"{about.root}{story_address(story.slug)}",
                LICENCE,
                *(_at(story, route) for _, route in columns),
            )
            for story in about.library.stories
        ),
    )


def _records(about: About, part: Field) -> Table:
    number = Column("number", Field("number", Text(), label="Nummer", help="Plassen i fortellingen, fra 1."))
    columns = columns_of(part.kind.fields)  # type: ignore[attr-defined]  # only lists of records come here
    return Table(
        part.name,
        f"{part.label}: én rad for hver, i fortellingens rekkefølge.",
        (_STORY, number, *(column for column, _ in columns)),
        ("story", "number"),
        tuple(
            (story.slug, place, *(_at(one, route) for _, route in columns))
            for story in about.library.stories
            for place, one in enumerate(value_of(story, part), start=1)
        ),
    )


def _terms(about: About) -> Table:
    words = {name: Field(name, Text(), label=label) for name, label in _TERM_COLUMNS.items()}
    return Table(
        "terms",
        "Ordlista: én rad per begrep.",
        tuple(Column(name, field) for name, field in words.items()),
        ("facet", "id"),
        tuple(_term_rows(about.library.vocabulary, about.root)),
    )


_TERM_COLUMNS = {
    "facet": "Inndeling, som også er navnet på kolonnen",
    "id": "Id, slik det står i de andre tabellene",
    "label_nb": "Navn på bokmål",
    "label_nn": "Navn på nynorsk",
    "label_en": "Navn på engelsk",
    "definition": "Definisjon",
    "source": "Hvor begrepet er hentet fra",
    "url": "Adresse",
}


def _term_rows(vocabulary: Vocabulary, root: str) -> Iterator[tuple[str, ...]]:
    for facet in vocabulary.facets.values():
        for term in facet.terms.values():
            source = f"{vocabulary.documents[term.source.document].title}, {term.source.place}"
            labels = (term.label.nb, term.label.nn, term.label.en)
            yield facet.id, term.id, *labels, term.definition, source, f"{root}{term_address(facet, term.id)}"


def as_csv(table: Table) -> bytes:
    """Return a table as CSV in UTF-8 with the mark that tells Excel so, semicolons between cells and CRLF after rows.

    A cell that a spreadsheet would take for a formula gets an apostrophe first; ``read_cell`` takes it away again.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=DELIMITER, lineterminator="\r\n")
    writer.writerow(column.name for column in table.columns)
    writer.writerows([_cell(value) for value in row] for row in table.rows)
    return text.getvalue().encode("utf-8-sig")


def _cell(value: Any) -> str:  # noqa: ANN401
    if value is None:
        return ""
    text = BETWEEN.join(map(str, value)) if isinstance(value, list) else str(value)
    return f"'{text}" if _FORMULA.match(text) else text


def read_cell(text: str) -> str:
    """Return what was written in a cell, without the apostrophe that keeps a spreadsheet from computing it."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text
