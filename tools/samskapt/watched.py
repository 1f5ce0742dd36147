"""What a story's verdict holds for, beside the story itself: found out by watching what its rules ask about.

Rules get ``slugs`` and ``today`` as the values below. They answer like the set and the date that they stand for, and
note what was asked: so a verdict can be kept for as long as each answer would be the same.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

_DAY = dt.timedelta(days=1)


class Names(AbstractSet[str]):
    """The names of all stories; notes which were asked for, and whether all of them were looked through."""

    def __init__(self, names: frozenset[str]) -> None:
        """Stand for ``names``."""
        self.names = names
        self.asked: set[str] = set()
        self.all = False

    def __contains__(self, name: object) -> bool:
        """Say whether there is a story of that name."""
        self.asked.add(str(name))
        return name in self.names

    def __iter__(self) -> Iterator[str]:
        """Go through all names."""
        self.all = True
        return iter(self.names)

    def __len__(self) -> int:
        """Say how many there are."""
        self.all = True
        return len(self.names)


class Today:
    """The date of today; notes the first and the last day on which the same would have been answered."""

    def __init__(self, day: dt.date) -> None:
        """Stand for ``day``."""
        self._day = day
        self.first = dt.date.min
        self.last = dt.date.max

    def _compare(self, other: object) -> int:
        """Return -1, 0 or 1: before, the same as, or after another date, and note for which days that is so."""
        if not isinstance(other, dt.date):
            raise TypeError(f"today is compared with {other!r}, which is no date")
        if self._day < other:
            self.last = min(self.last, other - _DAY)
            return -1
        if self._day > other:
            self.first = max(self.first, other + _DAY)
            return 1
        self.first = self.last = self._day
        return 0

    def __lt__(self, other: object) -> bool:
        """Say whether today is before a date."""
        return self._compare(other) < 0

    def __le__(self, other: object) -> bool:
        """Say whether today is a date, or before it."""
        return self._compare(other) <= 0

    def __gt__(self, other: object) -> bool:
        """Say whether today is after a date."""
        return self._compare(other) > 0

    def __ge__(self, other: object) -> bool:
        """Say whether today is a date, or after it."""
        return self._compare(other) >= 0

    def __eq__(self, other: object) -> bool:
        """Say whether today is a date."""
        return self._compare(other) == 0

    def _only_today(self) -> dt.date:
        self.first = self.last = self._day
        return self._day

    def __hash__(self) -> int:
        """Return what the date itself returns, as do all below: then what is answered holds for this day only."""
        return hash(self._only_today())

    def __str__(self) -> str:
        """Write the date."""
        return str(self._only_today())

    def __format__(self, form: str) -> str:
        """Write the date in a form."""
        return format(self._only_today(), form)

    def __sub__(self, other: Any) -> Any:  # noqa: ANN401 (a date or a timedelta, as with dates)
        """Return how long it is since a date, or the date so long ago."""
        return self._only_today() - other

    def __rsub__(self, other: dt.date) -> dt.timedelta:
        """Return how long it is until a date."""
        return other - self._only_today()

    def __add__(self, other: dt.timedelta) -> dt.date:
        """Return the date in so long a time."""
        return self._only_today() + other

    __radd__ = __add__

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 (whatever the date has)
        """Return what the date has of that name."""
        return getattr(self._only_today(), name)


@dataclass(frozen=True, slots=True)
class Conditions:
    """The days from ``first`` to ``last``; the stories that must be there and those that must not.

    ``names`` is not empty when all names were looked through: then it says which they were.
    """

    first: str
    last: str
    there: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    names: str = ""

    @classmethod
    def of(cls, today: Today, slugs: Names, names: str) -> Conditions:
        """Return what was asked of the two; ``names`` is what to remember of all the names where that matters."""
        return cls(
            today.first.isoformat(),
            today.last.isoformat(),
            tuple(sorted(slugs.asked & slugs.names)),
            tuple(sorted(slugs.asked - slugs.names)),
            names if slugs.all else "",
        )

    def hold(self, today: dt.date, slugs: frozenset[str], names: str) -> bool:
        """Say whether a verdict that was given under these conditions would be given again."""
        return (
            self.first <= today.isoformat() <= self.last
            and self.names in {"", names}
            and slugs.issuperset(self.there)
            and slugs.isdisjoint(self.absent)
        )
