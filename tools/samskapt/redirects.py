"""The addresses that stories have had: ``redirects.yml``, a line for each, ``old-name: new-name``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samskapt.diagnostic import Diagnostic, Level, fault
from samskapt.text import closest
from samskapt.yaml_reader import read_yaml

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from pathlib import Path

    from samskapt.diagnostic import Finding
    from samskapt.yaml_reader import Yaml

FILE = "redirects.yml"


def read_redirects(root: Path, slugs: Collection[str]) -> tuple[Mapping[str, str], tuple[Diagnostic, ...]]:
    """Return where each former address of a story leads, and what is wrong; nothing where the file is not there."""
    path = root / FILE
    if not path.is_file():
        return {}, ()
    yaml = read_yaml(path.read_text(encoding="utf-8"))
    redirects = {old: new for old, new in yaml.values.items() if isinstance(new, str)}
    findings = [*yaml.findings, *_wrong(yaml, redirects, frozenset(slugs))]
    return redirects, tuple(
        sorted(Diagnostic(FILE, one.span, one.rule, Level.ERROR, one.case, one.values) for one in findings)
    )


def _wrong(yaml: Yaml, redirects: Mapping[str, str], slugs: frozenset[str]) -> Iterator[Finding]:
    for old in yaml.values:
        at = yaml.places[old,]
        new = redirects.get(old)
        if new is None:
            yield fault("redirect", at.key or at.value, "shape", old=old)
        elif old in slugs:
            yield fault("redirect", at.key or at.value, "taken", old=old)
        elif new in redirects:
            end = _end(redirects, new)
            yield fault("redirect", at.best, "cycle" if end is None else "chain", old=old, new=new, end=end)
        elif new not in slugs:
            guess = closest(new, slugs)
            yield fault("redirect", at.best, "plain" if guess is None else "guess", new=new, guess=guess)


def _end(redirects: Mapping[str, str], start: str) -> str | None:
    """Return where a chain ends, None where it never does."""
    seen, here = set(), start
    while here in redirects:
        if here in seen:
            return None
        seen.add(here)
        here = redirects[here]
    return here
