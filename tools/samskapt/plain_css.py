"""Takes from Material's stylesheet what sets plain text, and leaves the rest of it: menus, search, tabs, admonitions.

The pages have none of those; their rules are four fifths of what every reader would have to fetch.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_TEXT = "md-typeset"
_PIECE = re.compile(r'"(?:\\.|[^"\\])*"|[{}]')
_CLASS = re.compile(r"\.(-?[A-Za-z_][\w-]*)|#[A-Za-z_]")


def plain_css(css: str) -> str:
    """Return the rules of a minified stylesheet that speak of elements alone, in text or anywhere."""
    return "".join(_kept(css.removeprefix('@charset "UTF-8";')))


def _kept(css: str) -> Iterator[str]:
    for head, body in _rules(css):
        if head.startswith("@media"):
            if inside := "".join(_kept(body)):
                yield f"{head}{{{inside}}}"
        elif not head.startswith("@") and "url(" not in body:
            selectors = [one for one in _split(head) if _is_plain(one)]
            if selectors:
                yield f"{','.join(selectors)}{{{body}}}"


def _rules(css: str) -> Iterator[tuple[str, str]]:
    """Yield each rule at the outermost level: what stands before its braces, and in them."""
    depth = begin = opened = 0
    for piece in _PIECE.finditer(css):
        if piece[0] == "{":
            depth += 1
            if depth == 1:
                opened = piece.start()
        elif piece[0] == "}":
            depth -= 1
            if depth == 0:
                yield css[begin:opened].strip(), css[opened + 1 : piece.start()]
                begin = piece.end()


def _split(selectors: str) -> list[str]:
    """Return the selectors of a list; commas within brackets are none of its."""
    return re.split(r",(?![^(]*\))", selectors)


def _is_plain(selector: str) -> bool:
    names = {found[1] for found in _CLASS.finditer(selector)}
    return names <= {_TEXT} and "[" not in selector
