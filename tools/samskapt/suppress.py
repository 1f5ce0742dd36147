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
from samskapt.text import closest, comments

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from samskapt.body import Body
    from samskapt.diagnostic import Finding

UNSURE = frozenset({"telephone-number"})
"""Errors that may be suppressed: the number of a public helpline is no person's."""

_OURS = re.compile(r"<!--\s*samskapt:")
_IGNORE = re.compile(r"\s*ignore\s+(?P<rule>[\w-]{1,60}?)\s*(?:[–—:-]+\s+(?P<why>.*\S))?\s*", re.DOTALL)
_BLOCK_BELOW = re.compile(r"[^\n]*(?:\n[^\S\n]*(?=\n))*+(?:\n[^\n]*[^\s][^\n]*)*+")
"""The rest of a line, the empty lines after it, and the lines until the next empty one."""
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
        return self.first_line <= finding.span.line <= self.last_line


def unsuppressed(body: Body, findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings that no comment of the body suppresses, and what is wrong with the comments themselves."""
    findings = list(findings)
    if "samskapt:" not in body.text:
        return findings
    said: list[Finding] = []
    suppressions = list(_suppressions(body, said))
    by_rule: dict[str, list[_Suppression]] = {}
    for one in suppressions:
        by_rule.setdefault(one.rule, []).append(one)
    for finding in findings:
        holding = [one for one in by_rule.get(finding.rule, ()) if one.holds(finding)]
        for one in holding:
            one.used = True
        if not holding:
            said.append(finding)
    said += [fault("suppression-unused", one.span, name=one.rule) for one in suppressions if not one.used]
    return said


def _suppressions(body: Body, said: list[Finding]) -> Iterator[_Suppression]:
    at_top, at = True, 0
    for start, end in comments(body.text):
        at_top = at_top and not body.text[at:start].strip()
        at = end
        ours = _OURS.match(body.text, start, end)
        if ours is None:
            continue
        span = _span(body, start, end)
        read = _IGNORE.fullmatch(body.text, ours.end(), end - len("-->"))
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
            first, last = (1, float("inf")) if at_top else (span.line, span.end_line + _lines_below(body.text, end))
            yield _Suppression(rule, first, last, span)


def _lines_below(text: str, at: int) -> int:
    """Return on which line after its own the block below a place ends."""
    below = _BLOCK_BELOW.match(text, at)
    return below[0].count("\n") if below else 0


def _span(body: Body, start: int, end: int) -> Span:
    line = body.first_line + body.text.count("\n", 0, start)
    column = start - body.text.rfind("\n", 0, start)
    last = body.first_line + body.text.count("\n", 0, end)
    return Span(line, column, last, end - body.text.rfind("\n", 0, end))
