"""Makes a library of any size for measuring: the same seed gives the same files, to the byte.

The words are those of the repository's own stories, in sentences that a Markov chain makes of them; now and then two
words are put together, as Norwegian does, so that the vocabulary grows with the library. Every field is filled, and
every story passes the check, but for the share that is spoiled: each of those holds one mistake of ``MISTAKES``.

    python -m bench.corpus FOLDER --count 10000 --spoil 0.1
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import re
import shutil
import struct
import zlib
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import click

from samskapt.addresses import give_out
from samskapt.library import STORIES, TEXT_FILE, read_library
from samskapt.scaffold import slug_of
from samskapt.vocabulary import FACETS, Vocabulary, read_vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

REPOSITORY = Path(__file__).parents[1]
WORDS = 750
"""How many words the text of a story has: what most contributors write."""

MISTAKES: Mapping[str, tuple[str, str]] = {
    "unknown-term": (r"(?m)^role: .*", "role: tjenesteyting av noe slag"),
    "missing-field": (r"(?m)^result: .*\n", ""),
    "not-a-date": (r"(?m)^published: .*", "published: 2026-13-45"),
    "outcome-without-source": (r"(?m)^    source: .*", "    source: [1, 2, 3, 4, 98]"),
    "duplicate-field": (r"(?m)^language: nb", "language: nb\nlanguage: nb"),
    "yaml-syntax": (r"(?m)^title: ", "title: «Ja»: "),
    "unknown-field": (r"(?m)^summary:", "sumary:"),
    "section-unknown": (r"(?m)^## Hva var vanskelig", "## Hva var vanskleig"),
    "raw-html": (r"\n\n## Hva var vanskelig", "\n\nViktig er<br> det også.\n\n## Hva var vanskelig"),
    "question-without-mark": (r"\?\s*\Z", ".\n"),
    "related-unknown": (r"(?m)^related: .*", "related: [finnes-ikke-noe-sted]"),
}
"""Known mistakes by the rule that finds them: a pattern that is in every story, and what is put in its place."""

_MUNICIPALITIES = ("Levanger", "Sandnes", "Oslo", "Bergen", "Tromsø", "Hamar", "Bodø", "Kristiansand", "Ål", "Alta")
_SECTION_SHARES = (0.15, 0.2, 0.17, 0.17, 0.17, 0.09)
_COMPOUNDS = 0.04
_LONG_ENOUGH = 4
"""A word shorter than this is no part of a compound."""


@dataclass(frozen=True, slots=True)
class Sampler:
    """Sentences like those it was made from: the words that begin one, and those that follow each word."""

    starts: Sequence[str]
    followers: Mapping[str, Sequence[str]]
    words: Sequence[str]

    @classmethod
    def of(cls, texts: Iterable[str]) -> Sampler:
        """Learn from the bodies of stories."""
        starts: list[str] = []
        followers: defaultdict[str, list[str]] = defaultdict(list)
        for text in texts:
            bare = re.sub(r"(?m)^#.*$|\[\^\d+\]|\]\([^)]*\)", " ", text)
            for sentence in re.split(r"[.?!:\n]+", bare):
                words = re.findall(r"[a-zæøåA-ZÆØÅ]+", sentence)
                starts.extend(words[:1])
                for word, after in pairwise(words):
                    followers[word].append(after)
        long = sorted({word for word in followers if word.islower() and len(word) >= _LONG_ENOUGH})
        return cls(starts, dict(followers), long)

    def sentence(self, chance: random.Random) -> str:
        """Return a sentence of 6 to 16 words that ends in a full stop."""
        words = [chance.choice(self.starts)]
        for _ in range(chance.randrange(5, 16)):
            after = self.followers.get(words[-1]) or self.words
            words.append(chance.choice(after))
        for index, word in enumerate(words):
            if chance.random() < _COMPOUNDS and len(word) >= _LONG_ENOUGH:
                words[index] = word + chance.choice(self.words)
        text = " ".join(words)
        return f"{text[0].upper()}{text[1:]}."

    def text(self, chance: random.Random, count: int) -> str:
        """Return sentences with ``count`` words or a few more."""
        sentences: list[str] = []
        while count > 0:
            sentences.append(self.sentence(chance))
            count -= sentences[-1].count(" ") + 1
        return " ".join(sentences)


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes the text of story after story."""

    sampler: Sampler
    vocabulary: Vocabulary
    chance: random.Random
    titles: Sequence[str]
    slugs: Sequence[str]

    def story(self, index: int) -> str:
        """Return the file of story number ``index``."""
        return f"---\n{self._front_matter(index)}---\n\n{self._body()}"

    def _front_matter(self, index: int) -> str:
        chance, term, terms = self.chance, self._term, self._terms
        actors = ["kommune", "medborgere", chance.choice(["frivillige", "naeringsliv", "foreldre", "barn-og-unge"])]
        year = chance.randrange(1995, 2024)
        summary = self.sampler.text(chance, 22)[:280].rstrip(" .")
        related = ", ".join(self.slugs[(index + step) % len(self.slugs)] for step in (1, 2))
        sources = "".join(
            f"  - title: {self._words(5)}\n    publisher: {self._words(2)}\n    author: {self._words(2)}\n"
            f"    year: {year + number}\n    url: https://example.org/{index}/{number}\n"
            f"    archive: https://web.archive.org/web/2024/https://example.org/{index}/{number}\n    read: utdrag\n"
            for number in range(4)
        )
        return (
            f"title: {self.titles[index]}\nsummary: >-\n  {summary}.\nlanguage: nb\nstatus: published\n"
            f"told_by: {term('told_by')}\n"
            f"place:\n  municipality: {chance.choice(_MUNICIPALITIES)}\n  country: NO\n  name: {self._words(2)}\n"
            f"period:\n  from: {year}\n  to: {year + 1}-06\n  known_as_of: 2024-05-17\n"
            f"arena: {terms('arena', 2)}\nactors: [{', '.join(actors)}]\n"
            f"co_creation_type: {term('co_creation_type')}\nrole: {term('role')}\nlevel: {term('level')}\n"
            f"life_phase: {terms('life_phase', 1)}\n"
            f"participation:\n  - phase: utforming\n    actors: [{actors[0]}, {actors[1]}]\n    say: bestemte-sammen\n"
            f"  - phase: iverksetting\n    actors: [{actors[2]}]\n    say: {chance.choice(['hort', 'medvirket'])}\n"
            f"outcomes:\n  - outcome: {term('outcomes')}\n    evidence: {term('evidence')}\n    source: [1, 2, 3, 4]\n"
            f"    says: {self.sampler.sentence(chance)}\n"
            f"result: {term('result')}\nsources:\n{sources}related: [{related}]\n"
            f"image:\n  file: bilde.png\n  alt: {self._words(6)}\n  credit: {self._words(2)}\n  licence: CC BY 4.0\n"
            f"published: 2026-01-{chance.randrange(10, 28)}\nreviewed: 2026-02-{chance.randrange(10, 28)}\n"
            "review_within: 24\n"
        )

    def _body(self) -> str:
        titles = [kind.title("nb") for kind in self.vocabulary.sections.values()]
        parts = [
            f"## {title}\n\n{self._section(round(WORDS * share))}"
            for title, share in zip(titles, _SECTION_SHARES, strict=False)
        ]
        asked = [f"- {self.sampler.sentence(self.chance).removesuffix('.')}?\n" for _ in range(4)]
        return "\n\n".join([*parts, f"## {titles[-1]}\n\n{''.join(asked)}"])

    def _section(self, count: int) -> str:
        """Return paragraphs and now and then a list, with words in bold, links, and references to the four sources."""
        paragraphs: list[str] = []
        while count > 0:
            text = self.sampler.text(self.chance, min(count, 45))
            count -= text.count(" ") + 1
            if self.chance.random() < 0.5:  # noqa: PLR2004 (every second paragraph)
                text += f"[^{self.chance.randrange(1, 5)}]"
            form = self.chance.random()
            first, _, rest = text.partition(" ")
            if form < 0.15:  # noqa: PLR2004
                text = f"**{first}** {rest}"
            elif form < 0.25:  # noqa: PLR2004
                text = f"[{first} sammen](https://example.org/{self.chance.randrange(10**6)}) {rest}"
            elif form < 0.35:  # noqa: PLR2004
                text = "- " + text.replace(". ", ".\n- ")
            paragraphs.append(text)
        return "\n\n".join(paragraphs)

    def _words(self, count: int) -> str:
        text = " ".join(self.chance.choice(self.sampler.words) for _ in range(count))
        return text[0].upper() + text[1:]

    def _term(self, facet: str) -> str:
        return self._some(facet, 1)[0]

    def _terms(self, facet: str, count: int) -> str:
        return f"[{', '.join(self._some(facet, count))}]"

    def _some(self, facet: str, count: int) -> list[str]:
        return self.chance.sample(list(self.vocabulary.facets[facet].terms), count)


def write_corpus(folder: Path, count: int, *, seed: int = 1, spoil: float = 0.0) -> list[str]:
    """Write a library of ``count`` stories into ``folder``, which is made anew; ``spoil`` of them hold a mistake.

    Return the rules that are broken, one for each story that was spoiled.
    """
    if (folder / STORIES).exists():
        shutil.rmtree(folder / STORIES)
    for name in ("vocabulary", "theme", "pages"):  # all that a site is built of
        shutil.copytree(REPOSITORY / name, folder / name, dirs_exist_ok=True)
    shutil.copy(REPOSITORY / "mkdocs.yml", folder)
    vocabulary, _ = read_vocabulary(folder)
    if vocabulary is None or set(FACETS) != set(vocabulary.facets):
        raise ValueError(f"{folder}: its vocabulary has errors")
    own = (path.read_text(encoding="utf-8") for path in sorted((REPOSITORY / STORIES).glob(f"*/{TEXT_FILE}")))
    sampler = Sampler.of(text.split("\n---\n", 1)[1] for text in own)
    chance = random.Random(seed)  # noqa: S311 (nothing here is secret)
    titles = _titles(sampler, chance, count)
    slugs = [slug_of(title) for title in titles]
    maker = Maker(sampler, vocabulary, chance, titles, slugs)
    broken: list[str] = []
    for index, slug in enumerate(slugs):
        text = maker.story(index)
        if chance.random() < spoil:
            broken.append(chance.choice(sorted(MISTAKES)))
            text, done = re.subn(*MISTAKES[broken[-1]], text, count=1)
            if not done:
                raise ValueError(f"{broken[-1]}: its pattern is not in {slug}")
        story = folder / STORIES / slug
        story.mkdir(parents=True)
        (story / TEXT_FILE).write_text(text, encoding="utf-8")
        (story / "bilde.png").write_bytes(_PICTURE)
    return broken


def write_addresses(folder: Path) -> None:
    """Write the addresses of the library in ``folder`` as a build does, so that the first build is as all others."""
    library = read_library(folder, dt.datetime.now().astimezone().date()).library
    if library is None:
        raise ValueError(f"{folder}: its vocabulary has errors")
    give_out(folder, library.addresses.lock)


def _titles(sampler: Sampler, chance: random.Random, count: int) -> list[str]:
    """Return titles of three to five words, no two with the same slug."""
    titles: dict[str, str] = {}
    while len(titles) < count:
        title = " ".join(chance.choice(sampler.words) for _ in range(chance.randrange(3, 6))).capitalize()
        titles.setdefault(slug_of(title), title)
    return list(titles.values())


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


_PICTURE = (
    b"\x89PNG\r\n\x1a\n"
    + _chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    + _chunk(b"IDAT", zlib.compress(b"\x00\x80"))
    + _chunk(b"IEND", b"")
)
"""A picture of one grey point."""


def main() -> None:
    """Write a corpus, as the command line asks."""
    parser = argparse.ArgumentParser(description="Make a library of any size for measuring.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--spoil", type=float, default=0.0, help="the share of stories with a mistake, 0 to 1")
    parser.add_argument("--addresses", action="store_true", help="give out addresses too, as the first build would")
    asked = parser.parse_args()
    broken = write_corpus(asked.folder, asked.count, seed=asked.seed, spoil=asked.spoil)
    if asked.addresses:
        write_addresses(asked.folder)
    click.echo(f"{asked.count} stories in {asked.folder}, {len(broken)} with a mistake")


if __name__ == "__main__":
    main()
