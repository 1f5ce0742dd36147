"""The rules that a vocabulary in SKOS keeps: its integrity conditions, and what qSKOS warns of."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from rdflib import DCTERMS, RDF, SKOS, Graph, Literal, URIRef
from rdflib.collection import Collection

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rdflib.term import Node

_LANGUAGES = ["en", "nb", "nn"]
_COLLECTIONS = (SKOS.Collection, SKOS.OrderedCollection)


def skos_faults(words: Graph) -> list[str]:
    """Return what breaks a rule, one line each, sorted."""
    rules = (_two_things, _languages, _labels, _what_a_concept_has, _schemes, _members, _empty)
    return sorted(fault for rule in rules for fault in rule(words))


def _all(words: Graph, *kinds: URIRef) -> set[Node]:
    return {one for kind in kinds for one in words.subjects(RDF.type, kind)}


def _literals(words: Graph, of: Node, kind: URIRef) -> list[Literal]:
    return [label for label in words.objects(of, kind) if isinstance(label, Literal)]


def _two_things(words: Graph) -> Iterator[str]:
    kinds = (_all(words, SKOS.Concept), _all(words, SKOS.ConceptScheme), _all(words, *_COLLECTIONS))
    for one, other in itertools.combinations(kinds, 2):
        yield from (f"two things at once: {node}" for node in one & other)


def _languages(words: Graph) -> Iterator[str]:
    for one in _all(words, SKOS.Concept, SKOS.ConceptScheme, *_COLLECTIONS):
        name = DCTERMS.title if (one, RDF.type, SKOS.ConceptScheme) in words else SKOS.prefLabel
        if sorted(label.language or "" for label in _literals(words, one, name)) != _LANGUAGES:
            yield f"not one label a language: {one}"


def _labels(words: Graph) -> Iterator[str]:
    for one in _all(words, SKOS.Concept):
        kinds = [set(_literals(words, one, kind)) for kind in (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel)]
        if any(first & second for first, second in itertools.combinations(kinds, 2)):
            yield f"the same label of two kinds: {one}"


def _what_a_concept_has(words: Graph) -> Iterator[str]:
    for one in _all(words, SKOS.Concept):
        if not set(words.objects(one, SKOS.inScheme)) & _all(words, SKOS.ConceptScheme):
            yield f"in no scheme: {one}"
        for property_ in (SKOS.definition, DCTERMS.source, SKOS.notation):
            if (one, property_, None) not in words:
                yield f"no {property_.fragment or property_}: {one}"


def _schemes(words: Graph) -> Iterator[str]:
    for scheme in _all(words, SKOS.ConceptScheme):
        members = words.subjects(SKOS.inScheme, scheme)
        names = [name for one in members for name in _literals(words, one, SKOS.prefLabel)]
        yield from (f"two concepts of one name: {name}" for name in {*names} if names.count(name) > 1)
        if {*words.objects(scheme, SKOS.hasTopConcept)} != {*words.subjects(SKOS.topConceptOf, scheme)}:
            yield f"top concepts in one direction only: {scheme}"
        if (scheme, DCTERMS.license, None) not in words:
            yield f"no licence: {scheme}"


def _members(words: Graph) -> Iterator[str]:
    members = {*words.objects(None, SKOS.member)}
    for start in words.objects(None, SKOS.memberList):
        members |= {*Collection(words, start)}
    yield from (f"not a concept: {one}" for one in members - _all(words, SKOS.Concept))


def _empty(words: Graph) -> Iterator[str]:
    for literal in words.objects(None, None):
        if isinstance(literal, Literal) and not str(literal).strip():
            yield "an empty literal"
