"""What checking a story gives where the story itself is not needed, and what that holds for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from samskapt.diagnostic import Diagnostic, Level, Span
from samskapt.facts import Facts

if TYPE_CHECKING:
    import datetime as dt

    from samskapt.watched import Names, Today


@dataclass(frozen=True, slots=True)
class Conditions:
    """The days from ``first`` to ``last``, and the stories that must be there and those that must not.

    ``names`` is not empty when the names of all stories were looked through: then it is a digest of them.
    """

    first: str
    last: str
    there: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    names: str = ""

    @classmethod
    def of(cls, today: Today, slugs: Names, names: str) -> Conditions:
        """Return what was asked of the day and the names; ``names`` is the digest of them all."""
        return cls(
            today.first.isoformat(),
            today.last.isoformat(),
            tuple(sorted(slugs.asked & slugs.names)),
            tuple(sorted(slugs.asked - slugs.names)),
            names if slugs.all else "",
        )

    def hold(self, today: dt.date, slugs: frozenset[str], names: str) -> bool:
        """Say whether what was given under these conditions would be given again."""
        return (
            self.first <= today.isoformat() <= self.last
            and self.names in {"", names}
            and slugs.issuperset(self.there)
            and slugs.isdisjoint(self.absent)
        )


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found in a story and what is known of it.

    It holds while the folder has this ``mark`` ("": not longer than now) and under these ``conditions``.
    """

    diagnostics: tuple[Diagnostic, ...]
    facts: Facts
    mark: str
    conditions: Conditions


def to_plain(verdict: Verdict) -> list[Any]:
    """Return a verdict as lists, texts and numbers, without the names of the story and its file."""
    facts, holds = verdict.facts, verdict.conditions
    return [
        verdict.mark,
        [holds.first, holds.last, holds.there, holds.absent, holds.names],
        [facts.title, facts.title_at, facts.language, facts.status, facts.related, facts.fingerprint],
        [[one.span, one.rule, one.level, one.case, one.values] for one in verdict.diagnostics],
    ]


def from_plain(plain: Any, slug: str, file: str) -> Verdict:  # noqa: ANN401 (whatever a file held)
    """Return the verdict that ``to_plain`` wrote; TypeError or ValueError for what it never writes."""
    mark, (first, last, there, absent, names), (title, title_at, language, status, related, prints), found = plain
    return Verdict(
        tuple(
            Diagnostic(file, Span(*span), rule, Level(level), case, tuple((name, value) for name, value in values))
            for span, rule, level, case, values in found
        ),
        Facts(slug, title, Span(*title_at), language, status, tuple(related), tuple(prints)),
        mark,
        Conditions(first, last, tuple(there), tuple(absent), names),
    )
