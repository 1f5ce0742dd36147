"""How a story is cited: Norsk APA 7 in words, and BibTeX, RIS and CSL-JSON for the programs that keep references.

APA follows Kildekompasset, the Norwegian universities' own rendering of it: an ampersand without a comma before the
last author, «u.å.» without a date, and the name of the site left out when it is the author's.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from babel.dates import format_date
from markupsafe import Markup

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_MOST_AUTHORS = 20
"""Of more than so many, all but the first 19 and the last are left out."""
_FIRST = 19
_LATEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "&%$#_"},
}
_WORDS = {
    "nb": {"undated": "u.å.", "withdrawn": "Trukket tilbake {date}", "retrieved": "Hentet {date} fra {url}"},
    "nn": {"undated": "u.å.", "withdrawn": "Trekt tilbake {date}", "retrieved": "Henta {date} frå {url}"},
    "en": {"undated": "n.d.", "withdrawn": "Withdrawn {date}", "retrieved": "Retrieved {date}, from {url}"},
}
_DATES = {
    "nb": ("y", "y, MMMM", "y, d. MMMM", "d. MMMM y"),
    "nn": ("y", "y, MMMM", "y, d. MMMM", "d. MMMM y"),
    "en": ("y", "y, MMMM", "y, MMMM d", "MMMM d, y"),
}
"""The forms of a year, a month and a day in a reference, and of a day in a sentence."""


@dataclass(frozen=True, slots=True)
class Person:
    """An author with a name of two parts."""

    family: str
    given: str


@dataclass(frozen=True, slots=True)
class Organisation:
    """An author whose name is never taken apart, commas and all."""

    name: str


Author: TypeAlias = "Person | Organisation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """What is cited. ``date`` is year, month and day, as many of them as are known; none for a text without a date."""

    key: str
    authors: tuple[Author, ...]
    title: str
    site: str
    url: str = ""
    language: str = "nb"
    date: tuple[int, ...] = ()
    withdrawn: dt.date | None = None


def apa(reference: Reference, language: str, retrieved: dt.date | None = None) -> Markup:
    """Return a reference in the list of a text written in ``language`` (nb, nn or en), its title in italics.

    ``retrieved`` is said only of what has no date, for that may change.
    """
    words = _WORDS[language]
    date = _date(reference.date, language) if reference.date else words["undated"]
    title: Markup = Markup("<em>{}</em>").format(reference.title)
    if reference.withdrawn:
        note = words["withdrawn"].format(date=_sentence_date(reference.withdrawn, language))
        title = Markup("{} [{}]").format(title, note)
    title += "" if str(title).removesuffix("</em>").endswith(("?", "!", ".")) else "."
    parts = [f"({date}).", title] if reference.authors else [title, f"({date})."]  # no author: the title stands first
    parts[:0] = [_closed(_authors(reference.authors))] if reference.authors else []
    if reference.site not in [one.name for one in reference.authors if isinstance(one, Organisation)]:
        parts.append(_closed(reference.site))
    if reference.url:
        said = (
            words["retrieved"].format(date=_sentence_date(retrieved, language), url=reference.url) if retrieved else ""
        )
        parts.append(said if said and not reference.date else reference.url)
    return Markup(" ").join(parts)


def plain(reference: Markup) -> str:
    """Return a reference without its italics."""
    return reference.striptags()


def bibtex(reference: Reference) -> str:
    """Return the reference as BibTeX: ``@misc``, which every version of it knows."""
    year, month, day = (*map(str, reference.date), "", "", "")[:3]
    fields = {
        "author": " and ".join(_bibtex_name(one) for one in reference.authors),
        "title": f"{{{_latex(reference.title)}}}",
        "howpublished": _latex(reference.site),
        "year": year,
        "month": month,
        "day": day,
        "language": _latex(reference.language),
        "url": reference.url,
        "note": _note(reference),
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    return f"@misc{{{reference.key},\n" + ",\n".join(lines) + "\n}\n"


def ris(reference: Reference) -> str:
    """Return the reference as RIS, its lines ended as the format asks."""
    return "".join(f"{tag}  - {value}\r\n" for tag, value in _ris(reference))


def csl(reference: Reference) -> str:
    """Return the reference as CSL-JSON, a list of one."""
    item: dict[str, Any] = {"id": reference.key, "type": "webpage", "title": reference.title}
    item["author"] = [
        {"literal": one.name} if isinstance(one, Organisation) else {"family": one.family, "given": one.given}
        for one in reference.authors
    ]
    item["container-title"] = item["publisher"] = reference.site
    item["issued"] = {"date-parts": [list(reference.date)]} if reference.date else None
    item |= {"language": reference.language, "URL": reference.url, "note": _note(reference)}
    return json.dumps([{name: value for name, value in item.items() if value}], ensure_ascii=False, indent=2) + "\n"


def meta_tags(reference: Reference) -> list[dict[str, str]]:
    """Return name and content of what programs look for in the head of a page: Highwire's tags and Dublin Core."""
    authors = [one.name if isinstance(one, Organisation) else f"{one.family}, {one.given}" for one in reference.authors]
    date = "/".join(f"{part:02d}" for part in reference.date)
    tags = [
        ("citation_title", reference.title),
        *(("citation_author", author) for author in authors),
        ("citation_publication_date", date),
        ("citation_publisher", reference.site),
        ("citation_language", reference.language),
        ("citation_abstract_html_url", reference.url),
        ("DC.title", reference.title),
        *(("DC.creator", author) for author in authors),
        ("DC.date", date.replace("/", "-")),
        ("DC.publisher", reference.site),
        ("DC.language", reference.language),
        ("DC.identifier", reference.url),
        ("DC.rights", "https://creativecommons.org/licenses/by/4.0/"),
        ("DC.type", "Text"),
    ]
    return [{"name": name, "content": content} for name, content in tags if content]


def _authors(authors: Sequence[Author]) -> str:
    names = [one.name if isinstance(one, Organisation) else f"{one.family}, {_initials(one.given)}" for one in authors]
    if len(names) > _MOST_AUTHORS:
        return f"{', '.join(names[:_FIRST])}, … {names[-1]}"
    return f"{', '.join(names[:-1])} & {names[-1]}" if len(names) > 1 else names[0]


def _initials(given: str) -> str:
    """Return the initials of given names, those with a hyphen kept together: «Anne-Lise Marie» is «A.-L. M.»."""
    return " ".join("-".join(f"{part[0]}." for part in name.split("-") if part) for name in given.split())


def _closed(text: str) -> str:
    return text if text.endswith(".") else f"{text}."


def _date(date: tuple[int, ...], language: str) -> str:
    year, month, day = (*date, 1, 1)[:3]
    form = _DATES[language][len(date) - 1]
    return format_date(dt.date(year, month, day), form, _locale(language))


def _sentence_date(date: dt.date, language: str) -> str:
    return format_date(date, _DATES[language][3], _locale(language))


def _locale(language: str) -> str:
    return "en_GB" if language == "en" else language


def _note(reference: Reference) -> str:
    if reference.withdrawn is None:
        return ""
    language = reference.language if reference.language in _WORDS else "nb"
    return _WORDS[language]["withdrawn"].format(date=_sentence_date(reference.withdrawn, language))


def _bibtex_name(author: Author) -> str:
    if isinstance(author, Organisation):
        return f"{{{_latex(author.name)}}}"
    return f"{_latex(author.family)}, {_latex(author.given)}"


def _latex(text: str) -> str:
    return re.sub(r"[\\{}~^&%$#_]", lambda sign: _LATEX[sign[0]], text)


def _ris(reference: Reference) -> Iterator[tuple[str, str]]:
    yield "TY", "WEB"
    yield "ID", reference.key
    for one in reference.authors:
        yield "AU", one.name if isinstance(one, Organisation) else f"{one.family}, {one.given}"
    yield "TI", " ".join(reference.title.split())
    yield "PB", reference.site
    if reference.date:
        yield "PY", str(reference.date[0])
        yield "DA", "/".join([*(f"{part:02d}" for part in reference.date), *[""] * (3 - len(reference.date)), ""])
    yield "LA", reference.language
    if reference.url:
        yield "UR", reference.url
    if note := _note(reference):
        yield "N1", note
    yield "ER", ""
