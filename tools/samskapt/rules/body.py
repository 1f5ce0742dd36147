"""Rules on the body of a story: its sections, its questions, and the Markdown it is written in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from samskapt.diagnostic import Span, found
from samskapt.text import closest, comments, has_fewer_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from samskapt.body import Body
    from samskapt.diagnostic import Finding
    from samskapt.vocabulary import SectionKind

_EMPTY_WORDS = re.compile(
    r"(ingen(ting)?|nei|n/?a|ikke relevant|ikkje relevant|se nettsiden?|sjå nettsida|kommer|kjem|none|nothing|todo|tbd"
    r"|xxx|lorem ipsum.*|[-–.…?])[.!]?",
    re.IGNORECASE,
)

_LEAST_WORDS = 40
_MARKDOWN_FOR = {
    "bold": {"b", "strong"},
    "italic": {"i", "em"},
    "link": {"a"},
    "break": {"br", "p"},
    "picture": {"img", "figure"},
    "heading": {"h1", "h2", "h3", "h4"},
    "list": {"ul", "ol", "li"},
}
"""What to write instead of common tags: the sentences of ``raw-html`` by the tags they are for."""


def section_missing(body: Body, language: str, status: str, sections: Mapping[str, SectionKind]) -> Iterator[Finding]:
    """A published story has all the sections, those on power and on what was hard above all."""
    if status != "published":
        return
    titles = {heading.text for heading in body.headings if not heading.inside}
    known = [kind.title(language) for kind in sections.values()]
    misspelt = {closest(title, known) for title in titles if title not in known}
    for kind in sections.values():
        title = kind.title(language)
        if title not in titles and title not in misspelt:
            yield found(_end(body), "critical" if kind.critical else "plain", title=title)


def section_unknown(body: Body, language: str, sections: Mapping[str, SectionKind]) -> Iterator[Finding]:
    """The level-two headings are the same in every story, so that stories can be read side by side."""
    known = [kind.title(language) for kind in sections.values()]
    for section in body.sections:
        heading = section.heading
        if heading is not None and heading.text not in known:
            guess = closest(heading.text, known)
            case = "plain" if guess is None else "guess"
            yield found(heading.span, case, title=heading.text, guess=guess, known=" · ".join(known))


def section_out_of_order(body: Body, language: str, sections: Mapping[str, SectionKind]) -> Iterator[Finding]:
    """The sections come in their order, each once."""
    order = [kind.title(language) for kind in sections.values()]
    seen: list[str] = []
    for section in body.sections:
        if section.heading is None or section.heading.text not in order:
            continue
        title = section.heading.text
        if title in seen:
            yield found(section.heading.span, "repeated", title=title)
        elif seen and order.index(title) < order.index(seen[-1]):
            yield found(section.heading.span, "order", title=title, after=seen[-1])
            continue
        seen.append(title)


def section_empty(body: Body, language: str, status: str, sections: Mapping[str, SectionKind]) -> Iterator[Finding]:
    """A section says something. «Ikke kjent» with a word on why is an answer; «ingen» and «se nettside» are not."""
    titles = {kind.title(language) for kind in sections.values()}
    for section in body.sections:
        if section.heading is None or section.heading.text not in titles or status != "published":
            continue
        if not section.text:
            yield found(section.heading.span, "empty", title=section.heading.text)
        elif _EMPTY_WORDS.fullmatch(section.text):
            yield found(section.heading.span, "words", title=section.heading.text, text=section.text)


def questions_too_few(body: Body, language: str, status: str, sections: Mapping[str, SectionKind]) -> Iterator[Finding]:
    """The questions for conversation are a list, and there are enough of them for a group."""
    wanted = {kind.title(language): kind.questions for kind in sections.values() if kind.questions}
    for section in body.sections:
        if section.heading is None or not section.text or status != "published":
            continue
        least = wanted.get(section.heading.text, 0)
        if len(section.items) < least:
            yield found(section.heading.span, title=section.heading.text, count=len(section.items), least=least)


def question_without_mark(body: Body, language: str, sections: Mapping[str, SectionKind]) -> Iterator[Finding]:
    """A question ends in a question mark."""
    titles = {kind.title(language) for kind in sections.values() if kind.questions}
    for section in body.sections:
        if section.heading is not None and section.heading.text in titles:
            for item in section.items:
                if not item.text.endswith("?"):
                    yield found(item.span)


def text_before_sections(body: Body, language: str, sections: Mapping[str, SectionKind]) -> Iterator[Finding]:
    """All text stands under a heading; what introduces the story is its summary."""
    if body.sections and body.sections[0].text:
        first = next(iter(sections.values()))
        yield found(_first_words(body), title=first.title(language))


def heading_level(body: Body) -> Iterator[Finding]:
    """The page's own title is the only heading of level one, and headings stand on lines of their own."""
    before = 1
    for heading in body.headings:
        if heading.level == 1:
            yield found(heading.span, "one", title=heading.text)
        elif heading.inside:
            yield found(heading.span, "inside", title=heading.text)
        elif heading.level > before + 1:
            yield found(heading.span, "skip", title=heading.text, signs="#" * (before + 1))
        before = heading.level


def raw_html(body: Body) -> Iterator[Finding]:
    """Stories are plain Markdown: HTML could do harm, and would not look the same everywhere."""
    for piece in body.html:
        name = re.sub(r"[^a-z0-9].*", "", piece.text.lstrip("</").lower(), flags=re.DOTALL)
        case = next((case for case, names in _MARKDOWN_FOR.items() if name in names), "plain")
        yield found(piece.span, case, tag=piece.text)


def critical_section_short(
    body: Body, language: str, status: str, sections: Mapping[str, SectionKind]
) -> Iterator[Finding]:
    """What was decided by whom, and what was hard, take some words to say: enough to be worth reading."""
    critical = {kind.title(language) for kind in sections.values() if kind.critical}
    for section in body.sections:
        if section.heading is None or section.heading.text not in critical or status != "published":
            continue
        if section.text and not _EMPTY_WORDS.fullmatch(section.text) and has_fewer_words(section.text, _LEAST_WORDS):
            title = section.heading.text
            yield found(section.heading.span, title=title, count=section.words, least=_LEAST_WORDS)


def _first_words(body: Body) -> Span:
    """Return the place of the first line with something on it that is no comment."""
    at = 0
    for start, end in comments(body.text):
        if body.text[at:start].strip():
            break
        at = end
    at += len(body.text[at:]) - len(body.text[at:].lstrip())
    begins, line = body.text.rfind("\n", 0, at) + 1, body.text.count("\n", 0, at) + body.first_line
    return Span(line, 1, line, len(body.text[begins:].split("\n", 1)[0].rstrip()) + 1)


def _end(body: Body) -> Span:
    """Return the end of the body: where a section that is missing could be written."""
    lines = body.text.rstrip().split("\n")
    line = len(lines) + body.first_line - 1
    column = max(len(lines[-1]), 1)
    return Span(line, column, line, column + 1)
