"""Language: sentences, quotations, LIX, the word list, and that hostile text costs no more than other text."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from helpers import GOOD, REPOSITORY
from samskapt import plain_language, prose
from samskapt.diagnostic import Span
from samskapt.plain_language import REASONS, entries, find, listed
from samskapt.rules.language import hard_to_read, long_sentence, plain_word
from samskapt.source import read_source

if TYPE_CHECKING:
    from pathlib import Path

    from samskapt.diagnostic import Finding
    from samskapt.vocabulary import Vocabulary

BODY = "Naboene malte kjøkkenet, og kommunen betalte for komfyren."
SUMMARY = GOOD[GOOD.index("summary:") : GOOD.index("language:")]


def _split(text: str) -> list[str]:
    return [text[start:end] for start, end in prose.sentences(text)]


def _told(text: str, language: str = "nb") -> list[str]:
    return [text[hit.start : hit.end] for hit in find(text, language)]


def _words(story: str, language: str = "nb") -> list[Finding]:
    source = read_source(story.encode())
    assert source.readable, source.findings
    return list(plain_word(source, language))


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Vi malte. Så spiste vi.", 2),
        ("Ta med kost, f.eks. en ny, bl.a. til Kari.", 1),
        ("Møtet er kl. 18 den 17. mai, ca. 3,5 timer.", 1),
        ("Det kostet 1.500 kr. Så sluttet vi.", 2),
        ("Det var i 2019. Da kom Aud.", 2),
        ("Vi hadde kost, spann osv. Så kom Aud.", 2),
        ("Vi hadde kost, spann osv. og maling.", 1),
        ("Aud m.fl. kom. Jf. Kari.", 2),
        ("C. S. Lewis var der.", 1),
        ("Hva nå? Vi venter … Så kom hun!", 3),
        ("«Hva nå?» spurte Aud.", 1),
        ("Hun sa: «Kom.» Så gikk hun.", 3),
        ("Dette trengs: kost, spann og maling.", 1),
        ("Slik gikk det: Vi malte.", 2),
        ("vi malte. så spiste vi.", 2),
        ("Vi malte (se under). Så spiste vi.", 2),
        ("Kost • spann • maling", 3),
        ("Se example.org og St.meld. nr. 16.", 1),
        ("– … –", 0),
    ],
)
def test_sentences(text: str, count: int) -> None:
    """Points in abbreviations, ordinals and numbers end nothing; signs without words are no sentence."""
    assert len(_split(text)) == count


@pytest.mark.parametrize("before", ["", " ", "(", "_", "-", "«", "x", "a.", "ſ"])
@pytest.mark.parametrize("after", ["Han", "han", "«Han", "5", "Øya"])
def test_sentences_that_surely_end_are_those_that_end(before: str, after: str) -> None:
    """What is quickly seen to end a sentence does so too where each gap is judged, as in a text of several lines."""
    shorts = sorted(prose._GOES_ON | prose._MAY_END | {"huset", "i", "nå", "NAV", "st", "ml"})  # noqa: SLF001
    for short in [form for word in shorts for form in (word, word.capitalize(), word.upper())]:
        for sign in (".", "!", "?", ":", "…", ".)", ".»"):
            text = f"Vi så {before}{short}{sign} {after} kom."
            assert prose.sentences(text) == prose.sentences(f"{text}\nSlutt")[:-1], text


def test_counting_words_is_what_finding_them_is() -> None:
    """Words that are letters alone are counted without being looked for; others are looked for."""
    text = "«Barne-tv», 3,5 og/eller f.eks. – d'Artagnan_x ½ km² 日本 e\u0301n!"
    assert prose.count_words(text) == len([*prose.words(text)])
    assert prose.weigh(text).words == prose.count_words(text)


def test_a_sentence_stands_from_its_first_word() -> None:
    """Marks before the first word are not part of the place of a sentence, those after the last are."""
    assert _split("– «Hva nå?» Ja (kanskje).") == ["Hva nå?»", "Ja (kanskje)."]


def test_words() -> None:
    """Numbers, abbreviations and words with hyphens are one word each."""
    assert [word[0] for word in prose.words("3,5 kg f.eks. barne-tv, kl. 10.30 – Aud’s")] == [
        *("3,5", "kg", "f.eks", "barne-tv", "kl", "10.30", "Aud’s")
    ]


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("Aud sa «nei» og “ja” og ”jo” og „tja“.", ["«nei»", "“ja”", "”jo”", "„tja“"]),
        ("Aud sa \"nei\" og ‘ja’ og 'jo' om Hans' bil.", ['"nei"', "‘ja’", "'jo'"]),
        ("Aud sa: «Nei. Og så", ["«Nei. Og så"]),
        ('En skjerm på 15" sto der.', []),
        ("– Nei, sier Aud. Hun ler.", ["– Nei, sier Aud"]),
        ("Vi – alle sammen – malte.", []),
    ],
)
def test_quotations(text: str, quoted: list[str]) -> None:
    """Every kind of quotation mark is known, and speech after a dash."""
    assert [text[start:end] for start, end in prose.quotations(text)] == quoted


def test_lix() -> None:
    """LIX is words a sentence plus long words in a hundred: eight words, two sentences, two long words."""
    weight = prose.weigh("Naboene malte huset. Så spiste de middager sammen.")
    assert weight == prose.Weight(words=8, long=2, sentences=2)
    assert weight.lix == 4 + 25
    assert prose.weigh("").lix == 0


def test_lists_and_breaks_are_lines_of_their_own() -> None:
    """A list that was pasted, with bullets, dashes or hard breaks, is not one long sentence."""
    story = GOOD.replace(BODY, "Kost\n• spann\n• maling\n\nKost\n– spann\n– maling\n\nKost  \nspann\\\nmaling\nog Aud")
    texts = [passage.text for passage in prose.passages(read_source(story.encode()).body)]
    assert [len(_split(text)) for text in texts[1:4]] == [3, 3, 3]
    assert texts[3] == "Kost\nspann\nmaling og Aud"


@pytest.mark.parametrize(
    "text",
    [
        "Målgruppa var ungdom.",
        "De nådde ikke målgruppen.",
        "Vi jobbet med sårbare\ngrupper her.",
        "MÅLGRUPPA var ungdom.",
        "Tiltak rettet mot ungdom.",
        "Vi trenger beste praksis.",
        "Der kom (klienter) og naboer.",
        "Begge «gjengene» var målgruppe.",
        "Innspill fra målgruppen kom sent.",
        "Da ble det iverksatt.",
    ],
)
def test_words_that_are_told(text: str) -> None:
    """A listed word is told once, whatever its ending, its capitals and its line breaks."""
    assert len(_told(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Vi brukte «synergi» og ‘beste praksis’.",
        "Tverrfaglig samarbeid AS malte huset.",
        "Aud i Tverrfaglig samarbeid AS malte huset.",
        "De er med i Senter for tverrfaglig samarbeid.",
        "Se https://example.org/klient eller skriv til klient@example.org.",
        "De er naboer og ikke klienter.",
        "Hun gikk fra klient til kokk.",
        "Det noen kaller sårbare grupper, er naboer.",
        "Vi sier deltaker i stedet for klient.",
        "Kommunen har tiltak rettet mot å spare strøm.",
        "Misbruker noen nøkkelen, får de ikke en ny.",
        "IT-klienten ble ikke brukt.",
        "Foretaket foretar seg lite, og dette er fasiliterende samskaping.",
        "Huset er lite i forhold til gata, og plassene er knyttet til havna.",
        "Møtet om gruppa ble utsatt, og vi utsatte gruppemøtet.",
    ],
)
def test_words_that_are_left_alone(text: str) -> None:
    """Quotations, names, addresses, what the text says no to, and words that only look alike."""
    assert _told(text) == []


def test_each_language_has_its_own_words() -> None:
    """Nynorsk is not measured with bokmål's words, nor a language that has no list with any."""
    assert _told("Brukerne våre er rusmisbrukere.", "nn") == []
    assert _told("Brukarane våre er rusmisbrukarar.", "nn") == ["Brukarane våre", "rusmisbrukarar"]
    assert _told("Klienter, service users, målgruppe.", "da") == []


def test_the_list_is_in_order(vocabulary: Vocabulary) -> None:
    """Entries have words by the notation, ways out that are no listed words, and documents that exist."""
    found = entries()
    assert 40 <= len(found) <= 70
    assert {entry.reason for entry in found} == set(REASONS)
    for entry in found:
        assert entry.source is None or entry.source.document in vocabulary.documents
        for language in entry.languages:
            assert not [other for other in entry.instead if any(listed(other, language))]
            for word in entry.words:
                assert word == word.lower()
                assert all(len(part) > 3 for part in word.split() if "*" in part)
                assert word.replace("*", "").replace(" ", "").replace("-", "").isalpha()


def test_an_entry_that_is_written_wrong_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A mistake in the list is named with its file and line, and nothing is read."""
    path = tmp_path / "list.yml"
    path.write_text(
        "entries:\n  - words: [klient]\n    instead: [deltaker]\n    reason: because\n    languages: [nb]\n"
    )
    monkeypatch.setattr(plain_language, "_FILE", path)
    with pytest.raises(ValueError, match=r"list\.yml:4: not-a-choice"):
        plain_language.entries.__wrapped__()


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_every_listed_word_is_found(language: str) -> None:
    """Each word of the list is found by itself, and told by its own entry or one before it."""
    order = [entry for entry in entries() if language in entry.languages]
    for entry in order:
        for word in entry.words:
            hits = list(listed(word.replace("*", ""), language))
            assert hits, word
            assert order.index(hits[0].entry) <= order.index(entry)


@pytest.mark.parametrize(
    ("summary", "place"),
    [
        ("summary: Her møter klienter naboer.\n", Span(3, 20, 3, 28)),
        ("summary:   'Her møter klienter naboer.'\n", Span(3, 23, 3, 31)),
        ('summary: "Her møter klienter naboer."\n', Span(3, 21, 3, 29)),
        ("summary: >-\n  Her møter\n\n  klienter naboer.\n", Span(6, 3, 6, 11)),
        ("summary: |\n  Her møter\n    klienter naboer.\n", Span(5, 5, 5, 13)),
        ("summary:\n  Her møter\n  klienter naboer.\n", Span(5, 3, 5, 11)),
        ("summary: 'Aud''s klienter.'\n", Span(3, 1, 3, 8)),
        ('summary: "Her m\\u00f8ter klienter naboer."\n', Span(3, 1, 3, 8)),
    ],
)
def test_the_place_of_a_word_in_the_summary(summary: str, place: Span) -> None:
    """The word itself is pointed at, and the key where YAML's escapes hide it."""
    assert [finding.span for finding in _words(GOOD.replace(SUMMARY, summary))] == [place]


@pytest.mark.parametrize("summary", ["", "summary:\n", "summary: [klient]\n"])
def test_a_summary_that_is_not_there(summary: str) -> None:
    """A draft without a summary, or with a list in its place, is read all the same."""
    story = GOOD.replace(SUMMARY, summary).replace(BODY, "Klienter.")
    assert [finding.span.line for finding in _words(story)] == [story[: story.index("Klienter")].count("\n") + 1]


def test_a_phrase_over_two_lines_has_both_in_its_place() -> None:
    """A phrase stands from its first sign on one line to its last on the next."""
    story = GOOD.replace(BODY, "Der var **sårbare**\ngrupper.")
    line = story[: story.index("Der var")].count("\n") + 1
    assert [finding.span for finding in _words(story)] == [Span(line, 11, line + 1, 8)]


def test_names_of_the_front_matter_are_left_alone() -> None:
    """The title of the story and of its sources, and the name of its place, may be written without marks."""
    story = GOOD.replace("title: Årsmelding", "title: Fra klient til kokk").replace(
        "Levanger,", "Levanger, name: Klient 1,"
    )
    assert _words(story.replace(BODY, "Vi leste Fra klient til kokk på Klient 1.")) == []
    assert len(_words(story.replace(BODY, "Vi leste om en klient på Klient 2."))) == 1


def test_a_hundred_places_are_enough() -> None:
    """The same advice is not given without end."""
    assert len(_words(GOOD.replace(BODY, "klient " * 500))) == 100


def test_a_long_sentence_that_is_mostly_quoted_is_somebody_elses() -> None:
    """A writer cannot shorten what others have said."""
    said = "og ".join(["noe "] * 36)
    for text, count in (
        (f"Aud sa: «{said}».", 0),
        (f"Aud sa {said}.", 1),
        (f"> {said}.", 0),
        (f"– {said}, sier Aud.", 0),
    ):
        assert len(list(long_sentence(read_source(GOOD.replace(BODY, text).encode())))) == count


def test_the_librarys_own_stories_are_seldom_told_anything() -> None:
    """Advice is rare in stories that editors have read: at most one in a hundred sentences. If not, see the list."""
    told = count = 0
    for path in (REPOSITORY / "stories").glob("*/index.md"):
        source = read_source(path.read_bytes())
        count += sum(len(_split(passage.text)) for passage in prose.passages(source.body))
        told += len(list(long_sentence(source))) + len(list(plain_word(source, str(source.values["language"]))))
    assert count > 300
    assert told <= count / 100


@pytest.mark.parametrize(
    "piece",
    [
        *(
            "a ",
            "klient ",
            "klient\n\n",
            "**klient** ",
            "a " * 40 + ". ",
            ".",
            ".)",
            "« ",
            "‘",
            "'a ",
            "– a. ",
            "a  \n",
        ),
        *("1,", "a-", "@a", "utfordringer  ", "i forhold til ", "Aa for klient ", "og ikke klient ", "|klient"),
    ],
)
def test_hostile_text_is_read_in_time(piece: str, vocabulary: Vocabulary) -> None:
    """A hundred thousand signs of anything are read in time: nothing grows faster than the text."""
    body = (piece * 100_000)[:100_000]
    source = read_source(f"---\ntitle: x\nsummary: x\n---\n\n## Hva de gjorde sammen\n\n{body}\n".encode())
    start = time.perf_counter()
    list(hard_to_read(source.body, "nb", vocabulary.sections))
    list(long_sentence(source))
    list(plain_word(source, "nb"))
    assert time.perf_counter() - start < 5  # measured: 0.4 s at most, and twice that for twice as much
