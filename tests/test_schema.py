"""The JSON Schema that editors use: it is valid, and it judges the front matter as the checker does."""

from __future__ import annotations

import copy
import json
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from helpers import GOLDEN, GOOD, REPOSITORY
from samskapt.cli import main
from samskapt.decode import decode
from samskapt.engine import rules
from samskapt.fields import STORY
from samskapt.records import Field, Record, Records
from samskapt.schema import story_schema
from samskapt.source import Source, read_source
from samskapt.yaml_reader import read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from samskapt.diagnostic import Finding
    from samskapt.vocabulary import Vocabulary

CASES = [path for path in sorted(GOLDEN.glob("*/*.md")) if read_source(path.read_bytes()).readable]
FIELD_RULES = REPOSITORY / "tools" / "samskapt" / "messages" / "nb" / "fields.yml"

EXPRESSED = {
    "unknown-field",
    "missing-field",
    "wrong-shape",
    "curly-quotes",
    "text-length",
    "not-a-choice",
    "unknown-term",
    "repeated-value",
    "too-few",
    "not-a-number",
    "not-a-date",
    "not-an-address",
    "not-a-slug",
    "not-a-country",
    "not-a-year",
    "not-a-file-name",
    "place-without-name",
    "country-unknown",
    "participation-together-alone",
}
"""The rules on fields that the schema holds too."""

ADVICE = "it is advice, and what a schema refuses is wrong"
ACROSS = "a schema cannot compare one value with another"
NOT_EXPRESSED = {
    "period-out-of-order": ACROSS,
    "date-in-the-future": "a schema does not know what day it is",
    "published-in-the-future": "a schema does not know what day it is",
    "reviewed-before-published": ACROSS,
    "outcome-without-source": ACROSS + ": the number of a source with the length of their list",
    "participation-without-actor": ADVICE,
    "participation-twice": ACROSS,
    "related-unknown": "a schema does not know the other stories",
    "municipality-unknown": ADVICE,
    "actors-on-one-side": ADVICE,
    "type-contradicted": ADVICE,
}
"""The rules on fields that only the checker holds, and why. Rules on the file and on its text are not about fields."""


@pytest.fixture(scope="module")
def schema(vocabulary: Vocabulary) -> dict[str, Any]:
    """Return the schema for the repository's own vocabulary."""
    return story_schema(vocabulary)


@pytest.fixture(scope="module")
def validator(schema: dict[str, Any]) -> Draft202012Validator:
    """Return what holds values against the schema."""
    return Draft202012Validator(schema)


def _findings(source: Source, vocabulary: Vocabulary) -> list[Finding]:
    """Return what the checker finds in the front matter and a schema could find too."""
    decoded = decode(source, vocabulary)
    offered = {"source": source, **decoded.fields}
    found = [one for one in decoded.findings if one.rule in EXPRESSED]
    for name in sorted(EXPRESSED & rules().keys()):
        rule, needs = rules()[name]
        if offered.keys() >= set(needs):
            found += [replace(one, rule=name) for one in rule(*(offered[need] for need in needs))]
    return found


def _field_of(finding: Finding, source: Source) -> str:
    """Return the field that a finding is about; one that is not there has no line, and is named in the finding."""
    lines = {str(route[0]): source.key(*route).line for route in source.places if len(route) == 1}
    above = [name for name, line in lines.items() if line <= finding.span.line]
    return above[-1] if above else dict(finding.values)["field"]


def _fields_refused(validator: Draft202012Validator, values: Mapping[str, Any]) -> Iterator[str]:
    """Yield the fields that the schema has something against, as the checker names them."""
    for error in validator.iter_errors(values):
        if error.absolute_path:
            yield str(error.absolute_path[0])
        elif error.validator == "required":
            yield from set(error.validator_value) - values.keys()
        else:
            assert error.validator == "additionalProperties", error.message
            yield from values.keys() - error.schema["properties"].keys()


def test_the_schema_is_valid_and_speaks_norwegian(schema: dict[str, Any]) -> None:
    """It is of draft 2020-12, every field has a title, and every term its definition."""
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert [name for name, part in schema["properties"].items() if not part["title"]] == []
    actors = schema["$defs"]["actors"]
    assert len(actors["enum"]) == len(actors["enumDescriptions"])
    assert actors["enumDescriptions"][2].startswith("Foreldre: Mødre, fedre")


def test_every_rule_on_fields_is_in_the_schema_or_has_a_reason_not_to_be() -> None:
    """A new rule on fields is either held by the schema or listed here with the reason why not."""
    on_fields = read_yaml(FIELD_RULES.read_text(encoding="utf-8")).values
    assert EXPRESSED | NOT_EXPRESSED.keys() == on_fields.keys()
    assert not EXPRESSED & NOT_EXPRESSED.keys()


@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_the_schema_judges_golden_cases_as_the_checker_does(
    path: Path, validator: Draft202012Validator, vocabulary: Vocabulary
) -> None:
    """In every case whose front matter can be read, the same fields are refused."""
    source = read_source(path.read_bytes())
    findings = _findings(source, vocabulary)
    wrong = {_field_of(one, source) for one in findings}
    refused = set(_fields_refused(validator, source.values))
    # of a misspelt field the checker does not also say that the right one is missing; a schema cannot know
    guesses = {dict(one.values).get("guess") for one in findings if one.rule == "unknown-field"}
    # of a field with an anchor in it the checker judges nothing: its value is not known
    assert refused - guesses - source.refused == wrong - source.refused


@pytest.mark.parametrize("path", sorted(REPOSITORY.glob("stories/*/index.md")), ids=lambda path: path.parent.name)
def test_the_librarys_own_stories_pass(path: Path, validator: Draft202012Validator) -> None:
    """What is published is fine by the schema too."""
    assert list(_fields_refused(validator, read_source(path.read_bytes()).values)) == []


FULL: dict[str, Any] = {
    **read_source(GOOD.encode()).values,
    "level": "mikro",
    "related": ["fontenehus"],
    "image": {"file": "hus.webp", "alt": "Et rødt hus", "credit": "Kari", "licence": "CC BY 4.0"},
    "reviewed": "2026-02-01",
    "review_within": "24",
    "withdrawn": {"date": "2026-02-01", "reason": "De som var med ønsket det."},
}
TRICKY: tuple[Any, ...] = (
    *("", " ", "x", "xx", "xxx", "x y", "x  y", "  x  ", "1", "01", "0", "00", "-1", "1.5", "true"),
    *("12", "99", "100", "120", "121", "0000012", "2019", "0000", "20199", "2019-05", "2019-13", "2019-00", "2019-5"),
    *("2019-05-17", "2019-05-32", "2019-04-31", "2020-02-29", "2019-02-29", "2000-02-29", "1900-02-29"),
    *("0000-02-29", " 2019-05-17\n", "2019 -05-17", "NO", "no", "XX", "NOR", "hus.webp", "Hus.JPG"),
    *("mikro", "moteplass", "Møteplass", "fontenehus", "Fonte hus", "a-b", "a--b", "-a"),
    *("https://example.org", "http://a.b", "HTTPS://A.B/c?d#e", "https://example", "ftp://a.b", "https://a.b c"),
    *("https:a.b", "https://a.b@c/", "https://a@b.c:80/", "https://:80", "https://.", "//a.b", "javascript://a.b"),
    *("“sitat”", "‘sitat’", "„sitat“", "”sitat”", "“", "”", "“sitat", "«sitat»", '"sitat"', " “sitat” ", "“a” og “b”"),
    *("x" * 79, "x" * 80, "x" * 300, "x" * 301, "x " * 150, "x  " * 150 + "\n", "x " * 151, "x\n" * 40, "x\n" * 41),
    *([], {}, [""], [[]], [{}], ["moteplass"], ["moteplass", "nabolag"], ["moteplass", "moteplass"], {"x": "y"}),
    *(["1", "2"], ["1", "x"], ["medborgere"], ["medborgere", "kommune"], ["a-b", "a-b"], [{"x": "y"}]),
)
"""Values that go wrong in one field or another, or only seem to."""
EMPTY: tuple[Any, ...] = ("", [], {}, " ")
"""What counts as left out, and what only looks so."""


def _routes(fields: tuple[Field, ...], values: Any, at: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:  # noqa: ANN401
    for part in fields:
        here = (*at, part.name)
        yield here
        if isinstance(part.kind, Record):
            yield from _routes(part.kind.fields, values[part.name], here)
        elif isinstance(part.kind, Records):
            yield (*here, 0)
            yield from _routes(part.kind.fields, values[part.name][0], (*here, 0))


def _with(values: Any, route: tuple[str | int, ...], value: object) -> Any:  # noqa: ANN401
    spoilt = copy.deepcopy(values)
    inner = spoilt
    for step in route[:-1]:
        inner = inner[step]
    inner[route[-1]] = value
    return spoilt


@pytest.mark.parametrize("route", [*_routes(STORY, FULL)], ids=lambda route: "/".join(map(str, route)))
def test_the_schema_judges_tricky_values_as_the_checker_does(
    route: tuple[str | int, ...], validator: Draft202012Validator, vocabulary: Vocabulary
) -> None:
    """Whatever stands in a field, both say yes or both say no."""
    needed = {name: FULL[name] for name in ("title", "language", str(route[0]))}
    for value in TRICKY:
        _both_agree(_with({**needed, "status": "draft"}, route, value), validator, vocabulary)


@pytest.mark.parametrize("status", ["draft", "published", "withdrawn", "", "Draft", ["draft"]])
def test_the_schema_asks_for_the_fields_that_the_checker_asks_for(
    status: object, validator: Draft202012Validator, vocabulary: Vocabulary
) -> None:
    """What must be there depends on the status; what is empty is not there."""
    for part in STORY:
        others = {name: value for name, value in FULL.items() if name != part.name}
        _both_agree({**others, "status": status}, validator, vocabulary)
        for value in EMPTY:
            _both_agree({**FULL, part.name: value, "status": status}, validator, vocabulary)


def _both_agree(values: Mapping[str, Any], validator: Draft202012Validator, vocabulary: Vocabulary) -> None:
    said = _findings(Source(values=values, readable=True), vocabulary)
    assert validator.is_valid(values) == (not said), (values, said)


def test_the_checker_alone_folds_white_space_around_a_word(
    validator: Draft202012Validator, vocabulary: Vocabulary
) -> None:
    """Where one of a few words is chosen, an editor has to offer those words: the schema cannot also be a pattern."""
    values = _with(FULL, ("role",), " tjenesteyting ")
    assert _findings(Source(values=values, readable=True), vocabulary) == []
    assert not validator.is_valid(values)


@pytest.mark.parametrize(
    ("route", "fine", "wrong"),
    [
        (("title",), [2019, 1.5, True], [None, [], {}]),
        (("summary",), [], [None, 12345, True]),
        (("published",), ["2026-01-15"], [None, 2026, True]),
        (("reviewed",), [None, "2026-01-15"], [2026, False]),
        (("review_within",), [None, 12], [0, 121, 1.5, True]),
        (("period", "from"), [None, 2019, "2019-05"], [19999, 0, 2019.5]),
        (("place", "country"), ["NO"], [None, False, 47]),
        (("place", "name"), [None, 17, True], []),
        (("sources", 0, "year"), [None, 2019], [20190, True]),
        (("outcomes", 0, "source"), [1, [1, 2]], [None, [None], 0, [1, 1], 1.5]),
        (("related",), [None, 2019, ["a", 17]], [True, [None]]),
        (("arena",), ["skole"], [None, [None], 1]),
        (("image",), [None], [1, True]),
        (("sources",), [], [None, [None], 1]),
    ],
)
def test_the_schema_takes_what_an_editor_reads(
    route: tuple[str | int, ...], fine: list[Any], wrong: list[Any], validator: Draft202012Validator
) -> None:
    """Numbers, truth values and nothing at all, as YAML 1.2 reads them, stand where their text could stand."""
    assert [value for value in fine if not validator.is_valid(_with(FULL, route, value))] == []
    assert [value for value in wrong if validator.is_valid(_with(FULL, route, value))] == []


def test_patterns_take_no_time(validator: Draft202012Validator) -> None:
    """A long text written to make a pattern go back and forth is judged at once."""
    for text in (
        " " * 100_000 + "x",
        "x " * 50_000,
        "“" + "” " * 50_000 + "x",
        "https://" + "a.@" * 50_000,
        "0" * 100_000,
    ):
        for route in (("title",), ("review_within",), ("related",), ("sources", 0, "url"), ("published",)):
            start = time.perf_counter()
            list(validator.iter_errors(_with(FULL, route, text)))
            assert time.perf_counter() - start < 0.5, (route, text[:20])


def test_a_kind_without_a_form_is_refused(vocabulary: Vocabulary, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever adds a kind of value is told to say what it is in JSON Schema."""
    monkeypatch.setattr("samskapt.schema.STORY", (Field("x", object()),))  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="object has no form in JSON Schema"):
        story_schema(vocabulary)


def test_the_command_prints_the_schema(schema: dict[str, Any]) -> None:
    """It is JSON in UTF-8 with two spaces and sorted keys, the same every time."""
    printed = CliRunner().invoke(main, ["schema", "--root", str(REPOSITORY)])
    assert printed.exit_code == 0, printed.output
    written = printed.stdout_bytes.decode("utf-8")
    assert json.loads(written) == schema
    assert written == json.dumps(schema, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    assert "Hvem førte an" in written
