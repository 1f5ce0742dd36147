"""Measures what a search costs a reader: bytes and requests from an empty cache, and time, here and on Fast 3G.

The site is served compressed, as sites are. Without one, a site of ``--count`` stories is built.

    python -m bench.search --count 1000
    python -m bench.search site
"""

from __future__ import annotations

import argparse
import gzip
import sys
import tempfile
import threading
import time
from contextlib import contextmanager, suppress
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from itertools import combinations
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

import click

from bench.build import build, write_library
from bench.changes import SITE, forget

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from system_browser import launch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, CDPSession, Page

FAST_3G = {"offline": False, "latency": 562.5, "downloadThroughput": 180_000, "uploadThroughput": 84_375}
"""Chromium's own preset: milliseconds, and bytes a second."""
COMMON = (
    "eldre",
    "ensomhet",
    "folk",
    "frivillige",
    "hjelp",
    "kommune",
    "møteplass",
    "nabolag",
    "skole",
    "unge",
    "venner",
)
PAIRS = [" ".join(words) for words in combinations(COMMON, 2)][:50]
"""Queries of two words that many stories have: those that ask most of the index."""
FIRST, LATER = "barnehage", ("ensomhet", "fengsel", "folkehelsearbeid", "eldre")
AT_REST = 5.0
_STATUS = "document.querySelector('story-search [role=status]').textContent"


class Compressed(SimpleHTTPRequestHandler):
    """Serves a folder, all but pictures and fonts by gzip."""

    def do_GET(self) -> None:
        """Answer with the file."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        body, packed = _file(path)
        with suppress(ConnectionError):  # the page has been closed
            self._answer(path, body, packed=packed)

    def _answer(self, path: Path, body: bytes, *, packed: bool) -> None:
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=3600")
        if packed:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the name is the base class's)
        """Say nothing."""


@cache
def _file(path: Path) -> tuple[bytes, bool]:
    data = path.read_bytes()
    packed = path.suffix in {".html", ".css", ".js", ".json", ".svg"}
    return (gzip.compress(data, 9), True) if packed else (data, False)


class Meter:
    """Counts what a page fetches."""

    def __init__(self, page: Page, *, slow: bool) -> None:
        """Start counting, on a slow line where that is wanted."""
        self.bytes = self.requests = self.fonts = 0
        self._kind: dict[str, str] = {}
        session: CDPSession = page.context.new_cdp_session(page)
        session.send("Network.enable")
        if slow:
            session.send("Network.emulateNetworkConditions", FAST_3G)
        session.on("Network.responseReceived", self._began)
        session.on("Network.loadingFinished", self._ended)

    def _began(self, event: dict[str, Any]) -> None:
        self._kind[event["requestId"]] = event["type"]

    def _ended(self, event: dict[str, Any]) -> None:
        size = int(event["encodedDataLength"])
        self.requests += 1
        if self._kind.get(event["requestId"]) == "Font":
            self.fonts += size
        else:
            self.bytes += size


def _typed(page: Page, query: str) -> float:
    """Put a query in the field, and return how many milliseconds go from the last key until its hits are shown."""
    return float(
        page.evaluate(
            """async (query) => {
                const field = document.querySelector("story-search input[type=search]");
                const list = document.querySelector("story-search");
                const start = performance.now();
                field.value = query;
                field.dispatchEvent(new Event("input", { bubbles: true }));
                while (list.dataset.query !== query) await new Promise(requestAnimationFrame);
                return performance.now() - start;
            }""",
            query,
        )
    )


@contextmanager
def _opened(browser: Browser, address: str, *, slow: bool) -> Iterator[tuple[Page, Meter]]:
    """Open the page of stories with an empty cache, and give it when it is ready, with what counts its bytes."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    meter = Meter(page, slow=slow)
    page.goto(f"{address}fortellinger/", wait_until="domcontentloaded")
    page.wait_for_function(f"{_STATUS} !== ''")
    yield page, meter
    context.close()


def _pairs(browser: Browser, address: str) -> None:
    """Print what the first hits of a query of two words cost, from an empty cache each time."""
    sizes: list[int] = []
    times: list[float] = []
    for query in PAIRS:
        with _opened(browser, address, slow=False) as (page, meter):
            times.append(_typed(page, query))
            sizes.append(meter.bytes)
    click.echo(
        f"localhost, {len(PAIRS)} queries of two common words, each from an empty cache: "
        f"{median(sizes) / 1000:.0f} kB median, {max(sizes) / 1000:.0f} kB at most without fonts; "
        f"{median(times):.0f} ms after the last key, «{PAIRS[times.index(max(times))]}» {max(times):.0f} ms"
    )


def _visit(browser: Browser, address: str, *, slow: bool, rest: float) -> None:
    """Print what the first hits cost, and later ones."""
    begun = time.perf_counter()
    with _opened(browser, address, slow=slow) as (page, meter):
        _searched(page, meter, begun, slow=slow, rest=rest)


def _searched(page: Page, meter: Meter, begun: float, *, slow: bool, rest: float) -> None:
    page.wait_for_timeout(rest * 1000)
    first = _typed(page, FIRST)
    arrived = time.perf_counter() - begun
    cold, fonts, requests = meter.bytes, meter.fonts, meter.requests
    click.echo(
        f"{'Fast 3G' if slow else 'localhost'}, {rest:g} s on the page: first hits {first:.0f} ms after the last key "
        f"({arrived:.1f} s from the start), {cold / 1000:.0f} kB and fonts {fonts / 1000:.0f} kB in {requests} requests"
    )
    for query in LATER:
        before = meter.bytes
        took = _typed(page, query)
        shown = meter.bytes - before
        page.wait_for_timeout(3000 if slow else 500)
        click.echo(
            f"  then «{query}»: {took:.0f} ms, {shown / 1000:.0f} kB, all {(meter.bytes - before) / 1000:.0f} kB"
        )
    times = [_typed(page, query[:length]) for query in (FIRST, *LATER) for length in range(3, len(query))]
    click.echo(f"  letter by letter: {median(times):.0f} ms median, {max(times):.0f} ms at most")


def measure(site: Path) -> None:
    """Measure a built site, and print what was found."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Compressed, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}/"
    with launch() as browser:
        for slow, rest in ((False, 0), (False, AT_REST), (True, 0), (True, AT_REST)):
            _visit(browser, address, slow=slow, rest=rest)
        _pairs(browser, address)
    server.shutdown()


def main() -> None:
    """Measure, as the command line asks."""
    parser = argparse.ArgumentParser(description="Measure what a search costs a reader.")
    parser.add_argument("site", type=Path, nargs="?", help="a built site; without, one is built")
    parser.add_argument("--count", type=int, default=1000, help="of how many stories")
    asked = parser.parse_args()
    if asked.site:
        measure(asked.site)
        return
    with tempfile.TemporaryDirectory() as folder:
        write_library(Path(folder), asked.count)
        build(Path(folder), forget, 0)
        measure(Path(folder, SITE))


if __name__ == "__main__":
    main()
