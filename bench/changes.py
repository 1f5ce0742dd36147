"""The changes that a library is measured after: one story, one word of the vocabulary, one file of the theme.

Each takes the root of a library and a number, and leaves what no earlier number has left.
"""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

from samskapt.cache import FOLDER
from samskapt.library import STORIES, TEXT_FILE, story_slugs

if TYPE_CHECKING:
    from pathlib import Path

TERMS = "vocabulary/arena.yml"
STYLESHEET = "theme/css/20-page.css"
TEMPLATE = "theme/story.html"
SITE = "site"
KEPT = ".kept"
"""Where builds that are measured keep what the next can use: the user's own folder for that is left alone."""


def forget(root: Path, _: int = 0) -> None:
    """Leave nothing of earlier checks and builds but the addresses that are given out."""
    for name in (FOLDER, KEPT, SITE):
        shutil.rmtree(root / name, ignore_errors=True)


def leave(_root: Path, _: int = 0) -> None:
    """Change nothing."""


def change_story(root: Path, number: int) -> None:
    """Add a sentence to the text of a story."""
    slugs = story_slugs(root)
    path = root / STORIES / slugs[number % len(slugs)] / TEXT_FILE
    _replace(path, r"(?s)(\n\n## .*?)\n\n## ", rf"\1\n\nSå kom endring {number}.\n\n## ")


def change_term(root: Path, number: int) -> None:
    """Change the definition of a word that many stories use."""
    _replace(root / TERMS, r"(?m)^(    definition: .*?)( Endring \d+\.)?$", rf"\1 Endring {number}.")


def change_stylesheet(root: Path, number: int) -> None:
    """Add a rule to a stylesheet."""
    _replace(root / STYLESHEET, r"\Z", f"\n.s-endring-{number} {{ color: inherit; }}\n")


def change_template(root: Path, number: int) -> None:
    """Change what the template of stories writes."""
    _replace(root / TEMPLATE, r"{% block content %}(<!-- \d+ -->)?", f"{{% block content %}}<!-- {number} -->")


def _replace(path: Path, pattern: str, new: str) -> None:
    """Put something else in the place of the first match; ValueError where there is none."""
    text, found = re.subn(pattern, new, path.read_text(encoding="utf-8"), count=1)
    if not found:
        raise ValueError(f"{path}: {pattern} is not there")
    path.write_text(text, encoding="utf-8")
