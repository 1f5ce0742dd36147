"""Suppression: a writer who knows better says so, and why.

``<!-- samskapt: ignore <rule> – <why> -->`` holds for the paragraph or list below it, and for the line it stands on;
above the first heading it holds for the whole story. Only advice can be suppressed, and the few errors that a rule
cannot be sure of. A suppression without a reason is an error, and one that nothing needs is told.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from samskapt.diagnostic import Level, Span, fault
from samskapt.engine import level_of
from samskapt.messages import catalogue
from samskapt.text import closest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from samskapt.body import Body
    from samskapt.diagnostic import Finding

UNSURE = frozenset({"telephone-number"})
"""Errors that may be suppressed: the number of a public helpline is no person's."""

_COMMENT = re.compile(r"<!--\s*samskapt:([^>]*)-->")
_IGNORE = re.compile(r"\s*ignore\s+(?P<rule>[\w-]+?)\s*(?:[–—:-]+\s+(?P<why>.*\S))?\s*", re.DOTALL)
_LEAST_REASON = 5


@dataclass(slots=True)
class _Suppression:
    """One comment: what it suppresses, on which lines, where it stands, and whether anything needed it."""

    rule: str
    first_line: int
    last_line: float
    span: Span
    used: bool = False

    def holds(self, finding: Finding) -> bool:
        return finding.rule == self.rule and self.first_line <= finding.span.line <= self.last_line


def unsuppressed(body: Body, findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings that no comment of the body suppresses, and what is wrong with the comments themselves."""
    findings = list(findings)
    if "samskapt:" not in body.text:
        return findings
    said: list[Finding] = []
    suppressions = list(_suppressions(body, said))
    for finding in findings:
        holding = [one for one in suppressions if one.holds(finding)]
        for one in holding:
            one.used = True
        if not holding:
            said.append(finding)
    said += [fault("suppression-unused", one.span, name=one.rule) for one in suppressions if not one.used]
    return said


def _suppressions(body: Body, said: list[Finding]) -> Iterator[_Suppression]:
    for comment in _COMMENT.finditer(body.text):
        span = _span(body, comment.start(), comment.end())
        read = _IGNORE.fullmatch(comment[1])
        rule = read["rule"] if read else ""
        if read is None:
            said.append(fault("suppression-faulty", span, "form"))
        elif rule not in catalogue("nb"):
            guess = closest(rule, catalogue("nb"))
            case = "plain" if guess is None else "guess"
            said.append(fault("suppression-faulty", span, case, name=rule, guess=guess))
        elif level_of(rule) == Level.ERROR and rule not in UNSURE:
            said.append(fault("suppression-faulty", span, "error", name=rule))
        elif len(read["why"] or "") < _LEAST_REASON:
            said.append(fault("suppression-without-reason", span, name=rule))
        else:
            yield _Suppression(rule, *_lines(body, comment.start(), comment.end()), span)


def _lines(body: Body, start: int, end: int) -> tuple[int, float]:
    """Return the lines that a comment holds for: its own and the block below, or from the top to the end."""
    before = re.sub(r"<!--.*?-->", "", body.text[:start], flags=re.DOTALL)
    if not before.strip():
        return 1, float("inf")
    own = body.first_line + body.text.count("\n", 0, start)
    last = body.first_line + body.text.count("\n", 0, end)
    lines = body.text[end:].split("\n")[1:]
    below = 0
    while below < len(lines) and not lines[below].strip():
        below += 1
    while below < len(lines) and lines[below].strip():
        below += 1
    return own, last + below


def _span(body: Body, start: int, end: int) -> Span:
    line = body.first_line + body.text.count("\n", 0, start)
    column = start - body.text.rfind("\n", 0, start)
    last = body.first_line + body.text.count("\n", 0, end)
    return Span(line, column, last, end - body.text.rfind("\n", 0, end))
