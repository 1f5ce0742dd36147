"""The checker where there is no site: a folder with stories and nothing else, and the package as others install it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from helpers import GOLDEN, REPOSITORY, write_story
from samskapt.cli import main
from samskapt.library import find_root
from samskapt.vocabulary import read_vocabulary

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result


def run(*arguments: str | Path) -> Result:
    """Run the command in this process and return what it said and its exit code."""
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """Return a folder that holds nothing but one story with five mistakes."""
    write_story(tmp_path, "kafe", (GOLDEN / "many" / "five.md").read_text(encoding="utf-8"))
    return tmp_path


def test_stories_alone_are_a_library(elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder with stories and nothing else is checked with the words of the package, from anywhere in it."""
    assert find_root(elsewhere / "stories" / "kafe") == elsewhere
    assert read_vocabulary(elsewhere) == read_vocabulary(REPOSITORY)
    monkeypatch.chdir(elsewhere / "stories" / "kafe")
    result = run("check")
    assert result.exit_code == 1
    assert result.output.endswith("1 fortelling sett gjennom: 5 feil, 0 råd.\n")
    assert json.loads(run("schema").output)["$defs"]["arena"]["enum"]
    assert run("new", "En kafe til").exit_code == 0
    assert run("check", elsewhere / "stories" / "en-kafe-til").exit_code == 0


def test_a_library_keeps_to_its_own_words(elsewhere: Path) -> None:
    """Where there is a vocabulary, it is the one that holds, with its mistakes."""
    shutil.copytree(REPOSITORY / "vocabulary", elsewhere / "vocabulary")
    (elsewhere / "vocabulary" / "role.yml").unlink()
    result = run("check", "--root", elsewhere)
    assert result.exit_code == 2
    assert "role.yml" in result.output


@pytest.mark.parametrize("command", ["build", "serve"])
def test_stories_alone_are_no_site(elsewhere: Path, command: str) -> None:
    """What cannot be built is told in a sentence."""
    result = run(command, "--root", elsewhere)
    assert result.exit_code == 2
    assert f"{elsewhere} har ingen mkdocs.yml" in result.output


def test_what_cannot_run_is_told_on_one_line(tmp_path: Path) -> None:
    """The name of a path can hold a line break; what is said of it cannot."""
    result = run("check", "--root", tmp_path / "a\n::error::b")
    assert result.exit_code == 2
    assert result.stderr.startswith("samskapt: ")
    assert result.stderr.count("\n") == 1


def test_the_wheel_brings_the_words(elsewhere: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """The package as others install it holds vocabulary and messages, and checks a folder with nothing but stories."""
    source, unpacked = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("unpacked")
    for name in ("tools", "vocabulary"):
        ignored = shutil.ignore_patterns("__pycache__", "*.egg-info")
        shutil.copytree(REPOSITORY / name, source / name, symlinks=True, ignore=ignored)
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(REPOSITORY / name, source)
    options = ("--quiet", "--no-deps", "--no-build-isolation", "--disable-pip-version-check", "--no-index")
    subprocess.run([sys.executable, "-m", "pip", "wheel", *options, "-w", str(source), str(source)], check=True)
    (wheel,) = source.glob("samskapt-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        assert {f"samskapt/vocabulary/{path.name}" for path in (REPOSITORY / "vocabulary").iterdir()} <= {
            *archive.namelist()
        }
        archive.extractall(unpacked)
    done = subprocess.run(
        [sys.executable, "-m", "samskapt", "check", "--format", "json"],
        cwd=elsewhere,
        env={**os.environ, "PYTHONPATH": str(unpacked), "PYTHONSAFEPATH": "1"},
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert (done.returncode, done.stderr) == (1, "")
    assert len(json.loads(done.stdout)["diagnostics"]) == 5
