"""Runs commands in processes of their own, and says what they took and on what machine: what all measurements share."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, fields
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_PAUSE = 0.05
"""Seconds between two looks at the memory of a command."""
TICK = 0.02
"""Seconds that the time of a change in a file may lag behind the clock."""
MAXRSS = 1 if sys.platform == "darwin" else 1024
"""The unit of ``ru_maxrss``, in bytes."""


@dataclass(frozen=True, slots=True)
class Run:
    """What a command took.

    ``wall`` is seconds on the wall, and ``work`` seconds of processor time, user and system, of the command and the
    processes that it waited for. ``largest`` is the most megabytes that any one process held, and ``together`` the most
    that all held at one time, as seen every 0.05 s: what forked processes share counts once for each, so that the truth
    lies between the two. ``files`` and ``size`` are the number and bytes of the files that it wrote.
    """

    wall: float
    work: float
    largest: float
    together: float
    files: float = 0
    size: float = 0


def run(
    command: Sequence[str | Path],
    *,
    folder: Path | None = None,
    environment: Mapping[str, str] | None = None,
    expected: frozenset[int] = frozenset({0}),
) -> Run:
    """Run a command in ``folder``; RuntimeError with what it said, when it ends with a code that is not expected."""
    with tempfile.TemporaryFile() as said:
        begun = time.perf_counter()
        with subprocess.Popen(  # noqa: S603 (our own commands, and those that they are compared with)
            command,
            cwd=folder,
            env={**os.environ, **(environment or {})},
            stdout=subprocess.DEVNULL,
            stderr=said,
        ) as process:
            with _watched(process.pid) as seen:
                _, status, used = os.wait4(process.pid, 0)
                wall = time.perf_counter() - begun
            process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in expected:
            said.seek(0)
            told = said.read().decode(errors="replace")[-2000:]
            raise RuntimeError(f"{' '.join(map(str, command))} ended with {process.returncode}:\n{told}")
    largest = used.ru_maxrss * MAXRSS / 1e6
    return Run(wall, used.ru_utime + used.ru_stime, largest, max([*seen, largest]))


@contextmanager
def _watched(process: int) -> Iterator[list[float]]:
    """Note the memory of a process and its children, again and again, for as long as the block lasts."""
    seen: list[float] = []
    done = threading.Event()

    def watch() -> None:
        while not done.wait(_PAUSE):
            seen.append(_memory(process))

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield seen
    finally:
        done.set()
        watcher.join()


def _memory(process: int) -> float:
    """Return the megabytes that a process and its children hold together; 0 where the system does not say."""
    try:
        held = resident(Path(f"/proc/{process}/status").read_text(encoding="utf-8"))
        children = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="utf-8").split()
    except OSError:
        return 0.0
    return held + sum(_memory(int(child)) for child in children)


def resident(status: str) -> float:
    """Return the megabytes that a process holds, from what Linux says of its status; 0 for one that has ended."""
    lines = (line.split() for line in status.splitlines() if line.startswith("VmRSS:"))
    return sum(int(kibibytes) * 1024 / 1e6 for _, kibibytes, _ in lines)


def in_turn(runs: Sequence[Run]) -> Run:
    """Return what commands took that were run one after the other."""
    return Run(
        wall=sum(one.wall for one in runs),
        work=sum(one.work for one in runs),
        largest=max(one.largest for one in runs),
        together=max(one.together for one in runs),
        files=sum(one.files for one in runs),
        size=sum(one.size for one in runs),
    )


def medians(runs: Sequence[Run]) -> Run:
    """Return the median of each figure."""
    return Run(*(median(getattr(one, field.name) for one in runs) for field in fields(Run)))


def written(folder: Path, since: float = 0.0) -> tuple[int, int]:
    """Return the number of files in a folder that were written after ``since`` (seconds, as time.time), and bytes."""
    known = (path.stat() for path in folder.rglob("*") if path.is_file())
    sizes = [one.st_size for one in known if one.st_mtime >= since - TICK]
    return len(sizes), sum(sizes)


def machine() -> str:
    """Return the system, the processor, how many cores this process may use, and the memory."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    return f"{platform.system()} {platform.machine()}, {_processor()}, {cores} cores, {memory:.0f} GB of memory"


def load() -> str:
    """Return how many processes the machine is busy with, as it says itself: one a core is all that it can do."""
    return f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"


def versions(packages: Sequence[str]) -> str:
    """Return Python's version and those of packages."""
    return ", ".join([f"Python {platform.python_version()}", *(f"{name} {version(name)}" for name in packages)])


def _processor() -> str:
    """Return the name of the processor, where the system tells."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, "") or platform.processor() or platform.machine()
