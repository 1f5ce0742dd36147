"""Builds what the page of stories searches in: Pagefind's index for text, and our own files for all that is shown.

The only module that knows Pagefind. It is given words with weights and nothing else. What it would show is shown from
``search/`` instead, so its own copies of the texts are not shipped; their names are what it answers a search with.
"""

from __future__ import annotations

import gzip
import json
import os
import shutil
import subprocess
from html import escape
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from babel import Locale
from pagefind_bin import get_executable

from samskapt.derive import translations_by_slug
from samskapt.norwegian import Compounds, bare, groups
from samskapt.search_data import Entry, stories_file, text_file, words_file
from samskapt.search_text import ZONES, Helping, own_words, search_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from samskapt.model import Library
    from samskapt.search_text import SearchText

ONE_LANGUAGE = "nb"
"""All stories go into one index, whatever their language, so that one search finds them all."""
FOLDER = "search"
CHUNK = 2000
"""How large a piece of the index is, in Pagefind's own measure: a search fetches one or two pieces a word."""

_SHIPPED = ("pagefind.js", "pagefind-entry.json", f"wasm.{ONE_LANGUAGE}.pagefind", "*.pf_meta", "index")
_FRAGMENT = b"pagefind_dcd"


class SearchIndexError(RuntimeError):
    """Pagefind could not build the index, for want of room on the disk for instance."""


def build_index(library: Library, site: Path, address: Mapping[str, str], language: str = ONE_LANGUAGE) -> None:
    """Write ``pagefind/`` and ``search/`` into ``site``: an index of the library's stories and translations.

    ``address`` maps «slug/language» of a translation to its page; ``language`` is the site's.
    SearchIndexError if Pagefind could not.
    """
    entries = list(_entries(library, address))
    (site / FOLDER / "text").mkdir(parents=True, exist_ok=True)
    texts = dict(_texts(library, entries))
    ids = _run_pagefind(texts, site / "pagefind") if entries else {}
    _write(site / FOLDER / "stories.json", stories_file(library, entries, ids, Locale(language)))
    _write(site / FOLDER / "words.json", words_file(texts.values()))
    for entry in entries:
        _write(site / FOLDER / "text" / f"{ids[entry.key]}.json", text_file(entry, texts[entry.key], library))


def _entries(library: Library, address: Mapping[str, str]) -> Iterator[Entry]:
    """Yield every text to search in: the stories in their order, each before its translations."""
    translations = translations_by_slug(library)
    for number, story in enumerate(library.stories):
        yield Entry(number, story, "")
        for one in translations.get(story.slug, ()):
            yield Entry(number, one.story, address[f"{story.slug}/{one.story.language}"])


def _texts(library: Library, entries: Iterable[Entry]) -> Iterator[tuple[str, SearchText]]:
    zones = {entry.key: own_words(entry.story, library.vocabulary) for entry in entries}
    known = set(map(bare, {word for parts in zones.values() for part in parts for word in part}))
    compounds = Compounds([*known, *(word for group in groups() for member in group for word in member.split())])
    helping = Helping(compounds)
    for key, words in zones.items():
        yield key, search_text(words, helping)


def document(text: SearchText) -> str:
    """Return the words of a story as the HTML document that Pagefind reads: each paragraph with its weight."""
    own = zip(ZONES.values(), text.zones, strict=True)
    helping = ((weight, [one[0] for one in some]) for weight, some in groupby(text.helping, key=lambda one: one[1]))
    return "".join(
        (
            f'<html lang="{ONE_LANGUAGE}"><head></head><body>',
            *(
                f'<p data-pagefind-weight="{weight:g}">{escape(" ".join(words))}</p>'
                for weight, words in (*own, *helping)
            ),
            "</body></html>",
        )
    )


def _run_pagefind(texts: Mapping[str, SearchText], target: Path) -> dict[str, str]:
    """Write Pagefind's index to ``target``, and return the names that it gave each text.

    The texts are laid out as files for its binary: its Python client sleeps 0.1 s for each one that it is sent.
    """
    with TemporaryDirectory(prefix="samskapt-") as folder:
        for key, text in texts.items():
            path = Path(folder) / key / "index.html"
            path.parent.mkdir(parents=True)
            path.write_text(document(text), encoding="utf-8")
        command = [get_executable(), "--site", folder, "--output-path", str(target)]
        run = subprocess.run(  # noqa: S603 (Pagefind's own binary, from its package)
            [*command, "--force-language", ONE_LANGUAGE, "--silent"],
            check=False,
            capture_output=True,
            text=True,
            env={**os.environ, "PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE": str(CHUNK)},
        )
    if run.returncode != 0:
        raise SearchIndexError(f"Pagefind kunne ikke lage søkeindeksen: {run.stdout}{run.stderr}".strip())
    ids = dict(_ids(target / "fragment", texts))
    for path in target.iterdir():
        if not any(path.match(pattern) for pattern in _SHIPPED):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    return ids


def _ids(fragments: Path, texts: Mapping[str, SearchText]) -> Iterator[tuple[str, str]]:
    """Yield the key of each text and Pagefind's name for it; RuntimeError where the two do not count words alike."""
    for path in fragments.glob("*.pf_fragment"):
        read = json.loads(gzip.decompress(path.read_bytes()).removeprefix(_FRAGMENT))
        key = read["url"].strip("/")
        count = len(texts[key].words) + len(texts[key].helping)
        if len(read["content"].split()) != count:
            raise RuntimeError(
                f"Pagefind found other words than ours in {key}: {len(read['content'].split())}, {count}"
            )
        yield key, path.stem


def _write(path: Path, data: object) -> None:
    path.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
