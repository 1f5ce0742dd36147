"""What the repository gives to those who write in VS Code follows the field table, and shows what the checker says."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from helpers import GOLDEN, GOOD, REPOSITORY, examine, write_story
from samskapt.cli import main
from samskapt.cli_schema import as_form
from samskapt.fields import STORY

if TYPE_CHECKING:
    from pathlib import Path

    from samskapt.vocabulary import Vocabulary

HERE = REPOSITORY / ".vscode"
_COMMENT = re.compile(r"^\s*//.*$", re.MULTILINE)


def _json(name: str) -> Any:  # noqa: ANN401
    """Return what a file of settings says; VS Code lets comments stand in them."""
    return json.loads(_COMMENT.sub("", (HERE / name).read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    ("name", "form"), [("fortelling.schema.json", "json-schema"), ("fortelling.code-snippets", "snippets")]
)
def test_the_committed_files_are_what_the_command_makes(name: str, form: str, vocabulary: Vocabulary) -> None:
    """Schema and snippets follow the field table and the vocabulary."""
    made = CliRunner().invoke(main, ["schema", "--as", form, "--root", str(REPOSITORY)]).stdout
    assert made == as_form(form, vocabulary)
    assert (HERE / name).read_text(encoding="utf-8") == made


def _typed(body: list[str], chosen: int = 0) -> str:
    """Return what a snippet writes when the given choice is made everywhere, and nothing is filled in."""
    text = "\n".join(body)
    text = re.sub(r"\$\{\d+\|([^|]*)\|\}", lambda match: match[1].split(",")[chosen % len(match[1].split(","))], text)
    text = re.sub(r"\$\{\d+:([^}]*)\}|\$\d", lambda match: match[1] or "", text)
    return re.sub(r"\\([\\$}])", r"\1", text)


def test_every_field_has_a_snippet() -> None:
    """They are named as the fields are, and found by the name and by the word."""
    made = _json("fortelling.code-snippets")
    assert set(made) == {"En ny fortelling", *(f"Felt: {part.name}" for part in STORY)}
    for part in STORY:
        assert made[f"Felt: {part.name}"]["prefix"] == [part.name, part.label.lower()]
    assert {one["scope"] for one in made.values()} == {"markdown"}


def test_the_snippet_of_a_story_is_a_valid_draft(tmp_path: Path, vocabulary: Vocabulary) -> None:
    """What it writes has nothing wrong."""
    text = _typed(_json("fortelling.code-snippets")["En ny fortelling"]["body"]) + "\n"
    assert [one.rule for one in examine(tmp_path, text, vocabulary).diagnostics if one.level == "error"] == []


@pytest.mark.parametrize("name", ["participation", "arena", "result", "told_by", "role"])
def test_a_snippet_offers_the_words_that_can_stand_there(name: str, tmp_path: Path, vocabulary: Vocabulary) -> None:
    """Whichever is chosen, the checker knows it."""
    body = _json("fortelling.code-snippets")[f"Felt: {name}"]["body"]
    draft = GOOD.replace("status: published", "status: draft")
    without = re.sub(rf"^{name}:.*\n(?:[ -].*\n)*", "", draft, flags=re.MULTILINE)
    for chosen in range(20):
        text = without.replace("published: 2026", f"{_typed(body, chosen)}\npublished: 2026")
        found = examine(tmp_path / str(chosen), text, vocabulary).diagnostics
        assert {"unknown-term", "unknown-field", "wrong-shape", "yaml-syntax"} & {one.rule for one in found} == set()


def test_the_task_shows_every_finding_at_its_place(root: Path) -> None:
    """The patterns of the task read the report of the check: place, sentence and rule, of errors and of advice."""
    for number, path in enumerate(sorted(GOLDEN.glob("*/*.md"))):
        write_story(root, f"sak-{number}", path.read_bytes().decode("utf-8", "replace"))
    arguments = ["check", "--root", str(root), "--no-cache"]
    text = CliRunner().invoke(main, arguments).stdout
    said = json.loads(CliRunner().invoke(main, [*arguments, "--format", "json"]).stdout)["diagnostics"]
    (task,) = _json("tasks.json")["tasks"]
    assert task["args"] == ["check"]
    shown = [
        (match[1], int(match[2]), int(match[3]), match[4], match[5], matcher["severity"])
        for matcher in task["problemMatcher"]
        for match in re.finditer(matcher["pattern"]["regexp"], text, re.MULTILINE)
    ]
    names = ("file", "line", "column", "message", "rule", "level")
    assert len(said) > 50
    assert sorted(shown) == sorted(tuple(one[name] for name in names) for one in said)


def test_settings_point_at_what_is_there() -> None:
    """The schema that the settings name is in the folder, and the recommended extension is the one that reads it."""
    (schema,) = _json("settings.json")["yaml.schemas"]
    assert (REPOSITORY / schema).is_file()
    assert _json("extensions.json") == {"recommendations": ["redhat.vscode-yaml"]}
