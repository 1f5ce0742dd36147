"""Shares work out over the cores of the machine, where there is enough of it to be worth the start of processes."""

from __future__ import annotations

import ctypes
import gc
import os
import signal
import sys
import threading
from contextlib import contextmanager
from itertools import repeat
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_ENOUGH = 300
"""Fewer pieces of work than this are done sooner than processes are started."""
_SHARES = 8
"""Into how many parts the work of one core is cut, so that no core waits long for another."""
_DIE_WITH_PARENT = 1
"""Linux' PR_SET_PDEATHSIG: the signal that a process gets when the one that started it ends."""
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


_jobs: Sequence[Callable[[], object]] = ()
"""What ``share_jobs`` shares out: forked processes find it here, so that it need not be picklable."""


def share_jobs(jobs: Sequence[Callable[[], Done]]) -> Iterator[Done]:
    """Yield ``job()`` for each job, in their order. Only what they give must be picklable.

    What they share is best worked out before: it is there in every process then. Where processes cannot be forked, the
    jobs are done one after the other in this one.
    """
    global _jobs  # noqa: PLW0603 (see there)
    if (start := _start()) != "fork":
        yield from (job() for job in jobs)
        return
    _jobs = jobs
    try:
        yield from share_out(_job, range(len(jobs)), start)
    finally:
        _jobs = ()


def _job(number: int) -> Any:  # noqa: ANN401 (what the jobs give)
    return _jobs[number]()


def _do(work: Callable[[Given], Done], part: Sequence[Given]) -> list[Done]:
    return [work(one) for one in part]


def _cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _start() -> str:
    """Return how to start processes: by forking, which takes no time, where that is known to do no harm."""
    return "fork" if sys.platform == "linux" and threading.active_count() == 1 else "spawn"


def _begin() -> None:
    """Let the process that started this one answer Ctrl-C, in one voice; and look for garbage in rings more seldom.

    A process that was forked has its parent's lock on the site, too: should the parent be killed, it must not live on.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
    gc.freeze()
    gc.set_threshold(_SELDOM)


@contextmanager
def garbage_seldom() -> Iterator[None]:
    """Look for garbage in rings as seldom as the processes do that work is shared out to."""
    often = gc.get_threshold()
    gc.set_threshold(_SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*often)
