"""Finds a browser for the tests: the system's, else Debian's package, else Playwright's own. None is a failure."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
QUIET = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]


class NoBrowserError(RuntimeError):
    """There is no browser, and none could be installed."""


@contextmanager
def launch() -> Iterator[Browser]:
    """Start a browser and close it at the end; NoBrowserError where none can be had."""
    with sync_playwright() as playwright:
        path = find() or install()
        # Chromium's own sandbox does not run as root, which containers are
        arguments = [*QUIET, *(["--no-sandbox"] if _is_root() else [])]
        browser = playwright.chromium.launch(executable_path=path, args=arguments)
        yield browser
        browser.close()


def find() -> str | None:
    """Return the path of the system's Chromium or Chrome."""
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    return found or (MAC if os.path.exists(MAC) else None)  # noqa: PTH110 (a fixed path)


def install() -> str | None:
    """Install a browser and return its path, None for Playwright's own, which Playwright finds by itself."""
    tried = []
    if _is_root() and shutil.which("apt-get"):
        tried.append("apt-get install chromium")
        _run("apt-get", "update", "--quiet")
        _run("apt-get", "install", "--yes", "--quiet", "chromium")
        if path := find():
            return path
    tried.append("playwright install chromium")
    if _run(sys.executable, "-m", "playwright", "install", "chromium"):
        return None
    raise NoBrowserError(
        f"The tests need a browser, and none was found ({', '.join(NAMES)}) nor could be installed "
        f"({'; '.join(tried)}). Install Chromium or Chrome, and run the tests again."
    )


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _run(*command: str) -> bool:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    return subprocess.run(command, check=False, env=environment, stdout=subprocess.DEVNULL).returncode == 0
