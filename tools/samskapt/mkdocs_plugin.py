"""The edge to MkDocs, and the only module that imports it: gives it the library's pages, and holds no knowledge.

MkDocs never sees a story's text: its pages get an empty Markdown, no ``meta`` of the story's, and a template that shows
a view. ``mkdocs build`` and ``samskapt build`` are the same build.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
import sys
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
from samskapt.card_picture import Style, card_picture
from samskapt.edition import write_edition
from samskapt.export.about import FOLDER as DATA
from samskapt.export.about import About
from samskapt.export.files import data_files
from samskapt.library import ROOT_FILE, STORIES, Checked, read_library
from samskapt.offline import ADDRESS as OFFLINE
from samskapt.offline import offline_zip
from samskapt.pages import Page, site_pages
from samskapt.pictures import picture_files, picture_sizes
from samskapt.plain_css import plain_css
from samskapt.report import as_text, line_reader
from samskapt.rulebook import rulebook
from samskapt.scripts import ship_scripts
from samskapt.search_index import build_index
from samskapt.settings import Site
from samskapt.structured import PICTURE
from samskapt.teaching_files import teaching_files
from samskapt.tokens import colours, for_older_browsers
from samskapt.views import story_address
from samskapt.views_booklet import SOURCES as BOOKLET_SOURCE
from samskapt.views_embed import SOURCES as EMBED_SOURCE
from samskapt.views_embed import STYLESHEET as EMBED_STYLESHEET
from samskapt.views_story import translation_addresses
from samskapt.yaml_reader import read_yaml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

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


class Settings(Config):  # type: ignore[no-untyped-call]  # MkDocs gives its metaclass no types
    """The plugin's part of mkdocs.yml: there is nothing to set."""


class SamskaptPlugin(BasePlugin[Settings]):  # type: ignore[no-untyped-call]
    """Checks the library, makes its pages, and publishes them only when everything is there."""

    def __init__(self) -> None:
        """Start as for a build; ``on_startup`` says when it is a preview instead."""
        super().__init__()
        self.preview = False
        self.target = Path()
        self.pages: dict[str, Page] = {}

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:  # noqa: ARG002
        """Note whether this is a preview, which shows drafts and mistakes, or a build, which refuses them."""
        self.preview = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read the library; stop before anything is written when it has errors."""
        self.root = Path(config.config_file_path).parent
        self.checked = read_library(self.root, dt.datetime.now().astimezone().date())
        refused = self.checked.library is None or (self.checked.has_errors and not self.preview)
        if refused or self.preview:
            self._report(self.checked)
        if refused:
            raise Abort("Biblioteket har feil. Nettstedet er ikke bygd, og det forrige står urørt.")
        self.tokens = (self.root / TOKENS).read_text(encoding="utf-8")
        self.words = {path.stem: _words(path) for path in (self.root / "theme" / "strings").glob("*.yml")}
        if not self.preview:  # build beside the old site, and take its place when all is done
            self.target = Path(config.site_dir)
            config.site_dir = str(self.target.with_name(f".{self.target.name}-new"))
        return config

    def _report(self, checked: Checked) -> None:
        for line in as_text(checked.diagnostics, checked.count, "nb", line_reader(self.root)):
            sys.stderr.write(f"{line}\n")

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add a file for each page of the library, the pictures of stories, and one stylesheet of the theme's many."""
        library = self.checked.library
        assert library is not None  # noqa: S101 (on_config stopped otherwise)
        self.pages = {}  # MkDocs keeps plugins from one build to the next
        material = [file for file in files if file.src_uri.startswith(_MATERIALS)]
        for file in [file for file in files if file.src_uri.startswith(_NOT_SHIPPED)] + material:
            files.remove(file)
        files.append(File.generated(config, STYLESHEET, content=self._css(material)))
        site = self._site(config, library)
        card = "\n".join((self.tokens, (self.root / EMBED_SOURCE).read_text("utf-8"), for_older_browsers(self.tokens)))
        files.append(File.generated(config, EMBED_STYLESHEET, content=card))
        for uri, made in teaching_files(library, site):
            files.append(File.generated(config, uri, content=made))
        for page in site_pages(library, site):
            uri = f"{page.address}index.md"
            self.pages[uri] = page
            files.append(File.generated(config, uri, content="", inclusion=InclusionLevel.NOT_IN_NAV))
        for name, content in data_files(About(library, config.site_url or "")):
            files.append(File.generated(config, f"{DATA}{name}", content=content))
        if not self.preview:
            for uri, picture in self._pictures(self.words[config.theme["language"]]):
                files.append(File.generated(config, uri, content=picture))
        for story in library.stories:
            for name in picture_files(story):
                path = self.root / STORIES / story.slug / name
                files.append(File.generated(config, f"{story_address(story.slug)}{name}", abs_src_path=str(path)))
        return files

    def _site(self, config: MkDocsConfig, library: Library) -> Site:
        language = config.theme["language"]
        return Site(
            language=language,
            words=self.words,
            rules=rulebook("en" if language == "en" else "nb", self.root),
            tokens=self.tokens,
            booklet=(self.root / BOOKLET_SOURCE).read_text(encoding="utf-8"),
            base=config.site_url or "",
            chosen=tuple(config.extra.get("chosen") or ()),
            pictures={
                story.slug: picture_sizes(self.root / STORIES / story.slug, names)
                for story in library.stories
                if (names := picture_files(story))
            },
            unfinished=self.preview,
        )

    def _pictures(self, words: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
        """Yield the pictures that other sites show beside links: the site's own, and one for each story."""
        style = Style(
            self.root / "theme" / "assets" / "fonts", {name: both[0] for name, both in colours(self.tokens).items()}
        )
        yield "assets/kort.png", card_picture(style, "pine", "", words["home_title"], words["home_lead"])
        for page in self.pages.values():
            if page.template == "story.html":
                story = page.view
                uri = f"{page.address}{PICTURE}"
                yield uri, card_picture(style, story["type"]["id"], story["place"], story["title"], story["summary"])

    def _css(self, material: Iterable[File]) -> str:
        """Return one stylesheet: Material's in a layer of its own, so that whatever ours says holds, and then ours."""
        base = next(file for file in material if _MAIN_CSS.fullmatch(file.src_uri))
        styles = sorted((self.root / "theme" / "css").glob("*.css"))
        ours = "\n".join(style.read_text(encoding="utf-8") for style in styles)
        material_layer = f"@layer material {{{plain_css(base.content_string)}}}"
        return "\n".join(('@charset "UTF-8";', material_layer, ours, for_older_browsers(self.tokens)))

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:  # noqa: ARG002
        """Escape everything that templates show, and give them the words of the interface."""
        env.autoescape = env.trim_blocks = env.lstrip_blocks = True
        env.globals["stylesheet"] = STYLESHEET
        env.globals["base"] = config.site_url or ""
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
            self._give_out(self.checked.library.addresses.lock)
        Path(config.site_dir, "sitemap.xml.gz").unlink(missing_ok=True)  # it holds the time of the build
        if not config.site_url:
            Path(config.site_dir, "sitemap.xml").unlink(missing_ok=True)  # addresses in it must be whole
        if self.preview:
            return
        new, old = Path(config.site_dir), self.target.with_name(f".{self.target.name}-old")
        shutil.rmtree(old, ignore_errors=True)
        if self.target.exists():
            self.target.rename(old)
        new.rename(self.target)
        shutil.rmtree(old, ignore_errors=True)
        config.site_dir = str(self.target)

    @staticmethod
    def _bag(site: Path, no_search: str) -> None:
        """Put the whole site into a zip that opens from a folder."""
        files = {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}
        target = site / OFFLINE
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(offline_zip(files, no_search))

    def _give_out(self, lock: str) -> None:
        """Write the addresses that are given out now for the first time."""
        path = self.root / LOCK
        before = path.read_text(encoding="utf-8") if path.is_file() else ""
        if before != lock:
            path.write_text(lock, encoding="utf-8")
            sys.stderr.write(f"Nye adresser er skrevet i {LOCK}. Legg fila inn i git sammen med fortellingene.\n")


def _words(path: Path) -> dict[str, str]:
    """Return the words of the interface in one language."""
    return {key: str(text) for key, text in read_yaml(path.read_text(encoding="utf-8")).values.items()}


def build(root: Path, site_dir: Path | None) -> Path:
    """Build the library at ``root`` as ``mkdocs build`` does, and return where. ``Abort`` when it has errors."""
    config = load_config(str(root / ROOT_FILE), site_dir=str(site_dir) if site_dir else None)
    config.plugins.on_startup(command="build", dirty=False)
    try:
        mkdocs_build.build(config)
    finally:
        config.plugins.on_shutdown()
    return Path(config.site_dir)


def serve(root: Path, address: str | None) -> None:
    """Show the library at ``root`` as ``mkdocs serve`` does, built anew whenever a file is saved."""
    mkdocs_serve.serve(str(root / ROOT_FILE), livereload=True, dev_addr=address)
