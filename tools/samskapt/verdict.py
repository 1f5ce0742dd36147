"""What checking a story gives where the story itself is not needed, and how that is kept in a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from samskapt.diagnostic import Diagnostic, Level, Span
from samskapt.facts import Facts


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found in a story and what is known of it. It holds while its folder has this ``mark``; "" is never."""

    diagnostics: tuple[Diagnostic, ...]
    facts: Facts
    mark: str


def to_plain(verdict: Verdict) -> list[Any]:
    """Return a verdict as lists, texts and numbers, without the name of the story's folder."""
    facts = verdict.facts
    return [
        verdict.mark,
        [facts.title, facts.title_at, facts.language, facts.status, facts.related, facts.fingerprint],
        [
            [one.file.split("/", 2)[2], one.span, one.rule, one.level, one.case, one.values]
            for one in verdict.diagnostics
        ],
    ]


def from_plain(plain: Any, slug: str, folder: str) -> Verdict:  # noqa: ANN401 (whatever a file held)
    """Return the verdict that ``to_plain`` wrote; TypeError or ValueError for what it never writes.

    ``folder`` is the story's folder, ending in a slash.
    """
    mark, (title, title_at, language, status, related, prints), found = plain
    return Verdict(
        tuple(
            Diagnostic(
                f"{folder}{file}", Span(*span), rule, Level(level), case, tuple((n, value) for n, value in values)
            )
            for file, span, rule, level, case, values in found
        ),
        Facts(slug, title, Span(*title_at), language, status, tuple(related), tuple(prints)),
        mark,
    )
