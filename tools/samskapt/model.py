"""A story as the rest of the program knows it: every field decoded, nothing missing that must be there."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from samskapt.body import Body
    from samskapt.diagnostic import Diagnostic, Span
    from samskapt.kinds import Moment
    from samskapt.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True, kw_only=True)
class Whereabouts:
    """Where it happened. ``country`` is two capital letters (ISO 3166); at least one of the others is there."""

    country: str
    municipality: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """When it went on, and how late our knowledge of it is. No ``end``: it goes on, or that is not known."""

    start: Moment | None = None
    end: Moment | None = None
    known_as_of: Moment


@dataclass(frozen=True, slots=True)
class Participation:
    """Who had which say in one phase: ids of terms."""

    phase: str
    actors: tuple[str, ...]
    say: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """A claim: what changed (``outcome``, ``says``), what it builds on, and the numbers of its sources, from 1."""

    outcome: str
    evidence: str
    source: tuple[int, ...]
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceItem:
    """A source of a story. ``read`` says how much of it those who wrote have read: hele, utdrag, ikke-lest."""

    title: str
    publisher: str
    author: str = ""
    year: str = ""
    url: str = ""
    archive: str = ""
    read: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """The picture of a story: a file beside it, its text for those who do not see it, and whose it is."""

    file: str
    alt: str
    credit: str
    licence: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture wherever it stands, in the front matter or in the text: its file and its text, and their places."""

    file: str
    text: str
    span: Span
    text_span: Span


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """When and why a story was withdrawn."""

    date: dt.date
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reuse:
    """A report from others who did the same as a story tells of. ``name`` is that of its file, without its ending."""

    name: str
    body: Body = field(repr=False)
    language: str
    told_by: str
    place: Whereabouts
    period: Period
    changed: str
    result: str
    published: dt.date

    @property
    def text(self) -> str:
        """How it went, in Markdown."""
        return self.body.text.strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A published story. Names are those of the front matter; ``slug`` is its folder and its address."""

    slug: str
    body: Body = field(repr=False)
    title: str
    summary: str
    language: str
    status: str
    told_by: str
    place: Whereabouts
    period: Period
    arena: tuple[str, ...]
    actors: tuple[str, ...]
    co_creation_type: str
    role: str
    level: str = ""
    life_phase: tuple[str, ...] = ()
    participation: tuple[Participation, ...]
    outcomes: tuple[Outcome, ...]
    result: str
    sources: tuple[SourceItem, ...]
    related: tuple[str, ...] = ()
    image: Image | None = None
    published: dt.date
    reviewed: dt.date | None = None
    review_within: int = 24
    withdrawn: None = None
    reuse: tuple[Reuse, ...] = ()
    """Reports from others who did the same, the newest first: they stand beside the story, not in its front matter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfinished:
    """A story that cannot be published as it is: a draft, or one with errors. ``said`` is what stands in the way."""

    slug: str
    title: str
    language: str
    draft: bool
    body: Body = field(repr=False)
    fields: Mapping[str, Any] = field(repr=False)
    said: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """What is left of a withdrawn story: its address, its title, and why it is gone."""

    slug: str
    title: str
    date: dt.date
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Synthesis:
    """What an editor sees across stories. ``about``: terms by facet; stories that carry one belong to the theme."""

    slug: str
    body: Body = field(repr=False)
    stories: tuple[str, ...]
    title: str
    summary: str
    language: str
    about: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    written: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """One story of a collection: how long to read it and talk, why this one and here, and what to ask the group."""

    story: str
    minutes: int
    why: str
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """Stories in the order of a course, with what participants can do afterwards, plans, and a teaching note."""

    slug: str
    body: Body = field(repr=False)
    title: str
    summary: str
    language: str
    audience: str
    goals: tuple[str, ...]
    stories: tuple[Stop, ...]
    written: dt.date


@dataclass(frozen=True, slots=True)
class Translation:
    """A story in another language: when it was translated, and whether the original has been changed since."""

    story: Story
    translated: dt.date
    outdated: bool


@dataclass(frozen=True, slots=True)
class Addresses:
    """The short number of each address that has one, where each that has moved leads, and ``addresses.lock`` anew."""

    numbers: Mapping[str, int] = field(default_factory=dict)
    moved: Mapping[str, str] = field(default_factory=dict)
    lock: str = ""


@dataclass(frozen=True, slots=True)
class Library:
    """All there is: stories in Norwegian order of their titles, and all that belongs to them."""

    stories: tuple[Story, ...]
    unfinished: tuple[Unfinished, ...]
    withdrawn: tuple[Withdrawn, ...]
    vocabulary: Vocabulary
    syntheses: tuple[Synthesis, ...] = ()
    translations: tuple[Translation, ...] = ()
    collections: tuple[Collection, ...] = ()
    addresses: Addresses = field(default_factory=Addresses)
