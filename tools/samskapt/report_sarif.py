"""Tells diagnostics in SARIF 2.1.0, the format of OASIS that code scanning and editors read.

Section numbers below are those of the specification:
https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/sarif-v2.1.0-errata01-os-complete.html
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from samskapt import __version__
from samskapt.messages import say
from samskapt.report import line_reader
from samskapt.rulebook import rulebook

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from samskapt.diagnostic import Diagnostic
    from samskapt.rulebook import Entry

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
ROOT = "%SRCROOT%"
"""The name of the folder that file names start from; GitHub takes it for the root of the repository."""

_ROOT_IS = {"nb": "Mappa med biblioteket.", "en": "The folder of the library."}


def as_sarif(diagnostics: Iterable[Diagnostic], language: str, root: Path) -> str:
    """Return the report on a library at ``root`` as a SARIF log in JSON: one run, every rule, a result a diagnostic."""
    rules = sorted(rulebook(language, root), key=lambda entry: entry.name)
    run = {
        "tool": {
            "driver": {
                "name": "Samskapt",
                "semanticVersion": __version__,
                "language": language,
                "rules": [_rule(entry) for entry in rules],
            }
        },
        "language": language,
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {ROOT: {"description": _message(_ROOT_IS[language])}},
        "results": _results(diagnostics, language, root, [entry.name for entry in rules]),
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)


def _message(text: str) -> dict[str, str]:
    """Return a message whose braces are no placeholders (§3.11.5) and whose brackets are no links (§3.11.6)."""
    return {"text": text.replace("{", "{{").replace("}", "}}").replace("](", "] (")}


def _rule(entry: Entry) -> dict[str, Any]:
    name = "".join(word.capitalize() for word in entry.name.split("-"))
    return {
        "id": entry.name,
        **({} if name.lower() == entry.name else {"name": name}),  # it may not repeat the id (§3.49.7)
        "shortDescription": _message(f"{entry.title}."),
        "fullDescription": _message(entry.why),
        "help": _message("\n".join(dict.fromkeys(said.hint for said in entry.sentences))),
        "defaultConfiguration": {"level": entry.level},
    }


def _results(diagnostics: Iterable[Diagnostic], language: str, root: Path, rules: list[str]) -> list[dict[str, Any]]:
    line_of, seen = line_reader(root), Counter[str]()
    results = []
    for diagnostic in diagnostics:
        said = say(diagnostic, language)
        fingerprint = _fingerprint(diagnostic, line_of(diagnostic.file, diagnostic.span.line))
        seen[fingerprint] += 1
        results.append(
            {
                "ruleId": diagnostic.rule,
                "ruleIndex": rules.index(diagnostic.rule),
                "level": diagnostic.level,
                "message": _message(f"{said.message} {said.hint}"),
                "locations": [_location(diagnostic)],
                "partialFingerprints": {"samskapt/v1": f"{fingerprint}:{seen[fingerprint]}"},
            }
        )
    return results


def _location(diagnostic: Diagnostic) -> dict[str, Any]:
    span = diagnostic.span
    return {
        "physicalLocation": {
            # a name in a story folder can be any bytes; RFC 3986 writes them all in ASCII
            "artifactLocation": {"uri": quote(diagnostic.file, errors="surrogateescape"), "uriBaseId": ROOT},
            "region": {
                "startLine": span.line,
                "startColumn": span.column,
                "endLine": span.end_line,
                "endColumn": span.end_column,
            },
        }
    }


def _fingerprint(diagnostic: Diagnostic, line: str) -> str:
    """Return what tells a finding from others even after its line has moved: its rule, its file and its line's text."""
    return _digest("\n".join((diagnostic.rule, diagnostic.case, diagnostic.file, _line_digest(line))))


@lru_cache(maxsize=64)
def _line_digest(line: str) -> str:
    """Return a digest of a line, made once for all that is found on it.

    White space is folded, and figures count as one another: no one's number can be found by trying them all.
    """
    return _digest(re.sub(r"\d", "0", " ".join(line.split())))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()[:16]
