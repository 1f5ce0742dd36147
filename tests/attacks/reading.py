"""Front matter, YAML, encodings and signs that are not what they seem."""

from __future__ import annotations

import codecs

from attacks.kinds import GOOD, HARMLESS, Attack, in_body, in_field, in_front, titled

_LAUGHS = "\n".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 9))

_FRONT = {
    "template": ("unknown-field", "template: redirect.html"),
    "location": ("unknown-field", "location: https://evil.example/"),
    "hide": ("unknown-field", "hide: 5"),
    "icon": ("unknown-field", "icon: ../../../../etc/passwd"),
    "search": ("unknown-field", "search: {exclude: true}"),
    "slug": ("unknown-field", "slug: ../../index"),
    "proto": ("unknown-field", "__proto__: x"),
    "class": ("unknown-field", "__class__: x"),
    "key-markup": ("unknown-field", '"<script>alert(1)</script>": x'),
    "key-format": ("unknown-field", '"{0.__class__}": x'),
    "merge": ("yaml-merge", "<<: {template: redirect.html}"),
    "python-tag": ("yaml-tag", "related: !!python/object/apply:os.system [ls]"),
    "env-tag": ("yaml-tag", "related: !ENV HOME"),
    "relative-tag": ("yaml-tag", "related: !relative x"),
    "binary-tag": ("yaml-tag", "related: !!binary aGVp"),
    "anchor": ("yaml-anchor", "related: &a [x]"),
    "alias": ("yaml-anchor", "related: *a"),
    "billion-laughs": ("yaml-anchor", f"a0: &a0 [x, x, x]\n{_LAUGHS}"),
    "self-reference": ("yaml-anchor", "related: &a [*a]"),
    "duplicate": ("duplicate-field", "status: draft"),
    "list-key": ("key-not-text", "? [a, b]\n: x"),
    "null-key": ("key-not-text", "? \n: x"),
    "tab": ("yaml-syntax", "a:\n\t- x"),
    "colon": ("yaml-syntax", "a: b: c"),
    "at": ("yaml-syntax", "a: @b"),
    "unclosed": ("yaml-syntax", 'a: "b'),
    "unclosed-list": ("yaml-syntax", "a: [b"),
    "percent": ("yaml-syntax", "%YAML 9.9"),
    "deep-flow": ("too-nested", f"a: {'[' * 3000}{']' * 3000}"),
    "deep-map": ("too-nested", f"a: {'{b: ' * 500}x{'}' * 500}"),
    "many-values": ("too-nested", f"a: [{', '.join('x' for _ in range(5000))}]"),
    "many-fields": ("too-nested", "\n".join(f"a{n}: x" for n in range(5000))),
}

_FIELDS = {
    "title-long": ("text-length", "title", "x" * 100_000),
    "title-empty-space": ("text-length", "title", " \t "),
    "year-octal": ("not-a-year", "year", "0o777"),
    "date-month": ("not-a-date", "published", "2024-13-45"),
    "date-year": ("not-a-date", "published", "9" * 4000),
    "date-arabic": ("not-a-date", "published", "٢٠٢٤-٠١-٠١"),
    "country-markup": ("not-a-country", "country", "<b"),
    "term-markup": ("unknown-term", "told-by", "<script>alert(1)</script>"),
    "language-markup": ("not-a-choice", "language", 'nb" onload="alert(1)'),
    "status-markup": ("not-a-choice", "status", "<script>"),
}

_SIGNS = {
    "nul": "\0",
    "bell": "\a",
    "escape": "\x1b[2J\x1b]0;title\a",
    "delete": "\x7f",
    "c1": "\x9b31m",
    "bidi-override": "\u202ejpg.exe",
    "bidi-isolate": "\u2066x\u2069",
    "zero-width": "a\u200bb",
    "word-joiner": "a\u2060b",
    "soft-hyphen": "a\u00adb",
    "line-separator": "a\u2028b",
    "bom-inside": "a\ufeffb",
    "private": "\ue000",
    "tag": "\U000e0041\U000e0042",
    "variation-tag": "\U000e0100",
    "noncharacter": "\ufffe",
    "plane-15": "\U000f0000",
    "form-feed": "\f",
}
_NUL_ESCAPE, _BIDI_ESCAPE, _SURROGATE = '"a\\0b"', '"a\\u202Eb"', '"\\ud800"'

_ENCODED = {
    "utf-16": GOOD.encode("utf-16"),
    "utf-16-be": codecs.BOM_UTF16_BE + GOOD.encode("utf-16-be"),
    "latin-1": GOOD.encode("latin-1", "replace"),
    "cp1252": GOOD.encode("cp1252", "replace"),
    "broken": GOOD.encode().replace(b"Huset", b"Hus\xc3et", 1),
    "overlong": GOOD.encode().replace(b"Huset", b"\xc0\xbcscript>", 1),
    "surrogate": GOOD.encode().replace(b"Huset", b"\xed\xa0\x80", 1),
    "beyond": GOOD.encode().replace(b"Huset", b"\xf4\x90\x80\x80", 1),
    "binary": bytes(range(256)) * 20,
}

READING: tuple[Attack, ...] = (
    *(in_front(f"front-{name}", must, line) for name, (must, line) in _FRONT.items()),
    *(in_field(f"value-{name}", must, where, text) for name, (must, where, text) in _FIELDS.items()),
    *(in_body(f"sign-{name}", "forbidden-character", f"Ord {sign} ord.") for name, sign in _SIGNS.items()),
    *(
        Attack(f"escaped-{name}", must, titled(name).replace("publisher: Prøvehuset", f"publisher: {text}").encode())
        for name, must, text in (
            ("nul", "forbidden-character", _NUL_ESCAPE),
            ("bidi", "forbidden-character", _BIDI_ESCAPE),
            ("surrogate", "yaml-syntax", _SURROGATE),
        )
    ),
    *(Attack(f"bytes-{name}", "encoding", data) for name, data in _ENCODED.items()),
    Attack("fence-none", "front-matter-missing", b"<script>alert(1)</script>\n"),
    Attack("fence-multimarkdown", "front-matter-missing", b"title: x\ntemplate: redirect.html\n\nOrd\n"),
    Attack("fence-open", "front-matter-open", b"---\ntitle: x\n"),
    Attack("fence-empty-file", "front-matter-missing", b""),
    Attack("fence-scalar", "yaml-syntax", b"---\nbare ord\n---\n"),
    Attack("fence-list", "yaml-syntax", b"---\n- a\n- b\n---\n"),
    Attack("fence-empty", "missing-field", b"---\n---\n\n<script>alert(1)</script>\n"),
    Attack("fence-second-document", "yaml-syntax", b"---\ntitle: x\n... \ntemplate: y\n---\n"),
)

_EMOJI = "Familien \U0001f468\u200d\U0001f469\u200d\U0001f467 lo \u2764\ufe0f."
TWINS: tuple[Attack, ...] = (
    Attack("twin-plain", HARMLESS, titled("a").encode()),
    Attack("twin-bom-crlf", HARMLESS, codecs.BOM_UTF8 + titled("b").replace("\n", "\r\n").encode()),
    in_body("twin-emoji", HARMLESS, _EMOJI),
    in_body("twin-sami", HARMLESS, "Sámi girjerádju, Kárášjohka, ŋ đ ž č š ŧ."),
    in_body("twin-angle-link", HARMLESS, "[årsmelding](<https://example.org/a_(b)>) og <https://example.org/c>."),
    in_body("twin-mail", HARMLESS, "[skriv til kommunen](mailto:post@example.org)"),
    in_body("twin-table", HARMLESS, "| år | møter |\n| -- | -- |\n| 2020 | 12 |\n| 2021 | 9 |"),
    in_body("twin-brackets", HARMLESS, "De sa [sic] at «alt» var [nesten] greit. " * 20),
    in_body("twin-less", HARMLESS, "Prisen var < 100 kroner, x<3 og y > 2; R&D, AT&T."),
    in_body("twin-code", HARMLESS, "De skrev `<b>` på tavla."),
    in_body("twin-list", HARMLESS, "- en\n  - to\n    - tre\n      - fire\n\n1. ett\n2. to"),
    in_body("twin-note", HARMLESS, "Ord.[^a]\n\n[^a]: En merknad med [lenke](https://example.org/a)."),
    in_body("twin-comment", HARMLESS, "<!-- en merknad -->"),
    in_body("twin-quotation", HARMLESS, "> Vi gjorde det *sammen*, **alle**.\n>\n> > Ja."),
    in_body("twin-long-word", HARMLESS, "Folkehelsekoordinatorstillingsbeskrivelsesutvalget møttes."),
    in_body("twin-rule", HARMLESS, f"{'-' * 60}\n\nOg så videre ..."),
    in_body("twin-wide-table", HARMLESS, f"|{'a|' * 8}\n|{'-|' * 8}\n|{'b|' * 8}"),
    in_field("twin-title", HARMLESS, "title", "Kaffe: en historie – «R&D» <3 (del 2) {nesten} 100 %"),
    in_field("twin-url", HARMLESS, "url", "https://example.org/a?b=c&d=%C3%A5#e"),
    in_field("twin-name", HARMLESS, "author", 'O’Brien, Å. & D’Angelo "Dee" Øst'),
)
