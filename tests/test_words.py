"""Words: the Norwegian order, guesses, widths, the vocabulary, and the sentences of the checker."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest

from helpers import REPOSITORY, TODAY
from samskapt import text
from samskapt.diagnostic import START, Diagnostic, Level
from samskapt.library import read_library
from samskapt.messages import LANGUAGES, catalogue, say
from samskapt.vocabulary import read_vocabulary

if TYPE_CHECKING:
    from pathlib import Path

    from samskapt.vocabulary import Vocabulary


def test_norwegian_order() -> None:
    """… z æ ø å, aa is å, other accents and case do not count, and equal keys are told apart."""
    names = ["Åse", "Zoo", "Ærfugl", "Østfold", "Aasen", "ape", "Élan", "eng", "Ørn", "«Å»", "å"]
    assert sorted(names, key=text.norwegian_key) == [
        "ape",
        "Élan",
        "eng",
        "Zoo",
        "Ærfugl",
        "Ørn",
        "Østfold",
        "«Å»",
        "å",
        "Åse",
        "Aasen",
    ]


@pytest.mark.parametrize(
    ("word", "guess"),
    [("møteplass", "moteplass"), ("Barnehage", "barnehage"), ("barnehge", "barnehage"), ("romfart", None), ("", None)],
)
def test_guesses(word: str, guess: str | None) -> None:
    """Norwegian letters, capitals and slips are seen through; a far word gets no guess."""
    assert text.closest(word, ["moteplass", "barnehage", "skole"]) == guess


def test_width_and_visibility() -> None:
    """Wide signs take two columns, combining ones none; invisible signs are spelt out."""
    assert text.width("æ日\u0301") == 3
    assert text.visible("a\u202eb\x1b[31m") == "aU+202EbU+001B[31m"
    assert text.visible("a\u2028b\u2029") == "aU+2028bU+2029"
    assert text.words("Ett to-tre «fire», 5!") == ["Ett", "to-tre", "fire", "5"]


def test_the_vocabulary_is_complete(vocabulary: Vocabulary) -> None:
    """Every facet of the design is there, with every word that the design names."""
    named = {
        "arena": "barnehage skole familie nabolag moteplass fritid-og-kultur arbeidsliv helsetjeneste "
        "nav-og-sosiale-tjenester fengsel bibliotek digitalt planlegging-og-politikk",
        "actors": "medborgere barn-og-unge foreldre erfaringskonsulenter frivillige frivillige-organisasjoner "
        "sosiale-entreprenorer naeringsliv fagfolk kommune folkevalgte fylkeskommune stat forskere",
        "co_creation_type": "styrt ansvarliggjorende likeverdig fasiliterende",
        "role": "tjenesteyting samfunnsutvikling",
        "level": "mikro makro",
        "phase": "kunnskaping analyse initiering utforming iverksetting evaluering",
        "say": "informert hort medvirket bestemte-sammen bestemte",
        "outcomes": "tilhorighet bety-noe sosial-stotte mestring deltakelse tillit likeverd arbeid-og-utdanning "
        "psykisk-helse livskvalitet mindre-ensomhet utjevning bedre-tjenester nye-losninger",
        "evidence": "fortelling praksiserfaring deltakernes-tilbakemelding intern-evaluering ekstern-evaluering "
        "forskning",
        "result": "som-hapet blandet ikke-som-hapet for-tidlig",
        "told_by": "deltakere praksisen redaksjonen",
        "life_phase": "voksne",
    }
    assert set(named) == set(vocabulary.facets)
    for facet, terms in named.items():
        assert set(terms.split()) <= set(vocabulary.facets[facet].terms), facet


def test_every_term_is_whole(vocabulary: Vocabulary) -> None:
    """A definition is one sentence, a source is one of the five documents, and no name or address stands twice."""
    assert len(vocabulary.documents) == 5
    addresses = [facet.address for facet in vocabulary.facets.values()]
    assert len(set(addresses)) == len(addresses)
    for facet in vocabulary.facets.values():
        assert facet.source.document in vocabulary.documents
        labels = [term.label.nb for term in facet.terms.values()]
        assert len(set(labels)) == len(labels)
        for term in facet.terms.values():
            assert term.source.document in vocabulary.documents, term.id
            assert term.synonyms, term.id
            assert re.fullmatch(r"[A-ZÆØÅ][^.!?]*[.?]", term.definition), term.definition


def test_every_outcome_has_its_group(vocabulary: Vocabulary) -> None:
    """No outcome is left out of the groups, and every group has some."""
    outcomes = vocabulary.facets["outcomes"]
    groups = {term.extra.get("group") for term in outcomes.terms.values()}
    assert groups == {group.id for group in outcomes.groups}


def test_actors_are_marked_public_or_not(vocabulary: Vocabulary) -> None:
    """Each actor is public, not public, or either."""
    marks = {term.extra["public"] for term in vocabulary.facets["actors"].terms.values()}
    assert marks == {"yes", "no", "varies"}


def test_the_four_types_are_the_four_corners(vocabulary: Vocabulary) -> None:
    """The typology's two axes give each type a corner of its own, and a situation."""
    types = vocabulary.facets["co_creation_type"].terms.values()
    assert len({(term.extra["driver"], term.extra["result"]) for term in types}) == 4
    assert all(term.extra["situation"].startswith("Der det offentlige") for term in types)


def test_labels_follow_the_reader(vocabulary: Vocabulary) -> None:
    """Danish and Swedish readers get bokmål; sections have headings in all five languages."""
    label = vocabulary.term("arena", "skole").label
    assert [label.in_language(language) for language in ("nb", "nn", "en", "da", "sv")] == [
        "Skole",
        "Skule",
        "School",
        "Skole",
        "Skole",
    ]
    titles = {kind.title(language) for kind in vocabulary.sections.values() for language in ("nb", "nn", "en")}
    assert {"Hvem bestemte hva", "Kven bestemte kva", "Who decided what"} <= titles


def test_a_broken_vocabulary_is_told_with_its_place(root: Path) -> None:
    """A slip in a vocabulary file stops the check, and is told as a slip in a story is."""
    file = root / "vocabulary" / "role.yml"
    file.write_text(file.read_text(encoding="utf-8").replace("definition:", "definisjon:", 1), encoding="utf-8")
    words, said = read_vocabulary(root)
    assert words is None
    assert [(one.file, one.rule) for one in said] == [("vocabulary/role.yml", "unknown-field")]
    checked = read_library(root, TODAY)
    assert checked.library is None
    assert checked.has_errors
    file.write_text("facet: role: x\n", encoding="utf-8")
    assert [one.rule for one in read_vocabulary(root)[1]] == ["yaml-syntax"]


def test_both_languages_say_the_same() -> None:
    """Every rule has the same sentences in both languages, with the same words to fill in, and none is empty."""
    norwegian, english = (_sentences(language) for language in LANGUAGES)
    assert norwegian.keys() == english.keys()
    for key, sentence in norwegian.items():
        assert sentence.strip()
        assert english[key].strip()
        assert set(re.findall(r"{\w+}", sentence)) >= set(re.findall(r"{\w+}", english[key])), key
        assert set(re.findall(r"{\w+}", english[key])) >= set(re.findall(r"{\w+}", sentence)), key


def _sentences(language: str) -> dict[tuple[str, ...], str]:
    found: dict[tuple[str, ...], str] = {}
    for rule, entry in catalogue(language).items():
        for name, value in entry.items():
            if isinstance(value, str):
                found[rule, name] = value
            elif isinstance(value, dict):
                for case, sentences in value.items():
                    assert isinstance(sentences, dict)
                    found |= {(rule, case, part): str(sentence) for part, sentence in sentences.items()}
    return found


def test_values_in_messages_cannot_disturb_a_terminal() -> None:
    """What a stranger wrote is shown with its control signs spelt out."""
    diagnostic = Diagnostic("a", START, "unknown-field", Level.ERROR, "plain", (("allowed", "x"), ("field", "\x1b[2J")))
    assert say(diagnostic, "nb").message == "Feltet «U+001B[2J» finnes ikke."


def test_an_unknown_case_is_a_mistake_of_ours() -> None:
    """A rule that names a sentence which is not written fails loudly."""
    with pytest.raises(KeyError):
        say(Diagnostic("a", START, "unknown-field", Level.ERROR, "nei"), "nb")


def test_a_broken_catalogue_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A slip in the messages is told with file and line, at once."""
    shutil.copytree(REPOSITORY / "tools" / "samskapt" / "messages", tmp_path / "messages")
    (tmp_path / "messages" / "nb" / "body.yml").write_text("a: b: c\n", encoding="utf-8")
    monkeypatch.setattr("samskapt.messages._FOLDER", tmp_path / "messages")
    catalogue.cache_clear()
    with pytest.raises(ValueError, match=r"body\.yml:1"):
        catalogue("nb")
    monkeypatch.undo()
    catalogue.cache_clear()
