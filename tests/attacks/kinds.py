"""What an attack is, and how one is made of a good story."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

HARMLESS = "harmless"
"""Must be published, as a story that does nothing to those who read it."""

ANYTHING = "anything"
"""May be refused or published, but must do no harm, and take no time."""

GOOD = (Path(__file__).parents[1] / "golden" / "good" / "plain.md").read_text(encoding="utf-8")
_PLACE = "Naboene malte kjøkkenet, og kommunen betalte for komfyren.\n"


@dataclass(frozen=True, slots=True)
class Attack:
    """A story folder from a stranger. ``must`` is the rule that refuses it, ``HARMLESS`` or ``ANYTHING``.

    ``files`` lie beside the text; ``spoil`` is given the folder last, for what is no plain file.
    """

    name: str
    must: str
    text: bytes
    files: Mapping[str, bytes] = field(default_factory=dict)
    spoil: Callable[[Path], object] | None = None
    slug: str = ""

    def write(self, stories: Path) -> Path:
        """Write the folder among ``stories``, and return it."""
        folder = stories / (self.slug or self.name)
        folder.mkdir(parents=True)
        (folder / "index.md").write_bytes(self.text)
        for name, data in self.files.items():
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_bytes(data)
        if self.spoil:
            self.spoil(folder)
        return folder


def titled(name: str, text: str = GOOD) -> str:
    """Return a story with a title of its own, so that attacks do not meet each other's."""
    return text.replace("title: Prøvehuset", f"title: Angrep {name}", 1)


def in_body(name: str, must: str, payload: str) -> Attack:
    """Return a story with a payload on a line of its own in its text."""
    return Attack(name, must, titled(name).replace(_PLACE, f"{_PLACE}\n{payload}\n").encode())


FIELDS = {
    "title": (r"title: Prøvehuset", "title: {}"),
    "summary": (r"summary: >-\n(?:  .*\n)+", "summary: {}\n"),
    "place-name": (r"country: NO\}", "country: NO, name: {}}}"),
    "municipality": (r"municipality: Levanger", "municipality: {}"),
    "says": (r"says: .*", "says: {}"),
    "source-title": (r"title: Årsmelding", "title: {}"),
    "publisher": (r"publisher: Prøvehuset", "publisher: {}"),
    "author": (r"publisher: Prøvehuset", "publisher: Huset, author: {}"),
    "url": (r"url: [^}]*", "url: {}"),
    "archive": (r"url: [^}]*", "url: https://example.org/a, archive: {}"),
    "year": (r"year: 2023", "year: {}"),
    "told-by": (r"told_by: praksisen", "told_by: {}"),
    "status": (r"status: published", "status: {}"),
    "language": (r"language: nb", "language: {}"),
    "published": (r"published: 2026-01-15", "published: {}"),
    "country": (r"country: NO", "country: {}"),
}
"""Where each field stands in the good story, and how it is written anew."""


def in_field(name: str, must: str, where: str, payload: str) -> Attack:
    """Return a story with a payload in a field, as YAML within double quotes."""
    form, new = FIELDS[where]
    text = GOOD if where == "title" else titled(name)
    value = json.dumps(payload, ensure_ascii=False)
    made, count = re.subn(form, lambda _: new.format(value), text, count=1)
    assert count == 1, where
    return Attack(name, must, made.encode("utf-8", "surrogatepass"))


def in_front(name: str, must: str, line: str) -> Attack:
    """Return a story with lines of YAML added at the top of its front matter."""
    return Attack(name, must, titled(name).replace("---\n", f"---\n{line}\n", 1).encode())
