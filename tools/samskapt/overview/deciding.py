"""Who decides when, over all stories: phases across, actors down, and how often each had which say."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from samskapt.choices import TOOK_PART, pair
from samskapt.overview.parts import found_at, label, largest, stack, stories

if TYPE_CHECKING:
    from samskapt.views import View, Views


def deciding_view(views: Views) -> View:
    """Return the table: in each square a bar that is shared among the degrees of say by how often each is told."""
    says = list(views.vocabulary.facets["say"].terms)
    phases = list(views.vocabulary.facets["phase"].terms)
    told = Counter(
        (actor, part.phase, part.say)
        for story in views.library.stories
        for part in story.participation
        for actor in part.actors
    )
    return {
        "sentence": _sentence(views, told),
        "total": told.total(),
        "ladder": [
            {**views.term_link("say", say), "place": place, "count": sum(n for key, n in told.items() if key[2] == say)}
            for place, say in enumerate(says)
        ],
        "phases": [views.term_link("phase", phase) for phase in phases],
        "rows": [
            {
                **views.term_link("actors", actor),
                "cells": [
                    _cell(views, says, [told[actor, phase, say] for say in says]) | _found(views, phase, actor)
                    for phase in phases
                ],
            }
            for actor in views.vocabulary.facets["actors"].terms
            if any(key[0] == actor for key in told)
        ],
    }


def _cell(views: Views, says: list[str], counts: list[int]) -> View:
    told = [
        f"{label(views, 'say', say)} {count}" for say, count in reversed(list(zip(says, counts, strict=True))) if count
    ]
    return {"count": sum(counts), "parts": stack(counts), "told": ", ".join(told)}


def _found(views: Views, phase: str, actor: str) -> View:
    """Return the way to the stories in which an actor took part in a phase, in words."""
    count = sum(pair(phase, actor) in carried[TOOK_PART] for carried in views.derived.carried.values())
    return {"found": found_at(views, (TOOK_PART, pair(phase, actor))), "stories": stories(views, count)}


def _sentence(views: Views, told: Counter[tuple[str, str, str]]) -> str:
    if not told:
        return views.strings["overview_none"]
    decided = Counter({actor: 0 for actor, _, _ in told})
    for (actor, _, say), count in told.items():
        decided[actor] += count if say in {"bestemte", "bestemte-sammen"} else 0
    first, *others = largest(decided) or [next(iter(decided))]
    return views.strings["deciding_most_among" if others else "deciding_most"].format(
        actor=views.term_link("actors", first)["label"],
        count=decided[first],
        of=sum(count for (actor, _, _), count in told.items() if actor == first),
        total=told.total(),
    )
