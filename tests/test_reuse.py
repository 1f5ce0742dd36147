"""Reports of others who did the same: checked as strictly as stories, shown, counted and found, also failures."""

from __future__ import annotations

import csv
import io
import json
import time
from typing import TYPE_CHECKING

import jsonschema
import pytest
from click.testing import CliRunner

from attacks.reuse import REPORT
from helpers import GOLDEN, GOOD, TODAY, brief, serve_folder, write_story
from samskapt import folder
from samskapt.cli import main
from samskapt.export.about import About
from samskapt.export.files import data_files
from samskapt.library import check_library, read_library
from samskapt.settings import Site
from samskapt.views import Views
from samskapt.views_story import story_view
from test_accessibility import AXE, violations
from test_browser import found, status, visit
from test_overview import WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from click.testing import Result
    from playwright.sync_api import Browser

OTHER = (GOLDEN / "good" / "nynorsk.md").read_text(encoding="utf-8")
WORKED = REPORT.replace("ikke-som-hapet", "som-hapet").replace("Bodø", "Levanger").replace("2026-02", "2026-04")


def write(root: Path, text: str, name: str = "bodo") -> Path:
    """Write a report beside the story «provehuset»."""
    path = root / "stories" / "provehuset" / "gjenbruk" / f"{name}.md"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def library(root: Path) -> Path:
    """Return a library with two stories, one of them with two reports of reuse and a draft of a third."""
    write_story(root, "provehuset", GOOD)
    write_story(root, "et-annet-hus", OTHER)
    write(root, REPORT)
    write(root, WORKED, "levanger")
    write(root, "---\nlanguage: nb\nstatus: draft\ntold_by:\n---\n", "utkast")
    return root


def test_reports_belong_to_their_story(library: Path) -> None:
    """The newest first; a draft is not shown, and nothing is wrong with it."""
    checked = read_library(library, TODAY)
    assert checked.diagnostics == ()
    assert checked.library is not None
    told = {story.slug: story.reuse for story in checked.library.stories}
    assert [(one.name, one.result) for one in told["provehuset"]] == [
        ("levanger", "som-hapet"),
        ("bodo", "ikke-som-hapet"),
    ]
    assert told["et-annet-hus"] == ()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("result: ikke-som-hapet\n", "", "1:1 missing-field"),
        ("ikke-som-hapet", "daarlig", "8:9 unknown-term"),
        ("changed:", "endret:", "7:1 unknown-field"),
        ("from: 2025-03", "from: 2027-03", "6:"),
        ("municipality: Bodø", "municipality: Bodo", "5:23 municipality-unknown"),
        ("published: 2026-02-01", "published: 2028-02-01", "9:12 published-in-the-future"),
        (
            "\nDet kom få, og etter tre måneder sluttet vi. De som kom, ville heller møtes hjemme.\n",
            "",
            "1:1 reuse-text",
        ),
        ("Det kom få", "Det kom få " + "og få " * 300, "1:1 reuse-text"),
        ("Det kom få", "# Slik gikk det\n\nDet kom få", "reuse-text"),
        ("Det kom få", "Det kom få[^1]", "reuse-text"),
        ("Det kom få", "Ring 91 23 45 67. Det kom få", "12:6 telephone-number"),
    ],
)
def test_what_is_wrong_is_told_where_it_stands(library: Path, old: str, new: str, said: str) -> None:
    """In the file of the report, by the rules that stories are judged by; kept and told again from the cache."""
    write(library, REPORT.replace(old, new))
    fresh = check_library(library, TODAY).diagnostics
    assert {one.file for one in fresh} == {"stories/provehuset/gjenbruk/bodo.md"}
    assert any(said in line for line in brief(fresh)), brief(fresh)
    assert read_library(library, TODAY).diagnostics == fresh
    assert check_library(library, TODAY).diagnostics == fresh


def test_what_was_found_is_kept_until_a_report_changes(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A story with reports is kept like others, and looked at anew when one of them is changed."""
    monkeypatch.setattr(folder, "_TICK", -(10**18))
    wrong = write(library, REPORT.replace("result: ikke-som-hapet\n", ""))
    first = check_library(library, TODAY)
    assert folder.read_folder(wrong.parents[1], "index.md").mark
    assert check_library(library, TODAY).diagnostics == first.diagnostics != ()
    time.sleep(0.01)
    write(library, REPORT)
    assert check_library(library, TODAY).diagnostics == ()


def run(root: Path, *arguments: str) -> Result:
    """Run the command in a library."""
    return CliRunner().invoke(main, [*arguments, "--root", str(root)])


def test_the_command_begins_a_report(library: Path) -> None:
    """It is valid from the first moment, asks what is needed, and never writes over another."""
    told = run(library, "reuse", "et-annet-hus", "Nord-Aurdal")
    assert told.exit_code == 0, told.output
    path = library / "stories" / "et-annet-hus" / "gjenbruk" / "nord-aurdal.md"
    assert "municipality: Nord-Aurdal" in path.read_text(encoding="utf-8")
    assert check_library(library, TODAY).diagnostics == ()
    assert run(library, "reuse", "et-annet-hus", "Nord-Aurdal").exit_code == 2
    assert "Mente du «provehuset»" in run(library, "reuse", "provhuset", "Bodø").output
    assert run(library, "reuse", "provehuset", "Bodø", "--name", "../x").exit_code == 2
    assert run(library, "reuse", "provehuset", "Bodø", "--name", "bodo-2").exit_code == 0
    assert CliRunner().invoke(main, ["check", str(path), "--root", str(library)]).exit_code == 0


def test_reports_are_given_out_with_their_story(library: Path) -> None:
    """In the record of the story, as the schema says, and as rows of a table of their own."""
    read = read_library(library, TODAY).library
    assert read is not None
    files = dict(data_files(About(read)))
    stories = json.loads(files["stories.json"])
    jsonschema.Draft202012Validator(json.loads(files["stories.schema.json"])).validate(stories)
    told = {one["id"]: one["reuse"] for one in stories["stories"]}
    assert [one["result"] for one in told["provehuset"]] == ["som-hapet", "ikke-som-hapet"]
    assert told["provehuset"][1]["text"].startswith("Det kom få")
    assert told["et-annet-hus"] == []
    rows = list(csv.DictReader(io.StringIO(files["reuse.csv"].decode("utf-8-sig")), delimiter=";"))
    assert [(row["story"], row["number"], row["place_municipality"], row["result"]) for row in rows] == [
        ("provehuset", "1", "Levanger", "som-hapet"),
        ("provehuset", "2", "Bodø", "ikke-som-hapet"),
    ]


@pytest.fixture
def reuse_site(library: Path, tmp_path: Path) -> Iterator[str]:
    """Return the address of the library's site."""
    main.main(["build", "--root", str(library), "--site-dir", str(tmp_path / "ut")], standalone_mode=False)
    with serve_folder(tmp_path / "ut") as address:
        yield address


def test_readers_see_and_find_them(browser: Browser, reuse_site: str) -> None:
    """On the page of the story, on its card, in the figures, and as a choice on the find page: failures too."""
    with visit(browser, reuse_site) as page:
        page.goto(f"{reuse_site}fortellinger/provehuset/")
        part = page.locator(".s-reuse")
        assert part.locator("h3").all_inner_texts() == ["Vestbyen, Levanger", "Vestbyen, Bodø"]
        assert "som håpet (1) og ikke som håpet (1)" in part.inner_text().replace("\xa0", " ")
        assert "Det kom få, og etter tre måneder sluttet vi." in part.inner_text()
        assert "utkast" not in part.inner_html()
        page.evaluate(AXE.read_text(encoding="utf-8"))
        for width in (320, 1400):
            page.set_viewport_size({"width": width, "height": 900})
            assert violations(page) == []
            assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.goto(f"{reuse_site}fortellinger/et-annet-hus/")
        assert page.locator(".s-reuse article").count() == 0
        page.goto(f"{reuse_site}fortellinger/")
        assert page.locator(".s-card__tried").all_inner_texts() == ["Prøvd av andre: 2"]
        page.get_by_text("Prøvd av andre", exact=True).first.click()
        page.locator("input[name=provd][value=ikke-som-hapet]").check()
        status(page, "1 av 2")
        assert [address.split("/")[-2] for address in found(page)] == ["provehuset"]
        assert page.url.endswith("?provd=ikke-som-hapet")
        page.goto(f"{reuse_site}fortellinger/?provd=blandet")
        status(page, "0 av 2")
        page.goto(f"{reuse_site}oversikt/tall/")
        assert "1 av 2 fortellinger er prøvd av andre" in page.locator("#reuse-sagt").inner_text()


def test_others_can_tell_the_editors_by_mail(library: Path) -> None:
    """A letter with the questions in it where the editors have an address, else the page for writers."""
    read = read_library(library, TODAY).library
    assert read is not None
    asks = [
        story_view(Views(read, Site(language="nb", words=WORDS, editors=editors)), read.stories[0])["reuse"]["ask"]
        for editors in ("", "red@samskapt.example")
    ]
    assert asks[0] == "skriv/"
    assert asks[1].startswith("mailto:red@samskapt.example?subject=Vi%20har%20pr%C3%B8vd")
    assert "Hvordan%20gikk%20det" in asks[1]


def test_without_reports_none_are_offered(browser: Browser, site_address: str) -> None:
    """The choice is not shown where it would find nothing, and the figures say that nobody has told yet."""
    with visit(browser, site_address) as page:
        page.goto(f"{site_address}fortellinger/")
        page.locator("fieldset[data-facet=arena]").wait_for(state="attached")
        assert not page.locator(".s-facet:has(fieldset[data-facet=provd])").is_visible()
        page.goto(f"{site_address}oversikt/tall/")
        assert page.locator("#reuse-sagt").inner_text().startswith("Ingen har sagt fra")
