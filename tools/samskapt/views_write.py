"""The page where anybody can tell a story, ``/skriv/``: the steps of its form, examples, and the files it loads."""

from __future__ import annotations

import hashlib
import json
import re
from typing import TYPE_CHECKING

from samskapt import derive
from samskapt.fields import STORY
from samskapt.scaffold import new_story
from samskapt.views import Views, story_address
from samskapt.write_links import WRITE
from samskapt.writing.form import ask, story_field
from samskapt.writing.tables import rule_tables

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from samskapt.model import Library, Story, Unfinished, Withdrawn
    from samskapt.settings import Site
    from samskapt.views import View
    from samskapt.vocabulary import SectionKind

TABLES = f"{WRITE}tabeller.json"
TEMPLATE = f"{WRITE}mal.txt"
_STEPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("start", ("title", "language", "told_by")),
    ("where", ("place", "period")),
    ("who", ("arena", "actors", "life_phase")),
    ("handlet-om", ()),
    ("gjorde-sammen", ()),
    ("type", ("co_creation_type", "role", "level")),
    ("participation", ("participation",)),
    ("bestemte-hva", ()),
    ("kom-ut", ()),
    ("sources", ("sources",)),
    ("outcomes", ("outcomes", "result")),
    ("vanskelig", ()),
    ("prove-dette", ()),
    ("sporsmal", ()),
    ("summary", ("summary",)),
)
"""The steps of the form: the name of each and the fields in it. One that is named as a section is that section."""
_SCRIPTS = (
    *("vendor/markdown-it", "write/check", "write/draft", "write/file", "write/form", "write/grid", "write/kinds"),
    *("write/markdown", "write/people", "write/plain-language", "write/preview", "write/prose", "write/recognisable"),
    *("write/records", "write/rules-fields", "write/rules-text", "write/rules-words", "write/said", "write/steps"),
    *("write/story", "write/suppress", "write/tables", "write/text", "write/type", "write/ways"),
)
"""The scripts that the page asks for at once: on a slow line each step would take half a second."""
_LEAST, _MOST = 70, 190
"""How long a good example is, in signs."""
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÆØÅ«–])")


def write_page(views: Views) -> View:
    """Return what the page shows. Fields that no step names stand with the editors', so that none is left out."""
    placed = {name for _, names in _STEPS for name in names}
    sections = views.vocabulary.sections
    return {
        "tables": TABLES,
        "template": TEMPLATE,
        "steps": [
            {
                "id": name,
                "title": sections[name].title(views.language)
                if name in sections
                else views.strings[f"write_step_{name}"],
                "section": _section(views, sections[name]) if name in sections else None,
                "asks": [{**ask(views, story_field(field)), "example": _example(views, field)} for field in fields],
            }
            for name, fields in _steps(views)
        ],
        "editors": [{**ask(views, part), "example": None} for part in STORY if part.name not in placed],
        "before": [views.strings[f"write_before_{number}"] for number in (1, 2, 3)],
        "outline": [
            {"title": kind.title(views.language), "ask": list(kind.ask)} for kind in views.vocabulary.sections.values()
        ],
        "mail": views.site.editors,
        "scripts": [f"js/{name}.js" for name in _SCRIPTS],
    }


def write_files(library: Library, site: Site) -> Iterator[tuple[str, str]]:
    """Yield the address and the content of each file beside the page: the tables of the rules, and an empty story."""
    views = Views(library, site)
    kept: tuple[Story | Unfinished | Withdrawn, ...] = (*library.stories, *library.unfinished, *library.withdrawn)
    slugs = [one.slug for one in kept]
    rules_language = "en" if site.language == "en" else "nb"
    made = {
        "rules": rule_tables(library.vocabulary, slugs, rules_language),
        "rulesLanguage": rules_language,
        "language": site.language,
        "words": _words(site.strings),
        "labels": {
            facet: {term["id"]: term["label"] for term in views.terms(facet)} for facet in library.vocabulary.facets
        },
        "titles": {facet.id: facet.address for facet in library.vocabulary.facets.values()},
        "repository": site.repository,
        "editors": site.editors,
    }
    yield TABLES, json.dumps(made, ensure_ascii=False, separators=(",", ":"))
    yield TEMPLATE, new_story("", site.language, "", "", library.vocabulary)


def _words(strings: Mapping[str, str]) -> dict[str, str]:
    """Return the words that the scripts say, by their keys without what those have in common."""
    own = {key.removeprefix("write_"): text for key, text in strings.items() if key.startswith("write_")}
    return {
        **own,
        **{key: strings[key] for key in ("fact_place", "fact_period", "fact_arena", "fact_actors", "sources")},
    }


def _steps(views: Views) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the steps, and those sections of the vocabulary that none of them names."""
    named = {name for name, _ in _STEPS}
    facets = {name for name in views.vocabulary.sections if name not in named}
    yield from (step for step in _STEPS if step[1] or step[0] in views.vocabulary.sections)
    yield from ((name, ()) for name in views.vocabulary.sections if name in facets)


def _section(views: Views, kind: SectionKind) -> View:
    return {
        "id": kind.id,
        "critical": kind.critical,
        "questions": kind.questions,
        "ask": list(kind.ask),
        "titles": {one: kind.title(one) for one in ("nb", "nn", "en", "da", "sv")},
        "example": _chosen(views, kind.id),
    }


def _example(views: Views, field: str) -> View | None:
    """Return a good answer to a field from a story that is published."""
    return _chosen(views, field) if field == "summary" else None


def _chosen(views: Views, name: str) -> View | None:
    """Return a real sentence for a section or the summary, and where it stands.

    Which story it comes from follows from the names of the section and the stories, so that a build gives the same as
    the one before, and different sections show different stories.
    """
    fitting = [
        (hashlib.sha256(f"{name} {story.slug}".encode()).hexdigest(), story, text)
        for story in views.library.stories
        if (text := _sentence(views, story, name))
    ]
    near = [one for one in fitting if one[1].language == views.language] or fitting
    if not near:
        return None
    _, story, text = min(near, key=lambda one: one[0])
    return {
        "text": text,
        "title": story.title,
        "address": story_address(story.slug),
        "lang": views.other_language(story.language),
    }


def _sentence(views: Views, story: Story, name: str) -> str:
    """Return a sentence of a section that is neither too short nor too long, "" for none."""
    if name == "summary":
        return story.summary
    place = derive.sections_by_kind(story, views.vocabulary).get(name)
    if place is None:
        return ""
    section = story.body.sections[place]
    texts = (
        [one.text for one in section.items] if views.vocabulary.sections[name].questions else _paragraphs(section.text)
    )
    return next((text for text in texts if _LEAST <= len(text) <= _MOST), "")


def _paragraphs(text: str) -> list[str]:
    return [" ".join(_SENTENCE.split(" ".join(part.split()))[:1]) for part in text.split("\n") if part.strip()]
