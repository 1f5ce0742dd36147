r"""Writes the checker's patterns as JavaScript reads them, so that none of them has to be written twice.

Python's own parser takes a pattern apart. What JavaScript lacks is written in another way: Unicode in ``\w``, ``\d``
and ``\b``, and parts in which capitals do matter. A possessive repetition becomes a greedy one.
"""

from __future__ import annotations

import importlib
import re
from typing import Any

_parser: Any = importlib.import_module("re._parser")

_WORD = r"\p{L}\p{N}_"
_CATEGORIES = {
    "CATEGORY_WORD": _WORD,
    "CATEGORY_DIGIT": r"\p{Nd}",
    "CATEGORY_SPACE": r"\s",
    "CATEGORY_NOT_DIGIT": r"\P{Nd}",
    "CATEGORY_NOT_SPACE": r"\S",
}
_PLACES = {
    "AT_BEGINNING": "^",
    "AT_BEGINNING_STRING": r"(?<![\s\S])",
    "AT_END_STRING": r"(?![\s\S])",
    "AT_BOUNDARY": rf"(?:(?<=[{_WORD}])(?![{_WORD}])|(?<![{_WORD}])(?=[{_WORD}]))",
    "AT_NON_BOUNDARY": rf"(?:(?<=[{_WORD}])(?=[{_WORD}])|(?<![{_WORD}])(?![{_WORD}]))",
}
_SYNTAX = frozenset("^$\\.*+?()[]{}|/")
_IN_CLASS = frozenset("^\\]-[")


def to_javascript(pattern: re.Pattern[str]) -> list[str]:
    """Return a pattern's source and flags for JavaScript's ``RegExp``; ValueError for what it has no words for."""
    tree = _parser.parse(pattern.pattern, pattern.flags)
    ignores_case = bool(pattern.flags & re.IGNORECASE)
    spelt_out = ignores_case and _minds_case_somewhere(tree)
    flags = "u"
    flags += "i" if ignores_case and not spelt_out else ""
    flags += "m" if pattern.flags & re.MULTILINE else ""
    flags += "s" if pattern.flags & re.DOTALL else ""
    names = {number: name for name, number in pattern.groupindex.items()}
    return [_Writer(names, ascii=bool(pattern.flags & re.ASCII)).sequence(tree, both=spelt_out), flags]


def _minds_case_somewhere(tree: Any) -> bool:  # noqa: ANN401 (Python's parser gives no types)
    return "(?-i:" in tree.state.str


class _Writer:
    """Writes a parsed pattern. ``both``: a letter stands for itself in capitals too."""

    def __init__(self, names: dict[int, str], *, ascii: bool) -> None:  # noqa: A002 (what Python calls it)
        self.names = names
        self.ascii = ascii

    def sequence(self, tree: Any, *, both: bool) -> str:  # noqa: ANN401
        return "".join(self._one(str(op), value, both=both) for op, value in tree)

    def _one(self, op: str, value: Any, *, both: bool) -> str:  # noqa: ANN401
        if op in {"ANY", "AT"}:
            return "." if op == "ANY" else _PLACES.get(str(value)) or r"(?=\n?$)"
        if op in {"LITERAL", "NOT_LITERAL"}:
            sign = chr(value)
            return _literal(sign, both=both) if op == "LITERAL" else f"[^{_in_class(sign, both=both)}]"
        if op in {"ASSERT", "ASSERT_NOT"}:
            sign = "=" if op == "ASSERT" else "!"
            return f"(?{'<' if value[0] < 0 else ''}{sign}{self.sequence(value[1], both=both)})"
        return self._many(op, value, both=both)

    def _many(self, op: str, value: Any, *, both: bool) -> str:  # noqa: ANN401
        match op:
            case "IN":
                return self._set(value, both=both)
            case "BRANCH":
                return f"(?:{'|'.join(self.sequence(one, both=both) for one in value[1])})"
            case "SUBPATTERN":
                return self._group(*value, both=both)
            case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
                return self._repeat(*value, lazy=op == "MIN_REPEAT", both=both)
        raise ValueError(f"JavaScript has no {op}")

    def _group(self, number: int | None, added: int, removed: int, tree: Any, *, both: bool) -> str:  # noqa: ANN401
        if added:
            raise ValueError("flags may only be taken away inside a pattern")
        inner = self.sequence(tree, both=both and not removed & re.IGNORECASE)
        if number is None:
            return f"(?:{inner})"
        return f"(?<{self.names[number]}>{inner})" if number in self.names else f"({inner})"

    def _repeat(self, least: int, most: int, tree: Any, *, lazy: bool, both: bool) -> str:  # noqa: ANN401
        inner = self.sequence(tree, both=both)
        unbounded = most == _parser.MAXREPEAT
        times = f"{{{least},{'' if unbounded else most}}}"
        short = {(0, True): "*", (1, True): "+"}.get((least, unbounded)) or (
            "?" if (least, most) == (0, 1) else f"{{{least}}}" if least == most else times
        )
        return f"(?:{inner}){short}{'?' if lazy else ''}"

    def _set(self, parts: Any, *, both: bool) -> str:  # noqa: ANN401
        negated = bool(parts) and str(parts[0][0]) == "NEGATE"
        inside, no_word = "", False
        for op, value in parts[1 if negated else 0 :]:
            match str(op):
                case "LITERAL":
                    inside += _in_class(chr(value), both=both)
                case "RANGE":
                    inside += _range(*map(chr, value), both=both)
                case "CATEGORY" if str(value) == "CATEGORY_NOT_WORD":
                    no_word = True
                case "CATEGORY":
                    inside += r"0-9" if self.ascii and str(value) == "CATEGORY_DIGIT" else _CATEGORIES[str(value)]
        if no_word and negated:  # a word's sign, and none of the others: [^\W\d_] is a letter
            return rf"(?:(?![{inside}])[{_WORD}])" if inside else f"[{_WORD}]"
        if no_word:
            return rf"(?:[^{_WORD}]|[{inside}])" if inside else f"[^{_WORD}]"
        return f"[{'^' if negated else ''}{inside}]"


def _literal(sign: str, *, both: bool) -> str:
    if both and sign.lower() != sign.upper():
        return f"[{_in_class(sign, both=True)}]"
    return f"\\{sign}" if sign in _SYNTAX else _plain(sign)


def _in_class(sign: str, *, both: bool) -> str:
    signs = dict.fromkeys((sign.lower(), sign.upper())) if both and len(sign.upper()) == 1 else (sign,)
    return "".join(f"\\{one}" if one in _IN_CLASS else _plain(one) for one in signs)


def _range(first: str, last: str, *, both: bool) -> str:
    written = f"{_in_class(first, both=False)}-{_in_class(last, both=False)}"
    if both and first.isalpha() and last.isalpha():
        written += f"{first.swapcase()}-{last.swapcase()}"
    return written


def _plain(sign: str) -> str:
    """Write what cannot be seen by its number, so that the file is text that anybody can read."""
    return sign if sign.isprintable() else f"\\u{{{ord(sign):x}}}"
