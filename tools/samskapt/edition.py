"""The library in the reader's own browser: a list of all that is kept there, and the script that keeps it, ``sw.js``.

An edition is named by what is in it, so that a browser knows a new one from the old, and fetches only what has changed.
"""

from __future__ import annotations

import hashlib
import json
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

EDITION = "ta-med/utgave.json"
WORKER = "sw.js"
_SOURCE = "js/worker.js"
_LEFT_OUT = re.compile(
    r".*\.(?:og\.png|zip|imscc|gz)$|assets/kort\.png$|sitemap\.xml$|_headers$|sw\.js$|embed/|ta-med/utgave|"
    r"data/(?!.*\.html$).*"
)
"""What other sites fetch, and not those who read: pictures for links, packages, cards, files of data."""
_NO_VERSION = re.compile(r'(?<=const VERSION) ?= ?""')


def write_edition(site: Path) -> None:
    """Write the list of what is kept of a site that is otherwise done, and the script that keeps it."""
    source = site / _SOURCE
    script = source.read_text(encoding="utf-8")
    source.unlink()
    files = list(_files(site))
    known = json.dumps(files, ensure_ascii=False, separators=(",", ":")) + script
    version = hashlib.sha256(known.encode()).hexdigest()[:16]
    edition = {"version": version, "bytes": sum(size for _, _, size in files), "files": files}
    path = site / EDITION
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(edition, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    (site / WORKER).write_text(_NO_VERSION.sub(f'="{version}"', script), encoding="utf-8")


def _files(site: Path) -> Iterator[tuple[str, str, int]]:
    """Yield what is kept: the address, a hash of the content, and its size in bytes."""
    for path in sorted(site.rglob("*")):
        name = path.relative_to(site).as_posix()
        if path.is_file() and not _LEFT_OUT.match(name):
            data = path.read_bytes()
            yield re.sub(r"(^|/)index\.html$", r"\1", name), hashlib.sha256(data).hexdigest()[:12], len(data)
