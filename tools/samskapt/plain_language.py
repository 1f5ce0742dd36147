"""The list of words that plain language does without, and where they stand in a text (``data/plain_language.yml``)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from samskapt import prose
from samskapt.fields import LANGUAGES
from samskapt.kinds import Choice, Several, Slug, Text, Texts
from samskapt.records import Field, Need, Reading, Record, Records, read_record
from samskapt.vocabulary import Origin
from samskapt.yaml_reader import read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

_FILE = Path(__file__).parent / "data" / "plain_language.yml"

REASONS = ("receiver", "label", "lack", "office", "jargon", "big", "detour", "loose")
"""Why a word is on the list: each is a case of the rule ``plain-word``, where its sentences stand."""

# A writer who says what people are not, or speaks of the word itself, has thought of it already.
_KEPT_OFF = re.compile(
    r"\b(?:(?:og|men|er|var|ble|blei|vart|som|is|are|was|were|and|but|as) (?:ikke|ikkje|aldri|not|never)(?: \w+)?"
    r"|ingen|(?:stedet|staden) for|enn|fr[ae]mfor|instead of|rather than"
    r"|kalle[sr]?|kalt|kalla[rs]?t?|heter|heiter|såkalte?|såkalla|so-called|called|ordet|begrepet|uttrykket|omgrepet"
    r")$",
    re.IGNORECASE,
)
_FROM, _TO = re.compile(r"\bfr(?:a|å|om)$", re.IGNORECASE), re.compile(r"(?:til|to)\b", re.IGNORECASE)
_IN_A_NAME = re.compile(r"\w (?:\w+ )*[A-ZÆØÅ][\wæøå-]* (?:for|mot|om)$")
_NEARBY = 60
"""How many signs around a word are read to understand it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Words that mean the same, what to write instead, why, and in which languages of stories it holds.

    ``words`` are forms or phrases; ``*`` at the end of a word stands for any ending, a space for any white space.
    """

    words: tuple[str, ...]
    instead: tuple[str, ...]
    reason: str
    languages: tuple[str, ...]
    source: Origin | None = None

    @property
    def pattern(self) -> str:
        """The regular expression that matches all the words, without their borders."""
        return "|".join(re.escape(word).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for word in self.words)


class Hit(NamedTuple):
    """A word of the list in a text."""

    entry: Entry
    start: int
    end: int


_ORIGIN = Record(Origin, (Field("document", Slug()), Field("place", Text())))
_TABLE = (
    Field(
        "entries",
        Records(
            Entry,
            (
                Field("words", Texts(1)),
                Field("instead", Texts(1)),
                Field("reason", Choice(*REASONS)),
                Field("languages", Several(Choice(*LANGUAGES), 1)),
                Field("source", _ORIGIN, Need.NEVER),
            ),
        ),
    ),
)


@cache
def entries() -> tuple[Entry, ...]:
    """Return the whole list in its order; ValueError with file and line for an entry that is not written right."""
    yaml = read_yaml(_FILE.read_text(encoding="utf-8"))
    reading = Reading(yaml.places)
    fields = read_record(yaml.values, (), _TABLE, reading)
    for finding in (*yaml.findings, *reading.findings):
        raise ValueError(f"{_FILE}:{finding.span.line}: {finding.rule} {dict(finding.values)}")
    return tuple(fields["entries"])


@cache
def _searcher(language: str) -> tuple[tuple[Entry, ...], re.Pattern[str]]:
    """Return the entries of a language and a pattern with a group for each; the first that fits is taken."""
    chosen = tuple(entry for entry in entries() if language in entry.languages)
    groups = "|".join(f"({entry.pattern})" for entry in chosen) or r"(?!)"
    return chosen, re.compile(rf"(?<![\w-])(?:{groups})(?!\w)", re.IGNORECASE)


def find(text: str, language: str, names: tuple[str, ...] = ()) -> Iterator[Hit]:
    """Yield the listed words of a passage that its writer answers for.

    Left alone is what stands in quotation marks, in addresses, in ``names`` and in other capitalised names, and what
    the text says no to: «og ikke klienter», «fra klient til kollega».
    """
    chosen, pattern = _searcher(language)
    hits = [Hit(chosen[(match.lastindex or 1) - 1], *match.span()) for match in pattern.finditer(text)]
    if not hits:
        return
    taken = [*prose.quotations(text), *prose.addresses(text), *_named(text, names)]
    apart = sorted(taken)
    first = {start for start, _ in prose.sentences(text)}
    for hit in hits:
        if not (_inside(apart, hit) or _is_name(text, hit, first) or _is_kept_off(text, hit)):
            yield hit
