"""Finds the rules, gives each what it asks for, and turns what they find into diagnostics."""

from __future__ import annotations

import inspect
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

from samskapt.diagnostic import Diagnostic, Finding, Level
from samskapt.fields import STORY
from samskapt.rules import body, fields, files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    Rule = Callable[..., Iterator[Finding]]

OFFERED = frozenset({"body", "files", "sections", "slug", "slugs", "source", "today"})
"""What a rule may ask for beside the fields: the parsed body, the names of the files beside the story, the kinds of
section, the story's slug and those of all stories, the source, and the date of today."""

WARNINGS = frozenset({"participation-without-actor"})
"""The rules that warn; every other is an error."""


@cache
def rules() -> Mapping[str, tuple[Rule, tuple[str, ...]]]:
    """Return every rule by name with the names of what it asks for; TypeError for one in the wrong shape."""
    allowed = OFFERED | {part.name for part in STORY}
    return {
        name.replace("_", "-"): (function, _needs(function, allowed))
        for module in (fields, body, files)
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__ and not name.startswith("_")
    }


def _needs(function: Rule, allowed: Iterable[str]) -> tuple[str, ...]:
    needs = tuple(inspect.signature(function).parameters)
    wrong = [name for name in needs if name not in allowed]
    if wrong or not needs or not function.__doc__:
        code = function.__code__
        raise TypeError(
            f"{code.co_filename}:{code.co_firstlineno}: the rule {function.__name__} needs a docstring and asks for "
            f"{', '.join(wrong) or 'nothing'}; a rule may ask for {', '.join(sorted(allowed))}"
        )
    return needs


def run_rules(offered: Mapping[str, Any]) -> Iterator[Finding]:
    """Run every rule whose needs are all in ``offered``."""
    for name, (rule, needs) in rules().items():
        if all(need in offered for need in needs):
            for finding in rule(*(offered[need] for need in needs)):
                yield replace(finding, rule=name)


def diagnose(file: str, findings: Iterable[Finding]) -> tuple[Diagnostic, ...]:
    """Return findings in ``file`` as sorted diagnostics, each once."""
    return tuple(
        sorted(
            {
                Diagnostic(
                    file,
                    finding.span,
                    finding.rule,
                    Level.WARNING if finding.rule in WARNINGS else Level.ERROR,
                    finding.case,
                    finding.values,
                )
                for finding in findings
            }
        )
    )
