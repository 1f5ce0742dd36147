"""Finds the rules, gives each what it asks for, and turns what they find into diagnostics."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from dataclasses import replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

import samskapt.rules
from samskapt.diagnostic import Diagnostic, Finding, Level
from samskapt.fields import STORY
from samskapt.model import Picture

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    Rule = Callable[..., Iterator[Finding]]

OFFERED = frozenset(
    {"body", "files", "folder", "odd", "pictures", "sections", "slug", "slugs", "source", "today", "vocabulary"}
)
"""What a rule may ask for beside the fields: the parsed body, the names of the files beside the story and the folder
they stand in, what has no place there, the story's pictures, the kinds of section, the story's slug and those of
all stories, the source, the date of today, and the vocabulary."""


ADVICE = frozenset(
    {"review-overdue", "story-much-like-another", "suppression-unused", "term-without-story", "translation-outdated"}
)
"""Advice that no function in ``rules`` gives."""


@cache
def rules() -> Mapping[str, tuple[Rule, tuple[str, ...]]]:
    """Return every rule by name with the names of what it asks for; TypeError for one in the wrong shape."""
    allowed = OFFERED | {part.name for part in STORY}
    return {
        name.replace("_", "-"): (function, _needs(function, allowed))
        for module in rule_modules()
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__ and not name.startswith("_")
    }


def rule_modules() -> Iterator[Any]:
    """Yield the modules in which the rules stand."""
    for found in sorted(pkgutil.iter_modules(samskapt.rules.__path__), key=lambda module: module.name):
        yield importlib.import_module(f"{samskapt.rules.__name__}.{found.name}")


@cache
def level_of(rule: str) -> Level:
    """Return how bad it is to break a rule: an error, unless the rule is marked as advice."""
    function = rules().get(rule, (None, ()))[0]
    return Level.WARNING if getattr(function, "is_advice", False) or rule in ADVICE else Level.ERROR


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
    offered = {**offered, "pictures": tuple(_pictures(offered))}
    for name, rule, needs in _that_need_no_more(frozenset(offered)):
        for finding in rule(*[offered[need] for need in needs]):
            yield replace(finding, rule=name)


@lru_cache(maxsize=64)
def _that_need_no_more(given: frozenset[str]) -> tuple[tuple[str, Rule, tuple[str, ...]], ...]:
    return tuple((name, rule, needs) for name, (rule, needs) in rules().items() if given.issuperset(needs))


def _pictures(offered: Mapping[str, Any]) -> Iterator[Picture]:
    """Yield the pictures of a story, so that one rule serves both where they can stand."""
    if image := offered.get("image"):
        source = offered["source"]
        yield Picture(image.file, image.alt, source.at("image", "file"), source.at("image", "alt"))
    for image in offered["body"].images:
        yield Picture(image.address, image.text, image.span, image.span)


def diagnose(file: str, findings: Iterable[Finding]) -> tuple[Diagnostic, ...]:
    """Return findings in ``file`` as sorted diagnostics, each once."""
    return tuple(
        sorted(
            {
                Diagnostic(
                    file,
                    finding.span,
                    finding.rule,
                    level_of(finding.rule),
                    finding.case,
                    finding.values,
                )
                for finding in findings
            }
        )
    )
