"""Texts made to take time, memory or the stack: the signs that parsers go back over."""

from __future__ import annotations

from attacks.kinds import ANYTHING, Attack, in_body, titled

_RUNS: tuple[str, ...] = (
    "[",
    "![",
    "[a](",
    "[x][",
    "](",
    "<a ",
    "<div ",
    "<![CDATA[",
    '<a b="',
    "`",
    "``` ",
    "*",
    "_",
    "**a",
    "*a_",
)
_RUNS += ("<!--", "<?", "&#", "&", "\\", "#", "> ", "- ", "1. ", "[^", "[^a]", "[^1]", "|", "~", "!", "a@", "www.", ":")
_RUNS += ("https://", "«", '"', "(", "1 ", "8 år ", "nei. ", "a-", "ø", "\u0301", "- - ", "* * ", "\t", "=", "æ̊")
_NAMES = [f"{number:02}" for number in range(len(_RUNS))]
SIZE = 30_000
"""Bytes of a run: what hung the parsers that others use."""

_TABLE = f"|{'a|' * 1500}\n|{'-|' * 1500}\n" + f"|{'b|' * 1500}\n" * 20
_NESTED_NOTES = "\n\n".join(f"[^n{n}]: ord [^n{n + 1}]" for n in range(3000))
_DEFINITIONS = "\n".join(f"[d{n}]: https://example.org/{n}" for n in range(3000))

TIME: tuple[Attack, ...] = (
    *(
        in_body(f"run-{name}", ANYTHING, f"Ord {run * (SIZE // len(run.encode()))}")
        for name, run in zip(_NAMES, _RUNS, strict=True)
    ),
    *(
        in_body(f"line-{name}", ANYTHING, run * (SIZE // len(run.encode())))
        for name, run in zip(_NAMES, _RUNS, strict=True)
    ),
    in_body("deep-list", "too-complex", "\n".join(f"{'  ' * n}- a" for n in range(400))),
    in_body("deep-quotation", "too-complex", f"{'>' * 5000} a"),
    in_body("deep-emphasis", ANYTHING, f"{'*a ' * 4000}{'a* ' * 4000}"),
    in_body("deep-links", "link-target", f"{'[a' * 4000}{'](b)' * 4000}"),
    in_body("wide-table", "too-complex", _TABLE),
    in_body("table-of-pipes", "too-complex", f"|{'|' * 5000}\n|{'-|' * 5000}"),
    in_body("notes-in-notes", ANYTHING, f"Ord[^n0]\n\n{_NESTED_NOTES}"),
    in_body("many-definitions", ANYTHING, _DEFINITIONS),
    in_body("long-line", "too-complex", "ord " * 12_000),
    in_body("long-word", "too-complex", "a" * 45_000),
    in_body("many-lines", ANYTHING, "a\n\n" * 20_000),
    in_body("many-headings", "section-unknown", "## a\n\n" * 3000),
    Attack("too-large", "too-large", titled("stor").encode() + b"a" * 300_000),
    Attack("zip-bomb-text", "too-large", titled("ord").encode() + b"ord\n" * 5_000_000),
)
"""What hung, stopped or filled others; each is 30 kB or more, at the end of a line and on lines of its own."""
