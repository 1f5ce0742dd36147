"""Asks servers whether addresses still lead somewhere, as politely as can be.

Several hosts are asked at once, but each of them one thing at a time, with a pause between. urllib3 does the asking and
the trying again, and waits as long as a server says it should (Retry-After), up to a limit.
"""

from __future__ import annotations

import time
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPException
from threading import Lock
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

import urllib3
from urllib3.exceptions import HTTPError, MaxRetryError, NameResolutionError, ReadTimeoutError, ResponseError
from urllib3.util import Retry, Timeout

from samskapt import __version__
from samskapt.links import Answer, State

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

_BUSY = (429, 500, 502, 503, 504)
"""Statuses that may be another after a while."""
_GONE = frozenset({404, 410})
_FOR_GOOD = frozenset({301, 308})
_LEAST_WRONG = 400
_TOO_OFTEN = 429
_NO_CONTACT = "fikk ikke kontakt"


@dataclass(frozen=True, slots=True)
class Manners:
    """How hosts are treated; times are in seconds."""

    hosts: int = 8
    """How many are asked at once."""
    pause: float = 1.0
    """Between two addresses of one host."""
    timeout: float = 20.0
    tries: int = 3
    backoff: float = 1.0
    """The wait before the third try; it doubles for each that follows."""
    longest_wait: int = 60
    """The most we wait when a server says how long."""
    redirects: int = 8
    sender: str = f"samskapt/{__version__}"
    """Who asks, for those who read the logs of servers."""


def check_links(
    urls: Iterable[str], manners: Manners, answered: Callable[[], None] = lambda: None
) -> Mapping[str, Answer]:
    """Return the answer for each address; ``answered`` is called once for each as they come, never twice at once."""
    by_host: dict[str, list[str]] = defaultdict(list)
    for url in urls:
        by_host[_host(url)].append(url)
    lock = Lock()

    def ask_host(pool: urllib3.PoolManager, urls: Iterable[str]) -> Mapping[str, Answer]:
        answers: dict[str, Answer] = {}
        for url in urls:
            if answers:
                time.sleep(manners.pause)
            answers[url] = _ask(pool, url, manners)
            with lock:
                answered()
        return answers

    with (
        urllib3.PoolManager(4 * manners.hosts, {"User-Agent": manners.sender}) as pool,
        ThreadPoolExecutor(manners.hosts) as workers,
    ):
        asked = [workers.submit(ask_host, pool, one) for one in by_host.values()]
        return {url: answer for host in asked for url, answer in host.result().items()}


def _host(url: str) -> str:
    try:
        return urlsplit(url).netloc.lower()
    except ValueError:
        return ""  # asking it fails, and says so


def _ask(pool: urllib3.PoolManager, url: str, manners: Manners) -> Answer:
    """Ask for the head alone, and where that is refused for the page, of which nothing is read."""
    answer = _ask_once(pool, "HEAD", url, manners)
    refused = answer.status >= _LEAST_WRONG and answer.status != _TOO_OFTEN
    return _ask_once(pool, "GET", url, manners) if refused or answer.why == _NO_CONTACT else answer


def _ask_once(pool: urllib3.PoolManager, method: str, url: str, manners: Manners) -> Answer:
    retries = Retry(
        connect=manners.tries - 1,
        read=manners.tries - 1,
        status=manners.tries - 1,
        other=0,
        redirect=manners.redirects,
        total=None,
        status_forcelist=_BUSY,
        backoff_factor=manners.backoff,
        retry_after_max=manners.longest_wait,
        raise_on_status=False,
    )
    try:
        response = pool.request(
            method, url, retries=retries, timeout=Timeout(manners.timeout), preload_content=False, decode_content=False
        )
    except (HTTPError, HTTPException, OSError, ValueError) as error:  # UnicodeError, for no name at all, is the last
        return _failed(error)
    response.close()
    if response.status in _GONE:
        return Answer(State.DEAD, response.status)
    if response.status >= _LEAST_WRONG:
        return Answer(State.UNSURE, response.status)
    steps = response.retries.history if response.retries else ()
    led = [step for step in steps if step.redirect_location]
    leads_to = url
    for step in led:
        leads_to = urljoin(leads_to, step.redirect_location)
    if leads_to != url and all(step.status in _FOR_GOOD for step in led):
        return Answer(State.MOVED, response.status, leads_to)
    return Answer(State.ALIVE, response.status)


def _failed(error: Exception) -> Answer:
    """Return what a failure means: no such name, or one that leads in a ring, is dead; others may come back."""
    reason = error.reason if isinstance(error, MaxRetryError) and error.reason else error
    if isinstance(reason, NameResolutionError):
        return Answer(State.DEAD, why="ingen server har dette navnet")
    if isinstance(reason, ResponseError):
        return Answer(State.DEAD, why="adressen leder i ring")
    if isinstance(reason, ReadTimeoutError | urllib3.exceptions.ConnectTimeoutError):
        return Answer(State.UNSURE, why="svarte ikke i tide")
    if isinstance(reason, urllib3.exceptions.SSLError):
        return Answer(State.UNSURE, why="sikkerhetssertifikatet er ikke i orden")
    return Answer(State.UNSURE, why=_NO_CONTACT)
