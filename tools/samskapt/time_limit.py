"""A limit on how long one story may take, so that one that was made to take for ever does not hold up the others."""

from __future__ import annotations

import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

MOST_SECONDS = 5.0
"""A story takes some milliseconds."""


class TooSlowError(Exception):
    """Raised in the midst of work that has taken too long."""


@contextmanager
def time_limit() -> Iterator[None]:
    """Raise ``TooSlowError`` in what is done here when it takes more than ``MOST_SECONDS``.

    It is the main thread's clock that rings, on systems that have one. Elsewhere the limits on size and form must do:
    they are why nothing is known that comes near this one.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGALRM, _ring)
    signal.setitimer(signal.ITIMER_REAL, MOST_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _ring(_signal: int, _frame: FrameType | None) -> NoReturn:
    raise TooSlowError
