"""From the text of a GitHub issue to a story file, or to what is missing: a pure function, whatever the text holds.

GitHub writes the answers of a form as ``### Label``, an empty line, the answer, an empty line. Nothing tells such a
heading from one that stands in an answer, so the headings are those that are the form's own, each at most once and in
the form's order; every other is text. An unanswered question is ``_No response_``, several choices stand with commas
between them, and a box is ``- [X]`` or ``- [ ]``.

No word is lost: what cannot be read as the field it was written for stands as a comment above that field.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from functools import cache
from textwrap import TextWrapper
from typing import TYPE_CHECKING, NamedTuple

from babel import Locale

from samskapt.decode import decode
from samskapt.diagnostic import Diagnostic, Level
from samskapt.fields import STORY
from samskapt.issue_form import CONSENT, LEFT_OUT, PROMISES, choices, questions
from samskapt.kinds import FAULTY, Number, Several
from samskapt.messages import say
from samskapt.records import Reading, Record, Records
from samskapt.registers import countries
from samskapt.scaffold import draft, slug_of
from samskapt.source import FORBIDDEN, read_source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from samskapt.diagnostic import Finding
    from samskapt.issue_form import Question
    from samskapt.kinds import Kind
    from samskapt.records import Field
    from samskapt.vocabulary import Vocabulary
    from samskapt.yaml_reader import Value

MOST_SIGNS = 65_536
"""As long as GitHub lets the text of an issue be."""
UNNAMED = "fortelling"
"""The folder of a story whose title has no letter from a to z."""

_HERE = "NO"

_HEADING = re.compile(r"^###[ \t](?P<label>[^\n]*)$", re.MULTILINE)
_BOX = re.compile(r"^- \[[ xX]\] [^\n]*$", re.MULTILINE)
_TICKED = re.compile(r"^- \[[xX]\] (?P<label>[^\n]*)$", re.MULTILINE)
_UNANSWERED = frozenset({"", "_No response_", "None"})
_LINE = re.compile(r"[ \t]*(?:[-*][ \t]+)?(?P<label>[^\W\d_][^:\n]{0,30}?)[ \t]*:(?P<value>[^\n]*)")
_ITEM = re.compile(r"^[ \t]*(?:[-*+]|[0-9]{1,9}[.)])[ \t]", re.MULTILINE)
_MOST_SAID = 20
"""Things that are said to be wrong with one answer."""
_WRAP = TextWrapper(110, initial_indent="  ", subsequent_indent="  ", break_on_hyphens=False, break_long_words=False)


class Unread(NamedTuple):
    """An answer that could not become the field it was meant for, and sentences in Norwegian on why."""

    label: str
    sentences: tuple[str, ...]


class Told(NamedTuple):
    """A story that was told in an issue: ``text`` is that of its file, ``unread`` what stands there as comments."""

    title: str
    slug: str
    text: str
    unread: tuple[Unread, ...]
    cleaned: bool
    """Whether signs that cannot be seen have been taken out."""


class Missing(NamedTuple):
    """Why no file could be made: sentences in Norwegian."""

    sentences: tuple[str, ...]


def from_issue(body: str, vocabulary: Vocabulary) -> Told | Missing:
    """Return the story that the text of an issue tells, as a draft, or what is missing for it to be one."""
    if len(body) > MOST_SIGNS:
        return Missing((f"Teksten er lengre enn {MOST_SIGNS} tegn, og det er mer enn en sak på GitHub kan ha.",))
    text = unicodedata.normalize("NFC", "\n".join(body.splitlines()))
    clean = FORBIDDEN.sub("", text)
    asked = questions(vocabulary)
    before, answers = _answers(clean, [question.label for question in asked] + [CONSENT])
    if missing := tuple(_missing(answers, asked, vocabulary)):
        return Missing(missing)
    metadata, notes, unread = _fields(answers, asked, vocabulary)
    if loose := "\n".join(line for line in (before, _BOX.sub("", answers[CONSENT])) if line.strip()):
        notes["title"] = _comment("Utenfor spørsmålene", loose)
        unread.append(Unread("Utenfor spørsmålene", ("Noe tekst står ikke under noen av spørsmålene i skjemaet.",)))
    title, language = str(metadata["title"]), str(metadata["language"])
    made = draft(metadata, notes, dict(_sections(answers, asked, vocabulary)), language, vocabulary)
    source = read_source(made.encode())
    if not source.readable or source.findings or decode(source, vocabulary).findings:
        return Missing(("Svarene er flere eller lengre enn en fortelling har plass til. Kort ned, og prøv igjen.",))
    return Told(title, slug_of(title) or UNNAMED, made, tuple(unread), clean != text)


def _answers(text: str, labels: Sequence[str]) -> tuple[str, Mapping[str, str]]:
    """Return what stands before the first label, and under each; only labels that are there.

    Of headings that could be labels, the longest row that comes in the form's order is chosen.
    """
    order = {label: index for index, label in enumerate(labels)}
    headings = [
        (order[label], match) for match in _HEADING.finditer(text) if (label := match["label"].strip()) in order
    ]
    chosen = [headings[index][1] for index in _longest_rise([place for place, _ in headings])]
    ends = [*(match.start() for match in chosen[1:]), len(text)][: len(chosen)]
    answers = {match["label"].strip(): text[match.end() : end].strip() for match, end in zip(chosen, ends, strict=True)}
    return text[: chosen[0].start()] if chosen else text, answers


def _longest_rise(numbers: Sequence[int]) -> list[int]:
    """Return the places of the longest strictly rising row in ``numbers``; of equally long ones, one of them."""
    ends: list[int] = []
    lasts: list[int] = []
    before: list[int] = []
    for place, number in enumerate(numbers):
        length = bisect_left(lasts, number)
        before.append(ends[length - 1] if length else -1)
        ends[length : length + 1] = [place]
        lasts[length : length + 1] = [number]
    row = []
    place = ends[-1] if ends else -1
    while place >= 0:
        row.append(place)
        place = before[place]
    return row[::-1]


def _missing(answers: Mapping[str, str], asked: Iterable[Question], vocabulary: Vocabulary) -> Iterator[str]:
    """Yield a sentence for each thing without which there is no story to make a draft of."""
    if not answers:
        yield "Dette er ikke skrevet i skjemaet «Fortell en historie», så vi vet ikke hva som er hva. Bruk skjemaet."
        return
    title = next(part for part in STORY if part.name == "title")
    said = next(_answer(answers, question) for question in asked if question.route == ("title",))
    if not said:
        yield f"«{title.label}» er tomt. Skriv hva fortellingen skal hete."
    else:
        for sentence in _faults(title, _value(title.kind, said, vocabulary), vocabulary):
            yield f"«{title.label}»: {sentence}"
    if not any(_answer(answers, question) for question in asked if question.route[0] == "sections"):
        yield "Selve fortellingen mangler. Skriv noe under minst én av overskriftene."
    ticked = {match["label"].strip() for match in _TICKED.finditer(answers.get(CONSENT, ""))}
    for promise in PROMISES:
        if promise not in ticked:
            yield f"Det er ikke krysset av for «{promise}»."


def _answer(answers: Mapping[str, str], question: Question) -> str:
    """Return the answer to a question, "" for none."""
    said = answers.get(question.label, "")
    return "" if said in _UNANSWERED else said


def _sections(
    answers: Mapping[str, str], asked: Iterable[Question], vocabulary: Vocabulary
) -> Iterator[tuple[str, str]]:
    """Yield what is told by section; of the questions, each line becomes an item of a list."""
    for question in asked:
        said = _answer(answers, question)
        if question.route[0] == "sections" and said:
            name = question.route[1]
            listed = vocabulary.sections[name].questions and not _ITEM.search(said)
            yield name, "\n".join(f"- {line.strip()}" for line in said.split("\n") if line.strip()) if listed else said


def _fields(
    answers: Mapping[str, str], asked: Iterable[Question], vocabulary: Vocabulary
) -> tuple[dict[str, object], dict[str, str], list[Unread]]:
    """Return the fields that could be read, the comments to stand above some, and what could not be read."""
    by_field: dict[str, dict[Question, str]] = {}
    for question in asked:
        by_field.setdefault(question.route[0], {})[question] = _answer(answers, question)
    metadata: dict[str, object] = {}
    notes: dict[str, str] = {}
    unread = []
    for part in STORY:
        said = {question: text for question, text in by_field.get(part.name, {}).items() if text}
        value = _field(part.kind, said, vocabulary)
        faults = _faults(part, value, vocabulary) if value else ()
        if faults:
            unread.append(Unread(part.label, faults))
            each = (f"{one.label}: {text}" if len(one.route) > 1 else text for one, text in said.items())
            notes[part.name] = _comment(part.label, "\n".join(each))
        if part.name not in LEFT_OUT:
            metadata[part.name] = "" if faults else value
        elif part.name == "status":
            metadata["status"] = "draft"
    metadata["language"] = metadata["language"] or "nb"
    return metadata, notes, unread


def _field(kind: Kind, said: Mapping[Question, str], vocabulary: Vocabulary) -> Value:
    """Return the plain value of a field, "" for none, from the answers to the questions about it."""
    if not isinstance(kind, Record):
        return next((_value(question.kind, text, vocabulary) for question, text in said.items()), "")
    record = {question.route[1]: _value(question.kind, text, vocabulary) for question, text in said.items()}
    if "country" in {part.name for part in kind.fields}:
        said_country = str(record.get("country", _HERE))
        record |= {"country": _countries().get(said_country.casefold(), said_country)}
        record = {} if record == {"country": _HERE} else record  # the form writes it before anyone has answered
    return record or ""


@cache
def _countries() -> Mapping[str, str]:
    """Return the codes of countries by their Norwegian names, in small letters."""
    return {name.casefold(): code for code, name in Locale("nb").territories.items() if code in countries()}


def _value(kind: Kind, text: str, vocabulary: Vocabulary) -> Value:
    """Return the plain value that an answer stands for: as it is written, but words of the form as their ids."""
    if isinstance(kind, Records):
        return _records(kind, text, vocabulary)
    known = {label.casefold(): written for label, written in choices(kind, vocabulary).items()}
    if isinstance(kind, Several):
        apart = r"(?:[,;\s]|\bog\b)+" if isinstance(kind.kind, Number) else r"[,;\n]"
        parts = [" ".join(part.split()) for part in re.split(apart, text)]
        return [known.get(part.casefold(), part) for part in parts if part]
    folded = " ".join(text.split())
    return known.get(folded.casefold(), folded)


def _records(kind: Records, text: str, vocabulary: Vocabulary) -> Value:
    """Return the records that lines of ``Label: value`` make, or the text itself where there is more than that.

    A label that the record has already begins the next one. A line without a label goes on with the one above.
    """
    parts = {part.label.casefold(): part for part in kind.fields}
    records: list[dict[str, str]] = []
    name = ""
    for line in text.split("\n"):
        match = _LINE.fullmatch(line)
        part = parts.get(match["label"].casefold()) if match else None
        if match and part:
            name = part.name
            if not records or name in records[-1]:
                records.append({})
            records[-1][name] = match["value"].strip()
        elif line.strip() and not name:
            return text
        elif line.strip():
            records[-1][name] = f"{records[-1][name]} {line.strip()}".strip()
    kinds = {part.name: part.kind for part in kind.fields}
    filled = ({name: said for name, said in record.items() if said and said != "…"} for record in records)
    return [{name: _value(kinds[name], said, vocabulary) for name, said in one.items()} for one in filled if one]


def _faults(part: Field, value: Value, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return what is wrong with the value of a field: the checker's words, but for how lists are written here."""
    if isinstance(part.kind, Records) and isinstance(value, str):
        labels = ", ".join(f"«{inner.label}: …»" for inner in part.kind.fields)
        return (f"Skriv én opplysning på hver linje, slik skjemaet viser: {labels}.",)
    terms = {name: facet.terms.keys() for name, facet in vocabulary.facets.items()}
    reading = Reading({}, terms, "draft")
    if part.kind.read(value, (part.name,), reading) is not FAULTY:
        return ()
    return tuple(_sentence(one) for one in reading.findings[:_MOST_SAID])


def _sentence(fault: Finding) -> str:
    if fault.rule == "missing-field":
        return f"«{dict(fault.values)['label']}» mangler."
    said = say(Diagnostic("", fault.span, fault.rule, Level.ERROR, fault.case, fault.values), "nb")
    return f"{said.message} {said.hint}"


def _comment(label: str, said: str) -> str:
    """Return a comment that holds every word of what could not be read."""
    lines = (wrapped for line in said.split("\n") for wrapped in _WRAP.wrap(line))
    return "\n".join([f"{label}, slik det ble skrevet i skjemaet:", *lines])
