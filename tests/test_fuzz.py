"""Whatever a file holds, the checker answers: no exception, no long wait, and every answer points into the file.

``SAMSKAPT_FUZZ=100000 pytest tests/test_fuzz.py`` tries that many files instead of those that fit in a test run.
"""

from __future__ import annotations

import json
import os
import shutil
import time
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from helpers import GOLDEN, TODAY
from samskapt import report_sarif
from samskapt.library import Examiner
from samskapt.messages import LANGUAGES, catalogue
from samskapt.report import as_json, as_text, line_reader
from samskapt.report_github import as_github
from samskapt.report_sarif import as_sarif
from samskapt.rulebook import rulebook

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from samskapt.diagnostic import Diagnostic
    from samskapt.vocabulary import Vocabulary

MOST_SECONDS = 3
"""Of the processor's own time, for one file read twice and told in eight ways."""
SECONDS_A_FINDING = 0.003
"""What each thing that is found may add: there can be as many as a file has lines."""
EXAMPLES = int(os.environ.get("SAMSKAPT_FUZZ", "600"))


class Whole(bytes):
    """The bytes of a good story, shown by its name: Hypothesis warns of what takes pages to show."""

    name: str

    def __repr__(self) -> str:
        """Return the name."""
        return self.name

    @classmethod
    def of(cls, path: Path) -> Whole:
        """Read a story."""
        whole = cls(path.read_bytes())
        whole.name = path.name
        return whole


BEGINNINGS = [Whole.of(path) for path in sorted((GOLDEN / "good").glob("*.md"))]
PIECES = [
    *(
        "---\n",
        "\n---\n",
        "...\n",
        "--- \n",
        "---\t",
        "# ",
        "## ",
        "### ",
        "##",
        "title: ",
        "status: draft\n",
        "  ",
        "\t",
    ),
    *(
        "&a ",
        "*a",
        "!!python/object:os.system ",
        "<<: ",
        "? ",
        ": ",
        ":",
        "- ",
        "-",
        "{",
        "}",
        "[",
        "]",
        "[]",
        "{}",
        ",",
    ),
    *("'", '"', "|\n", ">-\n", "|9\n", "%YAML 9\n", "@", "`", '"\\0"', '"\\ud800"', '"\\N"', '"\\x', "~", "null", "no"),
    *(
        "[^1]",
        "[^99]",
        "[^1]: x\n",
        "[^a]",
        "](",
        "![](",
        "![x](hus.png)",
        "[x](../y/)",
        "<b>",
        "<!--",
        "-->",
        "<",
        ">",
    ),
    *(
        "<!-- samskapt: ignore plain-word – derfor -->\n",
        "<!-- samskapt: ignore x",
        "samskapt:",
        "\\",
        "`",
        "```\n",
        "~~~\n",
    ),
    *(
        "**",
        "*",
        "_",
        "~~",
        "| a | b |\n| - | - |\n",
        "|",
        "> ",
        ">>>>",
        "1. ",
        "1) ",
        "- [ ] ",
        "***\n",
        "===\n",
        "&amp;",
        "&#0;",
    ),
    *(
        "\r",
        "\r\n",
        "\n",
        "\n\n\n",
        "\x00",
        "\x0b",
        "\x0c",
        "\x1b[31m",
        "\x7f",
        "\x85",
        "\u2028",
        "\u202e",
        "\u200b",
        "\ufeff",
    ),
    *(
        "\u00ad",
        "\u0301",
        "e\u0301",
        "\u0130",
        "ß",
        "ﬁ",
        "ſ",
        "½",
        "²",
        "٣",
        "１",
        "𝟙",
        "\U0001f468\u200d\U0001f469",
        "日本",
        "\xa0",
    ),
    *(
        "01019912345",
        "22 33 44 55",
        "tlf. ",
        "+47 ",
        "kari@example.org",
        "12-åring",
        "Storgata 5",
        "gutt på 14",
        "5 år",
        "«",
        "»",
    ),
    *(
        "https://",
        "http://[",
        "https://[::1",
        "javascript:",
        "2026-02-30",
        "0000",
        "9999-99",
        "99999999999999999999",
        "$",
        "{title}",
    ),
]
JUNK = [b"\xff", b"\xfe\xff", b"\xff\xfe", b"\xc3", b"\xed\xa0\x80", b"\xf0\x9f", b"\x80", b"\xc0\x80", b"\xef\xbb\xbf"]


class Edit(NamedTuple):
    """One change to a file: what is done, and with what."""

    do: Callable[..., bytes]
    how: tuple[int | bytes, ...]

    def __repr__(self) -> str:
        """Write the change as it is called."""
        return f"{self.do.__name__}{self.how}"


def flip(data: bytes, at: int, sign: int) -> bytes:
    """Put another byte in the place of one."""
    return data[:at] + bytes([sign]) + data[at + 1 :]


def delete(data: bytes, at: int, length: int) -> bytes:
    """Take a stretch away."""
    return data[:at] + data[at + length :]


def repeat(data: bytes, at: int, length: int, times: int) -> bytes:
    """Write a stretch again and again."""
    return data[:at] + data[at : at + length] * times + data[at + length :]


def insert(data: bytes, at: int, piece: bytes, times: int) -> bytes:
    """Write something that means something, once or many times."""
    return data[:at] + piece * times + data[at:]


def truncate(data: bytes, at: int) -> bytes:
    """Lose the end."""
    return data[:at]


def join(data: bytes, _: int, other: bytes) -> bytes:
    """Put another story after the first."""
    return data + other


def swap(data: bytes, one: int, other: int) -> bytes:
    """Let two lines change places."""
    lines = data.split(b"\n")
    first, second = one % len(lines), other % len(lines)
    lines[first], lines[second] = lines[second], lines[first]
    return b"\n".join(lines)


def on_a_line(data: bytes, at: int, piece: bytes) -> bytes:
    """Write something at the beginning of a line."""
    lines = data.split(b"\n")
    lines[at % len(lines)] = piece + lines[at % len(lines)]
    return b"\n".join(lines)


def edited(data: bytes, edits: Iterable[Edit]) -> bytes:
    """Return a file after all the edits; the first figure of each counts from the beginning, round and round."""
    for edit in edits:
        at, *rest = edit.how
        data = edit.do(data, int(at) % (len(data) + 1), *rest)
    return data


def an(edit: Callable[..., bytes], *how: st.SearchStrategy[Any]) -> st.SearchStrategy[Edit]:
    """Return a strategy for one kind of edit, somewhere in a file."""
    return st.tuples(st.integers(0, 10**5), *how).map(lambda drawn: Edit(edit, drawn))


TIMES = st.sampled_from([1, 1, 1, 1, 2, 3, 50, 5000])
PIECE = st.one_of(st.sampled_from(PIECES).map(str.encode), st.sampled_from(JUNK), st.text(max_size=4).map(str.encode))
EDITS = st.lists(
    st.one_of(
        an(insert, PIECE, TIMES),
        an(on_a_line, PIECE),
        an(delete, st.integers(1, 300)),
        an(repeat, st.integers(1, 60), TIMES),
        an(flip, st.integers(0, 255)),
        an(swap, st.integers(0, 200)),
        an(truncate),
        an(join, st.sampled_from(BEGINNINGS)),
    ),
    min_size=1,
    max_size=6,
)


class Desk:
    """A library with one folder, pictures in it and no text yet; Hypothesis would show all of an ``Examiner``."""

    def __init__(self, examiner: Examiner) -> None:
        """Take the examiner of the library."""
        self.examiner = examiner
        self.told: frozenset[str] = frozenset()


@pytest.fixture
def desk(tmp_path: Path, vocabulary: Vocabulary, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Return a desk to lay files on.

    Its reports in SARIF list the rules that they tell of. The list of all rules is the same for every file, and a third
    of the time would go to writing it.
    """
    shutil.copytree(GOLDEN / "_files", tmp_path / "stories" / "provehuset")
    desk = Desk(Examiner(tmp_path, vocabulary, frozenset({"provehuset", "fontenehus"}), TODAY))
    books = {language: rulebook(language, tmp_path) for language in LANGUAGES}
    monkeypatch.setattr(
        report_sarif, "rulebook", lambda language, _: [one for one in books[language] if one.name in desk.told]
    )
    return desk


def points_into(diagnostic: Diagnostic, lines: int) -> bool:
    """Say whether a diagnostic's place can be one in a file of so many lines."""
    span = diagnostic.span
    begins, ends = (span.line, span.column), (span.end_line, span.end_column)
    return (
        begins >= (1, 1) and span.column >= 1 and begins <= ends and span.end_column >= 1 and span.end_line <= lines + 1
    )


@settings(
    max_examples=EXAMPLES,
    deadline=None,  # the clock on the wall tells how busy the machine is: see MOST_SECONDS
    derandomize=True,
    database=None,
    phases=[Phase.generate, Phase.shrink],  # explaining a failure traces every line, which takes its time
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(beginning=st.sampled_from(BEGINNINGS), edits=EDITS)
def test_any_file_gets_an_answer(desk: Desk, beginning: bytes, edits: list[Edit]) -> None:
    """Reading, decoding, judging and every report take whatever they are given, and no long time."""
    started, examiner = time.process_time(), desk.examiner
    data = edited(beginning, edits)
    path = examiner.root / "stories" / "provehuset" / "index.md"
    path.write_bytes(data)
    examined = examiner.examine("provehuset")
    found = examined.diagnostics
    assert examiner.check("provehuset").diagnostics == found
    desk.told = frozenset(one.rule for one in found)
    lines = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").count(b"\n") + 1
    for one in (*found, *getattr(examined.story, "said", ())):
        assert one.rule in catalogue("nb")
        assert points_into(one, lines), one
    for language in LANGUAGES:
        text = "\n".join(as_text(found, 1, language, line_reader(examiner.root)))
        assert not {"\x00", "\x1b", "\x07", "\u202e"} & set(text)
        report = json.loads(as_json(found, 1, language))
        assert len(report["diagnostics"]) == len(found)
        assert len([*as_github(found, 1, language)]) >= len(found)
        assert json.loads(as_sarif(found, language, examiner.root))["runs"]
    assert time.process_time() - started < MOST_SECONDS + SECONDS_A_FINDING * len(found)
