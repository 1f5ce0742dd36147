"""Rules on links and notes: where they lead, what their words say, and that notes and sources meet."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from samskapt.body import STORY_LINK
from samskapt.diagnostic import Span, advice, found
from samskapt.text import closest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from samskapt.body import Body
    from samskapt.diagnostic import Finding
    from samskapt.model import Outcome, SourceItem
    from samskapt.source import Source

_EMPTY_TEXTS = frozenset(
    [
        "her",
        "les mer",
        "les meir",
        "mer",
        "meir",
        "lenke",
        "link",
        "klikk her",
        "trykk her",
        "se her",
        "sjå her",
        "denne",
        "dette",
        "nettside",
        "nettsiden",
        "nettsida",
        "here",
        "click here",
        "read more",
        "more",
        "this",
        "this link",
        "website",
    ]
)
_NOTE = re.compile(r"\[\^(?<!\\\[\^)([^\]\s]{1,40})\](:?)")
_CODE = re.compile(r"`[^`\n]*`")


def link_scheme(body: Body) -> Iterator[Finding]:
    """A link leads to a safe address on the web, to a place in the library, or to an e-mail address."""
    for link in body.links:
        scheme = link.address.partition(":")[0].lower() if ":" in link.address else ""
        if scheme not in {"", "https", "mailto"}:
            yield found(link.span, "http" if scheme == "http" else "other", address=link.address)


def link_target(body: Body, slugs: frozenset[str]) -> Iterator[Finding]:
    """A link within the library leads to a story that exists, written ``../slug/``."""
    for link in body.links:
        if ":" in link.address or link.address.startswith("#"):
            continue
        story = STORY_LINK.fullmatch(link.address)
        if story is None:
            yield found(link.span, "form", address=link.address)
        elif story["slug"] not in slugs:
            guess = closest(story["slug"], slugs)
            yield found(link.span, "plain" if guess is None else "guess", name=story["slug"], guess=guess)


@advice
def link_text(body: Body) -> Iterator[Finding]:
    """The words of a link say where it leads, also to those who hear them read out of their sentence."""
    for link in body.links:
        text = link.text.casefold().strip(" .:»«")
        if not text:
            yield found(link.span, "empty", address=link.address)
        elif text in _EMPTY_TEXTS:
            yield found(link.span, "words", text=link.text)
        elif re.match(r"https?://|www\.", text):
            yield found(link.span, "address", address=link.text)


def reference_unknown(body: Body, sources: tuple[SourceItem, ...]) -> Iterator[Finding]:
    """``[^3]`` in the text means source number 3, which must be in the list."""
    for piece, _, _ in body.references:
        if not 1 <= int(piece.text) <= len(sources):
            yield found(piece.span, number=piece.text, count=len(sources))


@advice
def source_unused(
    source: Source, body: Body, sources: tuple[SourceItem, ...], outcomes: tuple[Outcome, ...], status: str
) -> Iterator[Finding]:
    """A source in the list is one that the text or an outcome builds on."""
    used = {int(piece.text) for piece, _, _ in body.references}
    used |= {number for outcome in outcomes for number in outcome.source}
    for number in range(1, len(sources) + 1):
        if number not in used and status == "published":
            yield found(source.at("sources", number - 1, "title"), number=number)


def note_undefined(body: Body) -> Iterator[Finding]:
    """A note in the text has its text somewhere, and a text of a note is called for."""
    text = _CODE.sub(lambda code: " " * len(code[0]), body.text) if "`" in body.text else body.text
    called: dict[str, int] = {}
    defined: dict[str, int] = {}
    for note in _NOTE.finditer(text):
        starts_line = not text[text.rfind("\n", 0, note.start()) + 1 : note.start()].strip()
        notes = defined if note[2] and starts_line else called
        notes.setdefault(note[1], note.start())
    for name, start in called.items():
        if name not in defined and not re.fullmatch(r"\d{1,3}", name):
            yield found(_span(body, start, len(name) + 3), "undefined", name=name)
    for name, start in defined.items():
        if name not in called:
            yield found(_span(body, start, len(name) + 3), "uncalled", name=name)


def _span(body: Body, start: int, length: int) -> Span:
    line = body.first_line + body.text.count("\n", 0, start)
    column = start - body.text.rfind("\n", 0, start)
    return Span(line, column, line, column + length)
