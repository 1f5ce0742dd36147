"""What is written for people follows what there is: commands, files, sections and targets of make."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from helpers import REPOSITORY
from samskapt.cli import main

if TYPE_CHECKING:
    from pathlib import Path

PAGES = [REPOSITORY / name for name in ("README.md", "BIDRA.md", "SECURITY.md")]
PAGES += sorted((REPOSITORY / "docs").glob("*.md"))
_CODE = re.compile(r"^```.*?^```$|`[^`\n]*`", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\(([^)\s]+)\)")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    """Every file that a page points at is there, and so is the heading within it."""
    for address in _LINK.findall(_CODE.sub("", page.read_text(encoding="utf-8"))):
        if not address.startswith(("http://", "https://")):
            name, _, anchor = address.partition("#")
            target = (page.parent / name).resolve() if name else page
            assert target.exists(), address
            if anchor:
                assert anchor in {_anchor(title) for title in _headings(target.read_text(encoding="utf-8"))}, address


def test_every_command_is_in_the_readme() -> None:
    """The README shows each command, or names it."""
    text = PAGES[0].read_text(encoding="utf-8")
    assert [name for name in main.commands if not re.search(rf"samskapt {name}\b|make {name}\b", text)] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_that_are_named_are_there(page: Path) -> None:
    """No page tells of a command, or of a target of make, that is gone."""
    text = page.read_text(encoding="utf-8")
    makefile = (REPOSITORY / "Makefile").read_text(encoding="utf-8")
    code = "\n".join(_CODE.findall(text))
    for name in re.findall(r"\bsamskapt ([a-z-]+)", code):
        assert name in main.commands, name
    for target in re.findall(r"\bmake ([a-z-]+)", code):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


def _headings(text: str) -> list[str]:
    return re.findall(r"^#+ (.*)$", text, re.MULTILINE)


def _anchor(title: str) -> str:
    """Return the name that GitHub gives a heading."""
    return re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-")
