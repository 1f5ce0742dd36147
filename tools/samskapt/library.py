"""Reads a whole library, or some stories of it: every file to a story, an unfinished one, or what is left of one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from samskapt.decode import decode
from samskapt.diagnostic import START, Diagnostic, Level, fault
from samskapt.engine import diagnose, run_rules
from samskapt.model import Library, Story, Unfinished, Withdrawn
from samskapt.source import Source, read_source
from samskapt.text import norwegian_key
from samskapt.vocabulary import Vocabulary, read_vocabulary

if TYPE_CHECKING:
    import datetime
    from collections.abc import Collection, Iterable
    from pathlib import Path

ROOT_FILE = "mkdocs.yml"
TEXT_FILE = "index.md"
STORIES = "stories"


@dataclass(frozen=True, slots=True)
class Examined:
    """One story file that has been read and checked: what was found, and what became of it."""

    diagnostics: tuple[Diagnostic, ...]
    story: Story | Unfinished | Withdrawn


@dataclass(frozen=True, slots=True)
class Checked:
    """A library that has been read. ``library`` is None when its vocabulary is broken: then nothing can be checked."""

    library: Library | None
    count: int
    diagnostics: tuple[Diagnostic, ...]

    @property
    def has_errors(self) -> bool:
        """Whether there is anything that keeps the library from being published."""
        return any(diagnostic.level == Level.ERROR for diagnostic in self.diagnostics)


def find_root(start: Path) -> Path | None:
    """Return the nearest folder at or above ``start`` that holds a library, or None."""
    return next((folder for folder in (start, *start.parents) if (folder / ROOT_FILE).is_file()), None)


def story_slugs(root: Path) -> tuple[str, ...]:
    """Return the names of all story folders, sorted."""
    folder = root / STORIES
    return tuple(sorted(entry.name for entry in folder.iterdir() if entry.is_dir())) if folder.is_dir() else ()


def read_library(root: Path, today: datetime.date, only: Iterable[str] | None = None) -> Checked:
    """Read and check the library at ``root``, or of its stories ``only`` those slugs.

    Reads ``vocabulary/`` and ``stories/``, writes nothing. OSError for a file that cannot be read.
    """
    vocabulary, broken = read_vocabulary(root)
    if vocabulary is None:
        return Checked(None, 0, broken)
    slugs = story_slugs(root)
    wanted = slugs if only is None else sorted(set(only))
    examined = [examine(root, slug, vocabulary, slugs, today) for slug in wanted]
    found = [one.story for one in examined]
    stories = sorted(
        (story for story in found if isinstance(story, Story)), key=lambda story: norwegian_key(story.title)
    )
    library = Library(
        tuple(stories),
        tuple(story for story in found if isinstance(story, Unfinished)),
        tuple(story for story in found if isinstance(story, Withdrawn)),
        vocabulary,
    )
    return Checked(library, len(examined), tuple(sorted(one for each in examined for one in each.diagnostics)))


def examine(
    root: Path, slug: str, vocabulary: Vocabulary, slugs: Collection[str], today: datetime.date
) -> Examined:
    """Read and check one story. A folder without a text is a mistake like others, not an exception."""
    folder = root / STORIES / slug
    file = f"{STORIES}/{slug}/{TEXT_FILE}"
    path = folder / TEXT_FILE
    if not path.is_file():
        said = diagnose(file, [fault("text-missing", START, name=slug)])
        return Examined(said, Unfinished(slug, slug, "nb", False, Source().body, {}, said))  # noqa: FBT003
    source = read_source(path.read_bytes())
    if not source.readable:
        said = diagnose(file, source.findings)
        return Examined(said, Unfinished(slug, slug, "nb", False, source.body, {}, said))  # noqa: FBT003
    offered = {
        "body": source.body,
        "files": frozenset(entry.name for entry in folder.iterdir()),
        "sections": vocabulary.sections,
        "slug": slug,
        "slugs": frozenset(slugs),
        "source": source,
        "today": today,
    }
    decoded = decode(source, vocabulary)
    findings = [*source.findings, *decoded.findings, *run_rules({**offered, **decoded.fields})]
    diagnostics = diagnose(file, findings)
    return Examined(diagnostics, _story(slug, source, decoded.fields, diagnostics, vocabulary, offered, file))


def _story(
    slug: str,
    source: Source,
    fields: dict[str, Any],
    diagnostics: tuple[Diagnostic, ...],
    vocabulary: Vocabulary,
    offered: dict[str, Any],
    file: str,
) -> Story | Unfinished | Withdrawn:
    errors = tuple(diagnostic for diagnostic in diagnostics if diagnostic.level == Level.ERROR)
    title, language = fields.get("title", slug), fields.get("language", "nb")
    if errors:
        return Unfinished(slug, title, language, False, source.body, fields, errors)  # noqa: FBT003
    if fields["status"] == "withdrawn":
        return Withdrawn(slug, title, fields["withdrawn"].date, fields["withdrawn"].reason)
    if fields["status"] == "published":
        return Story(slug=slug, body=source.body, **fields)
    strict = decode(source, vocabulary, as_published=True)
    lacks = [*strict.findings, *run_rules({**offered, **strict.fields, "status": "published"})]
    return Unfinished(slug, title, language, True, source.body, fields, diagnose(file, lacks))  # noqa: FBT003
