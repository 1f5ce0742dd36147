"""What can lie in a story's folder, beside a good story or in its place."""

from __future__ import annotations

import os
import zlib
from io import BytesIO
from typing import TYPE_CHECKING

from PIL import Image, PngImagePlugin

from attacks.kinds import GOOD, HARMLESS, Attack, in_body, titled

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

OUTSIDE = "/etc/passwd"
_MARK = b"HEMMELIG-SPOR"
"""Must be in no published file: it stands in what pictures carry beside their points."""


def _picture(form: str, size: tuple[int, int] = (40, 30), **extra: object) -> bytes:
    made = BytesIO()
    Image.new("RGB", size, (200, 40, 40)).save(made, form, **extra)
    return made.getvalue()


def _with_text() -> bytes:
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", _MARK.decode())
    info.add_itxt("XML:com.adobe.xmp", f"<x>{_MARK.decode()}</x>")
    return _picture("PNG", pnginfo=info)


def _png_bomb(width: int, height: int) -> bytes:
    """Return a small file that says it is a picture of many points."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")

    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes([8, 2, 0, 0, 0])
    points = zlib.compress(bytes(1_000_000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", points) + chunk(b"IEND", b"")


_JPEG, _PNG, _WEBP = _picture("JPEG"), _picture("PNG"), _picture("WEBP", quality=20)
_SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>'
_HTML = b"<!DOCTYPE html><script>alert(1)</script>"


def _shown(name: str, must: str, file: str, data: bytes) -> Attack:
    """Return a story that shows a picture."""
    text = in_body(name, must, f"![Et hus ved sj\u00f8en]({file})").text
    return Attack(name, must, text, {file: data})


def _beside(name: str, must: str, files: Mapping[str, bytes]) -> Attack:
    """Return a story that has files beside it which it does not show."""
    return Attack(name, must, titled(name).encode(), files)


def _link(name: str, file: str, target: str, *, shown: bool = True) -> Attack:
    """Return a story with a link to somewhere else beside it, in the place of a picture or of its text."""

    def spoil(folder: Path) -> None:
        (folder / file).unlink(missing_ok=True)
        (folder / file).symlink_to(target)

    text = in_body(name, "", f"![Et hus]({file})").text if shown else titled(name).encode()
    return Attack(name, "folder-content", text, spoil=spoil)


def _folder_is_a_link(folder: Path) -> None:
    (folder / "index.md").unlink()
    folder.rmdir()
    folder.symlink_to("/etc")


def _text_is_a_folder(folder: Path) -> None:
    (folder / "index.md").unlink()
    (folder / "index.md").mkdir()


def _named(name: str, slug: str, must: str = "folder-name") -> Attack:
    return Attack(name, must, titled(name).encode(), slug=slug)


_STRANGE = {
    "html": ("folder-content", "side.html", _HTML),
    "svg": ("folder-content", "bilde.svg", _SVG),
    "script": ("folder-content", "skript.js", b"alert(1)"),
    "style": ("folder-content", "stil.css", b"*{display:none}"),
    "php": ("folder-content", "a.php", b"<?php ?>"),
    "htaccess": ("folder-content", ".htaccess", b"Options +Indexes"),
    "headers": ("folder-content", "_headers", b"/*\n  X: y"),
    "dotfile": ("folder-content", ".env", b"A=b"),
    "pdf": ("folder-content", "a.pdf", b"%PDF-1.7"),
    "gif": ("folder-content", "a.gif", b"GIF89a"),
    "double-ending": ("folder-content", "a.php.jpg", _JPEG),
    "upper": ("folder-content", "Bilde.JPG", _JPEG),
    "space": ("folder-content", "et bilde.jpg", _JPEG),
    "markup-name": ("folder-content", "<img src=x onerror=alert(1)>.jpg", _JPEG),
    "decomposed": ("folder-content", "bla\u030a.jpg", _JPEG),
    "bidi-name": ("folder-content", "a\u202egpj.jpg", _JPEG),
    "newline-name": ("folder-content", "a\nb.jpg", _JPEG),
    "reserved": ("folder-content", "con.jpg", _JPEG),
    "hyphen": ("folder-content", "-rf.jpg", _JPEG),
    "card": ("folder-content", "kort.og.png", _PNG),
    "other-language": ("translation-language", "index.xx.md", GOOD.encode()),
}

FILES: tuple[Attack, ...] = (
    _link("link-picture", "bilde.png", OUTSIDE),
    _link("link-text", "index.md", OUTSIDE, shown=False),
    _link("link-translation", "index.en.md", OUTSIDE, shown=False),
    _link("link-folder", "mappe", "/etc", shown=False),
    _link("link-device", "index.md", "/dev/zero", shown=False),
    _link("link-loop", "bilde.png", "bilde.png"),
    _link("link-broken", "bilde.png", "../finnes-ikke.png"),
    _link("link-other-story", "index.md", "../twin-plain/index.md", shown=False),
    Attack("story-is-a-link", "folder-content", GOOD.encode(), spoil=_folder_is_a_link),
    Attack("text-is-a-folder", "folder-content", GOOD.encode(), spoil=_text_is_a_folder),
    Attack("fifo", "folder-content", titled("fifo").encode(), spoil=lambda folder: os.mkfifo(folder / "bilde.png")),
    Attack("inner-folder", "folder-content", titled("mappe").encode(), spoil=lambda folder: (folder / "js").mkdir()),
    *(_beside(f"file-{name}", must, {file: data}) for name, (must, file, data) in _STRANGE.items()),
    _beside("file-case-clash", "folder-content", {"hus.jpg": _JPEG, "Hus.jpg": _JPEG}),
    _beside("file-many", "folder-content", {f"b{number}.jpg": _JPEG for number in range(200)}),
    _shown("picture-html", "picture-file", "a.jpg", _HTML),
    _shown("picture-svg", "picture-file", "a.png", _SVG),
    _shown("picture-gif", "picture-file", "a.png", _picture("GIF")),
    _shown("picture-tiff", "picture-file", "a.jpg", _picture("TIFF")),
    _shown("picture-eps", "picture-file", "a.jpg", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n"),
    _shown("picture-other-kind", "picture-file", "a.png", _JPEG),
    _shown("picture-empty", "picture-file", "a.png", b""),
    _shown("picture-cut", "picture-file", "a.png", _PNG[:50]),
    _shown("picture-cut-late", "picture-file", "a.jpg", _picture("JPEG", (400, 300))[:-200]),
    _shown("picture-large", "picture-file", "a.jpg", _JPEG + bytes(9_000_000)),
    _shown("picture-bomb", "picture-file", "a.png", _png_bomb(60_000, 60_000)),
    _shown("picture-bomb-wide", "picture-file", "a.png", _png_bomb(2**31 - 1, 1)),
    _named("slug-upper", "Kafe"),
    _named("slug-space", "en kafe"),
    _named("slug-dot", "kafe.html"),
    _named("slug-markup", "<script>alert(1)<"),
    _named("slug-hidden", ".kafe"),
    _named("slug-underscore", "_headers"),
    _named("slug-letters", "kaf\u00e9"),
    _named("slug-reserved", "con"),
    _named("slug-long", "a" * 200),
    _named("slug-newline", "a\nb"),
)

PICTURES: tuple[Attack, ...] = (
    _shown("picture-twin-jpeg", HARMLESS, "hus.jpg", _picture("JPEG", (2000, 1500), comment=_MARK)),
    _shown("picture-twin-png", HARMLESS, "hus.png", _with_text()),
    _shown("picture-twin-webp", HARMLESS, "hus.webp", _WEBP),
    _shown("picture-twin-tail", HARMLESS, "hus.jpg", _JPEG + _HTML + _MARK),
    _shown("picture-twin-head", HARMLESS, "a-9.png", _PNG + _HTML + _MARK),
    _beside("picture-twin-unused", HARMLESS, {"ikke-vist.jpg": _JPEG + _MARK}),
)
MARK = _MARK
