"""What the one who sent a story by GitHub's form is answered, in Norwegian and Markdown, with the checker's words."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from samskapt.diagnostic import Level
from samskapt.issue_form import LEFT_OUT
from samskapt.messages import say
from samskapt.report import as_text
from samskapt.report_markdown import code, fenced

if TYPE_CHECKING:
    from collections.abc import Iterator

    from samskapt.from_issue import Missing, Told
    from samskapt.library import Examined

_MOST_SAID = 50
"""Things of one sort that are said; a story that has more of them has been made to have."""
_AGAIN = "Endre teksten i saken («Edit» oppe til høyre). Så setter redaksjonen på merket en gang til."


def answer_missing(missing: Missing) -> str:
    """Return the answer when no file could be made."""
    said = fenced(f"- {sentence}" for sentence in missing.sentences)
    return f"Takk for at du vil fortelle! Vi fikk ikke laget et utkast ennå. Dette mangler:\n\n{said}\n\n{_AGAIN}\n"


def answer_told(told: Told, examined: Examined, file: str) -> str:
    """Return the answer when a story has become a file: what could not be placed, what is wrong, and what is left."""
    return "\n\n".join(_parts(told, examined, file)) + "\n"


def _parts(told: Told, examined: Examined, file: str) -> Iterator[str]:
    yield f"Takk for fortellingen! Den er blitt et utkast: {code(file)}"
    if told.cleaned:
        yield "Noen usynlige tegn er tatt bort fra teksten."
    if told.unread:
        yield "**Dette fikk vi ikke plassert.** Det står som kommentarer øverst i utkastet, så ingen ord er borte."
        yield fenced(f"{one.label}: {sentence}" for one in told.unread for sentence in one.sentences)
    lines = told.text.split("\n")
    for level, heading in ((Level.ERROR, "Dette må rettes"), (Level.WARNING, "Noen råd, om du vil")):
        found = [one for one in examined.diagnostics if one.level == level]
        if found:
            yield f"**{heading}.** Tallene er linjer i utkastet."
            said = [*as_text(found[:_MOST_SAID], 1, "nb", lambda _, line: lines[line - 1])][:-1]
            yield fenced([*said, *_more(len(found))])
    if lacks := [*islice(_lacks(examined), _MOST_SAID)]:
        yield "**Dette mangler før fortellingen kan publiseres.** Det trenger ikke komme fra deg alene."
        yield fenced(lacks)
    yield "Noen i redaksjonen leser fortellingen og spør deg her om det er noe. Ingenting publiseres før du er enig."


def _more(count: int) -> Iterator[str]:
    if count > _MOST_SAID:
        yield f"… og {count - _MOST_SAID} til"


def _lacks(examined: Examined) -> Iterator[str]:
    """Yield what publishing takes and the draft is without, but for what the editors fill in."""
    told = frozenset(examined.diagnostics)
    for one in getattr(examined.story, "said", ()):
        values = dict(one.values)
        if one.rule == "missing-field" and values["field"] not in LEFT_OUT:
            yield f"- «{values['label']}» mangler."
        elif one.rule != "missing-field" and one not in told:
            yield f"- {say(one, 'nb').message}"
