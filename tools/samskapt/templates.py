"""Turns pages into HTML with the theme's templates: the only module that knows Jinja."""

from __future__ import annotations

import contextlib
import posixpath
import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemBytecodeCache, pass_context
from markupsafe import Markup

from samskapt import __version__

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jinja2.bccache import BytecodeCache
    from jinja2.runtime import Context

    from samskapt.pages import Page
    from samskapt.settings import Site

_WHOLE = re.compile(r"[/#]|[a-zA-Z][a-zA-Z0-9+.-]*:")
"""How an address begins that is the same on every page."""
_LOCALES = {"nb": "nb_NO", "nn": "nn_NO", "en": "en_GB"}


@dataclass(frozen=True, slots=True)
class Shown:
    """What templates know of the page that they show, by the names that MkDocs gives to its own."""

    title: str
    url: str
    """Relative to the site's root: "" is the front page."""
    canonical_url: str
    """The whole address, "" where the site does not know its own."""
    meta: Mapping[str, object] = field(default_factory=dict)

    @classmethod
    def of(cls, page: Page, base: str) -> Shown:
        """Return what templates know of a page of the library; ``base`` is the site's address, "" if not known."""
        meta = {"description": page.description, "changed": page.changed, "hidden": page.hidden}
        return cls(page.title, page.address, f"{base}{page.address}" if base else "", meta)

    @property
    def is_homepage(self) -> bool:
        """Whether this is the front page."""
        return not self.url


class Templates:
    """The templates of a theme, and what all of them know."""

    def __init__(self, theirs: Environment, site: Site, shared: Mapping[str, object]) -> None:
        """Take the environment in which MkDocs shows the pages that are written by hand, and make it like ours.

        ``shared`` is what templates know beside their page and their view, in every language.
        """
        self._site = site
        self._shared = {**shared, "base": site.base}
        self._ours = _ViewEnvironment(loader=theirs.loader, auto_reload=False, cache_size=-1)
        for one in (theirs, self._ours):
            one.autoescape = one.trim_blocks = one.lstrip_blocks = True
            one.bytecode_cache = _kept()
            one.filters["url"] = _url
            one.globals.update(self._shared | self._in(site.language))
        self._spoken = {language: self._in(language) for language in site.words}

    def html(self, page: Page) -> str:
        """Return a page as it is published."""
        own = {"page": Shown.of(page, self._site.base), "view": page.view}
        return self._ours.get_template(page.template).render(own, **self._spoken.get(page.language, {}))

    def _in(self, language: str) -> dict[str, object]:
        """Return what templates need to write in a language."""
        return {
            "t": self._site.words[language],
            "language": language,
            "locale": _LOCALES[language],
            # definitions are written in bokmål only; on a page in another language they say so
            "in_words": "" if language == "nb" else Markup(' lang="nb"'),
        }


class _ViewEnvironment(Environment):
    """Looks for ``view.name`` among the keys of a dict first: views are dicts, and Jinja would try attributes."""

    def getattr(self, obj: Any, attribute: str) -> Any:  # noqa: ANN401 (as Jinja has it)
        if type(obj) is dict and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)


class _BytecodeCache(FileSystemBytecodeCache):
    """Keeps compiled templates in the user's own temporary folder; a disk that is full is no reason to fail."""

    def dump_bytecode(self, bucket: Any) -> None:  # noqa: ANN401 (Jinja's own, which it does not export)
        with contextlib.suppress(OSError):
            super().dump_bytecode(bucket)


def _kept() -> BytecodeCache | None:
    """Return where compiled templates are kept from one build to the next, None where no folder is safe."""
    try:  # Jinja tells templates from others by their text, and not by how they are compiled: the version does
        return _BytecodeCache(pattern=f"samskapt-{__version__}-%s.cache")
    except (OSError, RuntimeError):  # pragma: no cover
        return None


@pass_context
def _url(context: Context, to: str) -> str:
    """Return an address as a page links to it; a template without a page, such as 404.html, has a base instead."""
    page = context["page"]
    if page is None:
        return to if _WHOLE.match(to) else posixpath.join(context["base_url"], to)
    return relative(to, page.url)


def relative(to: str, here: str) -> str:
    """Return the link from one page of the site to another, or to a file: both relative to the root, pages end in «/».

    >>> relative("fortellinger/benken/", "fortellinger/bua/")
    '../benken/'
    """
    if _WHOLE.match(to):
        return to
    to = "" if to == "." else to
    for above, up in _above(here):
        if to.startswith(above):
            return f"{up}{to[len(above) :]}" or "./"
    return f"{'../' * here.count('/')}{to}" or "./"


@lru_cache(maxsize=64)
def _above(here: str) -> tuple[tuple[str, str], ...]:
    """Return a page's address and all that stand above it but the root, nearest first, each with the way up to it."""
    parts = here.split("/")[:-1]
    depths = range(len(parts), 0, -1)
    return tuple(("/".join([*parts[:depth], ""]), "../" * (len(parts) - depth)) for depth in depths)
