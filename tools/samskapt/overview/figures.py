"""Honesty in figures: what the stories build on, who tells them, how it went, and when they are to be gone through."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from samskapt.derive import review_by
from samskapt.export.about import About
from samskapt.overview.parts import label, largest, listed, per_cent
from samskapt.overview.parts import stories as stories_in_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from samskapt.views import View, Views

_READINGS = ("hele", "utdrag", "ikke-lest", "")


def figures_view(views: Views) -> View:
    """Return the tables, each with its sentence, in the order in which a critical reader would ask."""
    stories = views.library.stories
    due = Counter(review_by(story).year for story in stories)
    reports = [report.result for story in stories for report in story.reuse]
    read = Counter(source.read for story in stories for source in story.sources)
    return {
        "count": len(stories),
        "tables": [
            _terms(views, "result", (story.result for story in stories)),
            _terms(views, "evidence", (claim.evidence for story in stories for claim in story.outcomes)),
            _terms(views, "told_by", (story.told_by for story in stories)),
            _table(views, "read", [(views.strings[f"figures_read_{kind}"], read[kind]) for kind in _READINGS]),
            _reuse(views, reports),
            _table(views, "due", [(str(year), due[year]) for year in sorted(due)]) | _overdue(views),
        ],
    }


def _reuse(views: Views, reports: list[str]) -> View:
    """Return how it went for others who did the same, as far as they have told."""
    made = _terms(views, "result", reports, "reuse")
    tried, of = sum(bool(story.reuse) for story in views.library.stories), len(views.library.stories)
    if not tried:
        return made | {"sentence": views.strings["figures_reuse_none"]}
    first = views.strings["figures_reuse_tried"].format(tried=tried, stories=stories_in_words(views, of))
    return made | {"sentence": f"{first} {made['sentence']}"}


def _overdue(views: Views) -> View:
    """Return how many reviews were overdue when the library was last changed: a build knows no later day.

    ``due`` is every day that a review is due: the page's script counts those that have passed where it is read.
    """
    due = sorted(review_by(story) for story in views.library.stories)
    last = About(views.library).changed
    if last is None:
        return {}
    said = views.strings["figures_overdue"].format(
        date=views.date(last), count=sum(day < last for day in due), total=len(due)
    )
    return {"overdue": said, "due": " ".join(day.isoformat() for day in due)}


def _terms(views: Views, facet: str, values: Iterable[str], name: str = "") -> View:
    counts = Counter(values)
    terms = list(views.vocabulary.facets[facet].terms)
    name = name or facet
    made = _table(views, name, [(views.term_link(facet, term)["label"], counts[term]) for term in terms])
    for row, term in zip(made["rows"], terms, strict=True):
        row["address"] = views.term_link(facet, term)["address"]
    most = [label(views, facet, term) for term in largest({term: counts[term] for term in terms})]
    return made | {"sentence": _sentence(views, name, most, max(counts.values(), default=0), counts.total())}


def _table(views: Views, name: str, counts: list[tuple[str, int]]) -> View:
    total = sum(count for _, count in counts)
    most = largest(dict(counts))
    return {
        "id": name,
        "title": views.strings[f"figures_{name}"],
        "sentence": _sentence(views, name, [one[:1].lower() + one[1:] for one in most], dict(counts)[most[0]], total)
        if most
        else views.strings["overview_none"],
        "rows": [
            {"label": label, "count": count, "share": per_cent(count, total), "address": ""} for label, count in counts
        ],
        "total": total,
    }


def _sentence(views: Views, name: str, most: list[str], count: int, total: int) -> str:
    if not total:
        return views.strings["overview_none"]
    return views.strings[f"figures_{name}_sentence"].format(most=listed(views, most), count=count, total=total)
