"""The controlled words: facets and their terms, read from ``vocabulary/*.yml`` (one file a facet)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from samskapt.diagnostic import Diagnostic, Level
from samskapt.kinds import Choice, Slug, Text, Texts
from samskapt.records import Field, Need, Reading, Record, Records, read_record
from samskapt.yaml_reader import read_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping

FOLDER = "vocabulary"
OWN = Path(__file__).parent / FOLDER
"""The words that come with the package, for a library that has none: a link to the repository's own."""


@dataclass(frozen=True, slots=True)
class Words:
    """One text in the three languages of the vocabulary: bokmål, nynorsk and English."""

    nb: str
    nn: str
    en: str

    def in_language(self, language: str) -> str:
        """Return the text in ``language``; Danish and Swedish readers get bokmål."""
        return {"nn": self.nn, "en": self.en}.get(language, self.nb)


@dataclass(frozen=True, slots=True)
class Origin:
    """The document a word is taken from (an id of ``documents.yml``), and the place in it."""

    document: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A word of a facet. ``extra`` holds what only some facets have: group, public, driver, result, situation."""

    id: str
    label: Words
    definition: str
    source: Origin
    synonyms: tuple[str, ...] = ()
    extra: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A group of terms within a facet."""

    id: str
    label: Words
    definition: str
    source: Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """A way to look at the library: its terms in the file's order, which is a ladder where ``ordered`` says so."""

    id: str
    address: str
    label: Words
    plural: Words
    definition: str
    source: Origin
    ordered: bool
    terms: Mapping[str, Term]
    groups: tuple[Group, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """One of the documents that the vocabulary is built from."""

    id: str
    title: str
    author: str
    publisher: str
    year: str


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a section in each language."""

    nb: str
    nn: str
    en: str
    da: str
    sv: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionKind:
    """A section that a story has: its heading by language, the questions that help to write it, and its demands."""

    id: str
    heading: Heading
    critical: bool
    ask: tuple[str, ...]
    questions: int = 0

    def title(self, language: str) -> str:
        """Return the heading in the language of a story."""
        return str(getattr(self.heading, language))


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All facets, documents and sections by id, in a fixed order."""

    facets: Mapping[str, Facet]
    documents: Mapping[str, Document]
    sections: Mapping[str, SectionKind]

    def term(self, facet: str, term: str) -> Term:
        """Return a term; KeyError if there is none of that name."""
        return self.facets[facet].terms[term]


_WORDS = Record(Words, (Field("nb", Text()), Field("nn", Text()), Field("en", Text())))
_ORIGIN = Record(Origin, (Field("document", Slug()), Field("place", Text())))
_YES_NO = Choice("yes", "no")
_NAMED = (Field("id", Slug()), Field("label", _WORDS), Field("definition", Text()), Field("source", _ORIGIN))
_EXTRA = ("group", "public", "driver", "result", "situation")
_TERM = Record(
    dict,
    (
        *_NAMED,
        Field("synonyms", Texts(), Need.NEVER),
        *(Field(name, Text(), Need.NEVER) for name in _EXTRA),
    ),
)
_FACET = (
    Field("facet", Text()),
    Field("address", Slug()),
    Field("label", _WORDS),
    Field("plural", _WORDS),
    Field("definition", Text()),
    Field("source", _ORIGIN),
    Field("ordered", _YES_NO, Need.NEVER),
    Field("groups", Records(Group, _NAMED), Need.NEVER),
    Field("terms", Records(dict, _TERM.fields)),
)
_DOCUMENTS = (
    Field(
        "documents",
        Records(
            Document,
            (
                Field("id", Slug()),
                *(Field(name, Text()) for name in ("title", "author", "publisher", "year")),
            ),
        ),
    ),
)
_SECTIONS = (
    Field(
        "sections",
        Records(
            dict,
            (
                Field("id", Slug()),
                Field("critical", _YES_NO),
                Field("heading", Record(Heading, tuple(Field(name, Text()) for name in Heading.__slots__))),
                Field("questions", Text(), Need.NEVER),
                Field("ask", Texts()),
            ),
        ),
    ),
)
FACETS = (
    "arena",
    "actors",
    "co_creation_type",
    "outcomes",
    "result",
    "life_phase",
    "role",
    "level",
    "phase",
    "say",
    "evidence",
    "told_by",
)
"""The facets, in the order in which they are shown."""


def read_vocabulary(root: Path) -> tuple[Vocabulary | None, tuple[Diagnostic, ...]]:
    """Read ``vocabulary/`` under ``root``: the vocabulary, or None and what is wrong with its files.

    Where there is no such folder, the words of the package hold. A file that is missing in it is an OSError.
    """
    folder = root / FOLDER if (root / FOLDER).is_dir() else OWN
    said: list[Diagnostic] = []

    def fields_of(name: str, table: tuple[Field, ...]) -> dict[str, Any]:
        file = f"{FOLDER}/{name}.yml"
        yaml = read_yaml((folder / f"{name}.yml").read_text(encoding="utf-8"))
        reading = Reading(yaml.places)
        fields = read_record(yaml.values, (), table, reading) if yaml.whole else {}
        said.extend(
            Diagnostic(file, finding.span, finding.rule, Level.ERROR, finding.case, finding.values)
            for finding in (*yaml.findings, *reading.findings)
        )
        return fields

    documents = fields_of("documents", _DOCUMENTS)
    sections = fields_of("sections", _SECTIONS)
    facets = {name: fields_of(name, _FACET) for name in FACETS}
    if said:
        return None, tuple(sorted(said))
    return Vocabulary(
        {name: _facet(fields) for name, fields in facets.items()},
        {document.id: document for document in documents["documents"]},
        {section["id"]: _section(section) for section in sections["sections"]},
    ), ()


def _facet(fields: dict[str, Any]) -> Facet:
    return Facet(
        id=fields["facet"],
        address=fields["address"],
        label=fields["label"],
        plural=fields["plural"],
        definition=fields["definition"],
        source=fields["source"],
        ordered=fields.get("ordered") == "yes",
        terms={term["id"]: _term(term) for term in fields["terms"]},
        groups=fields.get("groups", ()),
    )


def _term(fields: dict[str, Any]) -> Term:
    extra = {name: fields.pop(name) for name in _EXTRA if name in fields}
    return Term(**fields, extra=extra)


def _section(fields: dict[str, Any]) -> SectionKind:
    questions = int(fields.pop("questions", 0))
    return SectionKind(**{**fields, "critical": fields["critical"] == "yes"}, questions=questions)
