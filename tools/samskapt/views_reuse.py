"""What the page of a story shows of others who did the same: each report, and how it went in all."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from babel.lists import format_list
from markupsafe import Markup

from samskapt.render_body import render_sections
from samskapt.text import lower
from samskapt.write_links import WRITE

if TYPE_CHECKING:
    from samskapt.model import Reuse, Story
    from samskapt.views import View, Views


def reuse_view(views: Views, story: Story, up: str) -> View:
    """Return the reports of a story, the newest first. ``up`` leads from the page to the folder of the story."""
    went = Counter(report.result for report in story.reuse)
    counted = [
        f"{lower(views.term_link('result', name)['label'])} ({went[name]})"
        for name in views.vocabulary.facets["result"].terms
        if went[name]
    ]
    key = "reuse_one" if len(story.reuse) == 1 else "reuse_many"
    return {
        "sentence": views.strings[key].format(count=len(story.reuse), went=format_list(counted, locale=views.language))
        if counted
        else "",
        "ask": _ask(views, story),
        "reports": [_report(views, report, up) for report in story.reuse],
    }


def _ask(views: Views, story: Story) -> str:
    """Return where others can tell: a letter to the editors with the questions in it, else the page for writers."""
    if not views.site.editors:
        return WRITE
    subject = views.strings["reuse_subject"]
    said = {"subject": f"{subject}: {story.title}", "body": views.strings["reuse_questions"]}
    return f"mailto:{views.site.editors}?{urlencode(said, quote_via=quote)}"


def _report(views: Views, report: Reuse, up: str) -> View:
    return {
        "id": f"gjenbruk-{report.name}",
        "lang": views.other_language(report.language),
        "place": views.place(report),
        "period": views.period(report.period),
        "known_as_of": views.moment(report.period.known_as_of),
        "result": views.term_link("result", report.result),
        "told_by": views.term_link("told_by", report.told_by),
        "changed": report.changed,
        "html": Markup("\n".join(render_sections(report.body, up))),  # noqa: S704 (cleaned by render_body)
        "published": views.date(report.published),
    }
