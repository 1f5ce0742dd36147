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
from functools import cached_property, partial
from html import escape
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from babel import Locale
from pagefind_bin import get_executable

from samskapt.derive import translations_by_slug
from samskapt.norwegian import Compounds, bare, groups
from samskapt.output import Made, write_files, written
from samskapt.search_data import Entry, ids_in, shown, stories_file, text_file, words_file
from samskapt.search_text import ZONES, Helping, own_words, search_text
from samskapt.workers import share_jobs

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from samskapt.kept import File
    from samskapt.model import Library
    from samskapt.output import Standing
    from samskapt.search_text import SearchText

ONE_LANGUAGE = "nb"
"""All stories go into one index, whatever their language, so that one search finds them all."""
FOLDER = "search"
_TEXT = "text.json"
_STORIES, _WORDS = f"{FOLDER}/stories.json", f"{FOLDER}/words.json"
CHUNK = 2000
"""How large a piece of the index is, in Pagefind's own measure: a search fetches one or two pieces a word."""

_SHIPPED = ("pagefind.js", "pagefind-entry.json", f"wasm.{ONE_LANGUAGE}.pagefind", "*.pf_meta", "index")
_FRAGMENT = b"pagefind_dcd"


class SearchIndexError(RuntimeError):
    """Pagefind could not build the index, for want of room on the disk for instance."""


def build_index(
    library: Library, site: Path, address: Mapping[str, str], language: str, standing: Standing
) -> dict[str, File]:
    """Write ``pagefind/`` and ``search/`` into ``site``: an index of the library's stories and translations.

    ``address`` maps «slug/language» of a translation to its page; ``language`` is the site's. Where all words are those
    of the site that stands, its index is taken over. Returns what the files are made of, by their addresses.
    SearchIndexError if Pagefind could not make the index.
    """
    entries = list(_entries(library, address))
    words = _Words(library, entries)
    key = standing.key(Made(FOLDER, "", (CHUNK, *words.zones.items())))
    before = standing.data(_STORIES)
    with TemporaryDirectory(prefix="samskapt-") as folder:
        if made := standing.take_group(key, site) if before else {}:
            ids = ids_in(json.loads(before), entries)
        else:
            ids = _run_pagefind(words, entries, Path(folder), site / "pagefind") if entries else {}
            _write(site / _WORDS, words_file(words.known))
            index = (path for path in (site / "pagefind").rglob("*") if path.is_file())
            made = {path.relative_to(site).as_posix(): written(path, key) for path in (site / _WORDS, *index)}
        _write(site / _STORIES, stories_file(library, entries, ids, Locale(language)))
        texts = [
            Made(
                f"{FOLDER}/text/{ids[entry.key]}.json",
                partial(words.file, entry, Path(folder)),
                (key, shown(entry, library)),
            )
            for entry in entries
        ]
        return made | write_files(site, texts, standing)


def _entries(library: Library, address: Mapping[str, str]) -> Iterator[Entry]:
    """Yield every text to search in: the stories in their order, each before its translations."""
    translations = translations_by_slug(library)
    for number, story in enumerate(library.stories):
        yield Entry(number, story, "")
        for one in translations.get(story.slug, ()):
            yield Entry(number, one.story, address[f"{story.slug}/{one.story.language}"])


class _Words:
    """The words of all texts: their own, and those that help to find them, which are found when they are needed."""

    def __init__(self, library: Library, entries: Sequence[Entry]) -> None:
        """Take the library and its texts."""
        self.library = library
        self.zones = {entry.key: own_words(entry.story, library.vocabulary) for entry in entries}

    @cached_property
    def known(self) -> set[str]:
        """Every word of every text, bare."""
        return set(map(bare, {word for parts in self.zones.values() for part in parts for word in part}))

    @cached_property
    def helping(self) -> Helping:
        """The words that help to find each word."""
        of_groups = (word for group in groups() for member in group for word in member.split())
        return Helping(Compounds([*self.known, *of_groups]))

    def file(self, entry: Entry, folder: Path) -> bytes:
        """Return what is fetched of one text where it is found: it may have been laid out in a folder already."""
        laid_out = folder / entry.key / _TEXT
        if not laid_out.exists():
            self.lay_out(entry, folder)
        return laid_out.read_bytes()

    def lay_out(self, entry: Entry, folder: Path) -> tuple[str, int]:
        """Write one text into a folder, for Pagefind and for readers; return its key and how many words it holds."""
        text = search_text(self.zones[entry.key], self.helping)
        path = folder / entry.key
        path.mkdir(parents=True)
        (path / "index.html").write_text(document(text), encoding="utf-8")
        _write(path / _TEXT, text_file(entry, text, self.library))
        return entry.key, len(text.words) + len(text.helping)


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


def _run_pagefind(words: _Words, entries: Sequence[Entry], folder: Path, target: Path) -> dict[str, str]:
    """Write Pagefind's index to ``target``, and return the names that it gave each text.

    The texts are laid out in ``folder`` for its binary: its Python client sleeps 0.1 s for each one that it is sent.
    """
    _ = words.helping  # found once, for all processes
    counts = dict(share_jobs([partial(words.lay_out, entry, folder) for entry in entries]))
    command = [get_executable(), "--site", str(folder), "--output-path", str(target)]
    run = subprocess.run(  # noqa: S603 (Pagefind's own binary, from its package)
        [*command, "--force-language", ONE_LANGUAGE, "--silent"],
        check=False,
        capture_output=True,
        text=True,
        env={**os.environ, "PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE": str(CHUNK)},
    )
    if run.returncode != 0:
        raise SearchIndexError(f"Pagefind kunne ikke lage søkeindeksen: {run.stdout}{run.stderr}".strip())
    ids = dict(_ids(target / "fragment", counts))
    for path in target.iterdir():
        if not any(path.match(pattern) for pattern in _SHIPPED):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    return ids


def _ids(fragments: Path, counts: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    """Yield the key of each text and Pagefind's name for it; RuntimeError where the two do not count words alike."""
    for path in fragments.glob("*.pf_fragment"):
        read = json.loads(gzip.decompress(path.read_bytes()).removeprefix(_FRAGMENT))
        key, count = read["url"].strip("/"), len(read["content"].split())
        if count != counts[key]:
            raise RuntimeError(f"Pagefind found other words than ours in {key}: {count}, {counts[key]}")
        yield key, path.stem


def _write(path: Path, data: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(_json(data), encoding="utf-8")


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))
