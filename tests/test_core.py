"""The house rules of the code itself: who may import whom, and what a rule must look like."""

from __future__ import annotations

import ast
import subprocess
import sys

import pytest

import samskapt.rules.fields as field_rules
from helpers import REPOSITORY
from samskapt import engine

BUILDERS = {"mkdocs", "material", "jinja2", "pagefind", "pagefind_bin"}
PACKAGE = REPOSITORY / "tools" / "samskapt"


def test_the_core_needs_no_site_builder() -> None:
    """Checking, deriving and making pages work where mkdocs, material and pagefind cannot be imported.

    The core of reading, checking and deriving also works without jinja2.
    """
    program = """
import sys
for name in sys.argv[2:]:
    sys.modules[name] = None  # importing it now raises ImportError
import datetime, pathlib
from samskapt import cli, decode, derive, engine, library, messages, pages, report, scaffold, views
root = pathlib.Path(sys.argv[1])
checked = library.read_library(root, datetime.date(2026, 11, 21))
print(len(checked.library.stories), len(derive.stories_by_term(checked.library)) > 50)
"""
    run = subprocess.run(
        [sys.executable, "-c", program, str(REPOSITORY), *BUILDERS],
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert run.returncode == 0, run.stderr
    count, many = run.stdout.split()
    assert int(count) >= 6
    assert many == "True"


def test_only_the_edges_import_the_builders() -> None:
    """MkDocs is imported in one module and Pagefind in one, and in no other."""
    found = {
        (path.stem, name.split(".")[0])
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for name in _imported(node)
        if name.split(".")[0] in BUILDERS
    }
    assert found == {
        ("mkdocs_plugin", "mkdocs"),
        ("mkdocs_plugin", "jinja2"),
        ("templates", "jinja2"),
        ("search_index", "pagefind_bin"),
    }


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module] if isinstance(node, ast.ImportFrom) and node.module else []


def test_modules_have_one_subject() -> None:
    """A module asks for a second subject before it passes 300 lines."""
    long = {path.name: len(path.read_text(encoding="utf-8").splitlines()) for path in PACKAGE.rglob("*.py")}
    assert {name: lines for name, lines in long.items() if lines > 300} == {}


def test_rules_are_named_documented_and_ask_for_what_there_is() -> None:
    """Every rule names what it needs among the fields and what the engine offers."""
    for name, (rule, needs) in engine.rules().items():
        assert rule.__doc__, name
        assert needs, name
        assert rule.__name__.replace("_", "-") == name


def test_a_rule_in_the_wrong_shape_is_refused_with_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    """A rule that asks for something unknown is told so at the start, with file and line."""

    def wrong_rule(weather: str) -> None:
        """It asks for the weather."""

    wrong_rule.__module__ = field_rules.__name__
    monkeypatch.setattr(field_rules, "wrong_rule", wrong_rule, raising=False)
    engine.rules.cache_clear()
    with pytest.raises(TypeError, match=r"test_core\.py:\d+: the rule wrong_rule .* asks for weather"):
        engine.rules()
    monkeypatch.undo()
    engine.rules.cache_clear()
    assert "wrong-rule" not in engine.rules()


def test_the_package_is_a_package() -> None:
    """``python -m samskapt`` is the command."""
    run = subprocess.run([sys.executable, "-m", "samskapt", "--version"], check=True, capture_output=True, text=True)
    assert run.stdout.startswith("samskapt, version ")
