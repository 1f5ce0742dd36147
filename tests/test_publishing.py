"""Whatever happens to a build, the site that readers see is whole: the old one, or the new one."""

from __future__ import annotations

import os
import random
import resource
import shutil
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from helpers import GOOD, REPOSITORY, write_story
from samskapt.publishing import Publishing, in_words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

KILLED = int(os.environ.get("SAMSKAPT_KILLED", "4"))
"""How many builds are killed; ``make test-all`` kills twenty."""


def _files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _library(root: Path, title: str) -> Path:
    for name in ("vocabulary", "theme", "pages"):
        shutil.copytree(REPOSITORY / name, root / name)
    shutil.copy(REPOSITORY / "mkdocs.yml", root)
    write_story(root, "huset", GOOD.replace("title: Prøvehuset", f"title: {title}"))
    return root


def _command(root: Path, target: Path) -> list[str]:
    return [sys.executable, "-m", "samskapt", "build", "--root", str(root), "--site-dir", str(target)]


def _built(root: Path, target: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        _command(root, target), check=False, capture_output=True, text=True, env={**os.environ, **environment}
    )


@pytest.fixture(scope="module")
def libraries(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Return two libraries whose sites differ."""
    return _library(tmp_path_factory.mktemp("one"), "Den ene"), _library(tmp_path_factory.mktemp("two"), "Den andre")


@pytest.fixture(scope="module")
def sites(libraries: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Return the two sites as they are when nothing happens."""
    folder = tmp_path_factory.mktemp("sites")
    for number, root in enumerate(libraries):
        assert _built(root, folder / f"{number}").returncode == 0
    return folder / "0", folder / "1"


def test_the_same_library_gives_the_same_bytes(
    libraries: tuple[Path, Path], sites: tuple[Path, Path], tmp_path: Path
) -> None:
    """Neither the order of names on the disk, the hash of strings, the time zone nor the language changes a byte."""
    again = _library(tmp_path / "again", "Den ene")
    run = _built(again, tmp_path / "site", PYTHONHASHSEED="7", TZ="Pacific/Auckland", LC_ALL="C")
    assert run.returncode == 0, run.stderr
    assert _files(tmp_path / "site") == _files(sites[0])
    assert libraries[0].is_dir()


def test_a_build_that_is_killed_leaves_a_whole_site(
    libraries: tuple[Path, Path], sites: tuple[Path, Path], tmp_path: Path
) -> None:
    """At random moments of a build, killed without warning: what is served is one site or the other."""
    one, two = _files(sites[0]), _files(sites[1])
    target = tmp_path / "site"
    shutil.copytree(sites[0], target)
    begun = time.monotonic()
    assert _built(libraries[0], target).returncode == 0
    whole = time.monotonic() - begun
    moments = random.Random(7)  # noqa: S311 (a moment is no secret)
    for number in range(KILLED):
        before = _files(target)
        assert before in (one, two)
        build = subprocess.Popen(
            _command(libraries[(number + 1) % 2], target), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        time.sleep(whole * moments.uniform(0.2, 1.0))
        build.kill()
        build.wait()
        assert _files(target) in (one, two)
    assert _built(libraries[1], target).returncode == 0
    assert _files(target) == two
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_two_builds_at_once_do_not_mix(libraries: tuple[Path, Path], sites: tuple[Path, Path], tmp_path: Path) -> None:
    """The one waits for the other; what stands in the end is one of them, whole."""
    target = tmp_path / "site"
    builds = [subprocess.Popen(_command(root, target), stderr=subprocess.DEVNULL) for root in libraries]
    assert [build.wait() for build in builds] == [0, 0]
    assert _files(target) in [_files(site) for site in sites]
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def _limited() -> None:
    """Let no file of this process be larger than 60 kB: writing fails as on a full disk."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))


def test_a_file_that_cannot_be_written_is_a_sentence(
    libraries: tuple[Path, Path], sites: tuple[Path, Path], tmp_path: Path
) -> None:
    """No traceback, the old site as it was, and nothing left beside it; by either command."""
    target = tmp_path / "site"
    shutil.copytree(sites[0], target)
    mkdocs = [sys.executable, "-m", "mkdocs", "build", "--site-dir", str(target)]
    for command in (_command(libraries[1], target), mkdocs):
        run = subprocess.run(
            command, check=False, capture_output=True, text=True, cwd=libraries[1], preexec_fn=_limited
        )
        assert run.returncode == 1
        assert "Nettstedet er ikke bygd, og det forrige står urørt." in run.stderr
        assert "Traceback" not in run.stderr
        assert _files(target) == _files(sites[0])
        assert [path.name for path in tmp_path.iterdir()] == ["site"]


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """Return a folder that is a disk of its own, with room for one site and a half."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=9m", "tmpfs", folder], check=False).returncode != 0:
        pytest.skip("the machine does not let tests mount a disk")
    yield folder
    subprocess.run(["umount", "--lazy", folder], check=True)


def test_a_full_disk_and_one_that_is_read_only(
    libraries: tuple[Path, Path], sites: tuple[Path, Path], disk: Path
) -> None:
    """The old site is served as it was, and one sentence says why there is no new one."""
    target = disk / "site"
    shutil.copytree(sites[0], target)
    room = shutil.disk_usage(disk).free
    (disk / "fill").write_bytes(bytes(max(room - 300_000, 0)))
    run = _built(libraries[1], target)
    assert (run.returncode, "Disken er full." in run.stderr) == (1, True), run.stderr
    assert "Traceback" not in run.stderr
    assert _files(target) == _files(sites[0])
    (disk / "fill").unlink()
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
    run = _built(libraries[1], target)
    assert (run.returncode, "Disken kan ikke skrives til." in run.stderr) == (1, True), run.stderr
    assert "Traceback" not in run.stderr
    assert _files(target) == _files(sites[0])


def test_what_a_killed_build_left_between_two_steps_is_put_right(tmp_path: Path) -> None:
    """Where the system cannot exchange folders in one step, the old site is brought back by the next build."""
    (tmp_path / ".site-old").mkdir()
    (tmp_path / ".site-old" / "index.html").write_text("gammel", encoding="utf-8")
    (tmp_path / ".site-new").mkdir()
    publishing = Publishing(tmp_path / "site")
    assert (tmp_path / "site" / "index.html").read_text(encoding="utf-8") == "gammel"
    publishing.give_up()
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_other_faults_have_words() -> None:
    """A fault that has no sentence of its own is told in the system's words, with its place."""
    assert in_words(OSError(5, "Input/output error", "/x")).startswith("Input/output error. (/x) ")


def test_a_site_to_look_at_shows_what_is_not_finished(tmp_path: Path) -> None:
    """With --drafts the site has drafts and mistakes too, gives out no addresses, and leaves what was published."""
    root = _library(tmp_path, "Huset")
    write_story(root, "utkastet", GOOD.replace("status: published", "status: draft").replace("Prøvehuset", "Utkastet"))
    write_story(root, "feilen", GOOD.replace("result: blandet", "result: blanda").replace("Prøvehuset", "Feilen"))
    assert _built(root, root / "site").returncode == 1
    run = subprocess.run([*_command(root, root / "site"), "--drafts"], check=False, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    for slug, shown in (("huset", "Huset"), ("utkastet", "Utkastet"), ("feilen", "blanda")):
        assert shown in (root / "site" / "fortellinger" / slug / "index.html").read_text(encoding="utf-8")
    assert not (root / "addresses.lock").exists()
