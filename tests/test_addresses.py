"""Addresses that last: whatever becomes of a story, an address once given out leads somewhere, or the build says no."""

from __future__ import annotations

import random
import re
import shutil
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from helpers import GOLDEN, GOOD, REPOSITORY, TODAY, new_library, write_story
from samskapt.addresses import (
    FILE,
    Ledger,
    Standing,
    broken_promises,
    moved,
    parse_ledger,
    renewed,
    short_numbers,
)
from samskapt.cli import main
from samskapt.library import check_library, read_library

if TYPE_CHECKING:
    from pathlib import Path

STEPS = 40


def _given_out(ledger: Ledger, standing: Standing) -> Ledger:
    assert broken_promises(ledger, standing) == ()
    return parse_ledger(renewed(ledger, standing).text())[0]


def _replay(seed: int) -> None:
    """Replay one made-up history: publish, move, move again, lose and put right, withdraw."""
    chance = random.Random(seed)  # noqa: S311 (made-up histories, the same each time)
    ledger, standing = Ledger(), Standing(frozenset({"fortellinger/a0/"}))
    promised: dict[str, str] = {}
    spoken: dict[int, str] = {}
    for step in range(1, STEPS):
        ledger = _given_out(ledger, standing)
        promised |= {address: address for address in standing.addresses}
        numbers = short_numbers(ledger, standing)
        # a number once spoken leads where its address leads now
        for address, number in numbers.items():
            spoken.setdefault(number, address)
        ways = moved(ledger, standing)
        for address in promised:
            assert standing.leads_to(address) in standing.addresses, (seed, step, address)
            assert (address in standing.addresses) != (address in ways), (seed, step, address)
        for number, address in spoken.items():
            assert ways[f"f/{number}/"] == standing.leads_to(address), (seed, step, number)
        assert len(set(numbers.values())) == len(numbers)
        standing = _changed(chance, step, ledger, standing)


def _changed(chance: random.Random, step: int, ledger: Ledger, standing: Standing) -> Standing:
    """Return what stands after one more thing has happened; a change that breaks a promise is refused first."""
    stories = sorted(address for address in standing.addresses)
    new, old = f"fortellinger/a{step}/", chance.choice(stories)
    match chance.choice(["publish", "publish", "rename", "lose", "draft"]):
        case "publish":
            return Standing(standing.addresses | {new}, redirects=standing.redirects)
        case "rename":
            name, was = new.split("/")[1], old.split("/")[1]
            straight = {key: name if to == was else to for key, to in standing.redirects.items()}
            redirected = Standing(standing.addresses - {old} | {new}, redirects={**straight, was: name})
            (lost,) = broken_promises(ledger, Standing(redirected.addresses, redirects=straight))[:1] or (None,)
            assert lost is not None
            assert dict(lost.values)["new"] == name  # the build guesses what it has become
            return redirected
        case "lose":
            lost_one = Standing(standing.addresses - {old}, redirects=standing.redirects)
            broken = {dict(one.values)["address"] for one in broken_promises(ledger, lost_one)}
            assert f"/{old}" in broken
            return standing  # it is put back, as withdrawn: its address stands
        case _:
            slug = old.split("/")[1]
            draft = Standing(standing.addresses - {old}, frozenset({slug}), redirects=standing.redirects)
            assert "draft" in {one.case for one in broken_promises(ledger, draft)}
            return standing


@pytest.mark.parametrize("seed", range(50))
def test_histories(seed: int) -> None:
    """Fifty histories: nothing given out is ever lost, numbers stay, and moves lead straight."""
    _replay(seed)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a library of one story, built once for all the tests: each gets a copy."""
    root = new_library(tmp_path_factory.mktemp("built"))
    write_story(root, "provehuset", GOOD)
    _build(root)
    return root


@pytest.fixture
def library(built: Path, tmp_path: Path) -> Path:
    """Return a library that has been built once."""
    return shutil.copytree(built, tmp_path / "library")


def _build(root: Path, code: int = 0) -> str:
    ran = CliRunner().invoke(main, ["build", "--root", str(root)], env={"SITE_URL": "https://samskapt.example/"})
    assert ran.exit_code == code, ran.output
    return ran.stderr


def _rules(root: Path) -> list[tuple[str, str]]:
    return [(one.rule, one.case) for one in check_library(root, TODAY).diagnostics]


def test_a_build_gives_addresses_out(library: Path) -> None:
    """The file has the story with its number; building again changes nothing."""
    before = (library / FILE).read_text(encoding="utf-8")
    assert "\n/fortellinger/provehuset/ 1\n" in before
    assert "\n/fortellinger/*/#vanskelig\n" in before
    assert "\n/arena/skole/\n" in before
    _build(library)
    assert (library / FILE).read_text(encoding="utf-8") == before


def test_a_story_deleted_without_a_tombstone_stops_the_build(library: Path) -> None:
    """What is wrong stands with its line, and says how the promise can be kept."""
    shutil.rmtree(library / "stories" / "provehuset")
    (library / "stories" / "fjernt").mkdir()
    write_story(library, "nytt-navn", GOOD)
    (library / "stories" / "fjernt").rmdir()
    said = _build(library, code=1)
    assert "addresses.lock:" in said
    assert "status: withdrawn" in said
    assert "provehuset: nytt-navn" in said
    assert (library / "site/fortellinger/provehuset/index.html").is_file()
    (library / "redirects.yml").write_text("provehuset: nytt-navn\n", encoding="utf-8")
    _build(library)
    page = (library / "site/fortellinger/provehuset/index.html").read_text(encoding="utf-8")
    assert '<link rel="canonical" href="https://samskapt.example/fortellinger/nytt-navn/">' in page
    assert 'content="0;url=../nytt-navn/"' in page
    short = (library / "site/f/1/index.html").read_text(encoding="utf-8")
    assert "https://samskapt.example/fortellinger/nytt-navn/" in short
    assert "\n/fortellinger/nytt-navn/\n" in (library / FILE).read_text(encoding="utf-8")


def test_a_new_title_changes_no_address(library: Path) -> None:
    """Addresses are of folders."""
    before = (library / FILE).read_text(encoding="utf-8")
    write_story(library, "provehuset", GOOD.replace("title: Prøvehuset", "title: Noe annet"))
    _build(library)
    assert (library / FILE).read_text(encoding="utf-8") == before


def test_a_withdrawn_story_is_gone_from_everything_but_its_address(library: Path) -> None:
    """The address has reason and date, the short address leads there, and not a word of the text is left anywhere."""
    folder = library / "stories" / "provehuset"
    write_story(library, "provehuset", (GOLDEN / "good" / "withdrawn.md").read_text(encoding="utf-8"))
    _build(library)
    site = library / "site"
    assert "De som var med ønsket det." in (site / "fortellinger/provehuset/index.html").read_text(encoding="utf-8")
    assert "fortellinger/provehuset/" in (site / "f/1/index.html").read_text(encoding="utf-8")
    assert folder.is_dir()
    left = [path for path in site.rglob("*") if path.is_file() and b"komfyr" in path.read_bytes()]
    assert left == []
    beside = {path.name for path in (site / "fortellinger/provehuset").iterdir()}
    assert beside == {"index.html"}
    assert "De som var med ønsket det." in (site / "embed/provehuset/index.html").read_text(encoding="utf-8")
    assert [path.name for path in (site / "embed/provehuset").iterdir()] == ["index.html"]


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ("draft", [("address-lost", "draft")]),
        ("cycle", [("address-lost", "story"), ("redirect", "cycle"), ("redirect", "cycle")]),
        ("chain", [("redirect", "chain")]),
        ("term", [("address-lost", "other")]),
        ("part", [("address-lost", "part")]),
        ("line", [("address-line", "form")]),
        ("twice", [("address-line", "twice")]),
        ("number", [("address-line", "number")]),
    ],
)
def test_broken_promises_are_told(library: Path, change: str, found: list[tuple[str, str]]) -> None:
    """Drafts, cycles, chains, terms and parts of stories that are gone, and a file that cannot be read."""
    lock = library / FILE
    text = lock.read_text(encoding="utf-8")
    if change == "draft":
        write_story(library, "provehuset", GOOD.replace("status: published", "status: draft"))
    elif change == "cycle":
        shutil.rmtree(library / "stories" / "provehuset")
        (library / "redirects.yml").write_text("provehuset: annet\nannet: provehuset\n", encoding="utf-8")
    elif change == "chain":
        (library / "redirects.yml").write_text("eldst: gammel\ngammel: provehuset\n", encoding="utf-8")
    else:
        lines = {
            "term": "/arena/romstasjon/",
            "part": "/fortellinger/*/#konklusjon",
            "line": "fortellinger uten skråstrek",
            "twice": "/arena/skole/",
            "number": "/fortellinger/provehuset/en/ 1",
        }
        lock.write_text(f"{text}{lines[change]}\n", encoding="utf-8")
    assert sorted(_rules(library)) == found
    assert [one.file for one in check_library(library, TODAY).diagnostics if one.rule == "address-lost"][:1] in (
        [],
        [FILE],
    )


def test_other_addresses_can_move_too(library: Path) -> None:
    """A term or a collection that is gone leads where ``redirects.yml`` says."""
    lock = library / FILE
    lock.write_text(f"{lock.read_text(encoding='utf-8')}/arena/torg/\n/samlinger/gammel/ 7\n", encoding="utf-8")
    (library / "redirects.yml").write_text("arena/torg: arena/moteplass\nsamlinger/gammel: provehuset\n", "utf-8")
    assert _rules(library) == []
    read = read_library(library, TODAY).library
    assert read is not None
    assert read.addresses.moved["arena/torg/"] == "arena/moteplass/"
    assert read.addresses.moved["samlinger/gammel/"] == read.addresses.moved["f/7/"] == "fortellinger/provehuset/"
    assert read.addresses.numbers == {"fortellinger/provehuset/": 1}


def test_a_translation_that_is_gone_leads_to_its_original(library: Path) -> None:
    """The story is still there to be read, in another language."""
    lock = library / FILE
    lock.write_text(f"{lock.read_text(encoding='utf-8')}/fortellinger/provehuset/en/\n", encoding="utf-8")
    read = read_library(library, TODAY)
    assert read.diagnostics == ()
    assert read.library is not None
    assert read.library.addresses.moved["fortellinger/provehuset/en/"] == "fortellinger/provehuset/"


def test_all_of_our_own_addresses_have_been_given_out() -> None:
    """The file in the repository is what a build would write."""
    library = read_library(REPOSITORY, TODAY).library
    assert library is not None
    assert (REPOSITORY / FILE).read_text(encoding="utf-8") == library.addresses.lock
    numbers = re.findall(r" (\d+)$", library.addresses.lock, re.MULTILINE)
    assert len(set(numbers)) == len(numbers) >= len(library.stories)
