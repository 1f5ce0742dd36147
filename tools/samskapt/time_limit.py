"""A limit on how long one story may take, so that one that was made to take for ever does not hold up the others."""

from __future__ import annotations

import signal
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

MOST_SECONDS = 5.0
"""A story takes some milliseconds."""
_MOST_RINGS = 6


class TooSlowError(Exception):
    """Raised in the midst of work that has taken too long."""


@contextmanager
def time_limit() -> Iterator[None]:
    """Raise ``TooSlowError`` in what is done here when it takes more than ``MOST_SECONDS``.

    It is the main thread's clock that rings, on systems that have one. A machine that has much else to do is no slow
    story: as long as most of the time has gone to others, the clock is set anew, up to ``_MOST_RINGS`` times. On other
    systems the limits on size and form must do: they are why nothing is known that comes near this one.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    begun, rings = time.thread_time(), 0

    def ring(_signal: int, _frame: FrameType | None) -> None:
        nonlocal rings
        rings += 1
        if time.thread_time() - begun > MOST_SECONDS / 2 or rings >= _MOST_RINGS:
            raise TooSlowError
        signal.setitimer(signal.ITIMER_REAL, MOST_SECONDS)

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, MOST_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
