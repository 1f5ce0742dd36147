"""The library in a bag: a zip of the whole site that opens from a folder, without a server and without a net.

Browsers open no folder's ``index.html`` by themselves when there is no server, and run neither modules nor searches
from files: addresses are written out, and where one could search stands what one can do instead.
"""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

ADDRESS = "ta-med/samskapt.zip"
_LEFT_OUT = re.compile(r"pagefind/|search/|embed/|f/\d|sitemap|ta-med/|404\.html$|.*\.og\.png$|assets/kort\.png$")
_CLOCK = (1980, 1, 1, 0, 0, 0)
_FOLDER = re.compile(r'\b(href|action)="((?![a-z]+:|//|#)[^"#?]*?)([#?][^"]*)?"')
_SEARCH = re.compile(r'<form[^>]*role="search".*?</form>', re.DOTALL)
_QUICK = re.compile(r'<form class="s-quick".*?</form>', re.DOTALL)
_MODULE = re.compile(r'<script type="module"[^>]*></script>')
_CROSSORIGIN = re.compile(r'<link rel="(?:module)?preload"[^>]*>')
_NET = re.compile(r"<p data-net.*?</p>", re.DOTALL)
_REFRESH = re.compile(r'(content="0;url=[^"]*/)"')
_FRONT = "samskapt/"
"""The folder that the zip unpacks to, so that its files do not lie about."""


def offline_zip(files: Mapping[str, bytes], no_search: str) -> bytes:
    """Return a zip of a site's files by address; ``no_search`` says what to do where one could have searched."""
    held = BytesIO()
    with zipfile.ZipFile(held, "w") as bag:
        for name, data in sorted(files.items()):
            if not _LEFT_OUT.match(name):
                info = zipfile.ZipInfo(f"{_FRONT}{name}", _CLOCK)
                info.compress_type = zipfile.ZIP_DEFLATED
                info.create_system, info.external_attr = 3, 0o644 << 16
                bag.writestr(info, offline_page(data.decode(), no_search).encode() if name.endswith(".html") else data)
    return held.getvalue()


def offline_page(html: str, no_search: str) -> str:
    """Return a page as it can be opened from a folder."""
    html = _SEARCH.sub(f'<p class="s-note">{no_search}</p>', _QUICK.sub("", html))
    html = _NET.sub("", _CROSSORIGIN.sub("", _MODULE.sub("", html)))
    html = _REFRESH.sub(r'\1index.html"', html)
    return _FOLDER.sub(_whole, html)


def _whole(match: re.Match[str]) -> str:
    """Return a link within the site with the name of the file that it leads to."""
    name, address, part = match[1], match[2], match[3] or ""
    last = address.rpartition("/")[2]
    if last in {".", ".."}:
        address += "/"
    elif last or not address:
        return match[0]
    return f'{name}="{address}index.html{part}"'
