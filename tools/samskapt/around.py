"""What stands around the stories of a library: syntheses, collections, and the addresses of all of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from samskapt.addresses import (
    COLLECTIONS,
    STORIES,
    Ledger,
    Standing,
    broken_promises,
    faulty_lines,
    moved,
    read_ledger,
    renewed,
    short_numbers,
)
from samskapt.collections import collection_slugs, read_collections
from samskapt.model import Addresses
from samskapt.redirects import read_redirects
from samskapt.syntheses import FOLDER as SYNTHESES
from samskapt.syntheses import read_syntheses

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from samskapt.diagnostic import Diagnostic
    from samskapt.facts import Facts
    from samskapt.model import Collection, Synthesis, Translation
    from samskapt.syntheses import Known
    from samskapt.vocabulary import Vocabulary


class Around(NamedTuple):
    """What was read around the stories, and what was found there."""

    syntheses: tuple[Synthesis, ...]
    collections: tuple[Collection, ...]
    ledger: Ledger
    standing: Standing
    diagnostics: tuple[Diagnostic, ...]

    def addresses(self, translations: Iterable[Translation]) -> Addresses:
        """Return the addresses of the library, those included that are given out now for the first time."""
        also = {f"{STORIES}{one.story.slug}/{one.story.language}/" for one in translations}
        standing = replace(self.standing, addresses=self.standing.addresses | also)
        ledger = renewed(self.ledger, standing)
        return Addresses(short_numbers(ledger, standing), moved(ledger, standing), ledger.text())


def read_around(root: Path, known: Known, facts: Iterable[Facts]) -> Around:
    """Read what stands around stories whose ``facts`` are known. OSError for a file that cannot be read."""
    facts = tuple(facts)
    syntheses, of_syntheses = read_syntheses(root, known)
    collections, of_collections = read_collections(root, known)
    others = frozenset(_others(root, known.vocabulary))
    redirects, of_redirects = read_redirects(root, known.slugs | {address.rstrip("/") for address in others})
    ledger, wrong = read_ledger(root)
    drafts = frozenset(one.slug for one in facts if one.status == "draft")
    standing = Standing(
        others | {f"{STORIES}{one.slug}/" for one in facts if one.slug not in drafts},
        drafts,
        frozenset(known.vocabulary.sections),
        redirects,
    )
    said = (*of_syntheses, *of_collections, *of_redirects, *faulty_lines(wrong), *broken_promises(ledger, standing))
    return Around(syntheses, collections, ledger, standing, said)


def _others(root: Path, vocabulary: Vocabulary) -> Iterator[str]:
    """Yield the addresses that do not hang on any story."""
    for slug in collection_slugs(root):
        yield f"{COLLECTIONS}{slug}/"
    for path in (root / SYNTHESES).glob("*.md"):
        yield f"pa-tvers/{path.stem}/"
    for facet in vocabulary.facets.values():
        yield f"{facet.address}/"
        for term in facet.terms:
            yield f"{facet.address}/{term}/"
