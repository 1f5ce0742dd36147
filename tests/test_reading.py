"""From bytes to values: YAML that means what it says, fences, encodings, and the Markdown of the body."""

from __future__ import annotations

from typing import Any, SupportsIndex

import frontmatter
import pytest

from helpers import read
from samskapt.body import Block, Places
from samskapt.body_parser import parse_body
from samskapt.diagnostic import Span
from samskapt.front_matter import StoryHandler, find_fences, scalar
from samskapt.render_body import render_sections
from samskapt.source import read_source
from samskapt.yaml_reader import read_yaml

TRAPS = ["no", "on", "ja", "yes", "null", "~", "0150", "0301", "5001", "2019-05", "2019-05-01", "12:30", "1e3", ".5"]


@pytest.mark.parametrize("text", TRAPS)
def test_a_scalar_means_what_it_says(text: str) -> None:
    """None of YAML 1.1's conversions happens."""
    assert read_yaml(f"value: {text}").values == {"value": text}


def test_values_have_places() -> None:
    """Each value is found by its route, with the place of its key and itself, in code points from 1."""
    yaml = read_yaml("æøå: {b: [c, d]}\ntekst: >-\n  en\n  to\n", first_line=2)
    assert yaml.values == {"æøå": {"b": ["c", "d"]}, "tekst": "en to"}
    assert yaml.places["æøå", "b", 1].value == Span(2, 14, 2, 15)
    assert yaml.places["æøå", "b"].key == Span(2, 7, 2, 8)
    assert yaml.places[("tekst",)].best == Span(3, 1, 3, 6)


def test_a_null_sign_in_yaml_is_a_finding() -> None:
    """A sign that YAML refuses is told as other slips are, and the file is not whole."""
    yaml = read_yaml("title: a\x00b")
    assert [one.rule for one in yaml.findings] == ["yaml-syntax"]
    assert not yaml.whole


def test_an_alias_inside_a_list_is_told_once() -> None:
    """The field that holds a refused value is neither read nor missing."""
    yaml = read_yaml("arena: [*a, nabolag]\n")
    assert yaml.refused == {"arena"}
    assert [one.case for one in yaml.findings] == ["alias"]


def test_a_mapping_as_key_is_read_past() -> None:
    """A key that is no text is told, and what stands after it is still read."""
    yaml = read_yaml("? {a: b}\n: c\nd: e\n")
    assert yaml.values == {"d": "e"}
    assert [one.rule for one in yaml.findings] == ["key-not-text"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", "1:1 front-matter-missing"),
        ("hei\n---\n---\n", "1:1 front-matter-missing"),
        ("----\ntitle: a\n----\n", "1:1 front-matter-missing"),
        ("---\ntitle: a\n", "1:1 front-matter-open"),
        ("---\ntitle: a\n--- og\n", "1:1 front-matter-open"),
    ],
)
def test_fences(text: str, found: str) -> None:
    """A fence is a line of exactly three hyphens, and both must be there."""
    assert read(text) == [found]


def test_what_is_put_right_on_the_way() -> None:
    """A byte order mark, CRLF, lone CR and decomposed letters are read as if they had not been."""
    wanted = read_source("---\ntitle: Ås\n---\n\n## På\n".encode())
    for data in (
        "\ufeff---\ntitle: Ås\n---\n\n## På\n".encode(),
        "---\r\ntitle: Ås\r\n---\r\n\r\n## På\r\n".encode(),
        "---\rtitle: A\u030as\r---\r\r## Pa\u030a\r".encode(),
    ):
        assert read_source(data) == wanted


def test_an_empty_front_matter_has_no_values() -> None:
    """Two fences with nothing between them are readable; what must be there is for the field table to say."""
    source = read_source(b"---\n---\n")
    assert source.readable
    assert source.values == {}


def test_emoji_may_be_joined() -> None:
    """The zero-width joiner and the variation selector are left to the emoji they belong to."""
    assert read("---\ntitle: a\n---\n👩‍🌾 ❤️\n") == []


def test_python_frontmatter_reads_through_our_handler() -> None:
    """The handler splits where we do, and lets no value become anything but text."""
    text = "---\ntitle: no\nnummer: 0150\n---\n\nTekst --- her\n"
    post = frontmatter.loads(text, handler=StoryHandler())
    assert post.metadata == {"title": "no", "nummer": "0150"}
    assert post.content == "Tekst --- her"
    assert StoryHandler().detect(text)
    assert not StoryHandler().detect("---\ntitle: a\n")
    assert find_fences("tekst").body == -1


@pytest.mark.parametrize(
    "text", ["no", "Kaffe: en historie", "a # b", "'x'", '"', "- a", "«Hei»", "0150", "", "æ\u00a0ø", "@x"]
)
def test_what_is_written_is_read_back(text: str) -> None:
    """A text that is written as a scalar is the same text when it is read."""
    assert read_yaml(f"x: {scalar(text)}").values["x"] == text


def test_the_handler_writes_fields_lists_and_records() -> None:
    """Metadata is written in its own order, with comments above, and is read back equal."""
    metadata = {"title": "Ås: et sted", "arena": ["skole", "no"], "place": {"country": "NO", "name": ""}, "tom": ""}
    post = frontmatter.Post("Tekst", None, **metadata)
    text = frontmatter.dumps(post, StoryHandler(), title="En\nforklaring")
    assert text.startswith("---\n# En\n# forklaring\ntitle: 'Ås: et sted'\narena: [skole, 'no']\nplace:\n")
    assert frontmatter.loads(text, handler=StoryHandler()).metadata == metadata


def test_sections_headings_and_items() -> None:
    """The body is cut at its level-two headings; lists keep their outermost items."""
    body = parse_body("før\n\n## En\n\ntekst\nmer\n\n- a?\n  - b\n- c?\n\n### Under\n\n## To\n", first_line=10)
    assert [(part.heading.text if part.heading else None, part.words) for part in body.sections] == [
        (None, 1),
        ("En", 5),
        ("To", 0),
    ]
    assert [item.text for item in body.sections[1].items] == ["a?b", "c?"]
    assert body.headings[1].span == Span(21, 1, 21, 10)


def test_places_after_norwegian_letters_count_letters() -> None:
    """Pyromark counts bytes; a person counts letters."""
    body = parse_body("ææææ [lenke](https://a.no) ![bilde](b.png)")
    assert body.links[0].span == Span(1, 6, 1, 27)
    assert body.images[0].span == Span(1, 28, 1, 43)
    assert (body.images[0].text, body.images[0].address) == ("bilde", "b.png")


def test_references_to_sources() -> None:
    """``[^2]`` is a source; a footnote that is defined in the text, and one in code, are not."""
    body = parse_body("a[^2] b[^7] `[^3]` c[^x]\n\n[^7]: egen note\n")
    assert [piece.text for piece, _, _ in body.references] == ["2"]
    assert body.references[0][0].span == Span(1, 2, 1, 6)
    assert "[^2]" not in render_sections(body)[0]


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("<!-- a\nb --> <b>\n\nx", ["<b>"]),
        ("<!-- a --><script>x</script><!-- b -->\n", ["<script>"]),
        ("x <!-- a --> y <i>z</i>", ["<i>", "</i>"]),
        ("<!-- bare\nen kommentar -->\n", []),
        ("`<b>` og \\<b>", []),
    ],
)
def test_html_is_found_and_comments_are_not(text: str, tags: list[str]) -> None:
    """A comment is no tag, whatever it stands beside."""
    assert [piece.text for piece in parse_body(text).html] == tags


def test_rendering_is_safe_and_keeps_what_is_good() -> None:
    """Scripts, foreign pictures, event handlers and dangerous links never come out; the rest does."""
    body = parse_body(
        "## En\n\n**fet**[^1] [ok](https://a.no) [ikke](javascript:alert(1)) <script>alert(1)</script>\n"
        "![x](https://ond.no/x.png) ![y](y.png) <img src=z onerror=alert(1)>\n\n"
        "| a | b |\n|:-|-:|\n| 1 | 2 |\n\n## To\n\nnote[^__config] [#](#__search)\n\n[^__config]: her\n"
    )
    _, first, second = render_sections(body)
    assert '<strong>fet</strong><sup class="ref"><a href="#kilde-1">1</a></sup>' in first
    assert '<a href="https://a.no">ok</a>' in first
    assert '<img src="y.png" alt="y">' in first
    assert '<div class="table"><table>' in first
    for bad in ("script", "javascript", "ond.no", "onerror", "style="):
        assert bad not in first
    assert 'id="note-__config"' in second
    assert 'href="#note-__search"' in second


def test_links_across_sections_work() -> None:
    """A link definition in one section serves another: the body is rendered as one."""
    _, first, _ = render_sections(parse_body("## A\n\n[her]\n\n## B\n\n[her]: https://a.no\n"))
    assert first == '<p><a href="https://a.no">her</a></p>'


def test_places_on_a_long_line_are_found_without_counting_it_anew() -> None:
    """What is counted once is kept: ten thousand places on one line take work for the places, not for their product."""
    taken = [0]

    class Text(str):
        __slots__ = ()

        def __getitem__(self, key: SupportsIndex | slice) -> str:
            part = super().__getitem__(key)
            taken[0] += len(part)
            return part

    class Raw(bytes):
        def __getitem__(self, key: Any) -> Any:  # noqa: ANN401 (as bytes have it: a number or bytes)
            part = super().__getitem__(key)
            taken[0] += len(part)
            return part

    text = Text("kjøl å" * 10_000)
    places = Places(text, 7)
    places.raw = Raw(places.raw)
    block = Block("Paragraph", text, ((0, 0), (5, 6)), places)
    for start in range(0, len(text), 6):
        assert block.at(start, start + 4) == Span(7, start + 1, 7, start + 5)
    assert taken[0] < 5_000 * 10_000
