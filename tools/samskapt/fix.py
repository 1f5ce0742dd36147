"""Repairs in a story file what is safe to repair, and changes nothing else, byte for byte.

Safe is what can only have meant one thing: how letters and line ends are written, quotation marks that YAML needs or
that became a part of a value, words of the vocabulary that are one slip away from a single known one, and the order of
the fields. What was done is told line by line.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from samskapt.decode import decode
from samskapt.fields import STORY
from samskapt.front_matter import find_fences
from samskapt.people import mask
from samskapt.source import read_source
from samskapt.text import is_one_slip_away, visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from samskapt.diagnostic import Finding, Span
    from samskapt.vocabulary import Vocabulary

_GUESSED = frozenset({"unknown-term", "unknown-field", "not-a-choice"})
_FIELD = re.compile(r"(?P<before>\s*(?:- )?)(?P<key>[a-z_]+): (?P<value>\S.*?)\s*")
_KEY = re.compile(r"([A-Za-z_]\w*):(?: |$)")
_MOST_ROUNDS = 50


class Done(NamedTuple):
    """One thing that was done: on which line of the file as it was then, and what (a case of ``fix`` messages)."""

    line: int
    case: str
    before: str = ""
    after: str = ""


def fix(data: bytes, vocabulary: Vocabulary) -> tuple[bytes, tuple[Done, ...]]:
    """Return the bytes of a story file with what is safe repaired, and what was done: the same bytes for nothing."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data, ()
    text, done = _normalised(data, text)
    for _ in range(_MOST_ROUNDS):
        step = _step(text, vocabulary)
        if step is None:
            break
        text, did = step
        done.append(did)
    return (text.encode() if done else data), tuple(done)


def _normalised(data: bytes, text: str) -> tuple[str, list[Done]]:
    done = [Done(1, "bom")] if data.startswith(b"\xef\xbb\xbf") else []
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        done.append(Done(1, "line-ends"))
    composed = unicodedata.normalize("NFC", text)
    if composed != text:
        text = composed
        done.append(Done(1, "letters"))
    return text, done


def _step(text: str, vocabulary: Vocabulary) -> tuple[str, Done] | None:
    """Return the text after one more repair, or None when there is nothing more to do."""
    source = read_source(text.encode())
    findings = list(source.findings)
    if source.readable:
        findings += decode(source, vocabulary).findings
    for finding in findings:
        repair = _quoted(text, finding) or _guessed(text, finding) or _uncurled(text, finding)
        if repair is not None:
            return repair
    return None if findings else _ordered(text)


def _quoted(text: str, finding: Finding) -> tuple[str, Done] | None:
    """Put quotation marks around a value that YAML cannot read without them."""
    if finding.rule != "yaml-syntax" or finding.case not in {"colon", "sign"}:
        return None
    line = _line(text, finding.span.line)
    read = _FIELD.fullmatch(line)
    if read is None or read["value"][0] in "'\"[{|>&*!#" or " #" in read["value"]:
        return None
    value = "'" + read["value"].replace("'", "''") + "'"
    new = f"{read['before']}{read['key']}: {value}"
    return _with_line(text, finding.span.line, new), Done(finding.span.line, "quotes", read["value"], value)


def _guessed(text: str, finding: Finding) -> tuple[str, Done] | None:
    """Write the one word that can have been meant."""
    if finding.rule not in _GUESSED or finding.case != "guess":
        return None
    said = dict(finding.values)
    known = said["allowed"].split(", ")
    line = _line(text, finding.span.line)
    word = line[finding.span.column - 1 : finding.span.end_column - 1]
    near = [one for one in known if is_one_slip_away(word.strip("'\""), one)]
    if finding.span.line != finding.span.end_line or near != [said["guess"]]:
        return None
    if finding.rule == "unknown-field" and re.search(rf"^\s*(?:- )?{re.escape(said['guess'])}:", text, re.MULTILINE):
        return None
    return _replaced(text, finding.span, said["guess"]), Done(finding.span.line, "word", word, said["guess"])


def _uncurled(text: str, finding: Finding) -> tuple[str, Done] | None:
    """Take away the curly quotation marks around a value, where it can stand without."""
    if finding.rule != "curly-quotes" or finding.span.line != finding.span.end_line:
        return None
    line = _line(text, finding.span.line)
    value = line[finding.span.column - 1 : finding.span.end_column - 1]
    inner = value[1:-1].strip()
    if not inner or not re.match(r"\w", inner) or ": " in inner or " #" in inner or inner.endswith(":"):
        return None
    return _replaced(text, finding.span, inner), Done(finding.span.line, "curly", value, inner)


def _ordered(text: str) -> tuple[str, Done] | None:
    """Put the fields in the order of the table, each with the comments above it."""
    fences = find_fences(text)
    if fences.body < 0:
        return None
    head, blocks = _blocks(text[fences.start : fences.end])
    order = {part.name: index for index, part in enumerate(STORY)}
    if any(name not in order for name, _ in blocks):
        return None
    wanted = sorted(blocks, key=lambda block: order[block[0]])
    if wanted == blocks:
        return None
    moved = next(new[0] for new, old in zip(wanted, blocks, strict=True) if new != old)
    front = head + "".join(lines for _, lines in wanted)
    return text[: fences.start] + front + text[fences.end :], Done(2, "order", "", moved)


def _blocks(front: str) -> tuple[str, list[tuple[str, str]]]:
    """Return what stands before the first field, and each field's lines with the comments above it."""
    head, blocks, waiting = "", [], ""
    for line in front.splitlines(keepends=True):
        key = _KEY.match(line)
        if key:
            blocks.append((key[1], waiting + line))
            waiting = ""
        elif line.startswith("#") or not line.strip():
            waiting += line
        elif blocks:
            name, lines = blocks.pop()
            blocks.append((name, lines + waiting + line))
            waiting = ""
        else:
            head += waiting + line
            waiting = ""
    if waiting and blocks:
        name, lines = blocks.pop()
        blocks.append((name, lines + waiting))
    return head, blocks


def _line(text: str, number: int) -> str:
    return text.split("\n")[number - 1]


def _with_line(text: str, number: int, new: str) -> str:
    lines = text.split("\n")
    return "\n".join([*lines[: number - 1], new, *lines[number:]])


def _replaced(text: str, span: Span, new: str) -> str:
    line = _line(text, span.line)
    return _with_line(text, span.line, line[: span.column - 1] + new + line[span.end_column - 1 :])


def told(done: tuple[Done, ...], file: str, language: str) -> Iterator[str]:
    """Yield a line for each thing that was done to a file, in nb or en."""
    for did in done:
        sentence = _SENTENCES[language][did.case].format(
            before=visible(mask(did.before)), after=visible(mask(did.after))
        )
        yield f"{visible(file)}:{did.line}: {sentence}"


_SENTENCES = {
    "nb": {
        "bom": "tok bort et usynlig merke foran første linje",
        "line-ends": "skrev linjeskiftene på samme måte overalt",
        "letters": "skrev bokstaver med aksent som ett tegn",
        "quotes": "satte anførselstegn rundt teksten: {after}",
        "word": "rettet «{before}» til «{after}»",
        "curly": "tok bort krøllete anførselstegn: {after}",
        "order": "satte feltene i vanlig rekkefølge, fra «{after}»",
    },
    "en": {
        "bom": "removed an invisible mark before the first line",
        "line-ends": "wrote the line ends in the same way everywhere",
        "letters": "wrote letters with accents as one character",
        "quotes": "put quotation marks around the text: {after}",
        "word": "changed «{before}» to «{after}»",
        "curly": "removed curly quotation marks: {after}",
        "order": "put the fields in their usual order, from «{after}»",
    },
}
