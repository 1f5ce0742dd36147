"""Small things about words: the Norwegian order, a guess at what was meant, and how wide text stands."""

from __future__ import annotations

import re
import unicodedata
from itertools import islice
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

_AFTER_Z = str.maketrans({"æ": "{", "ä": "{", "ø": "|", "ö": "|", "å": "}"})
_COMMENT_END = re.compile("--!?>")
_LEAST_LETTERS = 4
"""Shorter words are too near each other to say which one was meant."""
_NEAR = 70
"""Percent of the letters of two words that they have in common, in the same order."""
_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*|\d+")


def norwegian_key(text: str) -> tuple[str, str]:
    """Return a sort key for the Norwegian order: … z æ ø å, with aa as å and other accents left out."""
    folded = unicodedata.normalize("NFC", text).casefold().replace("aa", "å").translate(_AFTER_Z)
    bare = "".join(sign for sign in unicodedata.normalize("NFD", folded) if not unicodedata.combining(sign))
    return " ".join(re.findall(r"[\w{|}]+", bare)), text


def closest(word: str, known: Collection[str]) -> str | None:
    """Return the one of ``known`` that ``word`` most likely was meant to be, or None; of equals, the first by name."""
    names = sorted(known)
    hit = process.extractOne(as_id(word), map(as_id, names), scorer=fuzz.ratio, score_cutoff=_NEAR)
    return names[hit[2]] if hit else None


def as_id(word: str) -> str:
    """Write ``word`` the way ids are written, so that «Møteplass» is near «moteplass»."""
    plain = word.casefold().replace("ø", "o").replace("æ", "ae").replace("å", "a")
    return re.sub(r"[\s_]+", "-", plain.strip())


def comments(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each HTML comment begins and ends, as browsers see it. One that is never closed is none."""
    start = text.find("<!--")
    # «<!-->» is a whole comment, and «--!>» ends one as «-->» does
    while start >= 0 and (end := _COMMENT_END.search(text, start + len("<!"))):
        yield start, end.end()
        start = text.find("<!--", end.end())


def words(text: str) -> list[str]:
    """Return the words of a text; a hyphenated word counts as one."""
    return _WORD.findall(text)


def has_fewer_words(text: str, than: int) -> bool:
    """Say whether a text has fewer words than so many, without counting the rest of them."""
    tokens = text.split(maxsplit=2 * than)[:-1]
    if sum(map(str.isalpha, tokens)) >= than:  # each of them is a word
        return False
    return sum(1 for _ in islice(_WORD.finditer(text), than)) < than


def width(text: str) -> int:
    """Return how many columns ``text`` takes in a terminal: wide signs two, combining ones none."""
    return sum(
        0 if unicodedata.combining(sign) else 2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text
    )


def visible(text: str) -> str:
    """Return ``text`` with control and invisible signs written as U+XXXX, so that output cannot be led astray."""
    return "".join(
        f"U+{ord(sign):04X}" if unicodedata.category(sign) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"} else sign
        for sign in text
    )


def is_one_slip_away(word: str, known: str) -> bool:
    """Say whether ``word`` is ``known`` but for how it is spelt: æøå, case, hyphens, or one letter."""
    first, second = as_id(word), as_id(known)
    if first == second:
        return True
    if abs(len(first) - len(second)) > 1 or min(len(first), len(second)) < _LEAST_LETTERS:
        return False
    begin = next(
        (i for i, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), min(len(first), len(second))
    )
    rest = (first[begin:], second[begin:])
    swapped = rest[0][1::-1] + rest[0][2:] == rest[1] and len(rest[0]) > 1
    return swapped or rest[0][1:] == rest[1][1:] or rest[0][1:] == rest[1] or rest[0] == rest[1][1:]


def lower(label: str) -> str:
    """Return a label as it stands inside a sentence: no capital, but for one that begins with an abbreviation."""
    return label if label[:2].isupper() else label[:1].lower() + label[1:]
