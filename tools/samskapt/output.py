"""Makes the files of a site and writes them, on all cores when they are many."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from samskapt.workers import share_jobs

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

Content = str | bytes | Callable[[], str | bytes]
"""What a file holds, or what makes it."""


def write_files(site: Path, files: Iterable[tuple[str, Content]]) -> None:
    """Write files into a site. Each has its address, relative to ``site``, and its content. OSError where one can't."""
    for _ in share_jobs([partial(_write, site, uri, content) for uri, content in files]):
        pass


def _write(site: Path, uri: str, content: Content) -> None:
    made = content() if callable(content) else content
    path = os.path.join(site, uri)  # noqa: PTH118 (there are thousands of files, and Path takes ten times as long)
    os.makedirs(os.path.dirname(path), exist_ok=True)  # noqa: PTH103, PTH120
    with open(path, "wb") as file:  # noqa: PTH123
        file.write(made.encode() if isinstance(made, str) else made)
