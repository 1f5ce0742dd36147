"""The open data: judged by the tools of those who use them, and read back to what the stories say."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import BASE, GOOD, REPOSITORY, write_story
from samskapt import mkdocs_plugin
from samskapt.cli import main
from samskapt.export.about import LICENCE, About
from samskapt.export.files import data_files
from samskapt.export.records import FIELDS, plain, value_of
from samskapt.export.tables import BETWEEN, DELIMITER, Column, Table, as_csv, read_cell, tables
from samskapt.fields import STORY
from samskapt.kinds import Text
from samskapt.records import Field, Need, Record, Records

if TYPE_CHECKING:
    from collections.abc import Iterator

    from samskapt.model import Library

# JSON


def test_records_are_as_their_schema_says(files: dict[str, bytes], own_library: Library) -> None:
    """All stories in one file and each in its own, the same, with a licence; and the schema finds what is wrong."""
    schema, stories = json.loads(files["stories.schema.json"]), json.loads(files["stories.json"])
    jsonschema.Draft202012Validator.check_schema(schema)
    judge = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
    assert [error.message for error in judge.iter_errors(stories)] == []
    assert (
        stories["count"]
        == len(stories["stories"])
        == len(own_library.stories)
        == len({one.slug for one in own_library.stories})
    )
    single = judge.evolve(schema={"$ref": "#/$defs/story", "$defs": schema["$defs"]})
    for story in stories["stories"]:
        own = json.loads(files[f"stories/{story['id']}.json"])
        assert list(single.iter_errors(own)) == []
        assert {**own, "url": "", "translations": []} == {**story, "url": "", "translations": []}
        for of_own, of_all in zip(own["translations"], story["translations"], strict=True):
            assert {**of_own, "url": ""} == {**of_all, "url": ""}
            assert urljoin(f"{BASE}data/stories/x.json", of_own["url"]) == urljoin(f"{BASE}data/x.json", of_all["url"])
        assert story["licence"] == LICENCE
        assert urljoin(f"{BASE}data/stories/x.json", own["url"]) == f"{BASE}fortellinger/{story['id']}/"
    spoilt: tuple[dict[str, Any], ...] = (
        {"arena": ["månen"]},
        {"published": "i fjor"},
        {"licence": "ingen"},
        {"sources": []},
        {"hemmelig": 1},
    )
    for spoil in spoilt:
        assert list(single.iter_errors(stories["stories"][0] | spoil)), spoil


def test_a_record_holds_every_field(files: dict[str, bytes], own_library: Library) -> None:
    """What the front matter says and the text, with nothing lost and nothing that is not published."""
    for story, record in zip(own_library.stories, json.loads(files["stories.json"])["stories"], strict=True):
        assert set(record) >= {part.name for part in STORY} - {"status", "withdrawn"}
        assert record["text"] == story.body.text.strip()
        assert [one["says"] for one in record["outcomes"]] == [one.says for one in story.outcomes]
        assert record["period"]["known_as_of"] == story.period.known_as_of.text


# Tables


def rows(content: bytes) -> list[dict[str, str]]:
    """Return the rows of a file as those who load it get them."""
    assert content.startswith(b"\xef\xbb\xbf")
    read = csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=DELIMITER)
    return [{name: read_cell(cell) for name, cell in row.items()} for row in read]


def cell(value: Any) -> str:  # noqa: ANN401
    """Return how a value of a record is read back from a cell."""
    return "" if value is None else BETWEEN.join(map(str, value)) if isinstance(value, list) else str(value)


def test_csv_read_back_is_the_metadata(files: dict[str, bytes], own_library: Library) -> None:
    """Every field of every story, be it a column, several columns, or rows of a table of its own."""
    stories = rows(files["stories.csv"])
    assert [row["id"] for row in stories] == [story.slug for story in own_library.stories]
    for row, story in zip(stories, own_library.stories, strict=True):
        assert row["licence"] == LICENCE
        for part in FIELDS:
            value = plain(part.kind, value_of(story, part))
            if isinstance(part.kind, Records):
                parts = [one for one in rows(files[f"{part.name}.csv"]) if one["story"] == story.slug]
                assert [one["number"] for one in parts] == [str(number + 1) for number in range(len(parts))]
                names = [inner.name for inner in part.kind.fields]
                assert [{name: one[name] for name in names} for one in parts] == [
                    {name: cell(one[name]) for name in names} for one in value
                ]
            elif isinstance(part.kind, Record):
                for inner in part.kind.fields:
                    assert row[f"{part.name}_{inner.name}"] == cell((value or {}).get(inner.name))
            else:
                assert row[part.name] == cell(value)


def test_rows_add_up(files: dict[str, bytes], own_library: Library) -> None:
    """As many rows as there are stories, outcomes, sources and terms."""
    count = {name: len(rows(content)) for name, content in files.items() if name.endswith(".csv")}
    assert count == {
        "stories.csv": len(own_library.stories),
        "participation.csv": sum(len(story.participation) for story in own_library.stories),
        "outcomes.csv": sum(len(story.outcomes) for story in own_library.stories),
        "sources.csv": sum(len(story.sources) for story in own_library.stories),
        "reuse.csv": sum(len(story.reuse) for story in own_library.stories),
        "terms.csv": sum(len(facet.terms) for facet in own_library.vocabulary.facets.values()),
    }


@given(st.text(alphabet=st.sampled_from("'=+-@\tab;\"\næ|"), min_size=1))
def test_no_cell_is_a_formula(text: str) -> None:
    """Whatever a writer writes, a spreadsheet shows it as text, and it is read back as it was written."""
    column = Column("says", Field("says", Text(), Need.ALWAYS))
    content = as_csv(Table("t", "", (column,), ("says",), ((text,),)))
    ((written,),) = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=DELIMITER))[1:]
    assert written[0] not in "=+-@\t\r"
    assert read_cell(written) == text


def test_frictionless_finds_nothing(files: dict[str, bytes], tmp_path: Path) -> None:
    """The tables are as ``datapackage.json`` says, and a slip in one of them is found."""
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(content)
    program = [str(Path(sys.executable).with_name("frictionless")), "validate", "--json", "datapackage.json"]
    told = subprocess.run(program, cwd=tmp_path, check=False, capture_output=True, text=True, encoding="utf-8")
    report = json.loads(told.stdout)
    assert report["valid"], report
    assert len(report["tasks"]) == 6
    spoilt = files["outcomes.csv"].replace(b";forskning;", b";magi;", 1)
    (tmp_path / "outcomes.csv").write_bytes(spoilt)
    told = subprocess.run(program, cwd=tmp_path, check=False, capture_output=True, text=True, encoding="utf-8")
    assert not json.loads(told.stdout)["valid"]


# The command and the site


def test_the_command_writes_what_the_site_has(site: Path, tmp_path: Path) -> None:
    """The same files to the byte, whatever order Python keeps its sets in, and where MkDocs cannot be imported."""
    program = (
        "import sys; sys.modules['mkdocs'] = sys.modules['material'] = None\n"
        "from samskapt.cli import run; run(sys.argv[1:])"
    )
    arguments = ["export", "--root", str(REPOSITORY), "--output", str(tmp_path / "data")]
    environment = {**os.environ, "PYTHONHASHSEED": "7", "SITE_URL": ""}
    run = subprocess.run(
        [sys.executable, "-c", program, *arguments], check=False, capture_output=True, text=True, env=environment
    )
    assert run.returncode == 0, run.stderr
    written = {path.relative_to(tmp_path / "data"): path.read_bytes() for path in (tmp_path / "data").rglob("*.*")}
    published = site / "data"
    there = {
        path.relative_to(published): path.read_bytes() for path in published.rglob("*.*") if path.suffix != ".html"
    }
    assert written == there
    assert len(written) == 17 + len(list((published / "stories").iterdir())) - 2


def test_a_library_with_errors_is_not_given_out(root: Path, tmp_path: Path) -> None:
    """Nothing is written, and it is said why."""
    write_story(root, "provehuset", GOOD.replace("arena: [", "arena: [månen, "))
    with pytest.raises(SystemExit) as stop:
        main.main(["export", "--root", str(root), "--output", str(tmp_path / "data")])
    assert stop.value.code == 2
    assert not (tmp_path / "data").exists()


def test_a_build_makes_the_files_once(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They are counted on their page by what the build has made already."""
    write_story(root, "provehuset", GOOD)
    made: list[About] = []

    def counted(about: About) -> Iterator[tuple[str, bytes]]:
        made.append(about)
        return data_files(about)

    monkeypatch.setattr(mkdocs_plugin, "data_files", counted)
    mkdocs_plugin.build(root, tmp_path / "ut")
    assert len(made) == 1
    page = (tmp_path / "ut" / "data" / "index.html").read_text(encoding="utf-8")
    assert page.count(" kB") == len(list((tmp_path / "ut" / "data").glob("*.*"))) - 1


def test_translations_are_named_in_the_records(site: Path, own_library: Library) -> None:
    """In what language, under what title, and where they can be read."""
    assert own_library.translations
    for one in own_library.translations:
        record = json.loads((site / "data" / "stories" / f"{one.story.slug}.json").read_text(encoding="utf-8"))
        told = next(made for made in record["translations"] if made["language"] == one.story.language)
        assert told["title"] == one.story.title
        assert (site / "data" / "stories" / told["url"] / "index.html").is_file()


def test_the_page_tells_of_every_file_and_its_program_runs(site: Path) -> None:
    """Each file for download is linked to, and the Python on the page counts what is there."""
    page = (site / "data" / "index.html").read_text(encoding="utf-8")
    for file in (site / "data").glob("*.*"):
        assert file.suffix == ".html" or f'href="{file.name}"' in page, file.name
    found = re.search(r"<code>(import csv.*?)</code>", page, re.DOTALL)
    assert found is not None
    program = found[1].replace("&#34;", '"').replace("&quot;", '"')
    run = subprocess.run(
        [sys.executable, "-c", program], cwd=site / "data", check=True, capture_output=True, text=True, encoding="utf-8"
    )
    assert re.match(r"\[\('[a-z-]+', \d+\)", run.stdout)


def test_the_codebook_tells_of_every_column(site: Path, own_library: Library) -> None:
    """Each column of each table, by the name that it has in the file."""
    page = (site / "data" / "kodebok" / "index.html").read_text(encoding="utf-8")
    for table in tables(About(own_library)):
        part = page[page.index(f'id="{table.name}"') :]
        part = part[: part.index("</table>")]
        assert re.findall(r"<code>([a-z_]+)</code>", part) == [column.name for column in table.columns]
