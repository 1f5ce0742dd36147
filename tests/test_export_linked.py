"""The open data for other machines: linked data and feeds, held against their rules."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import jsonschema
from rdflib import DCAT, DCTERMS, FOAF, RDF, SKOS, Graph, Literal, Namespace, URIRef

from helpers import BASE, TODAY
from samskapt.export.about import About
from samskapt.export.files import data_files
from samskapt.library import read_library
from skos_rules import skos_faults

if TYPE_CHECKING:
    from pathlib import Path

    from samskapt.model import Library

ATOM = "{http://www.w3.org/2005/Atom}"
INSTANT = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
JSON_FEED = {  # https://www.jsonfeed.org/version/1.1/: what it asks for, and the form of what we use
    "type": "object",
    "required": ["version", "title", "items"],
    "properties": {
        "version": {"const": "https://jsonfeed.org/version/1.1"},
        "title": {"type": "string", "minLength": 1},
        "home_page_url": {"type": "string", "pattern": "^https://"},
        "feed_url": {"type": "string", "pattern": "^https://"},
        "authors": {"type": "array", "items": {"type": "object", "minProperties": 1}},
        "language": {"type": "string"},
        "items": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["id"],
                "anyOf": [{"required": ["content_text"]}, {"required": ["content_html"]}],
                "properties": {
                    "id": {"type": "string", "minLength": 1},
                    "url": {"type": "string", "pattern": "^https://"},
                    "date_published": {"pattern": f"^{INSTANT}$"},
                    "date_modified": {"pattern": f"^{INSTANT}$"},
                    "tags": {"type": "array", "items": {"type": "string"}},
                },
                "patternProperties": {"^_": {"type": "object"}},
            },
        },
    },
}


def graph(files: dict[str, bytes], name: str) -> Graph:
    """Return a file of linked data as it is read by those who fetch it."""
    form = "turtle" if name.endswith(".ttl") else "json-ld"
    return Graph().parse(data=files[name].decode(), format=form, publicID=f"{BASE}data/{name}")


# Linked data


def test_turtle_says_what_json_ld_says(files: dict[str, bytes]) -> None:
    """Both forms are the same graph."""
    for name in ("vocabulary", "catalogue"):
        one, other = graph(files, f"{name}.ttl"), graph(files, f"{name}.jsonld")
        assert len(one) > 50
        assert one.isomorphic(other)


def test_the_vocabulary_is_good_skos(files: dict[str, bytes], own_library: Library) -> None:
    """A scheme a facet and a concept a term, each at the address of its page; the rules of SKOS hold."""
    words = graph(files, "vocabulary.ttl")
    assert skos_faults(words) == []
    facets = own_library.vocabulary.facets.values()
    assert {*words.subjects(RDF.type, SKOS.ConceptScheme)} == {URIRef(f"{BASE}{one.address}/") for one in facets}
    assert {*words.subjects(RDF.type, SKOS.Concept)} == {
        URIRef(f"{BASE}{facet.address}/{term}/") for facet in facets for term in facet.terms
    }
    assert len([*words.subjects(RDF.type, SKOS.OrderedCollection)]) == sum(facet.ordered for facet in facets)
    kindergarten = URIRef(f"{BASE}arena/barnehage/")
    for slip, fault in (
        ((kindergarten, SKOS.prefLabel, Literal("Børnehage", "nb")), "not one label a language"),
        ((kindergarten, SKOS.hiddenLabel, Literal("Barnehage", "nb")), "the same label of two kinds"),
        ((URIRef(f"{BASE}ny/"), RDF.type, SKOS.Concept), "in no scheme"),
        ((kindergarten, SKOS.topConceptOf, URIRef(f"{BASE}utfall/")), "top concepts in one direction only"),
    ):
        words.add(slip)
        assert [one for one in skos_faults(words) if one.startswith(fault)], fault
        words.remove(slip)


def test_the_catalogue_has_what_dcat_ap_no_asks_for(files: dict[str, bytes]) -> None:
    """The mandatory properties of version 3.0, and files that are there."""
    entry = graph(files, "catalogue.ttl")
    asked = {
        DCAT.Catalog: (DCTERMS.title, DCTERMS.description, DCTERMS.publisher, DCAT.contactPoint, DCAT.dataset),
        DCAT.Dataset: (DCTERMS.title, DCTERMS.description, DCTERMS.publisher, DCAT.contactPoint, DCAT.theme),
        DCAT.Distribution: (DCAT.accessURL, DCTERMS.license, DCTERMS["format"]),
        FOAF.Agent: (FOAF.name,),
        VCARD.Organization: (VCARD.fn, VCARD.hasURL),
    }
    for kind, properties in asked.items():
        subjects = [*entry.subjects(RDF.type, kind)]
        assert subjects, kind
        for subject in subjects:
            assert [name for name in properties if not [*entry.objects(subject, name)]] == [], subject
    assert len([*entry.objects(None, DCTERMS.publisher)]) == 2
    for address in entry.objects(None, DCAT.downloadURL):
        assert str(address).removeprefix(f"{BASE}data/") in files


# Feeds


def atom_faults(content: bytes) -> list[str]:
    """Return what RFC 4287 does not allow."""
    feed = ET.fromstring(content)  # noqa: S314 (made by the code that is under test)
    found = [] if feed.tag == f"{ATOM}feed" else ["no feed"]
    for one in (feed, *feed.findall(f"{ATOM}entry")):
        found += [f"not one {tag}" for tag in ("id", "title", "updated") if len(one.findall(f"{ATOM}{tag}")) != 1]
        name = one.findtext(f"{ATOM}id") or ""
        if not re.match(r"(?:https://|urn:uuid:)\S+$", name):
            found.append(f"no whole name: {name}")
        found += [
            f"no instant: {at.text}"
            for at in one.iter()
            if at.tag in _TIMES and not re.fullmatch(INSTANT, at.text or "")
        ]
        if not one.findall(f"{ATOM}link[@rel='alternate']"):
            found.append("no link")
    if feed.find(f"{ATOM}author/{ATOM}name") is None:
        found.append("no author")
    names = [one.text for one in feed.iter(f"{ATOM}id")]
    return found + [f"twice: {name}" for name in {*names} if names.count(name) > 1]


_TIMES = {f"{ATOM}updated", f"{ATOM}published"}


def test_the_feeds_are_valid(files: dict[str, bytes], own_library: Library) -> None:
    """Both hold the newest stories, each by a name that it keeps."""
    assert atom_faults(files["feed.xml"]) == []
    assert atom_faults(files["feed.xml"].replace(b"<updated>2026", b"<updated>i 2026"))
    assert atom_faults(files["feed.xml"].replace(b"<title>", b"<name>").replace(b"</title>", b"</name>"))
    feed = json.loads(files["feed.json"])
    jsonschema.validate(feed, JSON_FEED)
    entries = ET.fromstring(files["feed.xml"]).findall(f"{ATOM}entry")  # noqa: S314 (as above)
    assert [one.findtext(f"{ATOM}id") for one in entries] == [one["id"] for one in feed["items"]]
    assert len(entries) == min(50, len(own_library.stories))


def test_an_empty_library_gives_empty_files(root: Path) -> None:
    """No stories is no error: feeds without entries, and all the words."""
    library = read_library(root, TODAY).library
    assert library is not None
    files = dict(data_files(About(library)))
    assert json.loads(files["stories.json"])["stories"] == []
    assert atom_faults(files["feed.xml"]) == []
    assert skos_faults(graph(files, "vocabulary.ttl")) == []
