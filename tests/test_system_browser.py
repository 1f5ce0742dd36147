"""How a browser is found for the tests: the system's, else a package, else Playwright's own, else a clear sentence."""

from __future__ import annotations

import pytest

import system_browser
from system_browser import NoBrowserError


def test_the_systems_browser_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first known name on the path is taken."""
    monkeypatch.setattr("shutil.which", lambda name: f"/bin/{name}" if name == "google-chrome" else None)
    assert system_browser.find() == "/bin/google-chrome"


def test_a_package_is_installed_where_it_can_be(monkeypatch: pytest.MonkeyPatch) -> None:
    """As root with apt-get, Debian's package is installed and then found."""
    ran: list[str] = []

    def run(*command: str) -> bool:
        ran.append(" ".join(command))
        return True

    monkeypatch.setattr(system_browser, "_is_root", lambda: True)
    monkeypatch.setattr(system_browser, "_run", run)
    monkeypatch.setattr("shutil.which", lambda name: f"/bin/{name}" if name == "apt-get" or ran else None)
    assert system_browser.install() == "/bin/chromium"
    assert ran == ["apt-get update --quiet", "apt-get install --yes --quiet chromium"]


def test_playwrights_own_is_the_last_resort(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without root or packages, Playwright downloads a browser and finds it by itself."""
    monkeypatch.setattr(system_browser, "_is_root", lambda: False)
    monkeypatch.setattr(system_browser, "_run", lambda *_: True)
    assert system_browser.install() is None


def test_no_browser_is_a_failure_with_a_clear_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is never a skip."""
    monkeypatch.setattr(system_browser, "_is_root", lambda: True)
    monkeypatch.setattr(system_browser, "_run", lambda *_: False)
    monkeypatch.setattr("shutil.which", lambda name: "/bin/apt-get" if name == "apt-get" else None)
    with pytest.raises(NoBrowserError, match="Install Chromium or Chrome"):
        system_browser.install()
