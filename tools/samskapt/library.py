"""Reads a whole library, or some stories of it: every file to a story, an unfinished one, or what is left of one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from samskapt.decode import decode
from samskapt.diagnostic import START, Diagnostic, Level, fault
from samskapt.engine import diagnose, run_rules
from samskapt.model import Library, Story, Unfinished, Withdrawn
from samskapt.source import Source, read_source
from samskapt.suppress import unsuppressed
from samskapt.text import norwegian_key
from samskapt.vocabulary import Vocabulary, read_vocabulary

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable
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


def read_library(root: Path, today: dt.date, only: Iterable[str] | None = None) -> Checked:
    """Read and check the library at ``root``, or of its stories ``only`` those slugs.

    Reads ``vocabulary/`` and ``stories/``, writes nothing. OSError for a file that cannot be read.
    """
    vocabulary, broken = read_vocabulary(root)
    if vocabulary is None:
        return Checked(None, 0, broken)
    slugs = story_slugs(root)
    examiner = Examiner(root, vocabulary, frozenset(slugs), today)
    examined = [examiner.examine(slug) for slug in (slugs if only is None else sorted(set(only)))]
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


@dataclass(frozen=True, slots=True)
class Examiner:
    """Reads and checks stories one by one, against the words and the names that all of them share."""

    root: Path
    vocabulary: Vocabulary
    slugs: frozenset[str]
    today: dt.date

    def examine(self, slug: str) -> Examined:
        """Read and check one story. A folder without a text is a mistake like others, not an exception."""
        folder = self.root / STORIES / slug
        file = f"{STORIES}/{slug}/{TEXT_FILE}"
        if not (folder / TEXT_FILE).is_file():
            return _unreadable(slug, diagnose(file, [fault("text-missing", START, name=slug)]), Source())
        source = read_source((folder / TEXT_FILE).read_bytes())
        if not source.readable:
            return _unreadable(slug, diagnose(file, source.findings), source)
        offered = {
            "body": source.body,
            "files": frozenset(entry.name for entry in folder.iterdir()),
            "folder": folder,
            "sections": self.vocabulary.sections,
            "slug": slug,
            "slugs": self.slugs,
            "source": source,
            "today": self.today,
            "vocabulary": self.vocabulary,
        }
        decoded = decode(source, self.vocabulary)
        fields = decoded.fields
        diagnostics = diagnose(
            file,
            unsuppressed(source.body, [*source.findings, *decoded.findings, *run_rules({**offered, **fields})]),
        )
        errors = tuple(diagnostic for diagnostic in diagnostics if diagnostic.level == Level.ERROR)
        if not errors and fields["status"] == "published":
            return Examined(diagnostics, Story(slug=slug, body=source.body, **fields))
        if not errors and fields["status"] == "withdrawn":
            gone = fields["withdrawn"]
            return Examined(diagnostics, Withdrawn(slug, fields["title"], gone.date, gone.reason))
        lacks = errors or self._lacks(file, source, offered)
        return Examined(
            diagnostics,
            Unfinished(
                slug=slug,
                title=fields.get("title", slug),
                language=fields.get("language", "nb"),
                draft=not errors,
                body=source.body,
                fields=fields,
                said=lacks,
            ),
        )

    def _lacks(self, file: str, source: Source, offered: dict[str, Any]) -> tuple[Diagnostic, ...]:
        """Return what would be wrong with a draft if it were published as it is."""
        strict = decode(source, self.vocabulary, as_published=True)
        findings = run_rules({**offered, **strict.fields, "status": "published"})
        return diagnose(file, [*strict.findings, *findings])


def _unreadable(slug: str, said: tuple[Diagnostic, ...], source: Source) -> Examined:
    story = Unfinished(slug=slug, title=slug, language="nb", draft=False, body=source.body, fields={}, said=said)
    return Examined(said, story)
