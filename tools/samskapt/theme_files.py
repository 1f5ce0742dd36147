"""Files that are made of the theme's sources: the stylesheets, and the pictures that other sites show beside links."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import rcssmin

from samskapt.card_picture import Style, card_picture
from samskapt.output import Made
from samskapt.plain_css import plain_css
from samskapt.structured import PICTURE
from samskapt.tokens import colours, for_older_browsers
from samskapt.views_booklet import SOURCES as BOOKLET_SOURCE
from samskapt.views_embed import SOURCES as EMBED_SOURCE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from samskapt.pages import Page


_OF_PAGES = "theme/css/pages"
_PUBLISHED = "assets/pages/"


def stylesheet(root: Path, tokens: str, material: str) -> str:
    """Return the stylesheet of every page: Material's in a layer of its own, so that ours has its way, and then ours.

    ``tokens`` and ``material`` are CSS.
    """
    styles = sorted((root / "theme" / "css").glob("*.css"))
    ours = "\n".join(style.read_text(encoding="utf-8") for style in styles)
    return short_css(
        "\n".join(('@charset "UTF-8";', f"@layer material {{{plain_css(material)}}}", ours, for_older_browsers(tokens)))
    )


def page_stylesheets(root: Path) -> Iterator[tuple[str, str]]:
    """Yield the address and content of the stylesheets that some pages need beside the one that all have.

    A template names those of its pages: ``{% set sheets = ["write"] %}`` is ``theme/css/pages/write.css``. They
    are read after the one of all pages, so that theirs is the last word.
    """
    for path in sorted((root / _OF_PAGES).glob("*.css")):
        yield f"{_PUBLISHED}{path.name}", short_css(f'@charset "UTF-8";\n{path.read_text(encoding="utf-8")}')


def short_css(css: str) -> str:
    """Return a stylesheet without comments and spaces that mean nothing."""
    short: str = rcssmin.cssmin(css)
    return short


def embed_stylesheet(root: Path, tokens: str) -> str:
    """Return the stylesheet of the cards for other sites' pages."""
    return short_css("\n".join((tokens, (root / EMBED_SOURCE).read_text(encoding="utf-8"), for_older_browsers(tokens))))


def booklet_stylesheet(root: Path, tokens: str) -> str:
    """Return the stylesheet of booklets, which stands in them: they need no other file."""
    return f"{tokens}\n{(root / BOOKLET_SOURCE).read_text(encoding='utf-8')}"


def link_pictures(root: Path, tokens: str, words: Mapping[str, str], pages: Iterable[Page]) -> Iterator[Made]:
    """Yield the pictures beside links (PNG): the site's own, and one for each story."""
    style = Style(root / "theme" / "assets" / "fonts", {name: both[0] for name, both in colours(tokens).items()})
    own = ("pine", "", words["home_title"], words["home_lead"])
    yield Made("assets/kort.png", partial(card_picture, style, *own), own)
    for page in pages:
        if page.beside:
            says = (*page.beside, page.title, page.description)
            yield Made(f"{page.address}{PICTURE}", partial(card_picture, style, *says), says)
