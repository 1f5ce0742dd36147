"""Stories as somebody could write them in the form: every field, and text with all that has broken files before."""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING, Any

from samskapt.fields import LANGUAGES, READINGS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from samskapt.vocabulary import Vocabulary

Values = dict[str, Any]

TITLES = re.split(
    r" \| ",
    "no | Ja | 12:30 | 0150 | ~ | null | Kaffe: en #historie | #emne | - strek | 'sitert' | \"rett\" | «Åpen dør» "
    "| It's æøå | Kafé & bål | * stjerne | [klamme] | {krøll} | 100 % åpent? | C:\\mappe | a: b: c | "
    "Blåbær 🫐 og 👩‍👧‍👦 | Slutt: | `kode` | "
    "@alle | !viktig | rør|rør | > større | 2019-05-01 | 1e3 | = lik",
)
WORDS = re.split(
    r"\s+",
    'vi de barna naboene møtte lagde satt sammen ofte på torget i huset og så kom kaffe «hei» "rett" it\'s 50% '
    "kolon: semikolon; tanke– *uthevet* **fet** [lenke](https://example.org/æ?b=c&d=e) a < b #emne C:\\mappe `kode` ~ "
    "snake_case $(ls) ${hus} {{x}} |rør| & && 😀 👩‍👧‍👦 ☕ ÆØÅ Čáhci Élan … (parentes) /skråstrek/ --- == ++ [^1]",
)


def paragraph(dice: random.Random, count: int) -> str:
    """Return so many words in sentences of a dozen."""
    words = [dice.choice(WORDS) for _ in range(count)]
    return " ".join(f"Så {' '.join(words[at : at + 11])}." for at in range(0, count, 11))


def section(dice: random.Random, count: int) -> str:
    """Return the text of a section: paragraphs, and now and then a list, a quotation or a heading of its own."""
    parts = [paragraph(dice, count)]
    if dice.random() < 0.5:
        parts.append("\n".join(f"- {paragraph(dice, 6)}" for _ in range(3)))
    if dice.random() < 0.3:
        parts.append(f"> {paragraph(dice, 8)}")
    if dice.random() < 0.3:
        parts += ["### Mellomtittel: æøå", paragraph(dice, 20)]
    return "\n\n".join(parts)


def story(number: int, vocabulary: Vocabulary) -> tuple[Values, dict[str, str]]:
    """Return the fields and the sections of a story, the same for the same number. Every seventh has 3,000 words."""
    dice = random.Random(number)  # noqa: S311 (nothing is secret here)
    terms = {name: [*facet.terms] for name, facet in vocabulary.facets.items()}
    sources = [_source(dice, index) for index in range(dice.randint(1, 4))]
    actors = sorted(dice.sample(terms["actors"], dice.randint(3, 5)), key=terms["actors"].index)
    values: Values = {
        "title": f"{TITLES[number % len(TITLES)]}{'' if number < len(TITLES) else f' {number}'}".ljust(3, "!"),
        "summary": paragraph(dice, 14)[:140].ljust(90, "å").strip(),
        "language": LANGUAGES[number % len(LANGUAGES)],
        "status": "published" if number % 2 else "draft",
        "told_by": dice.choice(terms["told_by"]),
        "place": {"municipality": "Levanger", "country": "NO", "name": dice.choice(TITLES)},
        "period": {"from": "2019", "to": "2023-05", "known_as_of": "2024-05-17"},
        "arena": sorted(dice.sample(terms["arena"], dice.randint(1, 3)), key=terms["arena"].index),
        "actors": actors,
        "co_creation_type": dice.choice(terms["co_creation_type"]),
        "role": dice.choice(terms["role"]),
        "level": dice.choice(terms["level"]),
        "life_phase": sorted(dice.sample(terms["life_phase"], 2), key=terms["life_phase"].index),
        "participation": _participation(actors, terms),
        "outcomes": [_outcome(dice, terms, len(sources)) for _ in range(dice.randint(1, 3))],
        "result": dice.choice(terms["result"]),
        "sources": sources,
        "related": ["fontenehus"],
        "published": "2026-01-15",
        "reviewed": "2026-02-01",
        "review_within": "12",
    }
    length = 430 if number % 7 == 0 else 70
    texts = {kind: section(dice, length) for kind in vocabulary.sections}
    texts["sporsmal"] = "\n".join(f"- {paragraph(dice, 8)[:-1]}?" for _ in range(3))
    return values, texts


def _source(dice: random.Random, index: int) -> Mapping[str, str]:
    return {
        "title": f"{TITLES[(index * 7 + dice.randint(0, 9)) % len(TITLES)]} {index}",
        "publisher": dice.choice(TITLES),
        "author": dice.choice(["Kari O'Hara, Øyvind & co.", *TITLES]),
        "year": "2023",
        "url": f"https://example.org/æ?b={index}#del",
        "archive": "https://web.archive.org/web/2023/https://example.org/",
        "read": dice.choice(READINGS),
    }


def _outcome(dice: random.Random, terms: Mapping[str, list[str]], sources: int) -> Values:
    return {
        "outcome": dice.choice(terms["outcomes"]),
        "evidence": dice.choice(terms["evidence"]),
        "source": [str(number) for number in range(1, dice.randint(1, sources) + 1)],
        "says": f"De sa: «{paragraph(dice, 6)}» # og 😀",
    }


def _participation(actors: list[str], terms: Mapping[str, list[str]]) -> list[Values]:
    """Return who had how much of a say: in the order of the phases, and those who had as much together."""
    first, *others = actors
    return [
        {"phase": terms["phase"][1], "actors": [first], "say": terms["say"][1]},
        {"phase": terms["phase"][3], "actors": [first], "say": terms["say"][2]},
        {"phase": terms["phase"][3], "actors": others, "say": terms["say"][3]},
        {"phase": terms["phase"][4], "actors": actors, "say": terms["say"][2]},
    ]
