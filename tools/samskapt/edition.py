"""The library in the reader's own browser: a list of all that is kept there, and the script that keeps it, ``sw.js``.

An edition is named by what is in it, so that a browser knows a new one from the old, and fetches only what has changed.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

EDITION = "ta-med/utgave.json"
WORKER = "sw.js"
_SOURCE = "js/worker.js"
_LEFT_OUT = re.compile(
    r".*\.(?:og\.png|zip|imscc|gz)$|assets/kort\.png$|sitemap\.xml$|_headers$|sw\.js$|embed/|ta-med/utgave|"
    r"data/(?!.*\.html$).*"
)
"""What other sites fetch, and not those who read: pictures for links, packages, cards, files of data."""
_INDEX = "index.html"
_NO_VERSION = re.compile(r'(?<=const VERSION) ?= ?""')


class Kept(NamedTuple):
    """A file that is kept: its address, a hash of its content, and its size in bytes."""

    address: str
    hash: str
    size: int


def is_kept(name: str) -> bool:
    """Say whether a file of the site is kept in the browser, by its address."""
    return not _LEFT_OUT.match(name)


def kept(name: str, data: bytes) -> Kept:
    """Return what the list says of a file: this can be found out where and when the file is made."""
    address = name[: -len(_INDEX)] if name == _INDEX or name.endswith(f"/{_INDEX}") else name
    return Kept(address, hashlib.sha256(data).hexdigest()[:12], len(data))


def write_edition(site: Path, known: Mapping[str, Kept] | None = None) -> None:
    """Write the list of what is kept of a site that is otherwise done, and the script that keeps it.

    ``known`` are files that need not be read again, by their names.
    """
    source = site / _SOURCE
    script = source.read_text(encoding="utf-8")
    source.unlink()
    files = list(_files(site, known or {}))
    listed = json.dumps(files, ensure_ascii=False, separators=(",", ":")) + script
    version = hashlib.sha256(listed.encode()).hexdigest()[:16]
    edition = {"version": version, "bytes": sum(one.size for one in files), "files": files}
    path = site / EDITION
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(edition, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    (site / WORKER).write_text(_NO_VERSION.sub(f'="{version}"', script), encoding="utf-8")


def _files(site: Path, known: Mapping[str, Kept]) -> Iterator[Kept]:
    """Yield what is kept, in the order of the folders."""
    for name in names_in(site):
        if is_kept(name):
            yield known.get(name) or kept(name, (site / name).read_bytes())


def names_in(site: Path) -> list[str]:
    """Return the names of all files of a site, relative to it, folder by folder."""
    found = (
        os.path.join(folder, name).removeprefix(f"{site}{os.sep}").replace(os.sep, "/")  # noqa: PTH118 (paths take ten times as long)
        for folder, _, names in os.walk(site)
        for name in names
    )
    return sorted(found, key=lambda name: name.split("/"))
