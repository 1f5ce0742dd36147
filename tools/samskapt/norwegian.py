"""Words as a search needs them: spelling without æøå, the root under the endings, compounds, words that mean the same.

``theme/js/lib/words.js`` does the same to what the reader types; a test holds the two against each other.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from samskapt.registers import read_data

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_SWEDISH = str.maketrans({"ä": "æ", "ö": "ø"})
_LETTERS = str.maketrans({"æ": "a", "å": "a", "ø": "o"})
_WRITTEN_OUT = (("ae", "æ"), ("oe", "ø"), ("aa", "å"))
_NO_LETTER = re.compile(r"[\W_]+")
_SUFFIXES = (
    *("hetenes", "hetene", "hetens", "heten", "heter", "heitene", "heita", "heit", "heden", "het", "hed"),
    *("ingenes", "ingene", "ingane", "ingens", "ingen", "inger", "ingar", "inga", "ing"),
    *("elsene", "elsen", "elser", "elsar", "else", "endes", "ende", "andes", "ande"),
    *("ligere", "lige", "lig", "lege", "leg", "erne", "ene", "ane", "ens", "ets", "ers"),
    *("ede", "te", "er", "ar", "en", "et", "es", "ale", "al", "a", "e", "s", "t"),
)
_ROOT = 4
"""A root has at least so many letters; a shorter one would be that of too many words."""
_ROOT_OF_SHORT_ENDINGS = {"al": 6, "ale": 6, "t": 5, "te": 5, "lig": 5, "leg": 5, "lige": 5, "lege": 5}
_LEAST_ROOT = {suffix: _ROOT_OF_SHORT_ENDINGS.get(suffix, _ROOT) for suffix in _SUFFIXES}
_LENGTHS = {
    last: sorted({len(suffix) for suffix in _SUFFIXES if suffix[-1] == last}, reverse=True)
    for last in {suffix[-1] for suffix in _SUFFIXES}
}
"""How long endings are, by their last letter: the longest that leaves enough of a word is the one that is taken off."""
_AS_FOLDED = re.compile(r"[a-zæøå0-9]*")
"""Words of these letters alone have no accents to take off: almost all."""
_DOUBLED = re.compile(r"([bdfgklmnprst])\1$")
_LOST_E_AFTER_ONE = re.compile(r"([aeiouyæøå])([ptk])l$")
_LOST_E = re.compile(r"([^aeiouyæøålr])([lr])$")
_PART, _TAIL, _COMPOUND = 4, 4, 7
_SHORT_PARTS = frozenset(
    {"bil", "bok", "by", "del", "far", "hus", "kor", "lag", "mat", "mor", "nav", "rom", "rus", "råd", "ski", "sti"}
    | {"veg", "vei"}
)
_SHORT_TAIL = re.compile(rf"(?:{'|'.join(sorted(_SHORT_PARTS))})(?:en|et|a|er|ar|ene|ane)?")


@cache
def bare(word: str) -> str:
    """Return a word in small letters without punctuation, and with æ and ø for the Swedish ä and ö."""
    return _NO_LETTER.sub("", unicodedata.normalize("NFC", word).lower().translate(_SWEDISH))


def _spelt(text: str) -> str:
    """Return a bare word with æ, ø and å also where they are written ae, oe and aa, and without accents."""
    for two, one in _WRITTEN_OUT:
        text = text.replace(two, one)
    if _AS_FOLDED.fullmatch(text):
        return text
    return "".join(sign if sign in "æøå" else without_accents(sign) for sign in text)


@cache
def fold(word: str) -> str:
    """Return a word in small letters with one spelling, whether its writer has æ, ø, å or not: «Tøyen» is toyen."""
    return _fold(bare(word))


def _fold(text: str) -> str:
    return _spelt(text).translate(_LETTERS)


@cache
def without_accents(text: str) -> str:
    """Return a text with accents left out, å as a: what Pagefind does by itself. It keeps æ and ø."""
    return "".join(sign for sign in unicodedata.normalize("NFD", text) if not unicodedata.combining(sign))


@cache
def root(word: str) -> str:
    """Return what is left of a word, folded, when its ending is taken off: «ensomme» is ensom, «fengsler» fengsel."""
    return _root_of(bare(word))


@lru_cache(maxsize=1 << 17)
def _root_of(plain: str) -> str:
    """Return the root of a bare word: compounds ask for that of the same parts again and again, and of many once."""
    return _root(_fold(plain))


@cache
def key(word: str) -> str:
    """Return what two words have in common that are the same but for their endings; short words must be alike.

    «Ældre» and «alder» are not the same word: here æ, ø and å are letters of their own.
    """
    plain = bare(word)
    text = _root(_spelt(plain))
    return text if len(text) >= _ROOT else plain


def _root(text: str) -> str:
    for length in _LENGTHS.get(text[-1:], ()):
        if len(text) - length >= _LEAST_ROOT.get(text[-length:], len(text)):
            text = text[:-length]
            break
    if len(text) >= _ROOT:
        if text[-1] == text[-2]:
            text = _DOUBLED.sub(r"\1", text)
        if text[-1] in "lr":
            text = _LOST_E_AFTER_ONE.sub(r"\1\2\2el", text)
            text = _LOST_E.sub(r"\1e\2", text)
    return text


class Compounds:
    """Splits compound words by the words that are known to stand alone."""

    def __init__(self, words: Iterable[str]) -> None:
        """Take the known words; those shorter than a part are passed by."""
        known = {bare(word) for word in words}
        self._words = {word for word in known if len(word) >= _PART} | _SHORT_PARTS
        self._roots = {root(word) for word in known if len(word) >= _PART}
        self._found: dict[str, tuple[str, ...]] = {}

    def tails(self, word: str) -> tuple[str, ...]:
        """Return the ends of a compound that are words themselves: of folkehelsearbeid, helsearbeid and arbeid."""
        return self._tails(bare(word))

    def _tails(self, text: str) -> tuple[str, ...]:
        if len(text) < _COMPOUND:
            return ()
        if text not in self._found:
            self._found[text] = tuple(
                text[i:] for i in range(3, len(text) - 2) if self._is_head(text[:i]) and self._is_tail(text[i:])
            )
        return self._found[text]

    def _is_head(self, head: str) -> bool:
        if head in self._words:
            return True
        if head[-1] in "se" and (head[:-1] in self._words or self._tails(head[:-1])):
            return True
        return len(head) >= _PART and _root_of(head) in self._roots

    def _is_tail(self, tail: str) -> bool:
        if _SHORT_TAIL.fullmatch(tail):
            return True
        return len(tail) >= _TAIL and (_root_of(tail) in self._roots or bool(self._tails(tail)))


@cache
def groups() -> tuple[tuple[str, ...], ...]:
    """Return the groups of words that mean the same; ValueError for a list with a slip in it."""
    listed = read_data("synonyms")["groups"]
    return tuple(tuple(one.strip() for one in str(group).split(",")) for group in listed)


@cache
def groups_by_keys() -> Mapping[tuple[str, ...], tuple[int, ...]]:
    """Return the numbers of the groups that a word, or several in a row, belongs to, by their ``key``."""
    found: dict[tuple[str, ...], dict[int, None]] = {}
    for number, group in enumerate(groups()):
        for member in group:
            found.setdefault(tuple(key(word) for word in member.split()), {})[number] = None
    return {roots: tuple(numbers) for roots, numbers in found.items()}
