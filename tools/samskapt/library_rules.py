"""Rules that look across stories: each needs the facts of all, and none their text."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from samskapt.diagnostic import START, Diagnostic, fault
from samskapt.engine import level_of
from samskapt.facts import likeness

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator

    from samskapt.diagnostic import Finding
    from samskapt.facts import Facts

_ALIKE = 0.75
"""Two texts of which so much of the fingerprints is the same are one text with changes."""
_LOWEST = 4
"""Texts so much alike share one of their lowest marks: only those that do are compared."""


def look_across(facts: Iterable[Facts], file_of: Callable[[str], str]) -> Iterator[Diagnostic]:
    """Yield what is wrong with stories beside each other; ``file_of`` gives the file of a slug."""
    living = [one for one in facts if one.status != "withdrawn"]
    for slug, finding in (*title_repeated(living), *story_much_like_another(living)):
        level = level_of(finding.rule)
        yield Diagnostic(file_of(slug), finding.span, finding.rule, level, finding.case, finding.values)


def title_repeated(facts: Iterable[Facts]) -> Iterator[tuple[str, Finding]]:
    """Two stories in one language have different titles."""
    for same in _grouped(facts, lambda one: (one.title.casefold(), one.language) if one.title else None):
        first, *others = same
        for other in others:
            yield other.slug, fault("title-repeated", other.title_at, title=other.title, other=first.slug)


def story_much_like_another(facts: Iterable[Facts]) -> Iterator[tuple[str, Finding]]:
    """A text stands once in the library."""
    near: dict[int, list[Facts]] = defaultdict(list)
    for one in facts:
        beside = {other.slug: other for mark in one.fingerprint[:_LOWEST] for other in near[mark]}
        alike = next((other for other in beside.values() if _alike(one, other)), None)
        if alike is not None:
            yield one.slug, fault("story-much-like-another", START, other=alike.slug)
        for mark in one.fingerprint[:_LOWEST]:
            near[mark].append(one)


def _alike(one: Facts, other: Facts) -> bool:
    return one.language == other.language and likeness(one.fingerprint, other.fingerprint) >= _ALIKE


def _grouped(facts: Iterable[Facts], key: Callable[[Facts], Hashable | None]) -> Iterator[list[Facts]]:
    """Yield the groups of more than one with the same key, in the order of their first."""
    groups: dict[Hashable, list[Facts]] = defaultdict(list)
    for one in facts:
        if (name := key(one)) is not None:
            groups[name].append(one)
    yield from (group for group in groups.values() if len(group) > 1)
