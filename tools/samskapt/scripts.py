"""The scripts of the site as they are shipped: short, and in one file where readers wait for them."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import tree_sitter_javascript
from tree_sitter import Language, Parser

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from tree_sitter import Node

_IMPORT = re.compile(r'^import (\{[^}]*\}) from "([^"]+)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export ((?:async )?(?:const|function\*?|class) (\w+))", re.MULTILINE)

_JAVASCRIPT = Language(tree_sitter_javascript.language())
_WHOLE = {"string", "template_string", "regex"}
_OPENS, _CLOSES, _SIGNS = (frozenset(sign.encode() for sign in signs) for signs in ("{([;,", "})];,", "=(:?|&>"))
"""After and before which neither space nor end of line means anything; and beside which no space does."""

_PARTS, _VENDOR = "js/lib/", "js/vendor/"
_IN_ONE = ("js/story-search.js", "js/like-mine.js")
"""Those that are made of many parts and that readers wait for: one file is packed better, and asked for once."""


def ship_scripts(site: Path) -> None:
    """Make a site's own scripts as they are shipped; what others made is shipped as they published it."""
    paths = {path.relative_to(site).as_posix(): path for path in (site / "js").rglob("*.js")}
    own = {name: path.read_text(encoding="utf-8") for name, path in paths.items() if not name.startswith(_VENDOR)}
    shipped = shipped_scripts(own)
    for name in own:
        if name in shipped:
            paths[name].write_text(shipped[name], encoding="utf-8")
        else:
            paths[name].unlink()
    (site / _PARTS).rmdir()


def shipped_scripts(own: Mapping[str, str]) -> dict[str, str]:
    """Return our own scripts by address as readers fetch them: without notes, and the list's with all its parts."""
    whole = {**own, **{name: in_one(own, name) for name in _IN_ONE}}
    return {name: short_script(script) for name, script in whole.items() if not name.startswith(_PARTS)}


@cache
def short_script(script: str) -> str:
    """Return a script without comments, and without most of the spaces that mean nothing.

    One that is no JavaScript, or newer than the parser knows, is returned as it is.
    """
    data = script.encode()
    root = Parser(_JAVASCRIPT).parse(data).root_node
    return script if root.has_error else b"".join(_needed(data, root)).decode()


def _needed(data: bytes, root: Node) -> Iterator[bytes]:
    """Yield what a script says, and a space or the end of a line where one may mean something."""
    last, end = b"", 0
    for node in _words(root):
        word = data[node.start_byte : node.end_byte]
        if last and node.start_byte > end and not (last[-1:] in _OPENS or word[:1] in _CLOSES):
            if b"\n" in data[end : node.start_byte]:
                yield b"\n"
            elif not (last[-1:] in _SIGNS or word[:1] in _SIGNS):
                yield b" "
        yield word
        last, end = word, node.end_byte


def _words(root: Node) -> Iterator[Node]:
    """Yield the words and signs of a script in their order, texts and patterns whole."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if node.child_count and node.type not in _WHOLE:
            waiting.extend(reversed(node.children))
        elif node.type != "comment" and node.start_byte < node.end_byte:
            yield node


def as_plain_script(module: str) -> str:
    """Return a module that imports none as a script that is none; browsers run no modules from a folder."""
    return module.replace("import.meta.url", "document.currentScript.src")


def in_one(files: Mapping[str, str], first: str) -> str:
    """Return a module and all that it imports as one that imports none, each part in a scope of its own.

    ``files`` are scripts by their addresses; ``first`` is the address of the one that is started.
    """
    return f'(() => {{\n"use strict";\n{"".join(_parts(files, first, {}))}}})();\n'


def _parts(files: Mapping[str, str], address: str, known: dict[str, str]) -> Iterator[str]:
    """Yield the parts of a script, those that others need first; ``known`` maps the addresses met to their names."""
    script = files[address]
    folder = address.rpartition("/")[0]
    known[address] = f"part{len(known)}"
    for _, where in _IMPORT.findall(script):
        if (needed := _beside(folder, where)) not in known:
            yield from _parts(files, needed, known)
    body = _EXPORT.sub(r"\1", _IMPORT.sub(lambda one: f"const {one[1]} = {known[_beside(folder, one[2])]};\n", script))
    names = ", ".join(name for _, name in _EXPORT.findall(script))
    yield f"const {known[address]} = (() => {{\n{body}return {{ {names} }};\n}})();\n"


def _beside(folder: str, where: str) -> str:
    return f"{folder}/{where.removeprefix('./')}"
