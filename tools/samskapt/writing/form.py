"""The questions of the form, made from the field table: what each is called, and by which control it is answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from samskapt import kinds
from samskapt.fields import STORY
from samskapt.records import Need, Record, Records
from samskapt.registers import countries

if TYPE_CHECKING:
    from collections.abc import Iterator

    from samskapt.records import Field
    from samskapt.views import View, Views

_LONGEST_LINE = 120
"""A text that must say something, and can be longer than this, has more than one line to be written in."""
NUMBER = "N"
"""Stands for the number of a record in a list, which is given when the record is added."""
_NEAR = ("NO", "SE", "DK", "FI", "IS", "GB")
"""The countries that stand first in the list."""


def ask(views: Views, field: Field, at: str = "") -> View:
    """Return one field as a question. ``at`` is the way to what it stands in: "outcomes.N" for a part of a claim."""
    where = f"{at}.{field.name}" if at else field.name
    key = where.replace(f".{NUMBER}.", "_").replace(".", "_")
    words, in_bokmal = views.strings, views.language != "nb" and f"write_q_{key}" not in views.strings
    return {
        "at": where,
        "id": f"f-{where.replace('.', '-').replace('_', '-')}",
        "label": words.get(f"write_q_{key}", field.label),
        "help": words.get(f"write_h_{key}", field.help if f"write_q_{key}" not in words else ""),
        "bokmal": in_bokmal,
        "needed": field.need in {Need.ALWAYS, Need.PUBLISHED},
        **_control(views, field, where),
    }


def story_field(name: str) -> Field:
    """Return a field of a story by its name; KeyError for none."""
    return {part.name: part for part in STORY}[name]


def _control(views: Views, field: Field, at: str) -> View:
    """Return by what a field is answered: the name of a control, and what the control needs."""
    kind: Any = field.kind
    match kind:
        case Record():
            return {"control": "record", "parts": _parts(views, kind.fields, at)}
        case Records() if field.name != "participation":
            return {"control": "records", "parts": _parts(views, kind.fields, f"{at}.{NUMBER}")}
        case Records():
            return {"control": "participation"}
        case kinds.Several():
            return _several(views, kind.kind)
        case kinds.Term():
            return _one_term(views, kind.facet, inside="." in at)
    return _line(views, field.name, kind)


def _several(views: Views, kind: object) -> View:
    """Return how several values are chosen or written."""
    if isinstance(kind, kinds.Term):
        return {"control": "checks", "groups": _grouped(views, kind.facet)}
    return {"control": "sources" if isinstance(kind, kinds.Number) else "list"}


def _line(views: Views, name: str, kind: Any) -> View:  # noqa: ANN401 (whatever kind of text)
    """Return how one value is written, or chosen from a list."""
    if isinstance(kind, kinds.Choice):
        return {"control": "select", "options": list(_choices(views, name, kind))}
    if name == "country":
        return {"control": "select", "options": list(_countries(views))}
    if isinstance(kind, kinds.Text) and kind.least > 1 and kind.most > _LONGEST_LINE:
        return {"control": "area", "least": kind.least, "most": kind.most}
    mode = "url" if isinstance(kind, kinds.Url) else "numeric" if isinstance(kind, kinds.Number) else ""
    return {"control": "line", "mode": mode}


def _parts(views: Views, fields: tuple[Field, ...], at: str) -> list[View]:
    """Return the questions of a record: first what is said in words of one's own, then the choices about it."""
    return sorted((ask(views, part, at) for part in fields), key=lambda part: part["control"] != "area")


def _one_term(views: Views, facet: str, *, inside: bool) -> View:
    """Return how one term is chosen: among all of them with what they mean, or in a list where room is scarce."""
    if inside:
        groups = _grouped(views, facet)
        return {"control": "select", "options": [] if len(groups) > 1 else groups[0]["options"], "groups": groups}
    return {"control": "type" if facet == "co_creation_type" else "radios", "options": _terms(views, facet)}


def _terms(views: Views, facet: str) -> list[View]:
    return [
        {
            "id": term["id"],
            "label": term["label"],
            "means": term["definition"],
            "situation": term["situation"],
            "driver": term["driver"],
            "answer": term["answer"],
        }
        for term in views.terms(facet)
    ]


def _grouped(views: Views, name: str) -> list[View]:
    """Return the terms of a facet in its groups; one group without a name where it has none."""
    facet, terms = views.vocabulary.facets[name], _terms(views, name)
    if not facet.groups:
        return [{"label": "", "options": terms}]
    return [
        {
            "label": group.label.in_language(views.language),
            "options": [term for term in terms if facet.terms[term["id"]].extra.get("group") == group.id],
        }
        for group in facet.groups
    ]


def _choices(views: Views, name: str, kind: kinds.Choice) -> Iterator[dict[str, Any]]:
    for value in kind.values:
        label = str(views.locale.languages.get(value, value)) if name == "language" else ""
        label = label or views.strings.get(f"write_choice_{value.replace('-', '_')}", value)
        yield {"id": value, "label": label[:1].upper() + label[1:]}


def _countries(views: Views) -> Iterator[dict[str, Any]]:
    names = {code: str(views.locale.territories.get(code, code)) for code in countries()}
    others = sorted((code for code in names if code not in _NEAR), key=lambda code: names[code])
    for code in (*_NEAR, *others):
        yield {"id": code, "label": names[code]}
