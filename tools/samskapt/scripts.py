"""The scripts of the site as they are shipped: without notes to writers of scripts, and in one file where need be."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_NOTES = re.compile(r"^[ \t]*(?://[^\n]*|/\*(?:(?!\*/)[\s\S])*\*/[ \t]*)\n|^[ \t]+|(?<=\n)\n+", re.MULTILINE)
_IMPORT = re.compile(r'^import (\{[^}]*\}) from "([^"]+)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export ((?:async )?(?:const|function\*?|class) (\w+))", re.MULTILINE)

_VENDOR = "vendor"


def ship_scripts(site: Path) -> None:
    """Take the notes out of a site's own scripts, which every reader fetches; a third of them is notes.

    What others made is shipped as they published it.
    """
    for path in (site / "js").rglob("*.js"):
        if path.parent.name != _VENDOR:
            path.write_text(without_notes(path.read_text(encoding="utf-8")), encoding="utf-8")


def without_notes(script: str) -> str:
    """Return a script without comments on lines of their own, and without indentation.

    One with a text that goes over several lines is left alone: what looks like a comment there may be a part of it.
    """
    return script if any(line.count("`") % 2 for line in script.splitlines()) else _NOTES.sub("", script)


def in_one(files: Mapping[str, str], first: str) -> str:
    """Return a module and all that it imports as one script that is no module, each part in a scope of its own.

    ``files`` are scripts by their addresses; ``first`` is the address of the one that is started.
    """
    parts = "".join(_parts(files, first, {})).replace("import.meta.url", "script.src")
    return f"(() => {{\nconst script = document.currentScript;\n{parts}}})();\n"


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
