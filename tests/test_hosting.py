"""The headers of hosts are those of the page, and the examples are real."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import time
import urllib.request
from typing import TYPE_CHECKING
from urllib.error import HTTPError, URLError

import pytest

from helpers import REPOSITORY
from samskapt.hosting import headers, policy
from samskapt.mkdocs_plugin import TOKENS
from samskapt.theme_files import booklet_stylesheet

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

EXAMPLES = REPOSITORY / "docs" / "hosting"
POLICY = policy(booklet_stylesheet(REPOSITORY, (REPOSITORY / TOKENS).read_text(encoding="utf-8")))
HEADERS = headers(POLICY)


@pytest.mark.parametrize("name", ["nginx.conf", "Caddyfile"])
def test_examples_send_the_headers(name: str) -> None:
    """Each header stands in each example as it is in the code."""
    text = (EXAMPLES / name).read_text(encoding="utf-8")
    for header, value in HEADERS.items():
        assert f'{header} "{value}"' in text, header


def _answer(address: str) -> tuple[int, dict[str, str]]:
    """Return the status and headers of an address, asking until the server is up."""
    for _ in range(100):
        try:
            with urllib.request.urlopen(address) as answer:  # noqa: S310 (on this machine)
                return answer.status, dict(answer.headers)
        except HTTPError as error:
            return error.code, dict(error.headers)
        except URLError:
            time.sleep(0.1)
    raise AssertionError(f"{address} does not answer")


def _port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.mark.parametrize("name", ["nginx", "caddy"])
def test_examples_run(name: str, site: Path, tmp_path: Path) -> None:
    """The example serves the site, its headers, its page for what is not there, and nothing of other hosts'."""
    program = shutil.which(name)
    if program is None:
        pytest.skip(f"{name} is not on this machine")
    port = _port()
    shutil.copytree(site, tmp_path / "site")
    if name == "nginx":
        server = (EXAMPLES / "nginx.conf").read_text(encoding="utf-8").replace("listen 80", f"listen 127.0.0.1:{port}")
        text = f"daemon off; master_process off; pid {tmp_path}/pid; error_log {tmp_path}/error;\nevents {{}}\n"
        text += f"http {{ include /etc/nginx/mime.types; access_log off;\n{server}}}\n"
        arguments = ["-p", str(tmp_path), "-c", str(tmp_path / "conf"), "-e", str(tmp_path / "error")]
    else:
        text = (EXAMPLES / "Caddyfile").read_text(encoding="utf-8")
        text = "{\n\tadmin off\n}\n" + text.replace("samskapt.example.no", f"http://127.0.0.1:{port}")
        arguments = ["run", "--adapter", "caddyfile", "--config", str(tmp_path / "conf")]
    (tmp_path / "conf").write_text(text.replace("/srv/samskapt/site", str(tmp_path / "site")), encoding="utf-8")
    running = subprocess.Popen([program, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        address = f"http://127.0.0.1:{port}"
        for path, status in (("/", 200), ("/fortellinger/fontenehus/", 200), ("/ikke-her", 404), ("/_headers", 404)):
            answered, sent = _answer(address + path)
            assert answered == status, path
            assert {key: sent.get(key) for key in HEADERS} == HEADERS, path
    finally:
        running.terminate()
        running.wait()


def test_no_page_breaks_its_policy(site_address: str, browser: Browser) -> None:
    """Nothing that our own pages need is stopped, search included, and an inline script is."""
    page = browser.new_page()
    said: list[str] = []
    page.on("console", lambda one: said.append(one.text) if one.type == "error" else None)
    for path in ("", "fortellinger/?q=barnehage", "fortellinger/fontenehus/", "om/utforming/", "skriv/"):
        page.goto(site_address + path, wait_until="networkidle")
    page.goto(f"{site_address}fortellinger/?q=barnehage", wait_until="networkidle")
    assert page.locator(".s-card__excerpt:not([hidden])").count() > 0
    assert said == []
    page.evaluate("document.body.append(Object.assign(document.createElement('script'), {text: 'window.ran = 1'}))")
    assert page.evaluate("window.ran") is None
    page.close()


def test_the_policy_has_no_way_around() -> None:
    """Nothing inline, nothing from strings, nothing from elsewhere."""
    assert "'unsafe-inline'" not in POLICY
    assert "'unsafe-eval'" not in POLICY
    assert not re.search(r"https?:|\*|data:", POLICY)
