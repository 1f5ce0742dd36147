"""The check of a whole library: the same result with and without processes, with and without what was kept."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import threading
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from helpers import GOLDEN, GOOD, REPOSITORY, TODAY, write_story
from samskapt import cache, folder, workers
from samskapt import library as library_module
from samskapt.body_parser import parse_body
from samskapt.facts import fingerprint, likeness
from samskapt.folder import read_folder
from samskapt.library import Examiner, check_library, read_library
from samskapt.vocabulary import read_vocabulary

if TYPE_CHECKING:
    from pathlib import Path

    from samskapt.library import Checked
    from samskapt.verdict import Verdict

PICTURED = (
    (GOLDEN / "good" / "image-and-reviewed.md").read_text(encoding="utf-8").replace("related: [fontenehus]\n", "")
)
STORIES = {
    "bra": GOOD,
    "med-bilde": PICTURED.replace("hus.webp", "hus.png"),
    "med-feil": (GOLDEN / "many" / "five.md").read_text(encoding="utf-8"),
    "utkast": "---\ntitle: Et utkast\nlanguage: nb\nstatus: draft\n---\n",
    "ulest": "---\ntitle: «Ja»: nei\n---\n",
}


@pytest.fixture
def library(root: Path) -> Path:
    """Return a library with a few stories, good and bad, and a folder with no text."""
    for slug, text in STORIES.items():
        write_story(root, slug, text)
    shutil.copy(GOLDEN / "_files" / "hus.png", root / "stories" / "med-bilde")
    (root / "stories" / "tom").mkdir()
    return root


@pytest.fixture
def still_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the times of files at their word, however new they are."""
    monkeypatch.setattr(folder, "_TICK", -(10**18))


@pytest.fixture
def examined(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list to which the name of each story that is examined is added."""
    seen: list[str] = []
    check = Examiner.check

    def noting(self: Examiner, slug: str) -> Verdict:
        seen.append(slug)
        return check(self, slug)

    monkeypatch.setattr(Examiner, "check", noting)
    return seen


def test_checking_finds_what_reading_finds(library: Path) -> None:
    """Without the stories, and from what was kept, the diagnostics and the facts are those of a full reading."""
    read = read_library(library, TODAY)
    assert read.library is not None
    for _ in range(2):
        checked = check_library(library, TODAY)
        assert (checked.count, checked.diagnostics, checked.facts) == (read.count, read.diagnostics, read.facts)
        assert checked.has_errors
    assert len(read.diagnostics) > 5
    assert [one.slug for one in read.facts] == ["bra", "med-bilde", "med-feil", "tom", "ulest", "utkast"]


def test_a_broken_vocabulary_is_told_and_nothing_kept(library: Path) -> None:
    """Then no story can be checked."""
    (library / "vocabulary" / "role.yml").write_text("facet: 1\n", encoding="utf-8")
    checked = check_library(library, TODAY)
    assert checked.broken
    assert checked.count == 0
    assert checked.has_errors
    assert not (library / cache.FOLDER).exists()


@pytest.mark.usefixtures("still_clock")
def test_only_what_changed_is_examined(library: Path, examined: list[str]) -> None:
    """A story or a picture beside it costs its own examination; another day, name or word costs all."""
    everything = sorted([*STORIES, "tom"])

    def now(day: dt.date = TODAY) -> list[str]:
        examined.clear()
        check_library(library, day)
        return examined

    assert now() == everything
    assert now() == []
    write_story(library, "bra", GOOD.replace("Prøvehuset", "Et annet hus"))
    assert now() == ["bra"]
    (library / "stories" / "med-bilde" / "hus.png").write_bytes(b"no picture")
    assert now() == ["med-bilde"]
    assert now(TODAY + dt.timedelta(days=1)) == everything, "a date may have passed"
    write_story(library, "ny", GOOD.replace("published:", "related: [bra]\npublished:"))
    assert now() == sorted([*everything, "ny"]), "it may be what another story names"
    term = library / "vocabulary" / "role.yml"
    term.write_text(term.read_text(encoding="utf-8").replace("nn: ", "nn: X"), encoding="utf-8")
    assert now() == sorted([*everything, "ny"])


def test_checking_some_keeps_what_is_known_of_the_others(library: Path, examined: list[str]) -> None:
    """A check of one story neither needs nor loses the rest."""
    shutil.rmtree(library / "stories" / "med-bilde")
    check_library(library, TODAY)
    write_story(library, "bra", GOOD.replace("Prøvehuset", "Et annet hus"))
    examined.clear()
    assert check_library(library, TODAY, ["bra"]).count == 1
    check_library(library, TODAY)
    assert examined == ["bra"]


def test_without_the_cache_nothing_is_written(library: Path) -> None:
    """Whoever asks for no cache gets none."""
    check_library(library, TODAY, cache=False)
    assert not (library / cache.FOLDER).exists()


def test_what_is_newly_written_or_hidden_has_no_mark(tmp_path: Path) -> None:
    """A folder is known again only where nothing in it could have changed unseen."""
    (tmp_path / "index.md").write_text("x", encoding="utf-8")
    assert read_folder(tmp_path, "index.md").mark
    (tmp_path / "bilde.png").touch()
    assert not read_folder(tmp_path, "index.md").mark, "it may be written again within a tick of the clock"
    (tmp_path / "bilde.png").unlink()
    (tmp_path / "mappe").mkdir()
    assert not read_folder(tmp_path, "index.md").mark, "something may change in there"
    (tmp_path / "mappe").rmdir()
    (tmp_path / "annet.png").symlink_to(GOLDEN / "_files" / "hus.png")
    assert not read_folder(tmp_path, "index.md").mark, "or behind a link"
    assert read_folder(tmp_path / "index.md", "index.md") == read_folder(tmp_path / "ingen", "index.md")


def _cache_file(library: Path) -> Path:
    return library / cache.FOLDER / "check.json"


@pytest.mark.parametrize(
    "harm",
    [
        lambda _data: b"",
        lambda data: data[: len(data) // 2],
        lambda data: data + b" ",
        lambda data: data.replace(b"bra", b"bre"),
        lambda data: data.replace(b"error", b"warning"),
        lambda _data: b"\xff\xfe" * 3000,
        lambda _data: b"[" * 100_000,
        lambda data: data.split(b"\n", 1)[1],
        lambda data: b"0" + data[1:] if data[:1] != b"0" else b"1" + data[1:],
        lambda _data: b'cbuiltins\nprint\n(S"run"\ntR.',
    ],
)
def test_a_damaged_or_foreign_file_is_passed_over(library: Path, harm: object) -> None:
    """Whatever stands in the file, the result is that of a check without it, and a good file takes its place."""
    whole = check_library(library, TODAY)
    path = _cache_file(library)
    data, times = path.read_bytes(), path.stat()
    path.write_bytes(harm(data))  # type: ignore[operator]
    os.utime(path, ns=(times.st_mtime_ns, times.st_mtime_ns))
    assert check_library(library, TODAY) == whole
    assert path.read_bytes().split(b"\n", 1)[1] == data.split(b"\n", 1)[1]


@pytest.mark.parametrize(
    "kept",
    ["[]", "5", '{"bra": 1}', '{"bra": [1, 2, 3]}', '{"bra": ["", [], [[]]]}', "[" * 9999],
)
def test_a_forged_file_can_say_what_it_likes(library: Path, kept: str) -> None:
    """A file that is right in its first line and wrong in the rest is passed over too."""
    whole = check_library(library, TODAY)
    path = _cache_file(library)
    key = path.read_bytes().split()[0].decode()
    cache._replace(path, key, kept.encode())
    assert check_library(library, TODAY) == whole


def test_a_file_that_came_with_a_branch_is_passed_over(library: Path, examined: list[str]) -> None:
    """Git carries no times: what was kept elsewhere says nothing here, for it could hide a mistake."""
    check_library(library, TODAY)
    path = _cache_file(library)
    kept = json.loads(path.read_bytes().split(b"\n", 1)[1])
    data = path.read_bytes()
    path.unlink()
    path.write_bytes(data)
    examined.clear()
    check_library(library, TODAY)
    assert set(examined) >= set(kept)
    assert (library / cache.FOLDER / ".gitignore").read_text(encoding="utf-8") == "*\n"


def test_where_nothing_can_be_written_the_check_goes_on(
    library: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A place that cannot be written to costs time, and no more; and no link leads the file out of the library."""
    whole = check_library(library, TODAY, cache=False)
    (library / cache.FOLDER).write_text("a file where the folder should be", encoding="utf-8")
    assert check_library(library, TODAY) == whole
    (library / cache.FOLDER).unlink()
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (library / cache.FOLDER).symlink_to(elsewhere)
    assert check_library(library, TODAY) == check_library(library, TODAY) == whole
    assert not list(elsewhere.iterdir())


def test_what_is_found_does_not_hang_on_when_it_is_asked(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that is new cannot be told from another for a while; what is found in it is the same."""
    monkeypatch.setattr(folder, "_TICK", 10**12)
    new = check_library(library, TODAY, cache=False)
    monkeypatch.setattr(folder, "_TICK", -(10**12))
    later = check_library(library, TODAY, cache=False)
    assert new.marks != later.marks
    assert new == later


def test_many_at_once_do_no_harm(library: Path) -> None:
    """Checks that run at the same time all get the right answer, and leave one whole file and nothing else."""
    whole = check_library(library, TODAY, cache=False)
    results: list[Checked] = []

    def run() -> None:
        for _ in range(3):
            results.append(check_library(library, TODAY))
            _cache_file(library).unlink(missing_ok=True)

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [whole] * 12
    check_library(library, TODAY)
    assert sorted(path.name for path in (library / cache.FOLDER).iterdir()) == [".gitignore", "check.json"]


@pytest.mark.parametrize("start", ["fork", "spawn"])
def test_processes_give_the_same(library: Path, monkeypatch: pytest.MonkeyPatch, start: str) -> None:
    """The work of many processes comes together in the order of one."""
    one = check_library(library, TODAY, cache=False)
    monkeypatch.setattr(workers, "_ENOUGH", 2)
    monkeypatch.setattr(workers, "_cores", lambda: 2)
    monkeypatch.setattr(workers, "_start", lambda: start)
    assert check_library(library, TODAY, cache=False) == one


def test_an_error_in_a_process_is_told_in_its_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    """What comes before it comes; then the error, as if there were no processes."""
    monkeypatch.setattr(workers, "_cores", lambda: 2)
    given = ["1"] * 300 + ["x"] + ["1"] * 300
    done: list[int] = []
    with pytest.raises(ValueError, match="'x'"):
        done.extend(workers.share_out(int, given, "spawn"))
    assert set(done) == {1}
    assert list(workers.share_out(int, ["1"] * 5)) == [1] * 5


def test_a_file_that_cannot_be_read_stops_the_check(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It does so with the file's name. What is a link has no place there."""

    def refuse(path: str) -> None:
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr(folder, "read_most", refuse)
    with pytest.raises(PermissionError) as caught:
        check_library(library, TODAY)
    assert str(caught.value.filename).endswith("stories/bra/index.md")
    monkeypatch.undo()
    (library / "stories" / "bra" / "index.md").unlink()
    (library / "stories" / "bra" / "index.md").symlink_to("index.md")
    assert {one.rule for one in check_library(library, TODAY, ["bra"]).diagnostics} == {"folder-content"}


def test_a_fingerprint_knows_a_copy() -> None:
    """A text with a word changed is like itself; another text is not; no text is like nothing."""
    texts = [path.read_text(encoding="utf-8").split("\n---\n", 1)[1] for path in REPOSITORY.glob("stories/*/index.md")]
    prints = [fingerprint(parse_body(text)) for text in texts]
    assert len(prints) >= 6
    for index, (text, own) in enumerate(zip(texts, prints, strict=True)):
        copy = fingerprint(parse_body(text.replace(" er ", " var ", 3)))
        assert likeness(own, copy) > 0.7
        assert max(likeness(own, other) for other in prints[:index] + prints[index + 1 :]) < 0.2
    assert likeness((), ()) == 0
    assert fingerprint(parse_body("Kort.")) == ()


SLUGS = ("en", "to", "tre")
TEXTS = st.builds(
    lambda status, related, link, published, picture, mistake: (
        GOOD.replace("status: published", f"status: {status}")
        .replace("2026-01-15", (TODAY + dt.timedelta(days=published)).isoformat())
        .replace("result:", f"{picture}related: [{', '.join(related)}]\nresult:")
        .replace("Huset sto tomt", f"[Huset]({link}) sto tomt")
        .replace(*mistake)
    ),
    st.sampled_from(["published", "draft", "withdrawn"]),
    st.lists(st.sampled_from([*SLUGS, "ukjent", "ein"]), max_size=2, unique=True),
    st.sampled_from(["https://example.org", "../to/", "../tro/"]),
    st.integers(-3, 3),
    st.sampled_from(["", "image: {file: hus.png, alt: Et rødt hus, credit: Huset, licence: CC0}\n"]),
    st.sampled_from(
        [("", ""), ("title: P", "title: «P»: "), ("role: ", "rolle: "), ("## Hva", "# Hva"), ("---\n", "")]
    ),
)


class Edits(RuleBasedStateMachine):
    """Whatever people do to a library, a check with what was kept gives what a check without it gives."""

    folder: Path

    @initialize()
    def begin(self) -> None:
        """Start with a library of two stories."""
        self.root = self.folder
        shutil.rmtree(self.root / "stories", ignore_errors=True)
        shutil.rmtree(self.root / cache.FOLDER, ignore_errors=True)
        (self.root / "stories").mkdir()
        shutil.copytree(REPOSITORY / "vocabulary", self.root / "vocabulary", dirs_exist_ok=True)
        self.day = TODAY
        self.tick = 10**18
        for slug in SLUGS[:2]:
            write_story(self.root, slug, GOOD)
        self._same()

    def _same(self) -> None:
        kept = check_library(self.root, self.day)
        assert kept == check_library(self.root, self.day, cache=False)

    @rule(slug=st.sampled_from(SLUGS), text=TEXTS)
    def write(self, slug: str, text: str) -> None:
        """Write a story, new or old."""
        write_story(self.root, slug, text)
        self._same()

    @rule(slug=st.sampled_from(SLUGS))
    def delete(self, slug: str) -> None:
        """Delete a story, or only its text."""
        story = self.root / "stories" / slug
        (story / "index.md").unlink(missing_ok=True) if (story / "hus.png").exists() else shutil.rmtree(story, True)  # noqa: FBT003
        self._same()

    @rule(old=st.sampled_from(SLUGS), new=st.sampled_from([*SLUGS, "Å ja"]))
    def rename(self, old: str, new: str) -> None:
        """Give a story another address."""
        there = self.root / "stories" / new
        if (self.root / "stories" / old).exists() and not there.exists():
            (self.root / "stories" / old).rename(there)
        self._same()

    @rule(slug=st.sampled_from(SLUGS), data=st.sampled_from(["hus.png", "sted.jpg", "", None]))
    def picture(self, slug: str, data: str | None) -> None:
        """Put a picture beside a story, another in its place, or take it away; each at a time of its own."""
        path = self.root / "stories" / slug / "hus.png"
        path.parent.mkdir(exist_ok=True)
        if data is None:
            path.unlink(missing_ok=True)
        else:
            path.write_bytes((GOLDEN / "_files" / data).read_bytes() if data else b"")
            self.tick += 1000
            os.utime(path, ns=(self.tick, self.tick))
        self._same()

    @rule(find=st.sampled_from(["id: likeverdig", "id: moteplass", "nb: Levanger", "critical: yes", "nb: Hva de"]))
    def word(self, find: str) -> None:
        """Change a word of the vocabulary."""
        for path in (self.root / "vocabulary").iterdir():
            text = path.read_text(encoding="utf-8")
            if find in text:
                path.write_text(
                    text.replace(find, find[:-1], 1) if "yes" not in find else text.replace(find, "critical: no")
                )
        self._same()

    @rule(days=st.integers(-3, 3))
    def another_day(self, days: int) -> None:
        """Let days go by, or set the clock back."""
        self.day += dt.timedelta(days=days)
        self._same()

    @rule(at=st.floats(0, 1), sign=st.binary(max_size=2))
    def damage(self, at: float, sign: bytes) -> None:
        """Change a byte of what was kept, and nobody sees when."""
        path = _cache_file(self.root)
        if path.exists():
            data, time = path.read_bytes(), path.stat().st_mtime_ns
            where = int(at * len(data))
            path.write_bytes(data[:where] + sign + data[where + 1 :])
            os.utime(path, ns=(time, time))
        self._same()

    @rule(slug=st.sampled_from(SLUGS))
    def one(self, slug: str) -> None:
        """Check one story alone."""
        if (self.root / "stories" / slug).exists():
            kept = check_library(self.root, self.day, [slug])
            assert kept == check_library(self.root, self.day, [slug], cache=False)


@pytest.fixture
def words_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read the same bytes of a vocabulary once: three quarters of the time would go to it, and none of it is kept."""
    known: dict[tuple[bytes, ...], Any] = {}

    def read(root: Path) -> Any:  # noqa: ANN401 (what reading a vocabulary gives)
        held = tuple(path.read_bytes() for path in sorted((root / "vocabulary").iterdir()))
        if held not in known:
            known[held] = read_vocabulary(root)
        return known[held]

    monkeypatch.setattr(library_module, "read_vocabulary", read)


@pytest.mark.usefixtures("still_clock", "words_read_once")
def test_whatever_people_do_the_cache_tells_the_truth(tmp_path: Path) -> None:
    """Random edits, renames, deletions, pictures, words, days and damage, each followed by both checks."""
    Edits.folder = tmp_path
    run_state_machine_as_test(
        Edits,
        settings=settings(
            max_examples=int(os.environ.get("SAMSKAPT_EDITS", "25")),
            stateful_step_count=12,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
