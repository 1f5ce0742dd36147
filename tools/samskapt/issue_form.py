"""GitHub's form for a story: its questions, made from the field table and the vocabulary, and the file it is kept in.

The same questions read the answers again (``from_issue``). What GitHub asks of a form is told by its page «Syntax for
issue forms»: every label and every choice of a question stands once, no choice is called «None», and an element is
``markdown``, ``input``, ``textarea``, ``dropdown`` or ``checkboxes``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import yaml
from babel import Locale

from samskapt.fields import STORY
from samskapt.kinds import Choice, Kind, Several, Term, Text
from samskapt.records import Need, Record, Records

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from samskapt.records import Field
    from samskapt.vocabulary import Vocabulary

LEFT_OUT = frozenset(
    {"status", "level", "related", "image", "published", "reviewed", "review_within", "withdrawn"},
)
"""What the form does not ask for: the fields of editors, and those that most stories are without."""
CONSENT = "Før du sender"
PROMISES = (
    "De som kan kjennes igjen i fortellingen, har sagt ja til at den blir delt",
    "Ingen barn kan kjennes igjen",
    "Ingen privatpersoner er nevnt med navn, telefonnummer, adresse eller diagnose",
    "Teksten er vår egen, og den kan deles fritt når det står hvor den er fra (CC BY 4.0)",
)
"""What only a person can answer for: those the story is about, children, others, and the right to share."""

_LONG = 150
"""A text that may be longer gets room for several lines."""
_EXPLAINED = 6
"""The words of a facet are explained under the question when they are not more."""
_BEFORE = """\
Takk for at du vil fortelle! Det som var vanskelig, er ofte det andre lærer mest av.

Fyll ut det du kan. Bare tittelen og det nederste må med, resten kan vente. Skriv «Ikke kjent» der dere ikke vet: Det \
er et godt svar. **Alt du skriver her, kan leses av alle med en gang.**
"""
_STORY = """\
## Fortellingen

Skriv enkelt og varmt, slik du ville fortalt det til en kollega. 500 til 900 ord til sammen er passe.
"""
_FACTS = """\
## Opplysninger

De gjør at andre finner fortellingen, og at de ser hva den bygger på. Passer ingen av ordene, lar du det stå tomt.
"""


class Question(NamedTuple):
    """One question of the form. ``route`` is the field it fills, or ``("sections", id)`` for a part of the text."""

    route: tuple[str, ...]
    label: str
    help: str
    kind: Kind
    needed: bool = False

    @property
    def id(self) -> str:
        """The name that GitHub knows it by."""
        return "-".join(self.route).replace("_", "-")


def questions(vocabulary: Vocabulary) -> tuple[Question, ...]:
    """Return the questions in the order of the form: what it is called, the story itself, and then the rest."""
    asked = [one for part in STORY if part.name not in LEFT_OUT for one in _asked(part)]
    first = [one for one in asked if one.route[0] in {"title", "summary"}]
    sections = [
        Question(("sections", kind.id), kind.title("nb"), "\n".join(f"- {one}" for one in kind.ask), Text())
        for kind in vocabulary.sections.values()
    ]
    return (*first, *sections, *(one for one in asked if one not in first))


def choices(kind: Kind, vocabulary: Vocabulary) -> Mapping[str, str]:
    """Return what can be chosen for a value, from what the form calls it to what is written; {} where all is free."""
    if isinstance(kind, Several):
        return choices(kind.kind, vocabulary)
    if isinstance(kind, Term):
        return {term.label.nb: name for name, term in vocabulary.facets[kind.facet].terms.items()}
    if isinstance(kind, Choice):
        names = Locale("nb").languages
        return {names.get(value, value).capitalize(): value for value in kind.values}
    return {}


def issue_form(vocabulary: Vocabulary) -> str:
    """Return the text of ``.github/ISSUE_TEMPLATE/fortelling.yml``."""
    form = {
        "name": "Fortell en historie",
        "description": "Send en fortelling om samskaping. Du trenger ikke kunne programmere.",
        "title": "Fortelling: ",
        "labels": ["fortelling"],
        "body": [*_elements(vocabulary)],
    }
    head = "# Laget av «samskapt schema --as issue-form» fra feltene og ordlista. Rett ikke her, men der.\n"
    return head + yaml.dump(form, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=116)


class _Dumper(yaml.SafeDumper):
    """Writes texts of several lines as they stand."""


def _written(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _written)


def _elements(vocabulary: Vocabulary) -> Iterator[Mapping[str, Any]]:
    yield _markdown(_BEFORE)
    before = ""
    for question in questions(vocabulary):
        part = "story" if question.route[0] == "sections" else "facts" if before else ""
        if part != before:
            yield _markdown(_STORY if part == "story" else _FACTS)
            before = part
        yield _element(question, vocabulary)
    yield {
        "type": "checkboxes",
        "id": "consent",
        "attributes": {"label": CONSENT, "options": [{"label": one, "required": True} for one in PROMISES]},
    }


def _markdown(text: str) -> Mapping[str, Any]:
    return {"type": "markdown", "attributes": {"value": text}}


def _element(question: Question, vocabulary: Vocabulary) -> Mapping[str, Any]:
    kind, offered = question.kind, choices(question.kind, vocabulary)
    attributes: dict[str, Any] = {"label": question.label, "description": _description(question, vocabulary)}
    if offered:
        form = "dropdown"
        attributes |= {"multiple": True} if isinstance(kind, Several) else {}
        attributes["options"] = [*offered]
    elif isinstance(kind, Records):
        form = "textarea"
        attributes["value"] = "\n".join(f"{part.label}:" for part in kind.fields) + "\n"
    else:
        form = "textarea" if isinstance(kind, Text) and kind.most > _LONG else "input"
    if question.route == ("place", "country"):
        attributes["value"] = "NO"
    return {
        "type": form,
        "id": question.id,
        "attributes": {name: value for name, value in attributes.items() if value},
        **({"validations": {"required": True}} if question.needed else {}),
    }


def _description(question: Question, vocabulary: Vocabulary) -> str:
    """Return what stands under the label: help, what the words mean, and how several are written."""
    lines = [question.help] if question.help and not isinstance(question.kind, Choice) else []
    if isinstance(question.kind, Records):
        lines.append("Fyll ut linjene, og gjenta dem alle for hver ny.")
        for part in question.kind.fields:
            words = ", ".join(choices(part.kind, vocabulary) or ())
            said = " ".join(one for one in (part.help, f"Velg blant: {words}." if words else "") if one)
            lines += [f"- **{part.label}**: {said}"] if said else []
    elif isinstance(question.kind, Term):
        facet = vocabulary.facets[question.kind.facet]
        if len(facet.terms) <= _EXPLAINED:
            lines += [f"- **{term.label.nb}**: {term.definition}" for term in facet.terms.values()]
    return "\n".join(lines)


def _asked(part: Field) -> Iterator[Question]:
    if isinstance(part.kind, Record):
        for inner in part.kind.fields:
            yield Question((part.name, inner.name), inner.label, inner.help, inner.kind)
    else:
        needed = part.need == Need.ALWAYS and isinstance(part.kind, Text)
        yield Question((part.name,), part.label, part.help, part.kind, needed)
