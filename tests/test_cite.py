"""References: as a Norwegian librarian writes them, and as other programs read them."""

from __future__ import annotations

import datetime as dt
import html
import json
import re
from typing import TYPE_CHECKING, Any

import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import LatexDecodingMiddleware
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON

from helpers import REPOSITORY, TODAY
from samskapt.cite import Organisation, Person, Reference, apa, bibtex, csl, plain, ris
from samskapt.library import read_library
from samskapt.settings import Site
from samskapt.views_cite import story_reference
from samskapt.yaml_reader import read_yaml

if TYPE_CHECKING:
    from pathlib import Path

BENKEN = Reference(
    key="benken",
    authors=(Organisation("Samskapt"),),
    title="Benken i Sandnes",
    site="Samskapt",
    url="https://samskapt.example/fortellinger/benken/",
    date=(2026, 11, 21),
)
TWO = (Person("Hansen", "Kari Marie"), Person("Øvrebø", "Anne-Lise"))
MANY = tuple(Person(f"Navn{number}", "Ola") for number in range(1, 23))
NINETEEN = ", ".join(f"Navn{number}, O." for number in range(1, 20))
ODD = Organisation("Sandnes kommune, Barn & unge")
URL = BENKEN.url


def _with(**changes: Any) -> Reference:  # noqa: ANN401 (fields of any kind)
    fields = {name: getattr(BENKEN, name) for name in BENKEN.__slots__}
    return Reference(**{**fields, **changes})


HARD: list[tuple[Reference, str, dt.date | None, str]] = [
    (BENKEN, "nb", None, f"Samskapt. (2026, 21. november). Benken i Sandnes. {URL}"),
    (
        _with(authors=(ODD,)),
        "nb",
        None,
        f"Sandnes kommune, Barn & unge. (2026, 21. november). Benken i Sandnes. Samskapt. {URL}",
    ),
    (
        _with(authors=TWO),
        "nb",
        None,
        f"Hansen, K. M. & Øvrebø, A.-L. (2026, 21. november). Benken i Sandnes. Samskapt. {URL}",
    ),
    (
        _with(authors=(*TWO, ODD)),
        "nn",
        None,
        f"Hansen, K. M., Øvrebø, A.-L. & {ODD.name}. (2026, 21. november). Benken i Sandnes. Samskapt. {URL}",
    ),
    (
        _with(authors=MANY, date=(2026,)),
        "nb",
        None,
        f"{NINETEEN}, … Navn22, O. (2026). Benken i Sandnes. Samskapt. {URL}",
    ),
    (_with(date=()), "nb", None, f"Samskapt. (u.å.). Benken i Sandnes. {URL}"),
    (
        _with(date=()),
        "nb",
        dt.date(2026, 10, 1),
        f"Samskapt. (u.å.). Benken i Sandnes. Hentet 1. oktober 2026 fra {URL}",
    ),
    (
        _with(date=()),
        "nn",
        dt.date(2026, 10, 1),
        f"Samskapt. (u.å.). Benken i Sandnes. Henta 1. oktober 2026 frå {URL}",
    ),
    (_with(date=(2026, 5)), "nb", dt.date(2026, 10, 1), f"Samskapt. (2026, mai). Benken i Sandnes. {URL}"),
    (
        _with(title="Hvem eier benken?", authors=(Organisation("Jæren Recovery College A.S."),)),
        "nb",
        None,
        f"Jæren Recovery College A.S. (2026, 21. november). Hvem eier benken? Samskapt. {URL}",
    ),
    (
        _with(date=(), withdrawn=dt.date(2027, 3, 3)),
        "nb",
        None,
        f"Samskapt. (u.å.). Benken i Sandnes [Trukket tilbake 3. mars 2027]. {URL}",
    ),
    (
        _with(date=(), withdrawn=dt.date(2027, 3, 3)),
        "nn",
        None,
        f"Samskapt. (u.å.). Benken i Sandnes [Trekt tilbake 3. mars 2027]. {URL}",
    ),
    (BENKEN, "en", None, f"Samskapt. (2026, November 21). Benken i Sandnes. {URL}"),
    (_with(date=()), "en", None, f"Samskapt. (n.d.). Benken i Sandnes. {URL}"),
    (_with(authors=()), "nb", None, f"Benken i Sandnes. (2026, 21. november). Samskapt. {URL}"),
    (_with(url=""), "nb", None, "Samskapt. (2026, 21. november). Benken i Sandnes."),
]


@pytest.mark.parametrize(("reference", "language", "retrieved", "text"), HARD, ids=range(len(HARD)))
def test_apa(reference: Reference, language: str, retrieved: dt.date | None, text: str) -> None:
    """References are to the letter those that were written by hand after Kildekompasset."""
    made = apa(reference, language, retrieved)
    assert html.unescape(plain(made)) == text
    assert f"<em>{reference.title}</em>" in made


def _stories() -> list[Reference]:
    library = read_library(REPOSITORY, TODAY).library
    assert library is not None
    words = {"nb": {"site_title": "Samskapt"}}
    site = Site(language="nb", words=words, base="https://samskapt.example/")
    return [story_reference(story, site) for story in library.stories]


STRANGE = [
    _with(authors=(ODD, *TWO), title="100 % «ja» & #1 {krøll} under_strek ~ ^ \\ $", key="rart"),
    _with(date=(), withdrawn=dt.date(2027, 3, 3), language="nn", key="borte"),
    _with(date=(2026, 5), url="", key="uten"),
]
REFERENCES = [*_stories(), *STRANGE]


@pytest.mark.parametrize("reference", REFERENCES, ids=lambda one: one.key)
def test_bibtex_says_what_we_know(reference: Reference) -> None:
    """Bibtexparser finds every field, and no other, with the value that the story has."""
    read = parse_string(bibtex(reference), append_middleware=[LatexDecodingMiddleware()])
    assert read.failed_blocks == []
    (entry,) = read.entries
    fields = {field.key: str(field.value) for field in entry.fields}
    names = [one.name if isinstance(one, Organisation) else f"{one.family}, {one.given}" for one in reference.authors]
    assert (entry.entry_type, entry.key) == ("misc", reference.key)
    # pylatexenc gives the accent for the sign that TeX has no other name for
    assert fields.pop("title").replace("ˆ", "^") == reference.title
    assert re.sub(r"[{}]", "", fields.pop("author")) == " and ".join(names)
    date = [fields.pop(part, "") for part in ("year", "month", "day")]
    assert [int(part) for part in date if part] == list(reference.date)
    assert fields.pop("url", "") == reference.url
    assert fields.pop("howpublished") == reference.site
    assert fields.pop("language") == reference.language
    assert ("2027" in fields.pop("note", "")) == (reference.withdrawn is not None)
    assert fields == {}


@pytest.mark.parametrize("reference", REFERENCES, ids=lambda one: one.key)
def test_ris_says_what_we_know(reference: Reference) -> None:
    """Rispy finds every field; lines end as the format asks."""
    text = ris(reference)
    assert text.startswith("TY  - WEB\r\n")
    assert text.endswith("ER  - \r\n")
    (entry,) = rispy.loads(text)
    names = [one.name if isinstance(one, Organisation) else f"{one.family}, {one.given}" for one in reference.authors]
    year, month, day = (*reference.date, 0, 0, 0)[:3]
    assert entry["type_of_reference"] == "WEB"
    assert entry["id"] == reference.key
    assert entry["authors"] == names
    assert entry["title"] == reference.title
    assert entry["publisher"] == reference.site
    assert entry["language"] == reference.language
    assert entry.get("year", "") == (str(year) if year else "")
    parts = [int(part) for part in entry.get("date", "").split("/") if part]
    assert parts == [part for part in (year, month, day) if part]
    assert entry.get("urls", [""]) == [reference.url]
    assert bool(entry.get("notes")) == (reference.withdrawn is not None)


@pytest.mark.parametrize("reference", REFERENCES, ids=lambda one: one.key)
@pytest.mark.filterwarnings("ignore")
def test_csl_says_what_we_know(reference: Reference) -> None:
    """A CSL processor finds every field, and can write a reference of it."""
    items = json.loads(csl(reference))
    source = CiteProcJSON(items)
    item = source[reference.key]
    assert item.type == "webpage"
    assert str(item.title) == reference.title
    assert str(item["container_title"]) == reference.site
    assert str(item["publisher"]) == reference.site
    assert str(item["language"]) == reference.language
    assert items[0].get("URL", "") == reference.url
    authors = [
        {"literal": one.name} if isinstance(one, Organisation) else {"family": one.family, "given": one.given}
        for one in reference.authors
    ]
    assert items[0]["author"] == authors
    assert items[0].get("issued") == ({"date-parts": [list(reference.date)]} if reference.date else None)
    style = CitationStylesStyle(str(REPOSITORY / "tests" / "data" / "reference.csl"), validate=False)
    bibliography = CitationStylesBibliography(style, source, formatter.plain)
    bibliography.register(Citation([CitationItem(reference.key)]))
    written = str(bibliography.bibliography()[0])
    names = [one.name if isinstance(one, Organisation) else f"{one.family}, {one.given}" for one in reference.authors]
    date = "-".join(map(str, reference.date))
    assert written == " | ".join(
        part for part in (" + ".join(names), date, reference.title, reference.site, reference.url) if part
    )


def test_files_and_head_are_those_of_the_story(site: Path) -> None:
    """Each story has its three files beside it, and what programs look for in its head."""
    for reference in _stories():
        folder = site / "fortellinger" / reference.key
        (item,) = json.loads((folder / f"{reference.key}.json").read_text(encoding="utf-8"))
        assert item["title"] == reference.title
        assert f"@misc{{{reference.key}," in (folder / f"{reference.key}.bib").read_text(encoding="utf-8")
        assert (folder / f"{reference.key}.ris").read_bytes().count(b"\r\n") >= 7
        page = (folder / "index.html").read_text(encoding="utf-8")
        tags = dict(re.findall(r'<meta name="((?:citation_|DC\.)[^"]+)" content="([^"]*)">', page))
        assert html.unescape(tags["citation_title"]) == html.unescape(tags["DC.title"]) == reference.title
        assert tags["citation_publication_date"] == "{:04d}/{:02d}/{:02d}".format(*reference.date)
        assert tags["citation_author"] == tags["DC.creator"] == "Samskapt"
        assert tags["citation_language"] == reference.language
        assert f"<em>{html.escape(reference.title, quote=False)}</em>" in page


def test_the_library_itself_can_be_cited() -> None:
    """``CITATION.cff`` has what its format asks for."""
    cff = read_yaml((REPOSITORY / "CITATION.cff").read_text(encoding="utf-8")).values
    assert cff["cff-version"] == "1.2.0"
    assert cff["type"] == "dataset"
    assert {"authors", "message", "title", "license"} <= cff.keys()
