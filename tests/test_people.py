"""People: what leads to a private person is found and nothing near it, and no output repeats a number.

The numbers are nobody's: those of persons are of people born in the 1800s or made up for tests, and those to ring
begin with 29, as those of no area that we know of.
"""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from helpers import GOOD, brief, examine, write_story
from samskapt import people, recognisable, sieve
from samskapt.cli_check import check
from samskapt.diagnostic import START, Diagnostic, Level
from samskapt.messages import say
from samskapt.people import mask

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from samskapt.people import Stretch
    from samskapt.vocabulary import Vocabulary

FORMATS = next(option.type.choices for option in check.params if option.name == "form")  # type: ignore[attr-defined]
PLACES = ("Levanger", "Skogn")
STREETS = """
Storgata 5 | Kirkeveien 12B | Parkvegen 3 a | Karl Johans gate 22 | Olav Tryggvasons gt. 5 | Kirkevn. 5 |
Storgata 5–7 | Øvre Møllenberg gate 3 | St. Olavs plass 3 | Solbakken 12 | Fjordalléen 3 | Prøvestien 120 B
"""
NO_STREETS = """
Storgata | veien videre | Skolegata skole | i Storgata 17. mai | Møteplassen 2019 | Riksvei 7 | Fylkesveg 30 |
Europavei 6 | Storgata 2. juledag | Storgata 5 år senere | Solbakken 3 dager i uka | veien 5 | Møteplass 3 |
Levanger plass 5 | Kalle 9 | Storgata 10.30 | Storgata 12 barn | Veien 2020 | Hovedveien 3 km unna |
Storgata 30 prosent | Solbakken 3-åringer
"""
NO_CHILDREN = """
barn mellom 6 og 12 år | 12-åringene | ungdom på 13–19 år | alle femåringer | en mann på 45 | gutter på 14 |
barn på 5 år | barn (6–12 år) | en elev på 8. trinn | gutten var 3 år i fengsel | gutten 3 år senere |
en jente på 18 | en gutt på 10–12 år | en gutt på 14 kilo | jenter (9) | 5 år gammelt prosjekt | 8 år gamle barn |
en 45-åring | sønnen på 45 | gutten på to hjul | eleven på 3. rad | gutten er 3 år eldre enn søstera |
Som 12-åring flyttet han | en travel tenåring | tenåringen | en person med 5 barn | en 14 år gammel bil
"""


def _split(several: str) -> list[str]:
    return [one.strip() for one in several.split("|")]


def _texts(text: str, stretches: Iterable[Stretch]) -> list[str]:
    return [text[start:end] for start, end in stretches]


def _found(text: str, kind: str) -> list[str]:
    found = recognisable.passages(text, PLACES)
    worth = recognisable.worth_reading(["", text, ""], ["", sieve.folded(text), ""], PLACES)
    assert worth == [1] or not found, "what holds a passage is worth reading"
    return [text[one.start : one.end] for one in found if one.kind == kind]


def _number(day: int, month: int, year: int, individual: int) -> str | None:
    """Return a number with the right check figures, reckoned as the register does; None where there is none."""
    figures = f"{day:02}{month:02}{year:02}{individual:03}"
    for weights in ("376189452", "5432765432"):
        rest = 11 - sum(int(one) * int(weight) for one, weight in zip(figures, weights, strict=True)) % 11
        if rest == 10:
            return None
        figures += str(rest % 11)
    return figures


def _numbers(days: int, months: int) -> list[str]:
    """Return numbers of every day of 1855 to 1899, with something added to days and months."""
    chance = random.Random(1855)  # noqa: S311 (the same numbers each time)
    made = [
        _number(chance.randint(1, 28) + days, month + months, chance.randint(55, 99), chance.randint(500, 749))
        for month in range(1, 13)
        for _ in range(10)
    ]
    return [number for number in made if number]


@pytest.mark.parametrize(("days", "months"), [(0, 0), (40, 0), (0, 40), (0, 65), (0, 80), (40, 80), (40, 40)])
def test_every_series_of_national_numbers(days: int, months: int) -> None:
    """Ordinary, D and H numbers and the made-up series are found, and none with one wrong figure."""
    numbers = _numbers(days, months)
    assert len(numbers) > 80
    for number in numbers:
        text = f"Nummer {number}, skrevet av."
        assert _texts(text, people.national_numbers(text)) == [number]
        for place in range(11):
            wrong = f"{number[:place]}{(int(number[place]) + 1) % 10}{number[place + 1 :]}"
            assert people.national_numbers(f"Nummer {wrong}.") == ()


def test_random_figures_are_numbers_only_when_the_check_figures_hold() -> None:
    """Of 11 figures at random about one in four hundred is found: those that the registers could have made."""
    chance = random.Random(11)  # noqa: S311
    hits = 0
    for _ in range(40_000):
        figures = "".join(chance.choices("0123456789", k=11))
        day, month = int(figures[:2]) % 40, int(figures[2:4])
        month -= next((added for added in (80, 65, 40) if month > added), 0)
        right = _number(int(figures[:2]), int(figures[2:4]), int(figures[4:6]), int(figures[6:9])) == figures
        found = people.national_numbers(figures) != ()
        assert not (found and not right), figures
        if right and 1 <= day <= 28 and 1 <= month <= 12 and int(figures[:2]) < 72:
            assert found, figures
        hits += found
    assert 60 < hits < 140


@pytest.mark.parametrize(
    "form",
    [
        "{0}{1}{2}{3}{4}",
        "{0}{1}{2} {3}{4}",
        "{0}{1}{2}\u00a0{3}{4}",
        "{0}{1}{2}-{3}{4}",
        "{0}{1}{2} - {3}{4}",
        "{0}.{1}.{2} {3}{4}",
        "{0}.{1}.{2}-{3}{4}",
        "{0}.{1}.18{2} {3}{4}",
        "{0}/{1}/{2} {3}{4}",
        "{0} {1} {2} {3} {4}",
        "{0}{1}{2} {3} {4}",
        "{0}{1}{2}\n  {3}{4}",
        "{0}{1}{2}.{3}{4}",
        "{0}{1}{2}\u2011{3}{4}",
    ],
)
def test_national_numbers_as_people_write_them(form: str) -> None:
    """Separators hide no number, neither from the rule nor from the mask."""
    figures = _numbers(0, 0)[0]
    written = form.format(figures[:2], figures[2:4], figures[4:6], figures[6:9], figures[9:]).replace(".18", ".19")
    text = f"«Mitt er {written}», sa hun, og så 5 til."
    assert _texts(text, people.national_numbers(text)) == [written]
    assert mask(text) == text.replace(written, re.sub(r"\d", "•", written))


def test_a_day_that_never_was_makes_no_number() -> None:
    """Check figures alone are not enough: account numbers often have such."""
    for day, month in ((31, 4), (30, 2), (0, 5), (5, 13), (10, 39)):
        for individual in range(500, 520):
            number = _number(day, month, 60, individual)
            assert number is None or not people.national_numbers(number)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Tlf. 29123456", ["29123456"]),
        ("tlf:29 12 34 56.", ["29 12 34 56"]),
        ("Ring 29 12 34 56 24 timer i døgnet", ["29 12 34 56"]),
        ("Ring oss på telefon 291 23 456, eller 29123457/29123458", ["291 23 456", "29123457", "29123458"]),
        ("29\u00a012\u00a034\u00a056", ["29\u00a012\u00a034\u00a056"]),
        ("29-12-34-56 og 29.12.34.57", ["29-12-34-56", "29.12.34.57"]),
        ("(+47) 291 23 456", ["(+47) 291 23 456"]),
        ("+47 29123456 2019", ["+47 29123456"]),
        ("004729123456", ["004729123456"]),
        ("Mobilnummeret hennes er 2912 3456.", ["2912 3456"]),
        ("Hun kan nås på **29123456**.", ["29123456"]),
        ("vipps til 29 123 456", ["29 123 456"]),
        ("Call me on 29123456", ["29123456"]),
        ("Phone +44 20 7946 0958", ["+44 20 7946 0958"]),
        ("telefon\n29123456", ["29123456"]),
    ],
)
def test_telephone_numbers(text: str, numbers: list[str]) -> None:
    """Numbers to ring are found as people write them."""
    assert _texts(text, people.telephone_numbers(text)) == numbers
    assert not re.search(r"29\D?1", mask(text))


@pytest.mark.parametrize(
    "text",
    [
        "12 000 000 kroner, 1 443 og 680 000 pund",
        "2019–2021, 2019-2021 og 2019 2020 2021",
        "Mobilprosjektet fikk 22 500 000 kr i 2019-2021",
        "Ring i 2019 2020. Vi ringte 21.11.2026 og 2026-11-21",
        "telefonsalget ga 22 345 678 kroner og 55 66 77 88 prosent",
        "org.nr. 974 760 673 og 974760673",
        "ISBN 978-82-15-01234-5, ISBN 978 82 450 1234 5, ISBN: 82-15-01234-5",
        "doi:10.1080/29123456, https://doi.org/10.1177/29.12.34.56",
        "s. 22–23, 44, 55-66",
        "den 21.11.26 30 ganger, og kl. 20.30 21.30",
        "20-30-40-50-årene",
        "29123456 alene er bare et tall",
        "https://example.org/tlf/29123456?ring=29-12-34-56",
        "konto 1234 56 78903",
        "22 33 44 55 66 77",
    ],
)
def test_figures_that_are_no_telephone_number(text: str) -> None:
    """Years, sums, days, registers and pages are let through."""
    assert people.telephone_numbers(text) == ()


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("skriv til kari@gmail.com.", ["kari@gmail.com"]),
        ("<kari.oppdiktet@levanger.kommune.no>", ["kari.oppdiktet@levanger.kommune.no"]),
        ("K.Oppdiktet@Firma.no", ["K.Oppdiktet@Firma.no"]),
        ("kari-anne.å.oppdiktet2@firma.no", ["kari-anne.å.oppdiktet2@firma.no"]),
        ("[kari@online.no](mailto:kari@online.no)", ["kari@online.no"]),
        ("[kari@online.no](mailto:ola@online.no)", ["kari@online.no", "ola@online.no"]),
        ("kari [at] icloud.com", ["kari [at] icloud.com"]),
        ("post@levanger.kommune.no, firmapost@x.no, redaksjonen@x.no, info@gmail.com", []),
        ("post.kafe@gmail.com, helse.team@x.no, levanger.barnehage@x.no, daglig.leder@x.no", []),
        ("kari@levanger.kommune.no er uten etternavn", []),
        ("https://medium.com/@kari.oppdiktet@gmail.com", []),
        ("@kari.oppdiktet og kari@", []),
    ],
)
def test_private_email_addresses(text: str, addresses: list[str]) -> None:
    """Addresses of people are found, and those of places and tasks let through."""
    assert _texts(text, people.private_emails(text)) == addresses


@pytest.mark.parametrize(
    "written",
    _split(STREETS),
)
def test_street_addresses(written: str) -> None:
    """A street with the number of a house is found, wherever it stands in the sentence."""
    for text in (written, f"Hun bor i {written}.", f"I {written}, 7600 Levanger, bor hun. Der er det fint."):
        assert _found(text, "street") == [written]


@pytest.mark.parametrize(
    "text",
    _split(NO_STREETS),
)
def test_streets_that_are_no_address(text: str) -> None:
    """Streets without a house, roads, days and counts are let through."""
    assert _found(f"Det var {text} og mer.", "street") == []


@pytest.mark.parametrize(
    ("text", "case"),
    [
        ("en gutt på 14", "teen"),
        ("jente (9)", "school"),
        ("en 12-åring", "school"),
        ("8 år gammel gutt", "school"),
        ("sønnen på fem år", "small"),
        ("en liten femåring", "small"),
        ("12-åringen", "school"),
        ("gut på 14", "teen"),
        ("ei jente på ni år", "school"),
        ("sønnen deres på 3", "small"),
        ("datteren min (7 år)", "school"),
        ("et lite barn på tre år", "small"),
        ("5 år gammelt barn", "small"),
        ("gutten er 9 år gammel", "school"),
        ("jenta, som er ni år", "school"),
        ("Jente, 14 år", "teen"),
        ("en ungdom på 16", "teen"),
        ("tolvårig stesønn", "school"),
        ("12-årige jenta", "school"),
        ("gutt i 12-årsalderen", "school"),
        ("en baby på 3 måneder", "small"),
        ("en gutt på rundt 10 år", "school"),
        ("eit barn på fem år", "small"),
        ("a boy of 14", "teen"),
        ("9-year-old girl", "school"),
    ],
)
def test_children_with_an_age(text: str, case: str) -> None:
    """One child with an age is found, as the end of a sentence and inside it."""
    for sentence in (f"Det var {text}.", f"Med var {text} som sang. Han gikk."):
        found = [one for one in recognisable.passages(sentence, ()) if one.kind == "child"]
        assert [(dict(one.values)["text"], one.case) for one in found] == [(text, case)]
        assert recognisable.worth_reading([sentence], [sieve.folded(sentence)], ()) == [0]


@pytest.mark.parametrize(
    "text",
    _split(NO_CHILDREN),
)
def test_groups_and_grown_ups(text: str) -> None:
    """Groups, grown-ups, grades and years that have passed are let through."""
    assert _found(f"Det var {text} og mer.", "child") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("En mann i Levanger har schizofreni.", ["En mann i Levanger har schizofreni"]),
        ("Hun fikk ADHD. På Skogn fikk en mor kreft.", ["Skogn fikk en mor kreft"]),
        ("Levangers eneste pasient, en eldre mann med HIV", ["Levangers eneste pasient, en eldre mann med HIV"]),
        ("I Levanger er det mange. Hun har kreft.", []),
        ("Mange i Levanger har demens.", []),
        ("Kreftforeningen i Levanger ledes av henne.", []),
        ("Faren for psykose er stor her i Levanger.", []),
        ("Hun bor i Bergen og har kreft.", []),
    ],
)
def test_diagnoses_in_small_places(text: str, found: list[str]) -> None:
    """A sentence with one person, a small place and a diagnosis is found; two of the three are let through."""
    assert _found(text, "illness") == found


@pytest.mark.parametrize("spelt", ["fıre", "fİre"])
def test_a_number_that_is_spelt_with_another_i_stops_nothing(spelt: str) -> None:
    """Patterns take a Turkish i for ours; what is no number in our list is passed by, and the next child is found."""
    assert _found(f"En gutt på {spelt} år og ei jente på fem år.", "child") == ["ei jente på fem år"]


def test_most_texts_are_not_worth_reading() -> None:
    """A text without figures, ages and small places is not read for people, whoever else is in the story."""
    texts = [
        "Barna og de eldre møttes på torget.",
        "En jente på\nfem, og broren.",
        "De er to.",
        "Vi møttes i Levanger.",
    ]
    assert recognisable.worth_reading(texts, [*map(sieve.folded, texts)], ("Levanger", "Skogn")) == [1, 3]
    assert recognisable.worth_reading([*texts, "Storgata 5", "Rom ٣"], [""] * 6, ()) == [4, 5]


def test_which_places_are_small() -> None:
    """Large cities and «several places» point to nobody; both names of a place do, and each part of one."""
    assert recognisable.small_places("Levanger kommune", "Skogn, ved skolen") == ("Levanger", "Skogn")
    assert recognisable.small_places("Oslo", "flere steder i landet") == ()
    assert recognisable.small_places("Karasjok – Kárášjohka", "Bergen sentrum") == ("Karasjok", "Kárášjohka")


def test_one_passage_one_message() -> None:
    """The most serious speaks: a number before an illness, an illness before an age or a street."""
    text = "En gutt på 14 i Storgata 5 i Levanger har ADHD."
    assert [one.kind for one in recognisable.passages(text, PLACES)] == ["illness"]
    text = "En gutt på 14 i Levanger, tlf. 29123456, har ADHD."
    assert [one.kind for one in recognisable.passages(text, PLACES)] == ["child"]
    assert people.telephone_numbers(f"tlf. {_numbers(0, 0)[0]}") == ()
    assert people.private_emails(f"{_numbers(0, 0)[0]}@gmail.com") == []


def test_every_text_of_the_writers_is_read(tmp_path: Path, vocabulary: Vocabulary) -> None:
    """Headings, alternative texts and the reason of a withdrawal count; titles of sources are others'."""
    story = (
        GOOD.replace(
            "title: Prøvehuset\n", "title: En gutt på 14\nimage: {file: hus.webp, alt: Ei jente på 9 år maler, "
        )
        .replace("alt: Ei jente på 9 år maler, ", "alt: Ei jente på 9 år maler, credit: Ola, licence: CC0}\n")
        .replace(
            "status: published", "status: withdrawn\nwithdrawn: {date: 2026-01-01, reason: Gutten er 9 år og angrer}"
        )
        .replace("title: Årsmelding", "title: Gutt (9) fikk hus")
        .replace("Begynn med", "### En gutt på 8 år\n\n![Ei jente på 7 år](hus.webp)\n\nBegynn med")
    )
    found = [one for one in examine(tmp_path, story, vocabulary).diagnostics if one.rule == "child-with-age"]
    assert sorted(dict(one.values)["text"] for one in found) == [
        "Ei jente på 7 år",
        "Ei jente på 9 år",
        "En gutt på 14",
        "En gutt på 8 år",
        "Gutten er 9 år",
    ]


def test_a_broken_place_stops_no_other_rule(tmp_path: Path, vocabulary: Vocabulary) -> None:
    """A child is seen also where the place could not be read, or is not written yet."""
    for place in ("place: Levanger", "place: {municipality: [Levanger], country: NO}", ""):
        story = GOOD.replace("place: {municipality: Levanger, country: NO}", place).replace(
            "komfyren.", "en gutt på 14."
        )
        rules = [one.rule for one in examine(tmp_path / str(len(place)), story, vocabulary).diagnostics]
        assert "child-with-age" in rules


def test_places_over_two_lines(tmp_path: Path, vocabulary: Vocabulary) -> None:
    """A number that is broken by a line has its place from its first sign to its last."""
    said = examine(tmp_path, GOOD.replace("for komfyren.", "for 29 12\n34 56."), vocabulary).diagnostics
    assert brief(said) == ["35:50 telephone-number"]
    assert (said[0].span.end_line, said[0].span.end_column) == (36, 6)


def test_a_mask_keeps_the_length_and_the_rest() -> None:
    """Figures become dots and nothing else moves; days, addresses and short numbers are still read."""
    text = "Tlf. 29 12 34 56, den 2026-11-21 og 20261121, [ring](tel:+4729123457), 29123458 og https://example.org/29123456"
    masked = mask(text)
    assert len(masked) == len(text)
    assert masked == (
        "Tlf. •• •• •• ••, den 2026-11-21 og 20261121, [ring](tel:+••••••••••), •••••••• og https://example.org/29123456"
    )
    assert mask(masked) == masked


def test_values_of_messages_are_masked() -> None:
    """A rule that repeats what a writer wrote repeats no number, in message or hint."""
    values = (("file", "ring-29 12 34 56.jpg"), ("guess", "29123456"))
    said = say(Diagnostic("a", START, "picture-missing", Level.ERROR, "guess", values), "nb")
    assert "29" not in said.message + said.hint
    assert "•• •• •• ••" in said.message
    assert "••••••••" in said.hint


@pytest.mark.parametrize("language", ["nb", "en"])
@pytest.mark.parametrize("form", FORMATS)
def test_no_output_repeats_a_number(root: Path, form: str, language: str) -> None:
    """Whatever the format, and whichever rule speaks: of a number nothing is left but its place."""
    person, other = _numbers(0, 0)[0], _numbers(0, 80)[3]
    write_story(
        root,
        "hus",
        GOOD.replace("arena: [moteplass, nabolag]", f"arena: [moteplass, '{person}', tlf, 29123456]")
        .replace("published: 2026-01-15", f"published: {person[:6]} {person[6:]}\nukjent: ring 29 12 34 56")
        .replace("## Hva de gjorde sammen", f"## Ring 291 23 456 eller {other}")
        .replace(
            "for komfyren.", f"for [{other}](javascript:{other}), tlf.\n29123456 [her](tel:29123456) <b>{person}</b>"
        )
        .replace("Hva ville kommunen ha sagt nei til?", f"Ville {other[:6]}-{other[6:]} ha sagt nei")
        .replace(
            "Begynn med", f"![{person}]({person}.jpg) ![](tlf-29123456.jpg) <!-- samskapt: {person} -->\n\nBegynn med"
        ),
    )
    ran = CliRunner().invoke(check, ["--root", str(root), "--format", form, "--lang", language])
    assert ran.exit_code == 1
    for rule in ("national-identity-number", "telephone-number", "unknown-term", "link-scheme", "section-unknown"):
        assert rule in ran.output
    figures = re.sub(r"[\s.:-]", "", ran.output)
    for number in (person, other, "29123456"):
        assert not any(number[start : start + 5] in figures for start in range(len(number) - 4)), number
