"""What a verdict on a story holds for, beside the story itself: found out by watching what its rules ask about.

Rules get ``slugs`` and ``today`` as the values below. They answer like the set and the date that they stand for, and
note what was asked: so a verdict can be kept for as long as each answer would be the same.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

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

    @classmethod
    def _from_iterable(cls, names: Iterable[str]) -> frozenset[str]:  # type: ignore[override]
        """Make what ``slugs - {slug}`` and the like give: a set like any other."""
        return frozenset(names)


class Today:
    """The date of today; notes the first and the last day on which the same would have been answered."""

    def __init__(self, day: dt.date) -> None:
        """Stand for ``day``."""
        self._day = day
        self.first = dt.date.min
        self.last = dt.date.max

    def _compared(self, other: object) -> int:
        """Return -1, 0 or 1: before, the same as, or after another date; and note for which days that is so."""
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
        return self._compared(other) < 0

    def __le__(self, other: object) -> bool:
        """Say whether today is a date, or before it."""
        return self._compared(other) <= 0

    def __gt__(self, other: object) -> bool:
        """Say whether today is after a date."""
        return self._compared(other) > 0

    def __ge__(self, other: object) -> bool:
        """Say whether today is a date, or after it."""
        return self._compared(other) >= 0

    def __eq__(self, other: object) -> bool:
        """Say whether today is a date; what is no date it is not."""
        return isinstance(other, dt.date) and self._compared(other) == 0

    def _itself(self) -> dt.date:
        """Return the date: who looks at it closer than by comparing gets an answer that holds for this day only."""
        self.first = self.last = self._day
        return self._day

    def __hash__(self) -> int:
        """Return the date's."""
        return hash(self._itself())

    def __str__(self) -> str:
        """Write the date."""
        return str(self._itself())

    def __format__(self, form: str) -> str:
        """Write the date in a form."""
        return format(self._itself(), form)

    def __sub__(self, other: Any) -> Any:  # noqa: ANN401 (a date or a timedelta, as with dates)
        """Return how long it is since a date, or the date so long ago."""
        return self._itself() - other

    def __rsub__(self, other: dt.date) -> dt.timedelta:
        """Return how long it is until a date."""
        return other - self._itself()

    def __add__(self, other: dt.timedelta) -> dt.date:
        """Return the date in so long a time."""
        return self._itself() + other

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 (whatever a date has)
        """Return what the date has of that name."""
        return getattr(self._itself(), name)
