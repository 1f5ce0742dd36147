"""The rules in the browser and the rules of the checker are one: the same rule at the same field, case by case."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from helpers import GOLDEN, REPOSITORY, TODAY, examine
from samskapt import people, prose, recognisable
from samskapt.front_matter import scalar
from samskapt.kinds import Texts
from samskapt.library import read_library
from samskapt.scaffold import slug_of
from samskapt.source import read_source
from samskapt.writing.patterns import to_javascript
from samskapt.writing.tables import kind_table, rule_tables
from test_browser import visit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from samskapt.diagnostic import Diagnostic
    from samskapt.source import Source
    from samskapt.vocabulary import Vocabulary

CASES = {f"{path.parent.name}/{path.stem}": path.read_bytes() for path in sorted(GOLDEN.glob("*/*.md"))}
HOW_A_FILE_IS_WRITTEN = {
    *("duplicate-field", "encoding", "front-matter-missing", "front-matter-open", "key-not-text", "too-large"),
    *("too-nested", "yaml-anchor", "yaml-merge", "yaml-syntax", "yaml-tag"),
}
"""Rules on how a file is written. The form writes its files itself, and says of one it reads what it could not read."""
INSIDE_A_PICTURE = {"picture-file"}
"""A rule on what is in a picture's file, which the form never sees."""
EXPRESSIBLE = [name for name in CASES if name.partition("/")[0] not in HOW_A_FILE_IS_WRITTEN | INSIDE_A_PICTURE]
CHECK = """async ([text, around]) => {
  const [{ read }, { Checker }, { Tables }] = await Promise.all(
    ["read", "check", "tables"].map((name) => import(new URL(`../js/write/${name}.js`, document.baseURI).href)));
  window.tables ??= new Tables((await (await fetch("tabeller.json")).json()).rules);
  window.tables.data.slugs = around.slugs;
  window.checker ??= new Checker(window.tables);
  const { story, unread } = read(window.tables, text);
  const { write } = await import(new URL("../js/write/file.js", document.baseURI).href);
  return { unread, found: window.checker.check(story, around).map(({ rule, at }) => `${rule} ${at}`),
           file: write(window.tables, story).text };
}"""


@pytest.fixture(scope="module")
def page(browser: Browser, site_address: str) -> Iterator[Page]:
    """Return one page where stories are told, for all the tests."""
    with visit(browser, site_address) as opened:
        opened.goto(f"{site_address}skriv/")
        opened.locator("[data-ready]").wait_for()
        yield opened


def in_browser(page: Page, text: str, **around: object) -> Any:  # noqa: ANN401 (what the browser answers)
    """Return what the browser says of a story's file: rules and fields, what it could not read, its own file."""
    slugs = ["fontenehus", "provehuset"]
    known = {"slug": "provehuset", "today": TODAY.isoformat(), "slugs": slugs, **around}
    return page.evaluate(CHECK, [text, known])


@pytest.fixture(scope="module")
def answers(page: Page) -> dict[str, Any]:
    """Return what the browser says of every golden case, by its name."""
    files = [*sorted(path.name for path in (GOLDEN / "_files").iterdir()), "index.md"]
    texts = {name: data.decode("utf-8-sig") for name, data in CASES.items() if not name.startswith("encoding/")}
    return {name: in_browser(page, text, files=files) for name, text in texts.items()}


def by_field(source: Source, diagnostic: Diagnostic, titles: dict[str, str]) -> str:
    """Return a diagnostic as the rule and the field, or the section of the text, that it stands at."""
    said, line = dict(diagnostic.values), diagnostic.span.line
    if diagnostic.rule == "section-missing":
        return f"{diagnostic.rule} section:{titles[said['title']]}"
    if line >= source.body.first_line > 1:
        above = [one for one in source.body.headings if one.level == 2 and not one.inside and one.span.line <= line]
        heading = above[-1].text if above else ""
        where = f"section:{titles.get(heading, heading)}" if heading else "before"
        return f"{diagnostic.rule} {where}"
    starts = [
        ((span.line, span.column), len(route), route)
        for route, place in source.places.items()
        for span in (place.value, place.key)
        if span and (span.line, span.column) <= (line, diagnostic.span.column)
    ]
    route = max(starts)[2] if starts else ()
    if diagnostic.rule == "missing-field" and route[-1:] != (said["field"],):
        # a field that is not there is told at what it should stand in, where that one's first field may stand too
        holds = any(other[:-1] == route for other in source.places if other)
        route = (*(route if holds else route[:-1]), said["field"])
    return f"{diagnostic.rule} {'.'.join(map(str, route))}"


def expected(folder: Path, data: bytes, vocabulary: Vocabulary) -> list[str]:
    """Return what the checker says of a story, by field."""
    source = read_source(data)
    language = source.values.get("language")
    titles = {
        kind.title(language if language in {"nb", "nn", "en", "da", "sv"} else "nb"): kind.id
        for kind in vocabulary.sections.values()
    }
    return [by_field(source, one, titles) for one in examine(folder, data, vocabulary).diagnostics]


def test_most_rules_can_be_broken_in_the_form() -> None:
    """What is left out is how a file is written, and what is in a picture: nothing that a writer could write here."""
    assert len(EXPRESSIBLE) >= 240
    assert len(EXPRESSIBLE) / len(CASES) > 0.88


@pytest.mark.parametrize("name", EXPRESSIBLE)
def test_the_same_rule_at_the_same_field(
    answers: dict[str, Any], tmp_path: Path, vocabulary: Vocabulary, name: str
) -> None:
    """Each golden case gives in the browser what it gives in the checker."""
    data, answer = CASES[name], answers[name]
    if name.startswith("forbidden-character/"):  # the checker reads no more of such a file, and knows no section
        rules = [one.rule for one in examine(tmp_path, data, vocabulary).diagnostics]
        assert [one.split()[0] for one in answer["found"]] == rules
        return
    assert sorted(answer["found"]) == sorted(set(expected(tmp_path, data, vocabulary)))
    assert answer["unread"] == []


@pytest.mark.parametrize("name", [one for one in EXPRESSIBLE if not one.startswith("forbidden-character/")])
def test_what_the_form_writes_says_the_same(
    answers: dict[str, Any], tmp_path: Path, vocabulary: Vocabulary, name: str
) -> None:
    """The file that the form makes of a case breaks the same rules as the case."""
    written = answers[name]["file"]
    before = sorted({one.rule for one in examine(tmp_path / "before", CASES[name], vocabulary).diagnostics})
    assert sorted({one.rule for one in examine(tmp_path / "after", written, vocabulary).diagnostics}) == before


@pytest.mark.parametrize("name", [one for one in CASES if one not in EXPRESSIBLE and not one.startswith("encoding/")])
def test_nothing_is_lost_of_a_file_that_is_written_wrong(answers: dict[str, Any], name: str) -> None:
    """Each word of a file that cannot be read as it stands is in the form: in its field, or in what was not read."""
    text = CASES[name].decode("utf-8-sig")
    kept = set(re.findall(r"\w+", answers[name]["file"]))
    front = {word for line in text.splitlines() for word in re.findall(r"\w+", line) if not line.startswith("#")}
    assert front - kept == set()


def test_no_story_of_the_library_is_blamed(page: Page) -> None:
    """The stories that the checker has nothing to say of are in order in the browser too, word for word."""
    slugs = sorted(path.name for path in (REPOSITORY / "stories").iterdir() if path.is_dir())
    checked = read_library(REPOSITORY, TODAY)
    said = sorted(
        f"{one.file.split('/')[1]} {one.rule}" for one in checked.diagnostics if one.file.endswith("/index.md")
    )
    found = []
    for slug in slugs:
        text = (REPOSITORY / "stories" / slug / "index.md").read_text(encoding="utf-8")
        answer = in_browser(page, text, slug=slug, slugs=slugs)
        found += [f"{slug} {one.split()[0]}" for one in answer["found"]]
        assert answer["unread"] == [], slug
    assert sorted(found) == said


STRINGS = [
    *(
        "",
        "no",
        "ja",
        "Yes",
        "0150",
        "12:30",
        "2019-05",
        "2019-05-01",
        "null",
        "~",
        "=",
        "<<",
        "1e3",
        "0x1F",
        ".5",
        "1_0",
    ),
    *("kaffe: en historie", "a #b", "#a", "- a", "-a", "? a", ": a", ":a", "a:", "a :b", "'sitat'", '"sitat"', "it's"),
    *("*a", "&a", "!a", "|a", ">a", "%a", "@a", "`a", "[a]", "{a}", "a, b", ",a", "a]", "---", "--- a", "...", "... a"),
    *("æøå ÆØÅ", "«Hei», sa hun", "kaffe ☕ og 👩‍👧‍👦", "a\u00a0b", "a\u200bb", "a\u00adb", "a\\b", "\ufeff", "x\x05y"),
    *("true", "True", "off", "On", "y", "N", "+1", "-1", "1.2.3", "1,2", "2001-12-14t21:59:43.10-05:00", "190:20:30"),
]


def test_text_is_quoted_as_the_checker_quotes_it(page: Page) -> None:
    """What YAML would bend stands between the quotation marks that the Python writer gives it; nothing else does."""
    written = page.evaluate(
        """async (texts) => {
          const { scalar } = await import(new URL("../js/write/file.js", document.baseURI).href);
          return texts.map((text) => scalar(window.tables, text));
        }""",
        STRINGS,
    )
    assert dict(zip(STRINGS, written, strict=True)) == {text: scalar(text) for text in STRINGS}


def test_folders_are_named_as_samskapt_new_names_them(page: Page) -> None:
    """The same title gives the same folder."""
    titles = [
        "Språkkafeen på torget",
        "ÆØÅ! ",
        "Élan & Čáhci",
        "a" * 90,
        "«Hei»",
        "100 % åpent",
        "日本",
        "Straße",
        "A–B",
    ]
    named = page.evaluate(
        """async (titles) => {
          const { slugOf } = await import(new URL("../js/write/story.js", document.baseURI).href);
          return titles.map(slugOf);
        }""",
        titles,
    )
    assert named == [slug_of(title) for title in titles]


def test_patterns_find_the_same_in_both_languages(page: Page) -> None:
    """Each pattern finds as much in all golden cases and stories in JavaScript as in Python."""
    texts = [data.decode("utf-8-sig") for name, data in CASES.items() if not name.startswith("encoding/")]
    texts += [path.read_text(encoding="utf-8") for path in sorted((REPOSITORY / "stories").glob("*/index.md"))]
    compiled = {
        "prose.WORD": prose._WORD,  # noqa: SLF001 (the patterns are the modules' own)
        "prose.QUOTATION": prose._QUOTATION,  # noqa: SLF001
        "people.GROUPED": people._GROUPED,  # noqa: SLF001
        "people.EMAIL": people._EMAIL,  # noqa: SLF001
        "recognisable.HOUSE": recognisable._HOUSE,  # noqa: SLF001
        "recognisable.person": recognisable._person(),  # noqa: SLF001
        "recognisable.diagnosis": recognisable._diagnosis(),  # noqa: SLF001
        **{f"recognisable.child_{n}": one for n, (_, one) in enumerate(recognisable._child_patterns())},  # noqa: SLF001
    }
    counts = page.evaluate(
        "([texts, names]) => names.map((name) => texts.map((text) => window.tables.all(name, text).map((o) => o[0])))",
        [texts, list(compiled)],
    )
    for (name, pattern), found in zip(compiled.items(), counts, strict=True):
        assert found == [[one[0] for one in pattern.finditer(text)] for text in texts], name


def test_what_the_browser_has_no_words_for_is_refused() -> None:
    """A kind or a pattern that the browser could not read stops the build, and is not passed over."""
    with pytest.raises(TypeError, match="knows no object"):
        kind_table(object())
    assert kind_table(Texts(1)) == {"is": "Several", "kind": {"is": "Text", "least": 1, "most": 2000}, "least": 1}
    for pattern in (r"(a)\1", r"(?>a)", r"(?i:a)b"):
        with pytest.raises(ValueError, match=r"no |flags"):
            to_javascript(re.compile(pattern))
    assert to_javascript(re.compile(r"\Aa{2,}?[^\Wb]|[\W_]\B$"))[1] == "u"
    assert to_javascript(re.compile(r"[^a](?-i:[a-z])é", re.IGNORECASE)) == ["[^aA](?:[a-z])[éÉ]", "u"]


def test_the_tables_are_plain(vocabulary: Vocabulary) -> None:
    """The tables can be written as JSON, and hold each rule's sentences in the language asked for."""
    tables = json.loads(json.dumps(rule_tables(vocabulary, ["b", "a"], "en")))
    assert tables["slugs"] == ["a", "b"]
    assert tables["messages"]["missing-field"]["level"] == "error"
    assert "missing" in tables["messages"]["missing-field"]["cases"]["always"][0]


@pytest.mark.parametrize("name", ["markdown-it", "js-yaml"])
def test_what_others_made_is_shipped_as_it_was_published(name: str) -> None:
    """The libraries in theme/js/vendor are those that tests/package.json pins, and their licences stand beside them."""
    package = REPOSITORY / "tests" / "node_modules" / name
    published = (package / "dist" / "browser" / f"{name}.esm.min.mjs").read_text(encoding="utf-8")
    code = published.partition("\n//# sourceMappingURL=")[0]
    vendor = REPOSITORY / "theme" / "js" / "vendor"
    shipped = (vendor / f"{name}.js").read_text(encoding="utf-8")
    assert shipped == f"// @ts-nocheck\n{code}\n"
    version = json.loads((package / "package.json").read_text(encoding="utf-8"))["version"]
    assert f"== {name} {version}" in (vendor / "LICENSES.txt").read_text(encoding="utf-8")
