"""Reads the stories of a library for a build: those that have not changed since the last one are not read again."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING

from samskapt.cache import own_key
from samskapt.progress import progress
from samskapt.workers import share_out

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samskapt.kept import Kept
    from samskapt.library import Examined, Examiner


def examined_once(examiner: Examiner, slugs: Sequence[str], kept: Kept | None) -> tuple[list[Examined], int | None]:
    """Return what ``examiner.examine`` gives for each story, and how many have changed; keep it for the next time.

    How many is None where nothing can be said of it: nothing was ``kept`` that could be used.

    A story holds as long as its folder has the same mark, and all that its rules may ask of is what it was: the words,
    the names of the other stories, the day, and this program.
    """
    if kept is None:
        return list(share_out(examiner.examine, slugs)), None
    key = own_key(examiner.root, examiner.vocabulary, sorted(examiner.slugs), examiner.today)
    before = kept.stories(key)
    held = {slug: before[slug][1] for slug in slugs if slug in before and examiner.mark(slug) == before[slug][0]}
    rest = [slug for slug in slugs if slug not in held]
    new = dict(zip(rest, progress(share_out(examiner.examine, rest), len(rest), "Leser fortellingene"), strict=True))
    kept.keep_stories(key, {slug: (one.mark, one) for slug, one in new.items() if one.mark}, slugs)
    each = [new[slug] if slug in new else pickle.loads(held[slug]) for slug in slugs]  # noqa: S301 (our own, see kept)
    return each, len(rest) + len(before.keys() - set(slugs)) if before else None
