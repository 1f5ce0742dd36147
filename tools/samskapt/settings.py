"""How a site is to be made: what the maintainers set, and what the build knows before it looks at the stories."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from samskapt.yaml_reader import read_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from samskapt.pictures import Published
    from samskapt.rulebook import Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """How a site is to be made, whatever its library holds."""

    language: str
    words: Mapping[str, Mapping[str, str]] = field(repr=False)
    """The words of the interface, by language and key."""
    rules: tuple[Entry, ...] = ()
    tokens: str = ""
    """The stylesheet that names the colours, for the page that shows them."""
    booklet: str = field(default="", repr=False)
    """The stylesheet of booklets, which stands in them."""
    chosen: tuple[str, ...] = ()
    """The stories that the front page puts first, by slug."""
    base: str = ""
    """The address of the site, ending in a slash, "" where it is not known."""
    pictures: Mapping[str, Mapping[str, Published]] = field(default_factory=dict, repr=False)
    """The pictures of each story as they are published, by slug and file."""
    marks: Mapping[str, str] = field(default_factory=dict, repr=False)
    """The mark of each story's folder, by slug: as long as it is the same, so is the story. "" says nothing."""
    data: Mapping[str, int] = field(default_factory=dict, repr=False)
    """The size in bytes of each file of the open data, by name."""
    editors: str = ""
    """The e-mail address that stories are sent to, "" where there is none."""
    repository: str = ""
    """The repository that stories can be proposed in, as owner/name at GitHub, "" where there is none."""
    unfinished: bool = False
    """Whether unfinished stories have pages too: for their writers, and for them only."""

    @property
    def strings(self) -> Mapping[str, str]:
        """The words of the interface in the site's language, by key."""
        return self.words[self.language]

    def unchanged(self, *slugs: str, also: tuple[object, ...] = ()) -> tuple[object, ...] | None:
        """Return what a file needs that is made of some stories and ``also``, None if they may change unseen."""
        marks = [self.marks.get(slug, "") for slug in slugs]
        return (*marks, *also) if all(marks) else None

    def in_language(self, language: str) -> Site:
        """Return the same site in another of its languages."""
        return replace(self, language=language)


def interface_words(root: Path) -> dict[str, dict[str, str]]:
    """Return the words of the interface from ``theme/strings``, by language and key."""
    return {
        path.stem: {key: str(text) for key, text in read_yaml(path.read_text(encoding="utf-8")).values.items()}
        for path in sorted((root / "theme" / "strings").glob("*.yml"))
    }
