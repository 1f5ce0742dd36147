"""What can lie in the one folder that a story may have, ``gjenbruk/``: reports of others, from strangers too."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from attacks.kinds import HARMLESS, Attack, titled

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

REPORT = """---
language: nb
status: published
told_by: praksisen
place: {municipality: Bodø, country: NO, name: Vestbyen}
period: {from: 2025-03, known_as_of: 2026-01}
changed: Vi hadde ikke noe hus, så vi brukte biblioteket om kvelden.
result: ikke-som-hapet
published: 2026-02-01
---

Det kom få, og etter tre måneder sluttet vi. De som kom, ville heller møtes hjemme.
"""
"""A report with nothing wrong."""


def _file(name: str, must: str, file: str, data: bytes | str = REPORT) -> Attack:
    return Attack(name, must, titled(name).encode(), {file: data.encode() if isinstance(data, str) else data})


def _spoilt(name: str, spoil: Callable[[Path], object]) -> Attack:
    return Attack(name, "folder-content", titled(name).encode(), spoil=spoil)


def _said(name: str, must: str, text: str) -> Attack:
    return _file(name, must, "gjenbruk/bodo.md", REPORT.replace("Det kom få,", f"{text}\n\nDet kom få,"))


def _link(to: str, at: str = "gjenbruk/bodo.md") -> Callable[[Path], None]:
    def spoil(folder: Path) -> None:
        (folder / at).parent.mkdir(exist_ok=True)
        (folder / at).symlink_to(to)

    return spoil


def _nested(folder: Path) -> None:
    (folder / "gjenbruk" / "gjenbruk").mkdir(parents=True)


def _fifo(folder: Path) -> None:
    (folder / "gjenbruk").mkdir()
    os.mkfifo(folder / "gjenbruk" / "bodo.md")


REUSE: tuple[Attack, ...] = (
    _spoilt("reuse-link", _link("/etc/passwd")),
    _spoilt("reuse-link-device", _link("/dev/zero")),
    _spoilt("reuse-link-loop", _link("bodo.md")),
    _spoilt("reuse-link-story", _link("../index.md")),
    _spoilt("reuse-link-picture", _link("/etc/passwd", "gjenbruk/bilde.png")),
    _spoilt("reuse-folder-is-a-link", _link("/etc", "gjenbruk")),
    _spoilt("reuse-nested", _nested),
    _spoilt("reuse-fifo", _fifo),
    _spoilt("reuse-other-folder", lambda folder: (folder / "Gjenbruk").mkdir()),
    _file("reuse-is-a-file", "folder-content", "gjenbruk"),
    _file("reuse-html", "folder-content", "gjenbruk/side.html", "<script>alert(1)</script>"),
    _file("reuse-svg", "folder-content", "gjenbruk/bilde.svg", "<svg onload='alert(1)'/>"),
    _file("reuse-picture", "folder-content", "gjenbruk/bilde.png", b"\x89PNG"),
    _file("reuse-dotfile", "folder-content", "gjenbruk/.env"),
    _file("reuse-upper", "folder-content", "gjenbruk/Bodo.md"),
    _file("reuse-reserved", "folder-content", "gjenbruk/con.md"),
    _file("reuse-markup-name", "folder-content", "gjenbruk/<img src=x onerror=alert(1)>.md"),
    _file("reuse-two-dots", "folder-content", "gjenbruk/bodo.nb.md"),
    Attack(
        "reuse-many",
        "folder-content",
        titled("reuse-many").encode(),
        {f"gjenbruk/sted-{number}.md": REPORT.encode() for number in range(200)},
    ),
    _file("reuse-large", "too-large", "gjenbruk/bodo.md", REPORT + "a " * 200_000),
    _file("reuse-not-text", "encoding", "gjenbruk/bodo.md", b"---\n\xff\xfe\n"),
    _file("reuse-empty", "front-matter-missing", "gjenbruk/bodo.md", ""),
    _said("reuse-raw-html", "raw-html", "<script>alert(1)</script>"),
    _said("reuse-link-scheme", "link-scheme", "[Se her](javascript:alert(1))"),
    _said("reuse-file-link", "link-scheme", "[Se her](file:///etc/passwd)"),
    _said("reuse-shows-picture", "picture-missing", "![Et hus](../bilde.png)"),
    _said("reuse-shows-elsewhere", "picture-missing", "![Et hus](https://example.org/a.png)"),
    _said("reuse-heading", "reuse-text", "## Det som var vanskelig"),
    _said("reuse-reference", "reuse-text", "Det sto i avisa.[^1]"),
    _said("reuse-note", "reuse-text", "Det sto i avisa.[^a]\n\n[^a]: I går."),
    _said("reuse-person", "national-identity-number", "Han het 01010101006 i registeret."),
    _file(
        "reuse-markup-fields",
        HARMLESS,
        "gjenbruk/bodo.md",
        REPORT.replace("Vi hadde ikke noe hus", "<img src=x onerror=alert(1)> Vi hadde ikke noe hus"),
    ),
    _file("reuse-good", HARMLESS, "gjenbruk/bodo.md"),
)
