"""The edge to MkDocs, and the only module that imports it: gives it the library's pages, and holds no knowledge.

MkDocs reads its settings and the maintainers' own pages, and lays out the theme's files. It never sees a story: the
library's pages are made beside it, when its own are done. ``mkdocs build`` and ``samskapt build`` are the same build.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")  # Material's notice on MkDocs 2, which is no news to its readers

from markupsafe import Markup
from mkdocs.commands import build as mkdocs_build
from mkdocs.commands import serve as mkdocs_serve
from mkdocs.config import load_config
from mkdocs.config.base import Config
from mkdocs.exceptions import Abort
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File

from samskapt.addresses import FILE as LOCK
from samskapt.addresses import give_out
from samskapt.export.about import About
from samskapt.export.files import data_files
from samskapt.finish import finish, take_along
from samskapt.hosting import REFERRER, host_files, policy
from samskapt.kept import Kept
from samskapt.library import ROOT_FILE, STORIES, Checked, read_library, story_slugs
from samskapt.output import Standing, write_files
from samskapt.pages import Page, site_pages
from samskapt.pictures import picture_files, published
from samskapt.progress import done
from samskapt.publishing import Publishing, in_words, set_aside
from samskapt.report import as_text, line_reader
from samskapt.rulebook import rulebook
from samskapt.search_index import SearchIndexError
from samskapt.settings import Site, interface_words
from samskapt.site_files import STYLESHEET, other_files, page_files, shared_key
from samskapt.templates import Shown, Templates
from samskapt.text import visible
from samskapt.theme_files import booklet_stylesheet, link_pictures
from samskapt.untouched import is_untouched, site_files, site_key
from samskapt.workers import garbage_seldom

if TYPE_CHECKING:
    from collections.abc import Callable

    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page as MkDocsPage

    from samskapt.model import Library

TOKENS = "theme/css/10-tokens.css"
_MATERIALS = ("assets/stylesheets/", "assets/javascripts/", "assets/images/")
_MAIN_CSS = re.compile(r"assets/stylesheets/main\..*\.css")
_NOT_SHIPPED = ("strings/", "css/", "figures/")
_ONLY_PREVIEW = "js/preview.js"


class Settings(Config):  # type: ignore[no-untyped-call]  # MkDocs gives its metaclass no types
    """The plugin's part of mkdocs.yml: there is nothing to set."""


class _OurPage(File):
    """A page that the library makes: MkDocs knows where it will stand, so that its own pages can link to it."""

    def __init__(self, uri: str, config: MkDocsConfig) -> None:
        """Take the name that a page written by hand would have at its address."""
        address = f"{uri.removesuffix('.md')}.html"
        super().__init__(uri, None, config.site_dir, use_directory_urls=True, dest_uri=address)

    def is_documentation_page(self) -> bool:
        """Say that there is no Markdown to read."""
        return False

    def copy_file(self, dirty: bool = False) -> None:  # noqa: FBT001, FBT002 (as MkDocs has it)
        """Write nothing: it is not made yet."""


class SamskaptPlugin(BasePlugin[Settings]):  # type: ignore[no-untyped-call]
    """Checks the library, makes its pages, and publishes them only when everything is there."""

    def __init__(self) -> None:
        """Start as for a build; ``on_startup`` says when it is a preview instead."""
        super().__init__()
        self.preview = self.drafts = False
        self.publishing: Publishing | None = None
        self.before: Path | None = None
        self.key = ""
        self.pages: tuple[Page, ...] = ()

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:  # noqa: ARG002
        """Note whether this is a preview, which shows drafts and mistakes, or a build, which refuses them."""
        self.preview = command == "serve"

    def is_untouched(self, config: MkDocsConfig) -> bool:
        """Say whether the site stands as a new build of it would be, and tell so."""
        started, root, site = time.perf_counter(), Path(config.config_file_path).parent, Path(config.site_dir)
        key, files = Kept(root, site).site()
        self.key = self._key(config)
        if not key or key != self.key or not is_untouched(site, files):
            return False
        sys.stderr.write(f"{done(len(story_slugs(root)), 0, time.perf_counter() - started)}\n")
        return True

    def _key(self, config: MkDocsConfig) -> str:
        """Return what stands for all that a site is made of."""
        root = Path(config.config_file_path).parent
        settings = (config.site_url, config.site_name, config.extra, config.theme["language"], self.drafts)
        return site_key(root, dt.datetime.now().astimezone().date(), *settings)

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read the library; stop before anything is written when it has errors."""
        self.started = time.perf_counter()
        self.root = Path(config.config_file_path).parent
        self.publishing = None  # MkDocs keeps plugins from one build to the next
        site = Path(config.site_dir)
        if not (self.preview or self.key):  # a build by our own command has asked already
            self.key = self._key(config)
        self.kept = Kept(self.root, Path("preview") if self.preview else site)
        self.checked = read_library(self.root, dt.datetime.now().astimezone().date(), kept=self.kept)
        refused = self.checked.library is None or (self.checked.has_errors and not (self.preview or self.drafts))
        if refused or self.preview:
            self._report(self.checked)
        if refused:
            raise _stop("Biblioteket har feil. Nettstedet er ikke bygd, og det forrige står urørt.")
        self.tokens = (self.root / TOKENS).read_text(encoding="utf-8")
        self.booklet = booklet_stylesheet(self.root, self.tokens)
        self.policy = policy(self.booklet)
        self.words = interface_words(self.root)
        try:  # build beside the old site, and take its place when all is done; a preview's is emptied by MkDocs
            if self.preview:
                self.before = set_aside(site)
            else:
                self.publishing = Publishing(site)
                self.before = self.publishing.target
                config.site_dir = str(self.publishing.new)
        except OSError as error:
            raise _stop(in_words(error)) from None
        return config

    def _report(self, checked: Checked) -> None:
        for line in as_text(checked.diagnostics, checked.count, "nb", line_reader(self.root)):
            sys.stderr.write(f"{line}\n")

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Leave out what of the theme is not shipped as it is, and say where the library's pages will stand."""
        library = self.checked.library
        assert library is not None  # noqa: S101 (on_config stopped otherwise)
        self._refuse_links(files)
        base = next(file for file in files if _MAIN_CSS.fullmatch(file.src_uri))
        not_shipped = (*_NOT_SHIPPED, *_MATERIALS) if self.preview else (*_NOT_SHIPPED, *_MATERIALS, _ONLY_PREVIEW)
        for file in [file for file in files if file.src_uri.startswith(not_shipped)]:
            files.remove(file)
        data = dict(data_files(About(library, config.site_url or "")))
        self.site = replace(self._site(config, library), data={name: len(content) for name, content in data.items()})
        self.pages = tuple(site_pages(library, self.site))
        self.others = [*other_files(self.root, library, self.site, base.content_string, data)]
        if not self.preview:
            self.others += link_pictures(self.root, self.tokens, self.site.strings, self.pages)
        for page in self.pages:
            files.append(_OurPage(f"{page.address}index.md", config))
        return files

    def _refuse_links(self, files: Files) -> None:
        """Stop where a page or a file of the theme is a link that leads out of the library."""
        for file in files:
            path = Path(file.abs_src_path or "")
            if path.is_relative_to(self.root) and not path.resolve().is_relative_to(self.root.resolve()):
                raise _stop(f"«{visible(file.src_uri)}» er en snarvei ut av biblioteket. Nettstedet er ikke bygd.")

    def _site(self, config: MkDocsConfig, library: Library) -> Site:
        language = config.theme["language"]
        return Site(
            language=language,
            words=self.words,
            rules=rulebook("en" if language == "en" else "nb", self.root),
            tokens=self.tokens,
            booklet=self.booklet,
            base=config.site_url or "",
            editors=str(config.extra.get("editors") or ""),
            repository=str(config.extra.get("repository") or ""),
            chosen=tuple(config.extra.get("chosen") or ()),
            pictures={
                story.slug: {name: published(self.root / STORIES / story.slug / name) for name in names}
                for story in library.stories
                if (names := picture_files(story))
            },
            unfinished=self.preview or self.drafts,
            marks=self.checked.marks,
        )

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:  # noqa: ARG002
        """Let templates escape everything that they show, and know what all pages share."""
        shared = {"config": config, "stylesheet": STYLESHEET, "preview": self.preview}
        shared |= {"policy": self.policy, "referrer": REFERRER}
        self.templates = Templates(env, self.site, shared)
        env.globals["ours"] = [Shown.of(page, self.site.base) for page in self.pages]
        return env

    def on_page_content(self, html: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG002
        """Mark as HTML what Python-Markdown made of the maintainers' own pages. Those of stories never come here."""
        return Markup(html)  # noqa: S704

    def on_serve(
        self,
        server: LiveReloadServer,
        *,
        config: MkDocsConfig,  # noqa: ARG002
        builder: Callable[..., None],  # noqa: ARG002
    ) -> LiveReloadServer:
        """Build sooner after a file is saved than MkDocs does: a writer is waiting."""
        server.build_delay = 0.1
        return server

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Make the library's pages and all that hangs on them, and let the new site take the old one's place."""
        library, site = self.checked.library, Path(config.site_dir)
        assert library is not None  # noqa: S101 (on_config stopped otherwise)
        shown = (config.site_name, config.extra.get("accessibility_statement"), self.preview, self.policy)
        standing = Standing(self.before, self.kept.site()[1], shared_key(self.root, library, self.site, *shown))
        first, others = page_files(self.pages, self.templates)
        made = write_files(site, first, standing)
        made |= write_files(site, [*others, *self.others], standing)
        made |= finish(site, library, self.site, standing)
        if not self.preview:
            take_along(site, self.site.strings["offline_no_search"], standing, made)
            for name, text in host_files(self.policy, library.addresses.moved).items():
                (site / name).write_text(text, encoding="utf-8")
        if not (self.preview or self.drafts) and give_out(self.root, library.addresses.lock):
            sys.stderr.write(f"Nye adresser er skrevet i {LOCK}. Legg fila inn i git sammen med fortellingene.\n")
        if self.publishing:
            self.publishing.publish()
            config.site_dir = str(self.publishing.target)
        self.kept.keep_site(self.key, site_files(Path(config.site_dir), made))
        sys.stderr.write(f"{done(self.checked.count, self.checked.changed, time.perf_counter() - self.started)}\n")

    def on_build_error(self, *, error: Exception) -> None:
        """Leave the old site as it was, and say in a sentence when it was the disk that failed."""
        self.on_shutdown()
        if isinstance(error, OSError):
            raise _stop(in_words(error)) from None
        if isinstance(error, SearchIndexError):
            raise _stop(f"{error} Nettstedet er ikke bygd, og det forrige står urørt.") from None

    def on_shutdown(self) -> None:
        """Let go of what a build holds, however it ended."""
        if self.publishing:
            self.publishing.give_up()
        if self.preview and self.before:
            shutil.rmtree(self.before, ignore_errors=True)


def _stop(sentence: str) -> Abort:
    """Say why nothing is built, and return what ends the command: MkDocs lets it end without a word."""
    sys.stderr.write(f"{sentence}\n")
    return Abort(sentence)


def build(root: Path, site_dir: Path | None, *, drafts: bool = False) -> Path:
    """Build the library at ``root`` as ``mkdocs build`` does, and return where. ``Abort`` when it has errors.

    ``drafts`` shows drafts and mistakes too, for someone to look at: no addresses are given out.
    """
    config = load_config(str(root / ROOT_FILE), site_dir=str(site_dir) if site_dir else None)
    config.plugins["samskapt"].drafts = drafts  # type: ignore[attr-defined]  # the plugin is ours
    config.plugins.on_startup(command="build", dirty=False)
    try:
        if not config.plugins["samskapt"].is_untouched(config):  # type: ignore[attr-defined]
            with garbage_seldom():
                mkdocs_build.build(config)
    finally:
        config.plugins.on_shutdown()
    return Path(config.site_dir)


def serve(root: Path, address: str | None) -> None:
    """Show the library at ``root`` as ``mkdocs serve`` does, built anew whenever a file is saved."""
    mkdocs_serve.serve(str(root / ROOT_FILE), livereload=True, dev_addr=address)
