"""Reads running text as a person does: where sentences begin and end, what is quoted, and how heavy it is to read.

Nothing here knows of rules. Every pattern is linear, and white space and signs are never counted as words.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from samskapt.body import Block, Places

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from samskapt.body import Body
    from samskapt.diagnostic import Span
    from samskapt.source import Source
    from samskapt.yaml_reader import Place

Stretch = tuple[int, int]
"""Offsets into a text: the first sign, and the first after the last."""

LONG_WORD = 6
"""LIX calls a word long when it has more letters than this."""

_WORD = re.compile(r"[^\W_]+(?:(?:[-’'.]|(?<=\d)[,:](?=\d))[^\W_]+)*")
_TOKEN = re.compile(r"\S+")
_OPENERS = "«“”„‘’\"'([{*_–—-"
_CLOSERS = "»”“’\"')]}*_`"
_BULLETS = frozenset("•◦▪‣●·")
_LINE_OR_BULLET = re.compile(rf"[\n{''.join(_BULLETS)}]")

# fmt: off
# After these a sentence goes on, whatever comes next.
_GOES_ON = frozenset({
    "adm", "ang", "avd", "bl.a", "ca", "cand", "d.v.s", "dr", "dvs", "e.g", "ekskl", "ev", "evt", "f.eks", "f.o.m",
    "feks", "fl", "frk", "hr", "i.e", "ibid", "iflg", "inkl", "jf", "jfr", "kap", "kl", "m.h.t", "mht", "mr", "mrs",
    "ms", "nr", "pkt", "prof", "sml", "st", "t.o.m", "tidl", "tlf", "vedr", "vol", "vs",
})
# These may stand at the end of a sentence: a capital letter after them begins a new one.
_MAY_END = frozenset({
    "apr", "aug", "des", "e.l", "etc", "feb", "forts", "jan", "kr", "m.fl", "m.m", "m.v", "maks", "mfl", "mill", "mnd",
    "moh", "mrd", "mv", "nov", "o.a", "o.l", "off", "okt", "osv", "pga", "pst", "resp", "sept", "stk", "utg", "årg",
})
# fmt: on


def _not_after(shorts: Iterable[str]) -> str:
    """Return a pattern for a place that does not follow one of some short forms and its point."""
    by_length: dict[int, list[str]] = {}
    for short in sorted(shorts):
        by_length.setdefault(len(short), []).append(re.escape(short))
    return "".join(rf"(?<!(?<![^\W_])(?i:{'|'.join(same)})\.)" for _, same in sorted(by_length.items()))


# White space between two words: all of it, and what does not just follow a letter, a figure or a comma. Most sentences
# end surely: after a word in small letters that is no short form, before a capital.
_GAP = re.compile(r"(?<=\S)(?P<blank>\s+)")
_GAP_AFTER_SIGN = re.compile(
    rf"[^\sa-zæøåA-ZÆØÅ0-9,](?:(?<=[a-zæøå]{{2}}[.!?]){_not_after(_GOES_ON)}\s+(?=[A-ZÆØÅ])|(?P<blank>\s+))"
)
_OF_A_WORD = re.compile(r"[^\W_]")
_NO_VOWEL = re.compile(r"[bcdfghjklmnpqrstvwxz]{2,4}", re.IGNORECASE)

# Pairs of quotation marks. One of « “ „ that is never closed quotes the rest: the speech goes on in the next paragraph.
_QUOTATION = re.compile(
    r"«[^»]*(?:»|\Z)|“[^”“]*(?:[”“]|\Z)|„[^“”]*(?:[“”]|\Z)|”[^”]*”|‘[^‘’]*’|\"[^\"]*\"|(?<!\w)'[^']*'(?!\w)"
)
# Speech after a dash, as newspapers have it: «– Vi ler mye her, sier Kari.»
_SPEECH = re.compile(
    r"(?:\A|(?<=[.!?:] )|(?<=\n))[–—] .*?(?:[,!?] (?:sier|seier|sa|forteller|fortel|mener|meiner|spør|svarer|svarar"
    r"|forklarer|forklarar|ler|smiler|says|said)\b[^.!?]*|\Z)",
    re.DOTALL,
)
_HARD_BREAK = re.compile(rb" {2,}\n|\\\n")
_DASHES = frozenset("–—")
_IN_BLOCK_QUOTE = re.compile(rb"[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*>")
_ADDRESS = re.compile(r"://|@|\Awww\.|\.[a-z]{2,}/")


class Passage(NamedTuple):
    """A stretch of running text and where it stands: a paragraph, an item, a cell or a field of the front matter.

    ``borrowed``: it stands in a block quotation, so that its words are somebody else's.
    """

    kind: str
    text: str
    line: int
    at: Callable[[int, int], Span]
    borrowed: bool = False


@lru_cache(maxsize=1)
def passages(body: Body) -> tuple[Passage, ...]:
    """Return the running text of a body, in order."""
    return tuple(map(_passage, body.blocks))


def _passage(block: Block) -> Passage:
    places, byte = block.places, block.spots[0][1]
    index = bisect_right(places.starts, byte) - 1
    borrowed = b">" in places.raw and _IN_BLOCK_QUOTE.match(places.raw, places.starts[index], byte) is not None
    return Passage(block.kind, _with_lines(block), index + places.first_line, block.at, borrowed)


def _with_lines(block: Block) -> str:
    """Return the text of a block, with a line break where its writer meant one: before a dash, and a hard one."""
    raw = block.places.raw
    if raw.find(b"\n", block.spots[0][1], block.spots[-1][1]) < 0:
        return block.text
    text = list(block.text)
    for offset, byte in block.spots:
        if text[offset : offset + 1] != [" "]:
            continue
        before_dash = raw[byte : byte + 1] == b"\n" and block.text[offset + 1 : offset + 2] in _DASHES
        if before_dash or _HARD_BREAK.match(raw, byte):
            text[offset] = "\n"
    return "".join(text)


@lru_cache(maxsize=2)
def field_passage(source: Source, name: str) -> Passage | None:
    """Return the text of a field, or None where there is none; where YAML bends the text, its place is the key."""
    value, place = source.values.get(name), source.places.get((name,))
    if not isinstance(value, str) or not value.strip() or place is None:
        return None

    def at(start: int, end: int) -> Span:
        block = _block_of(source.text, value, place)
        return block.at(start, end) if block else source.key(name)

    return Passage(name, value.replace("\n", " "), place.value.line, at)


@lru_cache(maxsize=2)
def _block_of(text: str, value: str, place: Place) -> Block | None:
    """Return a YAML text as a block that knows where each word stands, or None if it is not written as it reads."""
    rest = text.split("\n", place.value.line - 1)[-1]
    at = place.value.column - 1
    if rest[at] in "|>":
        at = rest.index("\n", at)
    elif rest[at] in "'\"":
        at += 1
    spots, byte, seen = [], 0, 0
    for token in _TOKEN.finditer(value):
        while rest[at : at + 1].isspace():
            at += 1
        if not rest.startswith(token[0], at):
            return None
        byte, seen = byte + len(rest[seen:at].encode()), at
        spots.append((token.start(), byte))
        at += len(token[0])
    return Block("Field", value, tuple(spots), Places(rest, place.value.line))


def words(text: str, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
    """Yield the words of a text, or of a stretch of it; «3,5», «f.eks.» and «barne-tv» are one each."""
    return _WORD.finditer(text, start, len(text) if end is None else end)


def count_words(text: str) -> int:
    """Return how many words a text holds."""
    tokens = text.split()
    marked = _marked(tokens)
    return len(tokens) - len(marked) + len(_words_in(marked))


def _marked(tokens: Iterable[str]) -> list[str]:
    """Return the tokens that are not letters alone: of those each is one word, and there is no more to ask of it."""
    return [token for token in tokens if not token.isalpha()]


def _words_in(tokens: Iterable[str]) -> list[str]:
    return _WORD.findall("\n".join(tokens))


@lru_cache(maxsize=128)
def sentences(text: str) -> tuple[Stretch, ...]:
    """Return every sentence of a passage, from its first word to its last sign.

    Points in abbreviations, ordinals, dates and decimal numbers end nothing. A colon does where a capital follows.
    In doubt a sentence ends: better to miss a long one than to blame a writer for two short ones.
    """
    ends = [*_ends_in(text), len(text.rstrip())]
    stretches = zip([0, *ends], ends, strict=False)
    return tuple((word.start(), end) for start, end in stretches if (word := _OF_A_WORD.search(text, start, end)))


def _ends_in(text: str) -> Iterator[int]:
    """Yield where sentences end, but for the last: that is after a sign, or else at a line break or a bullet."""
    last = 0
    for gap in (_GAP if _LINE_OR_BULLET.search(text) else _GAP_AFTER_SIGN).finditer(text):
        blank, end = gap.span("blank")
        if blank < 0:
            last = gap.start() + 1
            yield last
            continue
        token = text[last:blank].rsplit(maxsplit=1)[-1]
        after = _TOKEN.match(text, end)
        if after and ("\n" in gap["blank"] or _ends(token, after[0])):
            yield blank
        last = blank


def _ends(token: str, after: str) -> bool:
    """Say whether a sentence ends between two neighbours."""
    if token in _BULLETS or after in _BULLETS:
        return True
    if token[-1].isalnum() or token[-1] == ",":
        return False
    following = after.lstrip(_OPENERS)[:1]
    bare = token.rstrip(_CLOSERS)
    sign = bare[-1:]
    if sign == ":":
        return following.isupper()
    if sign in {"!", "?", "…"} or bare.endswith(".."):
        return not following.islower()
    return sign == "." and _point_ends(bare[:-1].lstrip(_OPENERS), following)


def _point_ends(word: str, following: str) -> bool:
    """Say whether a point after ``word`` ends a sentence, when the next word begins with ``following``."""
    folded = word.casefold()
    if folded in _GOES_ON or (len(word) == 1 and word.isalpha()):
        return False
    if word.isdigit() or "." in word or folded in _MAY_END or _NO_VOWEL.fullmatch(word):
        return not (following.islower() or following.isdigit())
    return True


def quotations(text: str) -> list[Stretch]:
    """Return where the words of others stand, with their quotation marks or their dash, and who says them."""
    return [match.span() for pattern in (_QUOTATION, _SPEECH) for match in pattern.finditer(text)]


def addresses(text: str) -> list[Stretch]:
    """Return where addresses of pages and of people stand."""
    return [match.span() for match in _TOKEN.finditer(text) if _ADDRESS.search(match[0])]


def outside(text: str, stretches: Iterable[Stretch]) -> bytearray:
    """Return a 1 for each sign of ``text`` that is in none of the stretches, and a 0 for the others."""
    signs = bytearray(b"\1") * len(text)
    for start, end in stretches:
        signs[start:end] = bytes(end - start)
    return signs


@dataclass(frozen=True, slots=True)
class Weight:
    """How heavy a text is: its words, those of them that are long, and its sentences."""

    words: int
    long: int
    sentences: int

    @property
    def lix(self) -> int:
        """The readability index LIX (Björnsson 1968): words a sentence plus long words in a hundred; 0 for nothing."""
        return round(self.words / self.sentences + 100 * self.long / self.words) if self.words else 0


def weigh(*texts: str) -> Weight:
    """Return how heavy the sentences of some passages are."""
    tokens = "\n".join(texts).split()
    marked = _marked(tokens)
    others = _words_in(marked)
    long = len([token for token in tokens if len(token) > LONG_WORD and token.isalpha()])
    return Weight(
        len(tokens) - len(marked) + len(others),
        long + sum(map(_is_long, others)),
        sum(map(len, map(sentences, texts))),
    )


def _is_long(word: str) -> bool:
    return len(word) > LONG_WORD and (word.isalpha() or sum(map(str.isalpha, word)) > LONG_WORD)
