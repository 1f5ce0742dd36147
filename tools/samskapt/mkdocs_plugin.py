"""The edge to MkDocs, and the only module that imports it: gives it the library's pages, and holds no knowledge.

MkDocs never sees a story's text: its pages get an empty Markdown, no ``meta`` of the story's, and a template that shows
a view. ``mkdocs build`` and ``samskapt build`` are the same build.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import sys
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
from mkdocs.structure.files import File, InclusionLevel

from samskapt.addresses import FILE as LOCK
from samskapt.addresses import give_out
from samskapt.edition import write_edition
from samskapt.export.about import FOLDER as DATA
from samskapt.export.about import About
from samskapt.export.files import data_files
from samskapt.hosting import REFERRER, host_files, policy
from samskapt.library import ROOT_FILE, STORIES, Checked, read_library
from samskapt.offline import ADDRESS as OFFLINE
from samskapt.offline import offline_zip
from samskapt.pages import Page, site_pages
from samskapt.pictures import all_files, picture_files, published
from samskapt.publishing import Publishing, in_words
from samskapt.report import as_text, line_reader
from samskapt.rulebook import rulebook
from samskapt.scripts import ship_scripts
from samskapt.search_index import SearchIndexError, build_index
from samskapt.settings import Site, interface_words
from samskapt.teaching_files import teaching_files
from samskapt.text import visible
from samskapt.theme_files import booklet_stylesheet, embed_stylesheet, link_pictures, page_stylesheets, stylesheet
from samskapt.views import story_address
from samskapt.views_embed import STYLESHEET as EMBED_STYLESHEET
from samskapt.views_story import translation_addresses

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page as MkDocsPage
    from mkdocs.utils.templates import TemplateContext

    from samskapt.model import Library

STYLESHEET = "assets/samskapt.css"
TOKENS = "theme/css/10-tokens.css"
_MATERIALS = ("assets/stylesheets/", "assets/javascripts/", "assets/images/")
_MAIN_CSS = re.compile(r"assets/stylesheets/main\..*\.css")
_NOT_SHIPPED = ("strings/", "css/", "figures/")
_ONLY_PREVIEW = "js/preview.js"


class Settings(Config):  # type: ignore[no-untyped-call]  # MkDocs gives its metaclass no types
    """The plugin's part of mkdocs.yml: there is nothing to set."""


class SamskaptPlugin(BasePlugin[Settings]):  # type: ignore[no-untyped-call]
    """Checks the library, makes its pages, and publishes them only when everything is there."""

    def __init__(self) -> None:
        """Start as for a build; ``on_startup`` says when it is a preview instead."""
        super().__init__()
        self.preview = self.drafts = False
        self.publishing: Publishing | None = None
        self.pages: dict[str, Page] = {}

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:  # noqa: ARG002
        """Note whether this is a preview, which shows drafts and mistakes, or a build, which refuses them."""
        self.preview = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read the library; stop before anything is written when it has errors."""
        self.root = Path(config.config_file_path).parent
        self.publishing = None  # MkDocs keeps plugins from one build to the next
        self.checked = read_library(self.root, dt.datetime.now().astimezone().date())
        refused = self.checked.library is None or (self.checked.has_errors and not (self.preview or self.drafts))
        if refused or self.preview:
            self._report(self.checked)
        if refused:
            raise _stop("Biblioteket har feil. Nettstedet er ikke bygd, og det forrige står urørt.")
        self.tokens = (self.root / TOKENS).read_text(encoding="utf-8")
        self.booklet = booklet_stylesheet(self.root, self.tokens)
        self.policy = policy(self.booklet)
        self.words = interface_words(self.root)
        if not self.preview:  # build beside the old site, and take its place when all is done
            try:
                self.publishing = Publishing(Path(config.site_dir))
            except OSError as error:
                raise _stop(in_words(error)) from None
            config.site_dir = str(self.publishing.new)
        return config

    def _report(self, checked: Checked) -> None:
        for line in as_text(checked.diagnostics, checked.count, "nb", line_reader(self.root)):
            sys.stderr.write(f"{line}\n")

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add a file for each page of the library, the pictures of stories, and one stylesheet of the theme's many."""
        library = self.checked.library
        assert library is not None  # noqa: S101 (on_config stopped otherwise)
        self.pages = {}  # MkDocs keeps plugins from one build to the next
        self._refuse_links(files)
        material = [file for file in files if file.src_uri.startswith(_MATERIALS)]
        not_shipped = _NOT_SHIPPED if self.preview else (*_NOT_SHIPPED, _ONLY_PREVIEW)
        for file in list(files):
            if file.src_uri.startswith((*not_shipped, *_MATERIALS)):
                files.remove(file)
        base = next(file for file in material if _MAIN_CSS.fullmatch(file.src_uri))
        data = dict(data_files(About(library, config.site_url or "")))
        site = replace(self._site(config, library), data={name: len(content) for name, content in data.items()})
        for page in site_pages(library, site):
            uri = f"{page.address}index.md"
            self.pages[uri] = page
            files.append(File.generated(config, uri, content="", inclusion=InclusionLevel.NOT_IN_NAV))
        for uri, made in self._made(library, site, base.content_string, data):
            files.append(File.generated(config, uri, content=made))
        return files

    def _made(
        self, library: Library, site: Site, material: str, data: Mapping[str, bytes]
    ) -> Iterator[tuple[str, str | bytes]]:
        """Yield the address and content of every file that is no page."""
        yield STYLESHEET, stylesheet(self.root, self.tokens, material)
        yield from page_stylesheets(self.root)
        yield EMBED_STYLESHEET, embed_stylesheet(self.root, self.tokens)
        yield from teaching_files(library, site)
        yield from ((f"{DATA}{name}", content) for name, content in data.items())
        if not self.preview:
            yield from link_pictures(self.root, self.tokens, site.strings, self.pages.values())
        for slug, name, picture in all_files(site.pictures):
            yield f"{story_address(slug)}{name}", picture

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
        )

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:  # noqa: ARG002
        """Escape everything that templates show, and give them the words of the interface."""
        env.autoescape = env.trim_blocks = env.lstrip_blocks = True
        env.globals["stylesheet"] = STYLESHEET
        env.globals |= {"base": config.site_url or "", "preview": self.preview}
        env.globals |= {"policy": self.policy, "referrer": REFERRER}
        env.globals |= self._in(config.theme["language"])
        return env

    def _in(self, language: str) -> dict[str, object]:
        """Return what templates need to write in a language."""
        return {
            "t": self.words[language],
            "language": language,
            "locale": {"nb": "nb_NO", "nn": "nn_NO", "en": "en_GB"}[language],
            # definitions are written in bokmål only; on a page in another language they say so
            "in_words": "" if language == "nb" else Markup(' lang="nb"'),
        }

    def on_page_markdown(self, markdown: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG002
        """Give a page of ours its title, description and template."""
        if ours := self.pages.get(page.file.src_uri):
            page.title = ours.title
            page.meta = {"template": ours.template, "description": ours.description}
            page.meta |= {"changed": ours.changed, "hidden": ours.hidden}
        return markdown

    def on_page_context(
        self,
        context: TemplateContext,
        *,
        page: MkDocsPage,
        config: MkDocsConfig,  # noqa: ARG002
        nav: Navigation,  # noqa: ARG002
    ) -> TemplateContext:
        """Hand a page its view; mark as HTML what Python-Markdown made of the maintainers' own pages."""
        page.content = Markup(page.content)  # noqa: S704 (never a story's: theirs is empty)
        if ours := self.pages.get(page.file.src_uri):
            context["view"] = ours.view  # type: ignore[typeddict-unknown-key]  # MkDocs lets plugins add names
            if ours.language:
                context.update(self._in(ours.language))  # type: ignore[typeddict-item]
        return context

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
        """Index the stories, and let the new site take the old one's place."""
        assert self.checked.library is not None  # noqa: S101 (on_config stopped otherwise)
        addresses = translation_addresses(self.checked.library)
        build_index(self.checked.library, Path(config.site_dir), addresses, config.theme["language"])
        ship_scripts(Path(config.site_dir))
        if not self.preview:
            self._bag(Path(config.site_dir), self.words[config.theme["language"]]["offline_no_search"])
            write_edition(Path(config.site_dir))
        if not (self.preview or self.drafts) and give_out(self.root, self.checked.library.addresses.lock):
            sys.stderr.write(f"Nye adresser er skrevet i {LOCK}. Legg fila inn i git sammen med fortellingene.\n")
        Path(config.site_dir, "sitemap.xml.gz").unlink(missing_ok=True)  # it holds the time of the build
        if not config.site_url:
            Path(config.site_dir, "sitemap.xml").unlink(missing_ok=True)  # addresses in it must be whole
        if self.publishing:
            for name, text in host_files(self.policy, self.checked.library.addresses.moved).items():
                Path(config.site_dir, name).write_text(text, encoding="utf-8")
            self.publishing.publish()
            config.site_dir = str(self.publishing.target)

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

    @staticmethod
    def _bag(site: Path, no_search: str) -> None:
        """Put the whole site into a zip that opens from a folder."""
        files = {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}
        target = site / OFFLINE
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(offline_zip(files, no_search))


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
        mkdocs_build.build(config)
    finally:
        config.plugins.on_shutdown()
    return Path(config.site_dir)


def serve(root: Path, address: str | None) -> None:
    """Show the library at ``root`` as ``mkdocs serve`` does, built anew whenever a file is saved."""
    mkdocs_serve.serve(str(root / ROOT_FILE), livereload=True, dev_addr=address)
