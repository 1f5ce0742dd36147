"""What the tests share: the real vocabulary, the built site, and a browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from helpers import BASE, REPOSITORY, TODAY, new_library, serve_folder
from samskapt.cli import main
from samskapt.export.about import About
from samskapt.export.files import data_files
from samskapt.library import read_library
from samskapt.vocabulary import Vocabulary, read_vocabulary
from system_browser import launch

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

    from samskapt.model import Library


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options by which ``make golden`` and ``make pictures`` write what is compared with."""
    parser.addoption("--write-golden", action="store_true", help="write the golden cases' answers anew")
    parser.addoption("--write-pictures", action="store_true", help="take the pictures of the form anew")


@pytest.fixture(scope="session", autouse=True)
def _no_cache_of_the_user(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Let builds keep what they keep where these tests alone find it."""
    with pytest.MonkeyPatch.context() as own:
        own.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    """Return the repository's own vocabulary."""
    words, said = read_vocabulary(REPOSITORY)
    assert words is not None, said
    return words


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return an empty library with the repository's vocabulary, theme and pages."""
    return new_library(tmp_path)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the repository's own library, built by ``samskapt build``."""
    folder = tmp_path_factory.mktemp("site") / "site"
    main.main(["build", "--root", str(REPOSITORY), "--site-dir", str(folder)], standalone_mode=False)
    return folder


@pytest.fixture(scope="session")
def site_address(site: Path) -> Iterator[str]:
    """Return the address of the built site on this machine, ending in a slash."""
    with serve_folder(site) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return a real browser; the tests fail with a clear sentence where none can be had."""
    with launch() as started:
        yield started


@pytest.fixture(scope="session")
def own_library() -> Library:
    """Return the repository's own library."""
    read = read_library(REPOSITORY, TODAY).library
    assert read is not None
    return read


@pytest.fixture(scope="session", params=["", BASE], ids=["relative", "published"])
def about(own_library: Library, request: pytest.FixtureRequest) -> About:
    """Return what the open data are made of, where the address of the site is not known, and where it is."""
    return About(own_library, request.param)


@pytest.fixture(scope="session")
def files(about: About) -> dict[str, bytes]:
    """Return all files of the open data by their names."""
    return dict(data_files(about))
