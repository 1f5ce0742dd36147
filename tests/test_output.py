"""How pages are turned into files: links between them, work shared out to processes, and what is said meanwhile."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import time
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mkdocs.utils import get_relative_url

from samskapt import workers
from samskapt.progress import done, progress
from samskapt.templates import relative

PART = st.sampled_from(["a", "b", "fortellinger", "arena", "det-trengs-en-hel-landsby"])
FOLDER = st.lists(PART, max_size=4).map(lambda parts: "".join(f"{part}/" for part in parts))
FILE = st.sampled_from(["", "x.css", "a.html", "?q=a", "a.html#del", "f.json?a=b:c"])


@given(FOLDER, FOLDER, FILE)
def test_links_lead_where_mkdocs_would(here: str, folder: str, file: str) -> None:
    """From any page to any other or to a file, by the shortest way; only the way to the root ends in a slash too."""
    to = f"{folder}{file}"
    expected = get_relative_url(to or "./", here or "./")
    assert relative(to, here) == expected if file else relative(to, here).rstrip("/") == expected.rstrip("/")


@pytest.mark.parametrize("whole", ["https://example.org/", "mailto:a@example.org", "/fra/rota/", "#del"])
def test_what_is_whole_stays(whole: str) -> None:
    """An address that is the same from every page is not changed."""
    assert relative(whole, "fortellinger/benken/") == whole


def test_jobs_are_done_in_other_processes_in_their_order(monkeypatch: pytest.MonkeyPatch) -> None:
    """What they are need not be picklable; what they give comes in their order, and an error in its turn."""
    monkeypatch.setattr(workers, "_cores", lambda: 2)
    monkeypatch.setattr(workers, "_start", lambda: "fork")
    numbers = [*range(1000)]
    own: object = object()

    def job(number: int) -> tuple[int, int]:
        assert own is not None  # a closure: nothing that could be pickled
        return number, os.getpid()

    found = list(workers.share_jobs([partial(job, number) for number in numbers]))
    assert [number for number, _ in found] == numbers
    assert os.getpid() not in {process for _, process in found}
    with pytest.raises(ZeroDivisionError):
        list(workers.share_jobs([partial(int.__floordiv__, 1, 500 - number) for number in numbers]))


def test_jobs_where_processes_cannot_be_forked(monkeypatch: pytest.MonkeyPatch) -> None:
    """They are done here, one after the other."""
    monkeypatch.setattr(workers, "_start", lambda: "spawn")
    assert set(workers.share_jobs([os.getpid] * 1000)) == {os.getpid()}


PARENT = """
import os, sys, time
from samskapt import workers
workers._cores = lambda: 2
def job():
    os.write(1, b"%d\\n" % os.getpid())  # at once: two write here
    time.sleep(60)
list(workers.share_jobs([job] * 1000))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="processes are forked on Linux only")
def test_forked_processes_end_with_the_one_that_forked_them() -> None:
    """Killed without a word, a build leaves none behind that would hold its lock on the site."""
    with subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        children = [int(parent.stdout.readline()) for _ in range(2)]
        parent.send_signal(signal.SIGKILL)
    ends = time.monotonic() + 20
    while any(_lives(child) for child in children) and time.monotonic() < ends:
        time.sleep(0.05)
    assert [child for child in children if _lives(child)] == []


def _lives(process: int) -> bool:
    try:
        with open(f"/proc/{process}/stat", encoding="ascii") as stat:  # noqa: PTH123 (no file of a folder)
            return stat.read().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        """Say that somebody watches."""
        return True


@pytest.mark.parametrize(
    ("count", "terminal", "env", "shown"),
    [(1000, True, {}, True), (1000, True, {"CI": "1"}, False), (1000, False, {}, False), (20, True, {}, False)],
)
def test_a_bar_is_shown_to_who_watches(
    monkeypatch: pytest.MonkeyPatch, count: int, env: dict[str, str], *, terminal: bool, shown: bool
) -> None:
    """On a terminal, for long work; nothing in a log, nor where machines build."""
    error = _Terminal() if terminal else io.StringIO()
    monkeypatch.setattr(sys, "stderr", error)
    monkeypatch.delenv("CI", raising=False)
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    assert list(progress(iter(range(count)), count, "Lager")) == list(range(count))
    assert ("Lager" in error.getvalue()) == shown
    assert bool(error.getvalue()) == shown


@pytest.mark.parametrize(
    ("count", "changed", "seconds", "line"),
    [
        (1012, 3, 1.234, "1\u00a0012 fortellinger · 3 endret · 1,2 s"),
        (1, 0, 0.04, "1 fortelling · 0 endret · 0,0 s"),
        (39, None, 61.26, "39 fortellinger · 61,3 s"),
    ],
)
def test_the_last_line_of_a_build(count: int, changed: int | None, seconds: float, line: str) -> None:
    """How many stories, how many of them changed where that is known, and how long it took."""
    assert done(count, changed, seconds) == line
