"""Links are asked about politely, and what servers said is written down and read again. Only this machine is asked."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections import Counter
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from helpers import GOOD, TODAY, write_story
from samskapt.cli import main
from samskapt.library import read_library
from samskapt.link_check import Manners, check_links
from samskapt.links import Answer, Known, Link, State, Use, as_json, from_json, links_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from samskapt.model import Library

QUICK = Manners(pause=0, backoff=0.01, timeout=0.5, tries=3)


class Host:
    """A server that behaves as its addresses say, and remembers what it was asked."""

    def __init__(self) -> None:
        """Start with nothing asked."""
        self.asked: list[tuple[str, str]] = []
        self.agents: set[str] = set()
        self.most_at_once: Counter[str] = Counter()
        self.together = threading.Barrier(2)
        self._at_once: Counter[str] = Counter()
        self._lock = threading.Lock()

    def says(self, method: str, path: str, count: int) -> tuple[int, *tuple[str, ...]]:
        """Return the status and perhaps a header for the ``count``th question about a path; 0 for no answer."""
        fixed: dict[str, tuple[int, *tuple[str, ...]]] = {
            "/moved": (301, "/fine"),
            "/moved-twice": (308, "/moved"),
            "/found": (302, "/fine"),
            "/ring": (302, "/ring"),
            "/cut": (0,),
            "/patience": (429, "7") if count == 1 else (200,),
            "/much-patience": (429, "86400"),
            "/no-head": (405,) if method == "HEAD" else (200,),
            "/flaky": (503,) if count < 3 else (200,),
        }
        if path == "/slow":
            time.sleep(1)
        if path == "/together":
            self.together.wait(timeout=20)
        number = path.rpartition("/")[2]
        return fixed.get(path, (int(number) if number.isdigit() else 200,))

    @contextmanager
    def asking(self, handler: BaseHTTPRequestHandler) -> Iterator[int]:
        """Note a question while it is answered, and give how often the address has been asked by now."""
        host = str(handler.headers["Host"])
        with self._lock:
            self.asked.append((handler.command, handler.path))
            self.agents.add(str(handler.headers["User-Agent"]))
            self._at_once[host] += 1
            self.most_at_once[host] = max(self.most_at_once[host], self._at_once[host])
            count = sum(1 for _, path in self.asked if path == handler.path)
        try:
            yield count
        finally:
            with self._lock:
                self._at_once[host] -= 1


@pytest.fixture(name="host")
def _host() -> Host:
    return Host()


@pytest.fixture(name="base")
def _base(host: Host) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_HEAD(self) -> None:
            # A question is over before its answer is sent: the next one may come as soon as that is read.
            with host.asking(self) as count:
                status, *header = host.says(self.command, self.path, count)
            self._answer(status, header)

        do_GET = do_HEAD  # noqa: N815 (the names are the library's)

        def _answer(self, status: int, header: list[str]) -> None:
            if not status:
                self.close_connection = True
                return
            self.send_response(status)
            if header:
                self.send_header("Location" if header[0].startswith("/") else "Retry-After", header[0])
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(name="slept")
def _slept(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Note how long is waited, without waiting."""
    waits: list[float] = []
    clock = SimpleNamespace(sleep=waits.append, time=time.time)
    monkeypatch.setattr("samskapt.link_check.time", clock)
    monkeypatch.setattr("urllib3.util.retry.time", clock)
    return waits


def ask(*urls: str, manners: Manners = QUICK) -> dict[str, Answer]:
    """Return the answer for each address."""
    told: list[None] = []
    answers = dict(check_links(urls, manners, lambda: told.append(None)))
    assert len(told) == len(answers) == len(urls)
    return answers


@pytest.mark.parametrize(
    ("path", "state", "status", "why"),
    [
        ("/fine", State.ALIVE, 200, ""),
        ("/404", State.DEAD, 404, ""),
        ("/410", State.DEAD, 410, ""),
        ("/403", State.UNSURE, 403, ""),
        ("/500", State.UNSURE, 500, ""),
        ("/found", State.ALIVE, 200, ""),
        ("/moved", State.MOVED, 200, ""),
        ("/moved-twice", State.MOVED, 200, ""),
        ("/ring", State.DEAD, 0, "adressen leder i ring"),
        ("/no-head", State.ALIVE, 200, ""),
        ("/flaky", State.ALIVE, 200, ""),
        ("/slow", State.UNSURE, 0, "svarte ikke i tide"),
        ("/cut", State.UNSURE, 0, "fikk ikke kontakt"),
    ],
)
def test_what_becomes_of_an_address(path: str, state: State, status: int, why: str, base: str) -> None:
    """Each way to answer is told for what it is."""
    leads_to = f"{base}/fine" if state == State.MOVED else ""
    assert ask(base + path)[base + path] == Answer(state, status, leads_to, why)


def test_the_page_is_fetched_only_where_its_head_is_refused(base: str, host: Host) -> None:
    """An address that answers is asked once; one that is refused, once more for the page."""
    ask(f"{base}/fine", f"{base}/no-head", f"{base}/404")
    assert host.agents == {QUICK.sender}
    assert host.asked == [
        ("HEAD", "/fine"),
        ("HEAD", "/no-head"),
        ("GET", "/no-head"),
        ("HEAD", "/404"),
        ("GET", "/404"),
    ]


def test_a_server_that_asks_for_patience_gets_it(base: str, host: Host, slept: list[float]) -> None:
    """Retry-After is waited for, up to a limit, and an address is tried no more than three times."""
    assert ask(f"{base}/patience")[f"{base}/patience"].state == State.ALIVE
    assert slept == [7]
    assert ask(f"{base}/much-patience")[f"{base}/much-patience"] == Answer(State.UNSURE, 429)
    assert slept == [7, 60, 60]
    assert Counter(host.asked)["HEAD", "/much-patience"] == 3
    assert ("GET", "/much-patience") not in host.asked


def test_each_try_waits_longer(base: str, slept: list[float]) -> None:
    """Between tries the wait doubles."""
    ask(f"{base}/503", manners=Manners(pause=0, tries=4, backoff=1))
    assert slept == [2, 4, 2, 4]


def test_a_host_is_asked_one_thing_at_a_time_with_pauses(base: str, host: Host, slept: list[float]) -> None:
    """Twenty addresses of one host take nineteen pauses, however many hosts may be asked at once."""
    ask(*(f"{base}/fine?{number}" for number in range(20)), manners=Manners(pause=1.5, hosts=8))
    assert slept == [1.5] * 19
    assert set(host.most_at_once.values()) == {1}
    assert len(host.asked) == 20


def test_several_hosts_are_asked_at_once(base: str, host: Host) -> None:
    """Each of two hosts gets its answer only when the other is asked too."""
    other = base.replace("127.0.0.1", "localhost")
    answers = ask(f"{base}/together", f"{other}/together", manners=Manners(pause=0, hosts=2, timeout=30))
    assert {answer.state for answer in answers.values()} == {State.ALIVE}
    assert len(host.most_at_once) == 2


def test_no_more_hosts_than_allowed_are_asked_at_once(base: str, host: Host) -> None:
    """With one at a time, two hosts never wait for each other."""
    host.together = threading.Barrier(1)
    other = base.replace("127.0.0.1", "localhost")
    ask(f"{base}/together", f"{other}/together", f"{base}/a", f"{other}/b", manners=Manners(pause=0, hosts=1))
    assert len(host.asked) == 4
    assert max(host.most_at_once.values()) == 1


@pytest.mark.parametrize(
    "url", ["http://finnes-ikke.example/", "http://æøå.example/å b", "http://a..b/", "http://[::1"]
)
def test_addresses_that_nobody_has(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that no server has, or that can be no name, is an answer and no exception."""

    def nobody(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", nobody)
    answer = ask(url)[url]
    assert answer.state in {State.DEAD, State.UNSURE}
    if "finnes" in url:
        assert answer == Answer(State.DEAD, why="ingen server har dette navnet")


def test_every_address_is_found_once(root: Path) -> None:
    """Sources and links in the text, of drafts too; the same address in two stories is one link used twice."""
    told = GOOD.replace("Huset sto tomt", "[Huset](https://example.org/hus#kart) i [lista](../utkastet/) sto tomt")
    write_story(root, "provehuset", told)
    draft = told.replace("status: published", "status: draft").replace("title: ", "title: Utkast til ")
    write_story(root, "utkastet", draft)
    library = read_library(root, TODAY).library
    assert library is not None
    found = links_of(library)
    assert [link.url for link in found] == ["https://example.org/hus", "https://example.org/melding"]
    assert len({link.url for link in found}) == len(found)
    for link in found:
        assert {use.file for use in link.used} == {"stories/provehuset/index.md", "stories/utkastet/index.md"}
        assert all(use.place.startswith(("kilde ", "linje ")) for use in link.used)


KNOWN = (
    Known(
        Link("https://borte.example/a", "https://web.archive.org/x", (Use("stories/a/index.md", "kilde 1"),)),
        Answer(State.DEAD, 404),
    ),
    Known(
        Link("https://flyttet.example/", "", (Use("stories/a/index.md", "linje 70"), Use("b", "kilde 2"))),
        Answer(State.MOVED, 200, "https://ny.example/"),
    ),
)


def test_the_report_comes_back_as_it_was_written() -> None:
    """What is written is what is read."""
    assert from_json(as_json(KNOWN, "2026-11-21")) == ("2026-11-21", KNOWN)


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", "null", '{"checked": 1}', '{"checked": "x", "links": [{}]}', "[" * 10_000, "\x00"]
)
def test_other_files_are_no_report(text: str) -> None:
    """A file of something else is told from one of ours."""
    with pytest.raises(ValueError, match=r".*"):
        from_json(text)


def run(*arguments: object) -> Result:
    """Run a command."""
    return CliRunner().invoke(main, [str(one) for one in arguments])


def test_the_command_asks_and_writes(root: Path, base: str, host: Host, monkeypatch: pytest.MonkeyPatch) -> None:
    """The sources of a story are asked about, and the file says what came of it, with the archived copy."""
    monkeypatch.setenv("SITE_URL", "https://samskapt.example/")
    address = f"{base}/404"
    archive = "https://web.archive.org/web/1/x"
    story = GOOD.replace("url: https://example.org/melding}", f"url: {address}, archive: {archive}}}")
    write_story(root, "provehuset", story)
    assert {link.url for link in links_of(_library(root))} == {address}
    result = run("links", "--root", root, "--pause", 0)
    assert (result.exit_code, result.stdout) == (
        0,
        f"1 lenker: 0 virker, 0 er flyttet, 1 er døde, 0 vet vi ikke. Svarene ligger i {root}/links.json.\n",
    )
    (link,) = json.loads((root / "links.json").read_text(encoding="utf-8"))["links"]
    assert (link["state"], link["status"], link["archive"]) == ("dead", 404, archive)
    assert link["used"] == [{"file": "stories/provehuset/index.md", "place": "kilde 1"}]
    assert host.agents == {"samskapt (+https://samskapt.example/)"}


def _library(root: Path) -> Library:
    library = read_library(root, TODAY).library
    assert library is not None
    return library


def test_the_command_says_what_it_cannot_do(root: Path, tmp_path: Path) -> None:
    """A folder that is not there, and words with errors."""
    result = run("links", "--root", root, "--output", tmp_path / "borte" / "x.json")
    assert (result.exit_code, "Kan ikke skrive" in result.output) == (2, True)
    (root / "vocabulary/arena.yml").write_text("[", encoding="utf-8")
    result = run("links", "--root", root)
    assert (result.exit_code, "Ordlista" in result.output) == (2, True)
