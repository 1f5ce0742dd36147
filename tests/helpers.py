"""Small helpers: a library on disk, its diagnostics in one line each, and a folder served to a browser."""

from __future__ import annotations

import datetime as dt
import functools
import shutil
import threading
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

from samskapt.library import Examiner
from samskapt.source import read_source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from samskapt.diagnostic import Diagnostic
    from samskapt.library import Examined
    from samskapt.vocabulary import Vocabulary

REPOSITORY = Path(__file__).parents[1]
GOLDEN = Path(__file__).parent / "golden"
TODAY = dt.date(2026, 11, 21)
BASE = "https://samskapt.example/"
"""Where a site stands in tests that need to know."""
GOOD = (GOLDEN / "good" / "plain.md").read_text(encoding="utf-8")
"""A story with nothing wrong, for a test to spoil."""


def examine(folder: Path, data: bytes | str, vocabulary: Vocabulary, slug: str = "provehuset") -> Examined:
    """Examine one story, written to a library in ``folder`` with the pictures of ``golden/_files`` beside it."""
    story = folder / "stories" / slug
    shutil.copytree(GOLDEN / "_files", story)
    (story / "index.md").write_bytes(data.encode() if isinstance(data, str) else data)
    return Examiner(folder, vocabulary, frozenset({slug, "fontenehus"}), TODAY).examine(slug)


def brief(diagnostics: tuple[Diagnostic, ...]) -> list[str]:
    """Return ``line:column rule`` for each diagnostic."""
    return [f"{one.span.line}:{one.span.column} {one.rule}" for one in diagnostics]


def new_library(folder: Path) -> Path:
    """Make a folder an empty library with the repository's vocabulary, theme and pages, and return it."""
    for name in ("vocabulary", "theme", "pages"):
        shutil.copytree(REPOSITORY / name, folder / name)
    shutil.copy(REPOSITORY / "mkdocs.yml", folder)
    (folder / "stories").mkdir()
    return folder


def write_story(root: Path, slug: str, text: str) -> Path:
    """Write a story's file into a library and return its path."""
    path = root / "stories" / slug / "index.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def read(text: str) -> list[str]:
    """Return what reading a text alone finds, in one line each."""
    return [f"{one.span.line}:{one.span.column} {one.rule}" for one in read_source(text.encode()).findings]


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing: the tests' output is the report."""


@contextmanager
def serve_folder(folder: Path) -> Iterator[str]:
    """Serve a folder on this machine and give its address, which ends in a slash."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()
    thread.join()
