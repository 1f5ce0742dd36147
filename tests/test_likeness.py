"""Which stories are alike: judged on pairs that people made, and the same every time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from samskapt.likeness import alike
from samskapt.views_likeness import LEAST, related_by_words
from test_overview import views_of

if TYPE_CHECKING:
    from samskapt.model import Library

PAIRS = """
bergen-recoveryskole jaeren-recovery-college
brukerradet-i-oslo-fengsel tenk-ut
folkebudsjettet-pa-toyen toyenloftet
southwark-circle wigan-deal
southwark-circle participatory-city
det-trengs-en-hel-landsby regnbuen-billund
det-trengs-en-hel-landsby innbyggernes-modell
innbyggernes-modell nye-monstre
biblo-toyen meieriet
sager-der-samler kommune-forfra
oppgaveutvalg-svelvik stein-saks-papir
gatelagsfotball sisters-in-business
steg-for-steg fagfolk-som-brobyggere
fontenehus sager-der-samler
barnetrakk soslokal
barnetrakk drommeskolen
huset-i-bergen benken
unginvest drommeskolen
mestringsteamet fagfolk-som-brobyggere
bergen-recoveryskole huset-i-bergen
"""
"""Twenty pairs that a reader of the stories would lay side by side; the last in spite of little but language."""


def test_pairs_are_found_alike(own_library: Library) -> None:
    """Of twenty pairs, at least 17 are among each other's five closest, one way at least."""
    found = {slug: [like.slug for like in likes[:5]] for slug, likes in alike(own_library.stories).items()}
    pairs = [tuple(line.split()) for line in PAIRS.strip().splitlines()]
    assert len(pairs) == 20
    hits = [pair for pair in pairs if pair[1] in found[pair[0]] or pair[0] in found[pair[1]]]
    assert len(hits) >= 17, set(pairs) - set(hits)


def test_most_of_what_writers_chose_is_found(own_library: Library) -> None:
    """The stories that their writers put beside a story are among its eight closest of all more often than not."""
    found = alike(own_library.stories)
    chosen = [(story.slug, other) for story in own_library.stories for other in story.related]
    hits = sum(other in {like.slug for like in found[slug]} for slug, other in chosen)
    assert hits / len(chosen) > 0.6, (hits, len(chosen))


def test_it_is_the_same_whatever_the_order(own_library: Library) -> None:
    """No chance, and no favour for those that come first; a story is never like itself."""
    found = alike(own_library.stories)
    again = alike(own_library.stories[::-1])
    assert {slug: [one.slug for one in likes] for slug, likes in found.items()} == {
        slug: [one.slug for one in likes] for slug, likes in again.items()
    }
    for slug, likes in found.items():
        assert slug not in {like.slug for like in likes}
        scores = [like.score for like in likes]
        assert scores == pytest.approx(sorted(scores, reverse=True))
        assert all(0 < score <= 1 for score in scores)


def test_each_has_its_reason(own_library: Library) -> None:
    """In words that the story itself uses; what its writers chose is not said twice."""
    views = views_of(own_library)
    for story in own_library.stories:
        for link in related_by_words(views, story):
            assert link["why"], (story.slug, link["title"])
            assert link["address"].split("/")[1] not in story.related
        for like in views.derived.alike[story.slug]:
            text = f"{story.title} {story.summary} {story.body.text}".lower()
            assert all(word in text for word in like.words)
    assert sum(bool(related_by_words(views, story)) for story in own_library.stories) >= 8
    assert 0 < LEAST < 1


def test_few_stories_are_like_none(own_library: Library) -> None:
    """With one story there is nothing to be like, and with none nothing is asked."""
    assert alike(own_library.stories[:1]) == {own_library.stories[0].slug: ()}
    assert alike(()) == {}
