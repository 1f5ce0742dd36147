"""What ``/om/utforming/`` shows: every component in every state, made of the vocabulary and of sample texts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from samskapt.model import Participation
from samskapt.tokens import colours
from samskapt.views_participation import participation_view

if TYPE_CHECKING:
    from samskapt.views import View, Views

_REFERENCE = Markup('<sup class="ref"><a id="vis-1-1" href="#kilde-1">1</a></sup>')


def style_view(views: Views, tokens: str) -> View:
    """Return the samples of the page."""
    words = views.strings
    types = views.terms("co_creation_type")
    card = {
        "title": words["sample_title"],
        "address": "om/utforming/",
        "summary": words["sample_summary"],
        "place": words["sample_place"],
        "hard": words["sample_hard"],
        "lang": "",
        "result": views.terms("result")[0],
    }
    claim = {
        "outcome": views.terms("outcomes")[0],
        "says": words["sample_claim"],
        "evidence": views.terms("evidence")[0],
        "sources": [{"number": 1, "id": "vis-1-2"}],
    }
    actors = views.terms("actors")
    return {
        "colours": list(colours(tokens)),
        "types": types,
        "arenas": views.terms("arena"),
        "outcomes": views.terms("outcomes"),
        "cards": [
            *({**card, "type": one} for one in types),
            {**card, "type": types[0], "title": words["sample_long"], "why": words["related_chosen"]},
            {**card, "type": types[2], "lang": "en", "title": "A bench of our own", "summary": "The seat that stayed."},
        ],
        "facts": [
            {"label": words["fact_place"], "values": [{"label": words["sample_place"]}]},
            {"label": words["fact_actors"], "values": actors},
            {"label": words["fact_period"], "values": [{"label": words["not_known"]}]},
        ],
        "known_as_of": "2026",
        "text": Markup("<p>{}{}</p>").format(words["sample_summary"], _REFERENCE),
        "claims": [claim],
        "sources": [_source(words["sample_title"]), {**_source(words["sample_long"]), "number": 2, "url": ""}],
        "participation": participation_view(
            views,
            (*(one["id"] for one in actors[:3]), "kommune"),
            tuple(
                Participation(phase["id"], (actors[index % 3]["id"], "kommune"), say["id"])
                for index, (phase, say) in enumerate(zip(views.terms("phase"), views.terms("say"), strict=False))
            ),
        ),
        "draft": {"draft": True, "said": [{"line": 3, "message": words["sample_hard"], "hint": ""}]},
        "ready": {"draft": True, "said": []},
        "broken": {"draft": False, "said": [{"line": 3, "message": words["sample_hard"], "hint": ""}]},
        "withdrawn": {"reason": words["sample_hard"], "date": "2026"},
    }


def _source(title: str) -> dict[str, Any]:
    return {
        "number": 1,
        "title": title,
        "by": "2026",
        "url": "https://example.org/",
        "archive": "https://example.org/kopi",
        "read": "",
        "back": ["vis-1-1", "vis-1-2"],
    }
