"""A build that takes over what would be the same gives what one from nothing gives, to the byte, whatever is edited."""

from __future__ import annotations

import os
import random
import re
import shutil
import sqlite3
from typing import TYPE_CHECKING

import pytest
from platformdirs import user_cache_path

from helpers import BASE, GOOD, REPOSITORY, write_story
from samskapt.kept import File, Kept
from samskapt.library import Examined, Examiner
from samskapt.mkdocs_plugin import build
from samskapt.output import Made, Standing, write_files
from test_collections import TEXT as COLLECTION
from test_collections import write_collection
from test_syntheses import FRONT as SYNTHESIS
from test_syntheses import write_synthesis

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TRANSLATED = "gatelagsfotball"
SAYS = "I [Prøvehuset](/fortellinger/forste/) fikk folk nøkkelen.\n"


@pytest.fixture(autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
    monkeypatch.setenv("SITE_URL", BASE)


@pytest.fixture(name="library")
def _library(root: Path) -> Path:
    """Return a library with some of everything: stories that lead to each other, a translation, a draft, a course."""
    for slug, other in (("forste", "andre"), ("andre", "tredje"), ("tredje", "forste")):
        write_story(root, slug, story(slug).replace("published: 2026", f"related: [{other}]\npublished: 2026"))
    shutil.copytree(REPOSITORY / "stories" / TRANSLATED, root / "stories" / TRANSLATED)
    edited(root / "stories" / TRANSLATED / "index.md", r"(?m)^related: .*", "related: [forste]")
    edited(root / "stories" / TRANSLATED / "index.md", r"\]\(\.\./[^)]*\)", "](../forste/)", times=0)
    edited(root / "stories" / TRANSLATED / "index.en.md", r"\]\(\.\./[^)]*\)", "](../forste/)", times=0)
    write_story(root, "utkast", "---\ntitle: Et utkast\nlanguage: nb\nstatus: draft\n---\n")
    write_collection(root, COLLECTION)
    write_synthesis(root, SYNTHESIS + SAYS)
    return root


def story(title: str) -> str:
    """Return a good story with a title of its own."""
    return GOOD.replace("title: Prøvehuset", f"title: {title.capitalize()} hus").replace("Naboer sier", f"{title} sier")


def edited(path: Path, pattern: str, put: str, times: int = 1) -> None:
    """Change a text, once or (0) wherever it can be."""
    text, count = re.subn(pattern, put, path.read_text(encoding="utf-8"), count=times)
    assert count or not times, (path, pattern)
    path.write_text(text, encoding="utf-8")


def contents(site: Path) -> dict[str, bytes]:
    """Return every file of a site, by its address."""
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def from_nothing(library: Path, folder: Path) -> dict[str, bytes]:
    """Return the site that a build gives that has nothing to take over."""
    with pytest.MonkeyPatch.context() as alone:
        alone.setenv("XDG_CACHE_HOME", str(folder / "empty"))
        made = contents(build(library, folder / "cold"))
    shutil.rmtree(folder / "cold")
    shutil.rmtree(folder / "empty")
    return made


def _slug(library: Path, pick: random.Random) -> str:
    return pick.choice(sorted(path.name for path in (library / "stories").iterdir() if path.name != "utkast"))


def _text(library: Path, pick: random.Random) -> None:
    path = library / "stories" / _slug(library, pick) / "index.md"
    edited(path, r"(?m)^## Hva var vanskelig\n", f"\\g<0>\nDet tok {pick.randrange(999)} ekstraordinære møter.\n")


def _title(library: Path, pick: random.Random) -> None:
    path = library / "stories" / _slug(library, pick) / "index.md"
    edited(path, r"(?m)^title: .*", f"title: Fortellingen nummer {pick.randrange(9999)}")


def _choice(library: Path, pick: random.Random) -> None:
    path = library / "stories" / _slug(library, pick) / "index.md"
    edited(path, r"(?m)^result: .*", f"result: {pick.choice(['blandet', 'for-tidlig', 'som-hapet', 'ikke-som-hapet'])}")


def _new(library: Path, pick: random.Random) -> None:
    number = pick.randrange(9999)
    write_story(library, f"ny-{number}", story(f"nytt nummer {number}"))


def _moved(library: Path, pick: random.Random) -> None:
    new = f"flyttet-{pick.randrange(9999)}"
    old = "tredje" if (library / "stories" / "tredje").exists() else "ny-*"
    for path in (library / "stories").glob(old):
        path.rename(path.with_name(new))
        with (library / "redirects.yml").open("a", encoding="utf-8") as lines:
            lines.write(f"{path.name}: {new}\n")
        for other in [*(library / "stories").glob("*/index*.md"), *(library / "collections").glob("*.md")]:
            edited(other, rf"\b{path.name}\b(?=[\]\n/])", new, times=0)
        return


def _translation(library: Path, pick: random.Random) -> None:
    path = library / "stories" / TRANSLATED / "index.en.md"
    edited(path, r"(?m)^title: .*", f"title: The story number {pick.randrange(9999)}")


def _withdrawn(library: Path, pick: random.Random) -> None:
    for path in sorted((library / "stories").glob("ny-*/index.md")):
        gone = f"{{date: 2026-0{pick.randrange(1, 9)}-01, reason: De som var med ba om det.}}"
        edited(path, r"(?m)^status: published", f"status: withdrawn\nwithdrawn: {gone}")
        return


def _term(library: Path, pick: random.Random) -> None:
    edited(library / "vocabulary" / "arena.yml", r"(?m)label: \{nb: [^,]*", f"label: {{nb: Ord {pick.randrange(9999)}")


def _theme(library: Path, pick: random.Random) -> None:
    edited(
        library / "theme" / "partials" / "footer.html", r"(?m)^<footer [^>]*", f"\\g<0> data-x{pick.randrange(9999)}"
    )


def _style(library: Path, pick: random.Random) -> None:
    sheet = pick.choice(["css/20-page.css", "css/10-tokens.css", "css/pages/story.css", "css/embed/card.css"])
    with (library / "theme" / sheet).open("a", encoding="utf-8") as styles:
        styles.write(f".s-x{pick.randrange(9999)} {{ color: red; }}\n")


def _script(library: Path, pick: random.Random) -> None:
    with (library / "theme" / "js" / "copy.js").open("a", encoding="utf-8") as script:
        script.write(f"globalThis.x = {pick.randrange(9999)};\n")


def _course(library: Path, pick: random.Random) -> None:
    edited(library / "collections" / "makt.md", r"(?m)^title: .*", f"title: Makt og mat {pick.randrange(9999)}")


def _across(library: Path, pick: random.Random) -> None:
    edited(library / "syntheses" / "hus.md", r"(?m)^title: .*", f"title: Når hus nummer {pick.randrange(9999)} åpnes")


def _settings(library: Path, pick: random.Random) -> None:
    edited(library / "mkdocs.yml", r"(?m)^site_name: .*", f"site_name: Samskapt {pick.randrange(9999)}")


EDITS: tuple[Callable[[Path, random.Random], None], ...] = (
    *(
        _text,
        _title,
        _choice,
        _new,
        _moved,
        _translation,
        _withdrawn,
        _term,
        _theme,
        _style,
        _script,
        _course,
        _across,
        _settings,
    ),
)


@pytest.mark.parametrize("seed", range(2))
def test_a_rebuild_gives_what_a_build_from_nothing_gives(library: Path, tmp_path: Path, seed: int) -> None:
    """After each of many edits, one or two at a time and in any order, every kind among them."""
    pick = random.Random(seed)  # noqa: S311 (the same edits each time)
    site = tmp_path / "site"
    kinds = [*EDITS]
    pick.shuffle(kinds)
    build(library, site)
    for edit in kinds[::2] if seed else kinds[1::2]:
        for one in (edit, *pick.sample(EDITS, pick.randrange(2))):
            one(library, pick)
        build(library, site)
        made, cold = contents(site), from_nothing(library, tmp_path)
        assert made.keys() == cold.keys(), edit
        assert [name for name in made if made[name] != cold[name]] == [], edit
    build(library, site)
    assert contents(site) == made


def inodes(site: Path) -> dict[str, int]:
    """Return what tells files from others that hold the same, by address."""
    return {path.relative_to(site).as_posix(): path.stat().st_ino for path in site.rglob("*") if path.is_file()}


def test_only_what_changed_is_made_again(library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One story is read, and of the stories' own pages those are made that are its own or show something of it."""
    shutil.rmtree(library / "stories" / TRANSLATED)  # what lies beside a text, and is new, is read once more
    site = tmp_path / "site"
    before = inodes(build(library, site))
    read: list[str] = []
    look = Examiner.examine

    def counted(self: Examiner, slug: str) -> Examined:
        read.append(slug)
        return look(self, slug)

    monkeypatch.setattr(Examiner, "examine", counted)
    edited(library / "stories" / "forste" / "index.md", r"(?m)^## Hva var vanskelig\n", "\\g<0>\nDet tok tre møter.\n")
    after = inodes(build(library, site))
    assert read == ["forste"]
    own = re.compile(r"(?:fortellinger|embed)/[^/]+/[^/]+|om/regler/.*")
    assert {name for name in after if own.fullmatch(name) and after[name] != before[name]} == {
        "fortellinger/forste/index.html",
        "embed/forste/index.html",
        "fortellinger/tredje/index.html",  # the card at its end says what was hard in «forste»
    }
    read.clear()
    build(library, site)
    assert read == []


def test_what_was_changed_by_others_is_made_again(library: Path, tmp_path: Path) -> None:
    """A page that someone has written in, or taken away, is as it should be after the next build."""
    site = build(library, tmp_path / "site")
    whole = contents(site)
    (site / "fortellinger" / "andre" / "index.html").write_text("<p>Hei", encoding="utf-8")
    (site / "embed" / "andre" / "index.html").unlink()
    (site / "fortellinger" / "andre" / "nytt.html").write_text("<p>Hei", encoding="utf-8")
    build(library, site)
    assert contents(site) == whole


HARMS: tuple[Callable[[Path], object], ...] = (
    lambda path: path.write_bytes(b"x" * 5000),
    lambda path: path.write_bytes(b""),
    lambda path: path.unlink(),
    lambda path: path.write_bytes(path.read_bytes()[:9000]),
    lambda path: sqlite3.connect(path).executescript("UPDATE stories SET story = x'80'; UPDATE files SET size = 'x'"),
    lambda path: sqlite3.connect(path).executescript("UPDATE stories SET mark = 'annet'; UPDATE files SET key = 'x'"),
    lambda path: sqlite3.connect(path).executescript("DROP TABLE files; CREATE TABLE files (uri TEXT)"),
)


def test_what_is_kept_may_be_damaged(library: Path, tmp_path: Path) -> None:
    """It is passed over, or thrown away: the site is what it should be, and the next one takes over again."""
    site = build(library, tmp_path / "site")
    whole = contents(site)
    (path,) = user_cache_path("samskapt", appauthor=False).iterdir()
    for harm in HARMS:
        harm(path)
        build(library, site)
        assert contents(site) == whole


def test_no_room_for_what_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the user's cache folder cannot be made, nothing is kept, and nobody is told."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    kept = Kept(tmp_path, tmp_path / "site")
    kept.keep_site("key", {"a": File("k", 1, 2)})
    kept.keep_stories("key", {"a": ("mark", "story")}, ["a"])
    assert (kept.site(), kept.stories("key")) == (("", {}), {})


def test_what_nobody_uses_is_thrown_away(tmp_path: Path) -> None:
    """Two months after the last build to a folder, nothing is kept of it."""
    kept, other = Kept(tmp_path, tmp_path / "site"), Kept(tmp_path, tmp_path / "other")
    kept.keep_site("key", {})
    (path,) = user_cache_path("samskapt", appauthor=False).iterdir()
    other.keep_site("key", {})
    assert kept.site() == other.site() == ("key", {})
    os.utime(path, (path.stat().st_mtime - 61 * 24 * 3600,) * 2)
    other.keep_site("key", {})
    assert (kept.site()[0], other.site()[0]) == ("", "key")


def test_stories_are_kept_for_one_key_and_no_longer_than_they_stand(tmp_path: Path) -> None:
    """Another key throws away what was kept for the first; a story that is gone is not kept."""
    kept = Kept(tmp_path, tmp_path / "site")
    kept.keep_stories("key", {"a": ("1", "A"), "b": ("2", "B")}, ["a", "b"])
    assert {slug: mark for slug, (mark, _) in kept.stories("key").items()} == {"a": "1", "b": "2"}
    kept.keep_stories("key", {"a": ("3", "A")}, ["a"])
    assert {slug: mark for slug, (mark, _) in kept.stories("key").items()} == {"a": "3"}
    assert kept.stories("other") == {}
    kept.keep_stories("other", {}, [])
    assert kept.stories("key") == {}


def test_a_file_is_taken_over_as_long_as_it_needs_the_same(tmp_path: Path) -> None:
    """Made once for each need; one that needs the whole library is made each time."""
    made: list[str] = []

    def files(needs: tuple[str, ...] | None) -> list[Made]:
        return [Made("a/x.html", lambda: made.append("a") or "tekst", needs)]  # type: ignore[func-returns-value]

    old, new = tmp_path / "old", tmp_path / "new"
    done = write_files(old, files(("1",)), Standing(tmp_path / "none", {}, "shared"))
    for needs, shared, count in (
        (("1",), "shared", 1),
        (("2",), "shared", 2),
        (("1",), "other", 3),
        (None, "shared", 4),
    ):
        shutil.rmtree(new, ignore_errors=True)
        write_files(new, files(needs), Standing(old, done, shared))
        assert (new / "a" / "x.html").read_text(encoding="utf-8") == "tekst"
        assert len(made) == count, (needs, shared)
