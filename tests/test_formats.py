"""The report in its other clothes: with colours in a terminal, for GitHub Actions, and in SARIF."""

from __future__ import annotations

import hashlib
import json
import os
import pty
import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import click
import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from helpers import GOLDEN, GOOD, REPOSITORY, examine, write_story
from samskapt import __version__, report_sarif
from samskapt.cli import main
from samskapt.diagnostic import Diagnostic, Level, Span
from samskapt.messages import catalogue
from samskapt.report import as_text, line_reader
from samskapt.report_github import as_github
from samskapt.report_sarif import as_sarif

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

    from samskapt.vocabulary import Vocabulary

FIVE = (GOLDEN / "many" / "five.md").read_text(encoding="utf-8")
ESCAPE = "\x1b"


def run(*arguments: str | Path) -> Result:
    """Run the command in this process and return what it said and its exit code."""
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """Return a folder that holds nothing but one story with five mistakes."""
    write_story(tmp_path, "kafe", FIVE)
    return tmp_path


# --- colours


def test_colours_change_nothing_but_colours(elsewhere: Path, vocabulary: Vocabulary) -> None:
    """Without their codes, the coloured lines are the plain ones."""
    diagnostics = examine(elsewhere, FIVE, vocabulary, slug="farger").diagnostics
    plain = list(as_text(diagnostics, 1, "nb", line_reader(elsewhere)))
    coloured = list(as_text(diagnostics, 1, "nb", line_reader(elsewhere), colour=True))
    assert [click.unstyle(line) for line in coloured] == plain
    assert not any(ESCAPE in line for line in plain)
    first = f"{click.style('stories/farger/index.md:2:1', bold=True)}: {click.style('feil', fg='red')}: Feltet «tittle»"
    assert coloured[0].startswith(first)
    assert coloured[1] == f"{click.style('    2 │', dim=True)} tittle: Prøvehuset"
    assert coloured[3].startswith(f"    {click.style('→', fg='green')} Skriv")
    assert coloured[-1] == plain[-1]


def _in_a_terminal(root: Path, **environment: str) -> str:
    """Return what ``samskapt check`` writes when its output is a terminal."""
    ours, theirs = pty.openpty()
    ready = {name: value for name, value in os.environ.items() if name != "NO_COLOR"} | environment
    with subprocess.Popen(
        [sys.executable, "-m", "samskapt", "check", "--root", str(root)], stdout=theirs, stderr=theirs, env=ready
    ):
        os.close(theirs)
        written = b""
        while chunk := _read(ours):
            written += chunk
    os.close(ours)
    return written.decode().replace("\r\n", "\n")


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError:  # Linux says so when the other end is closed
        return b""


def test_a_terminal_gets_colours_unless_it_does_not_want_them(elsewhere: Path) -> None:
    """Colours are for people: not for pipes, nor where NO_COLOR is set to something."""
    piped = run("check", "--root", elsewhere).output
    assert ESCAPE not in piped
    coloured = _in_a_terminal(elsewhere)
    assert coloured.count(ESCAPE) >= 40
    assert click.unstyle(coloured) == piped
    assert _in_a_terminal(elsewhere, NO_COLOR="1") == piped
    assert _in_a_terminal(elsewhere, NO_COLOR="") == coloured


# --- GitHub Actions


def _as_the_runner_reads(line: str) -> tuple[str, dict[str, str], str]:
    """Return the command, properties and message of a line, read as actions/runner does (ActionCommand.TryParseV2)."""
    assert line.startswith("::")
    command, _, message = line[2:].partition("::")
    name, _, listed = command.partition(" ")
    pairs = (pair.split("=", 1) for pair in listed.split(","))
    properties = {key: value.replace("%3A", ":").replace("%2C", ",") for key, value in pairs}
    unescaped = {key: _unescape(value) for key, value in properties.items()}
    return name, unescaped, _unescape(message)


def _unescape(text: str) -> str:
    return text.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")


def test_github_gets_a_command_for_each_diagnostic(elsewhere: Path) -> None:
    """File, place and title are properties; message and hint are what is told; the summary comes last."""
    result = run("check", "--root", elsewhere, "--format", "github")
    assert result.exit_code == 1
    *commands, last = result.output.splitlines()
    assert last == "1 fortelling sett gjennom: 5 feil, 0 råd."
    assert len(commands) == 5
    assert commands[0] == (
        "::error file=stories/kafe/index.md,line=2,endLine=2,col=1,endColumn=6,title=Ukjent felt [unknown-field]"
        "::Feltet «tittle» finnes ikke. Mente du «title»?%0ASkriv «title» i stedet."
    )
    name, properties, message = _as_the_runner_reads(commands[0])
    assert (name, properties["title"]) == ("error", "Ukjent felt [unknown-field]")
    assert message == "Feltet «tittle» finnes ikke. Mente du «title»?\nSkriv «title» i stedet."


@pytest.mark.parametrize(
    ("span", "place"),
    [
        (Span(3, 5, 3, 8), "line=3,endLine=3,col=5,endColumn=7"),
        (Span(1, 1, 1, 1), "line=1,endLine=1,col=1,endColumn=1"),
        (Span(3, 5, 4, 2), "line=3,endLine=4"),
    ],
)
def test_github_counts_the_last_column_in(span: Span, place: str) -> None:
    """A place of three signs from column 5 ends in column 7; one over two lines has no columns, or all is dropped."""
    command, _ = as_github(
        [Diagnostic("a.md", span, "too-large", Level.WARNING, "", (("most", "1"), ("size", "2")))], 1, "nb"
    )
    assert command.startswith(f"::warning file=a.md,{place},title=")


HOSTILE = "x%0A::error::y\n::stop-commands::z\n::warning file=a,line=1::b ##[add-path]/tmp, :"


def test_nothing_a_stranger_writes_begins_a_command(root: Path) -> None:
    """Whatever the names of folders and the texts of stories hold, each line is one command of ours, whole."""
    write_story(root, "a,b:c%0A::error::d\n::debug::e ##[group]f", GOOD)
    write_story(root, "tekst", GOOD.replace("told_by: praksisen", f"told_by: {json.dumps(HOSTILE)}"))
    result = run("check", "--root", root, "--format", "github")
    *commands, last = re.split("[\r\n]", result.output.removesuffix("\n"))
    read = [_as_the_runner_reads(line) for line in commands]
    assert {name for name, _, _ in read} <= {"error", "warning"}
    told = {properties["title"].rpartition(" ")[2]: (properties, message) for _, properties, message in read}
    place, _ = told["[folder-name]"]
    assert place["file"] == "stories/a,b:c%0A::error::dU+000A::debug::e ##[group]f/index.md"
    assert place["line"] == "1"
    _, message = told["[unknown-term]"]
    assert "«x%0A::error::y ::stop-commands::z ::warning file=a,line=1::b ##[add-path]/tmp, :»" in message
    assert last.startswith("2 fortellinger sett gjennom: ")


def test_github_is_told_where_in_the_repository_a_library_lies(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Names of files start from the repository that was checked out, when the library is a folder in it."""
    monkeypatch.setenv("GITHUB_WORKSPACE", str(elsewhere.parent))
    command = run("check", "--root", elsewhere, "--format", "github").output
    assert command.startswith(f"::error file={elsewhere.name}/stories/kafe/index.md,line=2,")
    for workspace in (elsewhere, elsewhere / "stories", ""):
        monkeypatch.setenv("GITHUB_WORKSPACE", str(workspace))
        assert run("check", "--root", elsewhere, "--format", "github").output.startswith("::error file=stories/kafe/")


# --- SARIF


@pytest.fixture(scope="module")
def sarif_schema() -> Draft202012Validator:
    """Return the schema of SARIF 2.1.0 (see data/NOTICE)."""
    return Draft202012Validator(json.loads((REPOSITORY / "tests/data/sarif-2.1.0.json").read_text(encoding="utf-8")))


def _sarif(root: Path, *arguments: str) -> dict[str, Any]:
    result = run("check", "--root", root, "--format", "sarif", *arguments)
    report: dict[str, Any] = json.loads(result.stdout_bytes.decode("utf-8"))
    return report


def test_sarif_with_every_kind_of_mistake_is_valid(root: Path, sarif_schema: Draft202012Validator) -> None:
    """A report on a story for each rule passes the schema, and points where the other formats point."""
    for folder in GOLDEN.iterdir():
        for case in sorted(folder.glob("*.md"))[:1]:
            shutil.copytree(GOLDEN / "_files", story := root / "stories" / folder.name)
            shutil.copy(case, story / "index.md")
    report = _sarif(root)
    assert [error.message for error in sarif_schema.iter_errors(report)] == []
    (sarif,) = report["runs"]
    assert sarif["columnKind"] == "unicodeCodePoints"
    plain = json.loads(run("check", "--root", root, "--format", "json").output)["diagnostics"]
    assert len(plain) > 50
    assert [_as_in_json(one, sarif) for one in sarif["results"]] == [
        [one[name] for name in ("file", "line", "column", "end_line", "end_column", "rule", "level")] for one in plain
    ]


def _as_in_json(result: dict[str, Any], sarif: dict[str, Any]) -> list[str | int]:
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uriBaseId"] in sarif["originalUriBaseIds"]
    assert sarif["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
    region = [place["region"][name] for name in ("startLine", "startColumn", "endLine", "endColumn")]
    return [unquote(place["artifactLocation"]["uri"]), *region, result["ruleId"], result["level"]]


def test_sarif_speaks_either_language(elsewhere: Path, sarif_schema: Draft202012Validator) -> None:
    """The report says which language its messages are in."""
    for language, message in (("nb", "Feltet «tittle» finnes ikke."), ("en", "There is no field «tittle».")):
        report = _sarif(elsewhere, "--lang", language)
        assert sarif_schema.is_valid(report)
        (sarif,) = report["runs"]
        assert sarif["language"] == sarif["tool"]["driver"]["language"] == language
        assert sarif["results"][0]["message"]["text"].startswith(message)


def test_sarif_tells_of_every_rule() -> None:
    """Each rule is there with its title, its reason, its ways out and its level, found or not."""
    (sarif,) = json.loads(as_sarif([], "nb", REPOSITORY))["runs"]
    driver = sarif["tool"]["driver"]
    assert (driver["name"], driver["semanticVersion"]) == ("Samskapt", __version__)
    rules = {rule["id"]: rule for rule in driver["rules"]}
    assert list(rules) == sorted(catalogue("nb"))
    assert rules["unknown-term"] == {
        "id": "unknown-term",
        "name": "UnknownTerm",
        "shortDescription": {"text": "Ukjent begrep."},
        "fullDescription": {"text": "Fortellinger som bruker de samme ordene, kan finnes og leses sammen."},
        "help": {"text": "Skriv «…», eller velg blant: ….\nVelg blant: …."},
        "defaultConfiguration": {"level": "error"},
    }
    assert rules["participation-without-actor"]["defaultConfiguration"] == {"level": "warning"}
    assert "name" not in rules["encoding"]


def test_sarif_messages_hold_no_placeholders_and_no_links(root: Path) -> None:
    """Braces are doubled, and brackets before a parenthesis stand apart from it: neither means anything to a reader."""
    text = "{0} [trykk](https://example.org/vond)"
    write_story(root, "lenke", GOOD.replace("told_by: praksisen", f"told_by: '{text}'"))
    ((result,),) = [run_["results"] for run_ in _sarif(root)["runs"]]
    assert "«{{0}} [trykk] (https://example.org/vond)»" in result["message"]["text"]
    for rule in _sarif(root)["runs"][0]["tool"]["driver"]["rules"]:
        for name in ("shortDescription", "fullDescription", "help"):
            bare = rule[name]["text"].replace("{{", "").replace("}}", "")
            assert not re.search(r"[{}]|\]\(", bare), rule


def test_sarif_names_any_file(root: Path) -> None:
    """A folder's name can hold what an address cannot, even bytes that are no text."""
    names = ["Språkkafé nr. 1: 100 % #åpen?", os.fsdecode(b"latin-\xe5")]
    for name in names:
        write_story(root, name, GOOD)
    results = [one for one in _sarif(root)["runs"][0]["results"] if one["ruleId"] == "folder-name"]
    uris = [one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for one in results]
    assert uris == [
        "stories/Spr%C3%A5kkaf%C3%A9%20nr.%201%3A%20100%20%25%20%23%C3%A5pen%3F/index.md",
        "stories/latin-%E5/index.md",
    ]
    for form in ("text", "json", "github"):
        assert run("check", "--root", root, "--format", form).exit_code == 1


def _fingerprints(root: Path) -> list[str]:
    return [one["partialFingerprints"]["samskapt/v1"] for one in _sarif(root)["runs"][0]["results"]]


def test_fingerprints_follow_a_mistake_that_moves(root: Path) -> None:
    """A new line above, or another language, makes no new mistake; two mistakes alike have a fingerprint each."""
    twice = GOOD.replace("## Hva var vanskelig\n", "## Hva var vanskelig\n\n<b>x</b>\n\n<b>x</b>\n")
    write_story(root, "fast", twice)
    before = _fingerprints(root)
    assert len(set(before)) == len(before) >= 2
    assert {one.partition(":")[2] for one in before} >= {"1", "2"}
    write_story(root, "fast", twice.replace("Huset sto tomt,", "Det begynte slik.\n\nHuset sto tomt,"))
    assert _fingerprints(root) == before
    english = _sarif(root, "--lang", "en")["runs"][0]["results"]
    assert [one["partialFingerprints"]["samskapt/v1"] for one in english] == before


def test_a_line_with_much_wrong_is_digested_once(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However much is found on it: a line can be as long as a file."""
    line = "kari.nordmann@example.org, " * 1000
    write_story(root, "provehuset", GOOD.replace("Huset sto tomt", line))
    digested: list[int] = []

    class Counting:
        @staticmethod
        def sha256(data: bytes) -> object:
            digested.append(len(data))
            return hashlib.sha256(data)

    monkeypatch.setattr(report_sarif, "hashlib", Counting)
    assert len(_sarif(root)["runs"][0]["results"]) >= 1000
    assert len([size for size in digested if size >= len(line)]) == 1
