"""The preview: what is saved is shown, drafts and mistakes too."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from typing import TYPE_CHECKING

from helpers import GOOD, write_story

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PATIENCE = 60.0
"""Seconds to wait for the preview: far more than it takes, for machines that are busy with other things."""


@contextmanager
def preview(root: Path) -> Iterator[str]:
    """Run ``samskapt serve`` on a library, and give its address when it answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        host = f"127.0.0.1:{free.getsockname()[1]}"
    log = (root / "serve.log").open("wb")
    process = subprocess.Popen(
        [sys.executable, "-m", "samskapt", "serve", "--root", str(root), "--address", host],
        stdout=log,
        stderr=subprocess.STDOUT,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    try:
        wait_for(f"http://{host}/", "Samskapt")
        yield f"http://{host}/"
    finally:
        process.terminate()  # not SIGINT, which what is started in the background may have been told to ignore
        process.wait(timeout=PATIENCE)
        log.close()


def wait_for(address: str, text: str) -> str:
    """Return the page at an address as soon as it holds ``text``; AssertionError when it never does."""
    end, page = time.monotonic() + PATIENCE, ""
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(address, timeout=PATIENCE) as answer:  # noqa: S310 (on this machine)
                page = answer.read().decode()
        except (urllib.error.URLError, ConnectionError):
            page = ""
        if text in page:
            return page
        time.sleep(0.05)
    raise AssertionError(f"{address} never showed «{text}»: {page[:500]}")


def test_what_is_saved_is_shown(root: Path) -> None:
    """A change, a mistake, its repair and a draft each show in the preview, without starting it again."""
    write_story(root, "provehuset", GOOD)
    with preview(root) as address:
        story = f"{address}fortellinger/provehuset/"
        wait_for(story, "Naboene malte kjøkkenet")

        write_story(root, "provehuset", GOOD.replace("Naboene malte", "Barna malte"))
        wait_for(story, "Barna malte kjøkkenet")

        write_story(root, "provehuset", GOOD.replace("title: Prøvehuset", "title: Hus: et"))
        page = wait_for(story, "Kolon inne i en tekst")
        assert "Linje 2" in page

        write_story(root, "provehuset", GOOD.replace("role: tjenesteyting\n", ""))
        page = wait_for(story, "Feltet «role»")
        assert "Fortellingen har feil" in page

        write_story(root, "provehuset", GOOD)
        wait_for(story, "Naboene malte kjøkkenet")

        write_story(
            root,
            "utkast",
            "---\ntitle: Mitt utkast\nlanguage: nb\nstatus: draft\n---\n\n## Hva det handlet om\n\nEn benk.\n",
        )
        page = wait_for(f"{address}fortellinger/utkast/", "bare du ser denne siden")
        assert "En benk." in page
        assert "Dette mangler før fortellingen kan publiseres" in page

        write_story(
            root,
            "utkast",
            GOOD.replace("status: published", "status: draft").replace("title: Prøvehuset", "title: Klar"),
        )
        wait_for(f"{address}fortellinger/utkast/", "Ingenting mangler")
