"""Reads and checks a whole library, or some stories of it.

``check_library`` gives what was found. ``read_library`` gives the stories too: every file becomes a story, an
unfinished one, or what is left of one.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from samskapt.around import Around, read_around
from samskapt.beside import has_more, read_beside
from samskapt.body import Body
from samskapt.cache import Cache
from samskapt.decode import decode
from samskapt.diagnostic import START, Diagnostic, Level, fault
from samskapt.engine import diagnose, run_rules
from samskapt.facts import Facts
from samskapt.folder import Folder, read_folder
from samskapt.kept_stories import examined_once
from samskapt.library_rules import look_across
from samskapt.model import Addresses, Library, Story, Unfinished, Withdrawn
from samskapt.source import Source, read_source
from samskapt.suppress import unsuppressed
from samskapt.syntheses import Known
from samskapt.text import norwegian_key
from samskapt.time_limit import MOST_SECONDS, TooSlowError, time_limit
from samskapt.verdict import Verdict
from samskapt.vocabulary import Vocabulary, read_vocabulary
from samskapt.workers import share_out

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from samskapt.kept import Kept
    from samskapt.model import Translation

ROOT_FILE = "mkdocs.yml"
TEXT_FILE = "index.md"
STORIES = "stories"


@dataclass(frozen=True, slots=True)
class Examined:
    """One story file that has been read and checked: what was found, what became of it, and the facts of it."""

    diagnostics: tuple[Diagnostic, ...]
    story: Story | Unfinished | Withdrawn
    facts: Facts
    translations: tuple[Translation, ...]
    mark: str
    """That of its folder, see ``folder.Folder``."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A library that has been checked, with the facts of each story that was looked at.

    ``broken`` says that its vocabulary has errors, so that nothing could be checked. ``library`` is what was read, None
    when it is broken or its stories were not asked for.
    """

    count: int
    diagnostics: tuple[Diagnostic, ...]
    facts: tuple[Facts, ...] = ()
    library: Library | None = None
    broken: bool = False
    marks: Mapping[str, str] = field(default_factory=dict, compare=False)
    """The mark of each story's folder, by slug, see ``folder.Folder``: of one that is new, it comes later."""
    changed: int | None = field(default=None, compare=False)
    """How many stories have changed since what was kept, where anything was."""

    @property
    def has_errors(self) -> bool:
        """Whether there is anything that keeps the library from being published."""
        return any(diagnostic.level == Level.ERROR for diagnostic in self.diagnostics)


def find_root(start: Path) -> Path | None:
    """Return the nearest folder at or above ``start`` that holds a library, or None.

    A library has ``mkdocs.yml`` when it is a site of its own, and at least ``stories/`` when it is only checked.
    """
    folders = (start, *start.parents)
    return next((one for one in folders if (one / ROOT_FILE).is_file() or (one / STORIES).is_dir()), None)


def story_slugs(root: Path) -> tuple[str, ...]:
    """Return the names of all story folders, sorted."""
    folder = root / STORIES
    if not folder.is_dir():
        return ()
    with os.scandir(folder) as entries:
        return tuple(sorted(entry.name for entry in entries if entry.is_dir() or entry.is_symlink()))


def check_library(root: Path, today: dt.date, only: Iterable[str] | None = None, *, cache: bool = True) -> Checked:
    """Check the library at ``root``, or of its stories ``only`` those slugs, on all cores when they are many.

    With ``cache``, what was found before in stories that have not changed is taken from there; the result is the same,
    and nothing else is written. OSError for a file that cannot be read.
    """
    vocabulary, broken = read_vocabulary(root)
    if vocabulary is None:
        return Checked(0, broken, broken=True)
    slugs = story_slugs(root)
    examiner = Examiner(root, vocabulary, frozenset(slugs), today)
    asked = slugs if only is None else sorted(set(only))
    kept = Cache.read(root, vocabulary, slugs, today) if cache else None
    held = {slug: verdict for slug in asked if kept and (verdict := examiner.holding(slug, kept))}
    new = {one.facts.slug: one for one in share_out(examiner.check, [slug for slug in asked if slug not in held])}
    if kept and new:
        kept.keep(new.values())
        kept.write(slugs)
    each = [held.get(slug) or new[slug] for slug in asked]
    return _checked(each, _around(root, examiner, each).diagnostics if only is None else ())


def read_library(root: Path, today: dt.date, only: Iterable[str] | None = None, kept: Kept | None = None) -> Checked:
    """Read and check the library at ``root``, or of its stories ``only`` those slugs, on all cores when they are many.

    Reads ``vocabulary/`` and ``stories/``, and writes nothing but to ``kept``, from which stories are taken that have
    not changed. OSError for a file that cannot be read.
    """
    vocabulary, broken = read_vocabulary(root)
    if vocabulary is None:
        return Checked(0, broken, broken=True)
    slugs = story_slugs(root)
    examiner = Examiner(root, vocabulary, frozenset(slugs), today)
    asked = slugs if only is None else sorted(set(only))
    examined, changed = examined_once(examiner, asked, kept)
    found = [one.story for one in examined]
    stories = sorted(
        (story for story in found if isinstance(story, Story)), key=lambda story: norwegian_key(story.title)
    )
    around = _around(root, examiner, examined) if only is None else None
    translations = tuple(translation for one in examined for translation in one.translations)
    library = Library(
        tuple(stories),
        tuple(story for story in found if isinstance(story, Unfinished)),
        tuple(story for story in found if isinstance(story, Withdrawn)),
        vocabulary,
        around.syntheses if around else (),
        translations,
        around.collections if around else (),
        around.addresses(translations) if around else Addresses(),
    )
    return replace(_checked(examined, around.diagnostics if around else (), library), changed=changed)


def _around(root: Path, examiner: Examiner, each: Sequence[Examined | Verdict]) -> Around:
    """Return what stands around the stories of a library."""
    facts = [one.facts for one in each]
    published = frozenset(one.slug for one in facts if one.status == "published")
    return read_around(root, Known(examiner.vocabulary, examiner.slugs, published, examiner.today), facts)


def _checked(each: Sequence[Examined | Verdict], also: Iterable[Diagnostic], library: Library | None = None) -> Checked:
    """Gather what was found in each story, in stories beside each other, and ``also`` in the files around them."""
    facts = tuple(one.facts for one in each)
    said = [*also, *look_across(facts, _file), *(said for one in each for said in one.diagnostics)]
    return Checked(len(each), tuple(sorted(said)), facts, library, marks={one.facts.slug: one.mark for one in each})


@dataclass(frozen=True, slots=True)
class _Look:
    """A story that has been looked at: what was found in it, and what was read of it on the way."""

    file: str
    diagnostics: tuple[Diagnostic, ...]
    facts: Facts
    source: Source
    fields: Mapping[str, Any] = field(default_factory=dict)
    offered: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Examiner:
    """Reads and checks stories one by one, against the words and the names that all of them share."""

    root: Path
    vocabulary: Vocabulary
    slugs: frozenset[str]
    today: dt.date

    def examine(self, slug: str, text: bytes = b"") -> Examined:
        """Read and check one story, or ``text`` in its place. A folder without one is a mistake, not an exception."""
        try:
            with time_limit():
                return self._examine(slug, Folder(text) if text else self._folder(slug))
        except TooSlowError:
            said = _too_slow(slug)
            story = Unfinished(slug=slug, title=slug, language="nb", draft=False, body=Body(), fields={}, said=said)
            return Examined(said, story, Facts(slug), (), "")

    def _examine(self, slug: str, folder: Folder) -> Examined:
        look = self._look(slug, folder)
        story = self._story(slug, look)
        if not has_more(folder):
            return Examined(look.diagnostics, story, look.facts, (), folder.mark)
        told = story if isinstance(story, Story) else None
        known = Known(self.vocabulary, self.slugs, self.slugs, self.today)
        beside = read_beside(folder, self.root / STORIES / slug, told, look.offered, known)
        story = replace(told, reuse=beside.reuse) if told else story
        return Examined((*look.diagnostics, *beside.diagnostics), story, look.facts, beside.translations, folder.mark)

    def check(self, slug: str) -> Verdict:
        """Check one story, which takes less where no story has to be made of it."""
        try:
            with time_limit():
                return self._check(slug)
        except TooSlowError:
            return Verdict(_too_slow(slug), Facts(slug), "")

    def _check(self, slug: str) -> Verdict:
        folder = self._folder(slug)
        if has_more(folder):
            examined = self._examine(slug, folder)
            return Verdict(examined.diagnostics, examined.facts, examined.mark)
        look = self._look(slug, folder)
        return Verdict(look.diagnostics, look.facts, folder.mark)

    def holding(self, slug: str, kept: Cache) -> Verdict | None:
        """Return the verdict that is kept for a story if it still holds: ``check`` would give the same."""
        return kept.verdict(slug, f"{STORIES}/{slug}/", self.mark(slug))

    def mark(self, slug: str) -> str:
        """Return the mark that the folder of a story has now, see ``folder.Folder``."""
        return self._folder(slug).mark

    def _folder(self, slug: str) -> Folder:
        return read_folder(os.path.join(self.root, STORIES, slug), TEXT_FILE)  # noqa: PTH118 (a tenth of Path's time)

    def _look(self, slug: str, folder: Folder) -> _Look:
        file = _file(slug)
        if folder.text is None:
            odd = [fault("folder-content", START, case, name=name) for name, case in folder.odd]
            missing = [] if any(name in {slug, TEXT_FILE} for name, _ in folder.odd) else ["text-missing"]
            said = [*odd, *(fault(rule, START, name=slug) for rule in missing)]
            return _Look(file, diagnose(file, said), Facts(slug), Source())
        source = read_source(folder.text)
        if not source.readable:
            return _Look(file, diagnose(file, source.findings), Facts(slug), source)
        offered = {
            "body": source.body,
            "files": folder.files,
            "folder": self.root / STORIES / slug,
            "odd": folder.odd,
            "sections": self.vocabulary.sections,
            "slug": slug,
            "slugs": self.slugs,
            "source": source,
            "today": self.today,
            "vocabulary": self.vocabulary,
        }
        decoded = decode(source, self.vocabulary)
        found = [*source.findings, *decoded.findings, *run_rules({**offered, **decoded.fields})]
        return _Look(
            file,
            diagnose(file, unsuppressed(source.body, found)),
            Facts.of(slug, source, decoded.fields),
            source,
            decoded.fields,
            offered,
        )

    def _story(self, slug: str, look: _Look) -> Story | Unfinished | Withdrawn:
        fields = look.fields
        errors = tuple(one for one in look.diagnostics if one.level == Level.ERROR)
        if not errors and fields["status"] == "published":
            return Story(slug=slug, body=look.source.body, **fields)
        if not errors and fields["status"] == "withdrawn":
            return Withdrawn(slug, fields["title"], fields["withdrawn"].date, fields["withdrawn"].reason)
        return Unfinished(
            slug=slug,
            title=fields.get("title", slug),
            language=fields.get("language", "nb"),
            draft=not errors,
            body=look.source.body,
            fields=fields,
            said=errors or self._lacks(look),
        )

    def _lacks(self, look: _Look) -> tuple[Diagnostic, ...]:
        """Return what would be wrong with a draft if it were published as it is."""
        strict = decode(look.source, self.vocabulary, as_published=True)
        findings = run_rules({**look.offered, **strict.fields, "status": "published"})
        return diagnose(look.file, [*strict.findings, *findings])


def _too_slow(slug: str) -> tuple[Diagnostic, ...]:
    return diagnose(_file(slug), [fault("too-slow", START, most=int(MOST_SECONDS))])


def _file(slug: str) -> str:
    return f"{STORIES}/{slug}/{TEXT_FILE}"
