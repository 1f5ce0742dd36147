"""Says how far long work has come, to someone who watches; logs and continuous integration stay quiet."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, TypeVar

import click
from babel.numbers import format_decimal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_LONG = 200
"""Fewer steps than this are done before anybody would look."""

Step = TypeVar("Step")


def progress(steps: Iterable[Step], count: int, label: str) -> Iterator[Step]:
    """Yield the ``count`` steps of a work as they are done, with a bar on the terminal."""
    quiet = count < _LONG or not sys.stderr.isatty() or "CI" in os.environ
    with click.progressbar(steps, length=count, label=label, file=sys.stderr, hidden=quiet) as bar:
        yield from bar


def done(count: int, changed: int | None, seconds: float) -> str:
    """Return a line that says what was built: how many stories, how many of them changed (None: not known), how long.

    For example «1 012 fortellinger · 3 endret · 1,2 s».
    """
    stories = f"{format_decimal(count, locale='nb')} {'fortelling' if count == 1 else 'fortellinger'}"
    known = [] if changed is None else [f"{format_decimal(changed, locale='nb')} endret"]
    return " · ".join([stories, *known, f"{format_decimal(round(seconds, 1), '0.0', locale='nb')} s"])
