"""The library in a bag: a zip of the whole site that opens from a folder, without a server and without a net.

Browsers open no folder's ``index.html`` by themselves when there is no server, and run neither modules nor searches
from files: addresses are written out, and where one could search stands what one can do instead. One can choose among
the stories as online: the list's script is made one that is no module, and brings its data in another.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from samskapt.scripts import as_plain_script
from samskapt.zip_file import Member, member, zip_of

if TYPE_CHECKING:
    from collections.abc import Mapping

ADDRESS = "ta-med/samskapt.zip"
_DATA = "search/stories.js"
_LIST, _STORIES = "js/story-search.js", "search/stories.json"
_LEFT_OUT = re.compile(
    r"pagefind/|search/|embed/|f/\d|sitemap|sw\.js$|ta-med/|404\.html$|.*\.og\.png$|assets/kort\.png$"
)
_FOLDER = re.compile(r' (href|action)="((?![a-z]+:|//|#)(?:[^"#?]*/|(?:[^"#?]*/)?\.\.?))((?:[#?][^"]*)?")')
"""A link within the site that leads to a folder: it ends in a slash, or in the dots of a folder above."""
_SEARCH = re.compile(r'<form[^>]*role="search".*?</form>', re.DOTALL)
_QUICK = re.compile(r'<form class="s-quick".*?</form>', re.DOTALL)
_LISTS_SCRIPT = re.compile(r'<script type="module" src="((?:\.\./)*)js/story-search\.js"></script>')
_MODULE = re.compile(r'<script type="module"[^>]*></script>')
_CROSSORIGIN = re.compile(r'<link rel="(?:module)?preload"[^>]*>')
_NET = re.compile(r"<(p|li)\b[^>]* data-net\b.*?</\1>", re.DOTALL)
_NET_MARK = " data-net"
_REFRESH = re.compile(r'(content="0;url=[^"]*/)"')
_OURS = "&#39;self&#39;"
"""In the policy of a page: the site itself. What that is where pages are files, browsers do not agree on."""
FRONT = "samskapt/"
"""The folder that the zip unpacks to, so that its files do not lie about."""
_TIGHT = (".jpg", ".jpeg", ".png", ".webp", ".woff2")
"""What is packed as well as can be by itself."""
_LEVEL = 5
"""How hard to pack, of 9: 6 takes a fifth longer, and saves less than half a per cent."""


def is_taken(name: str) -> bool:
    """Say whether a file of the site is one of those in the zip, by its address."""
    return not _LEFT_OUT.match(name)


def packed(name: str, data: bytes, no_search: str) -> Member:
    """Return a file of the site as it stands in the zip: a page so that it opens from a folder, and then packed.

    Each file is packed by itself, so that pages can be packed where and when they are made.
    """
    if name.endswith(".html"):
        data = offline_page(data.decode(), no_search).encode()
    return member(f"{FRONT}{name}", data, 0 if name.endswith(_TIGHT) else _LEVEL)


def offline_zip(files: Mapping[str, bytes], no_search: str, ready: Mapping[str, Member] | None = None) -> bytes:
    """Return a zip of a site's files by address; ``no_search`` says what to do where one could have searched.

    ``ready`` are files that are packed already, by address; the others of ``files`` are packed here.
    """
    ready = ready or {}
    taken = {name: data for name, data in files.items() if is_taken(name) and name not in ready}
    if _LIST in files:
        taken |= {_LIST: as_plain_script(files[_LIST].decode()).encode(), _DATA: _data(files).encode()}
    members = {**ready, **{name: packed(name, data, no_search) for name, data in taken.items()}}
    return zip_of(members[name] for name in sorted(members))


def _data(files: Mapping[str, bytes]) -> str:
    """Return the script that gives the list its data: what is fetched online, and what the cards of stories say."""
    data = json.loads(files[_STORIES])
    names, numbers, addresses, _ = data["texts"]
    shown = {}
    for name, number, address in zip(names.split(), numbers, addresses, strict=True):
        if not address:  # the story's own text, and no translation
            text = json.loads(files[f"search/text/{name}.json"])
            shown[number] = [text["lang"], text["summary"], text["hard"]]
    data |= {"groups": [], "shown": [shown[number] for number in sorted(shown)]}
    return f"globalThis.samskapt = {json.dumps(data, ensure_ascii=False, separators=(',', ':'))};\n"


def offline_page(html: str, no_search: str) -> str:
    """Return a page as it can be opened from a folder."""
    html = _SEARCH.sub(f'<p class="s-note">{no_search}</p>', _QUICK.sub("", html))
    html = _LISTS_SCRIPT.sub(rf'<script defer src="\1{_DATA}"></script><script defer src="\1{_LIST}"></script>', html)
    html = _CROSSORIGIN.sub("", _MODULE.sub("", html))
    if _NET_MARK in html:
        html = _NET.sub("", html)
    html = _REFRESH.sub(r'\1index.html"', html).replace(_OURS, f"{_OURS} file:")
    return _FOLDER.sub(_whole, html)


def _whole(match: re.Match[str]) -> str:
    """Return a link to a folder of the site with the name of the file that it leads to."""
    name, address, rest = match.groups()
    return f' {name}="{address.removesuffix("/")}/index.html{rest}'
