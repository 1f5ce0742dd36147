"""Shares work out over the cores of the machine, where there is enough of it to be worth the start of processes."""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from itertools import repeat
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_ENOUGH = 300
"""Fewer pieces of work than this are done sooner than processes are started."""
_SHARES = 8
"""Into how many parts the work of one core is cut, so that no core waits long for another."""
_SELDOM = 50_000
"""After how many new objects garbage is looked for; Python's own 700 costs a tenth of the time, and finds nothing."""

Given = TypeVar("Given")
Done = TypeVar("Done")


def share_out(work: Callable[[Given], Done], given: Sequence[Given], start: str | None = None) -> Iterator[Done]:
    """Yield ``work(one)`` for each one that is given, in their order; an exception comes where its turn is.

    ``work`` and what it gets and gives must be picklable. ``start`` is how processes are started, one of
    ``multiprocessing.get_all_start_methods()``.
    """
    cores = _cores()
    if cores == 1 or len(given) < _ENOUGH:
        yield from map(work, given)
        return
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415 (small libraries never need them)
    from multiprocessing import get_context  # noqa: PLC0415

    size = -(-len(given) // (cores * _SHARES))
    parts = [given[at : at + size] for at in range(0, len(given), size)]
    with ProcessPoolExecutor(cores, get_context(start or _start()), initializer=_begin) as pool:
        for done in pool.map(_do, repeat(work), parts):
            yield from done


def _do(work: Callable[[Given], Done], part: Sequence[Given]) -> list[Done]:
    return [work(one) for one in part]


def _cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _start() -> str:
    """Return how to start processes: by forking, which takes no time, where that is known to do no harm."""
    return "fork" if sys.platform == "linux" and threading.active_count() == 1 else "spawn"


def _begin() -> None:
    """Let the process that started this one answer Ctrl-C, in one voice; and look for garbage in rings more seldom."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.freeze()
    gc.set_threshold(_SELDOM)
