"""Linked data: the vocabulary as SKOS, and the entry of the data set in a catalogue, as DCAT-AP-NO 3 asks for it.

Both are written as JSON-LD, with dicts that say all there is; rdflib writes the same as Turtle. Where the address of
the site is not known, names are relative to the file.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from samskapt.export.about import DESCRIPTION, FOLDER, LICENCE, PUBLISHER, TITLE
from samskapt.views import term_address

if TYPE_CHECKING:
    from samskapt.export.about import About
    from samskapt.vocabulary import Facet, Group, Term, Vocabulary, Words

Node = dict[str, Any]

_NOWHERE = "https://samskapt.invalid/"
"""Stands for the root of the site while Turtle is made, where the address is not known."""
_EU = "http://publications.europa.eu/resource/authority/"
_LANGUAGES = {"nb": "NOB", "nn": "NNO", "en": "ENG"}
_PREFIXES = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def vocabulary_graph(about: About) -> Node:
    """Return the vocabulary: a concept scheme for each facet, a concept for each term."""
    words = about.library.vocabulary
    nodes = [node for facet in words.facets.values() for node in _facet(words, facet, about.root)]
    return _graph(nodes, "dct", "skos")


def _facet(words: Vocabulary, facet: Facet, root: str) -> list[Node]:
    scheme = f"{root}{facet.address}/"
    members = [{"@id": f"{root}{term_address(facet, term)}"} for term in facet.terms]
    nodes = [
        {
            "@id": scheme,
            "@type": "skos:ConceptScheme",
            "dct:title": _in_all(facet.plural),
            "dct:description": _nb(facet.definition),
            "dct:license": {"@id": LICENCE},
            "dct:creator": _nb(PUBLISHER),
            "skos:hasTopConcept": members,
        },
        *(_concept(words, facet, term, root) for term in facet.terms.values()),
        *(_collection(facet, group, root) for group in facet.groups),
    ]
    if facet.ordered:
        nodes.append(
            {
                "@id": f"{scheme}#rekkefolge",
                "@type": "skos:OrderedCollection",
                "skos:prefLabel": _in_all(facet.plural),
                "skos:memberList": {"@list": members},
            }
        )
    return nodes


def _concept(words: Vocabulary, facet: Facet, term: Term, root: str) -> Node:
    document = words.documents[term.source.document]
    scheme = {"@id": f"{root}{facet.address}/"}
    node: Node = {
        "@id": f"{root}{term_address(facet, term.id)}",
        "@type": "skos:Concept",
        "skos:prefLabel": _in_all(term.label),
        "skos:notation": term.id,
        "skos:definition": _nb(term.definition),
        "skos:inScheme": scheme,
        "skos:topConceptOf": scheme,
        "dct:source": _nb(f"{document.title} ({document.author}, {document.year}), {term.source.place}"),
    }
    if term.synonyms:  # words to find it by, in whatever language; SKOS keeps such apart from names
        node["skos:hiddenLabel"] = [{"@value": word, "@language": "und"} for word in term.synonyms]
    if "situation" in term.extra:
        node["skos:scopeNote"] = _nb(term.extra["situation"])
    return node


def _collection(facet: Facet, group: Group, root: str) -> Node:
    return {
        "@id": f"{root}{facet.address}/#{group.id}",
        "@type": "skos:Collection",
        "skos:prefLabel": _in_all(group.label),
        "skos:definition": _nb(group.definition),
        "skos:member": [
            {"@id": f"{root}{term_address(facet, term.id)}"}
            for term in facet.terms.values()
            if term.extra.get("group") == group.id
        ],
    }


_DISTRIBUTIONS = {
    "stories.json": ("JSON", "application/json"),
    "stories.csv": ("CSV", "text/csv"),
    "datapackage.json": ("JSON", "application/json"),
    "vocabulary.jsonld": ("JSON_LD", "application/ld+json"),
    "vocabulary.ttl": ("RDF_TURTLE", "text/turtle"),
}


def catalogue_graph(about: About) -> Node:
    """Return the entry of the data in a catalogue: the catalogue, one data set, its files, and whose it is."""
    data = f"{about.root}{FOLDER}"
    publisher, contact = {"@id": f"{data}#utgiver"}, {"@id": f"{data}#kontakt"}
    common: Node = {
        "dct:title": _in_all(TITLE),
        "dct:description": _in_all(DESCRIPTION),
        "dct:publisher": publisher,
        "dcat:contactPoint": contact,
        "dct:language": [{"@id": f"{_EU}language/{code}"} for code in _LANGUAGES.values()],
        "dct:license": {"@id": LICENCE},
    }
    if about.changed:
        common["dct:modified"] = {"@value": about.changed.isoformat(), "@type": "xsd:date"}
    nodes: list[Node] = [
        {
            "@id": f"{data}#katalog",
            "@type": "dcat:Catalog",
            **common,
            "foaf:homepage": {"@id": about.root},
            "dcat:dataset": {"@id": f"{data}#datasett"},
        },
        {
            "@id": f"{data}#datasett",
            "@type": "dcat:Dataset",
            **{name: value for name, value in common.items() if name != "dct:license"},
            "dct:identifier": f"{data}#datasett",
            "dcat:theme": [{"@id": f"{_EU}data-theme/{theme}"} for theme in ("SOCI", "HEAL", "GOVE")],
            "dcat:keyword": [_nb(word) for word in ("samskaping", "relasjonell velferd", "medvirkning", "folkehelse")],
            "dct:accessRights": {"@id": f"{_EU}access-right/PUBLIC"},
            "dcat:landingPage": {"@id": data},
            "dcat:distribution": [{"@id": f"{data}#{name}"} for name in _DISTRIBUTIONS],
        },
        {"@id": publisher["@id"], "@type": "foaf:Agent", "foaf:name": _nb(PUBLISHER)},
        {
            "@id": contact["@id"],
            "@type": "vcard:Organization",
            "vcard:fn": _nb(PUBLISHER),
            "vcard:hasURL": {"@id": f"{about.root}om/"},
        },
        *(_distribution(data, name, *form) for name, form in _DISTRIBUTIONS.items()),
    ]
    return _graph(nodes, "dcat", "dct", "foaf", "vcard", "xsd")


def _distribution(data: str, name: str, form: str, media: str) -> Node:
    return {
        "@id": f"{data}#{name}",
        "@type": "dcat:Distribution",
        "dct:title": _nb(name),
        "dcat:accessURL": {"@id": f"{data}{name}"},
        "dcat:downloadURL": {"@id": f"{data}{name}"},
        "dct:format": {"@id": f"{_EU}file-type/{form}"},
        "dcat:mediaType": {"@id": f"https://www.iana.org/assignments/media-types/{media}"},
        "dct:license": {"@id": LICENCE},
    }


def _graph(nodes: list[Node], *prefixes: str) -> Node:
    return {"@context": {name: _PREFIXES[name] for name in prefixes}, "@graph": nodes}


def _in_all(words: Words) -> list[Node]:
    return [{"@value": words.in_language(language), "@language": language} for language in _LANGUAGES]


def _nb(text: str) -> Node:
    return {"@value": text, "@language": "nb"}


def as_turtle(node: Node) -> str:
    """Return a graph as Turtle, with the same names as the JSON-LD."""
    from rdflib import Graph  # noqa: PLC0415 (it takes its time, and only this needs it)

    graph = Graph()
    for prefix, name in node["@context"].items():
        graph.bind(prefix, name)
    graph.parse(data=json.dumps(node), format="json-ld", publicID=f"{_NOWHERE}{FOLDER}")
    return graph.serialize(format="turtle").replace(f"<{_NOWHERE}", "<../")
