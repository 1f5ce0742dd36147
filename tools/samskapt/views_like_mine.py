"""«Stories like mine»: what a reader is asked about their own, and the words for why a story is like it.

The size of the municipality is not asked for: no figures for it are at hand that a reader could be shown the source of.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from samskapt.text import lower

if TYPE_CHECKING:
    from samskapt.views import View, Views

LIKE_MINE = "ligner/"
_ONE = ("arena", "outcomes")
_SEVERAL = "actors"


def like_mine_view(views: Views) -> View:
    """Return the questions, with what there is to choose, and the sentences of the page's script."""
    said = {views.vocabulary.facets[name].address: views.strings[f"like_why_{name}"] for name in (*_ONE, _SEVERAL)}
    return {
        "one": [_choice(views, name) for name in _ONE],
        "several": _choice(views, _SEVERAL),
        "words": said | {key: views.strings[f"like_{key}"] for key in ("start", "none", "one", "many", "error")},
    }


def _choice(views: Views, name: str) -> View:
    return {
        "address": views.vocabulary.facets[name].address,
        "asks": views.strings[f"like_asks_{name}"],
        "terms": [{**term, "said": lower(term["label"])} for term in views.terms(name)],
    }
