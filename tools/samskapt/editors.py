"""What editors want to know of a whole library, and no contributor should be bothered with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samskapt.derive import review_by, stories_by_term
from samskapt.diagnostic import START, Diagnostic, Level, Span, fault
from samskapt.library import STORIES, TEXT_FILE

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator
    from pathlib import Path

    from samskapt.diagnostic import Finding
    from samskapt.model import Library


def advice_for_editors(library: Library, root: Path, today: dt.date) -> tuple[Diagnostic, ...]:
    """Return, sorted, the terms that no story carries and the stories that should be gone through again."""
    said = [*_terms_without_stories(library, root), *_overdue(library, today)]
    return tuple(
        sorted(Diagnostic(file, one.span, one.rule, Level.WARNING, one.case, one.values) for file, one in said)
    )


def _overdue(library: Library, today: dt.date) -> Iterator[tuple[str, Finding]]:
    for story in library.stories:
        due = review_by(story)
        if due < today:
            yield f"{STORIES}/{story.slug}/{TEXT_FILE}", fault("review-overdue", START, title=story.title, due=due)


def _terms_without_stories(library: Library, root: Path) -> Iterator[tuple[str, Finding]]:
    used = stories_by_term(library)
    for name, facet in library.vocabulary.facets.items():
        file = f"vocabulary/{name}.yml"
        lines = (root / file).read_text(encoding="utf-8").split("\n") if (root / file).is_file() else []
        for term in facet.terms:
            if (name, term) not in used:
                yield file, fault("term-without-story", _place(lines, term), term=term, facet=facet.label.nb)


def _place(lines: list[str], term: str) -> Span:
    """Return where a term's id stands in its file."""
    wanted = f"  - id: {term}"
    for number, line in enumerate(lines, 1):
        if line == wanted:
            return Span(number, 9, number, len(line) + 1)
    return START
