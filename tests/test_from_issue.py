"""An issue becomes a story file that decodes, or a clear answer, whatever is written in it."""

from __future__ import annotations

import io
import json
import random
import re
import unicodedata
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from click.testing import CliRunner, Result

from helpers import REPOSITORY, write_story
from samskapt.cli import main
from samskapt.decode import decode
from samskapt.fields import STORY
from samskapt.from_issue import MOST_SIGNS, Missing, Told, from_issue
from samskapt.issue_form import CONSENT, PROMISES, choices, issue_form, questions
from samskapt.kinds import Kind, Several
from samskapt.records import Records
from samskapt.source import FORBIDDEN, read_source

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from samskapt.vocabulary import Vocabulary

TICKED = "\n".join(f"- [X] {one}" for one in PROMISES)
STORIES = sorted(REPOSITORY.glob("stories/*/index.md"))
ASKED = {"title", "summary", "language", "told_by", "place", "period", "arena", "actors", "co_creation_type", "role"}
ASKED |= {"life_phase", "participation", "outcomes", "result", "sources"}


def issue(vocabulary: Vocabulary, answers: Mapping[str, str], consent: str = TICKED) -> str:
    """Return what GitHub writes of answers by label: every question, those without an answer too."""
    parts = [(one.label, answers.get(one.label, "_No response_")) for one in questions(vocabulary)]
    return "\n\n".join(f"### {label}\n\n{said}" for label, said in (*parts, (CONSENT, consent))) + "\n"


def told(text: str, vocabulary: Vocabulary) -> Told:
    """Return the story that an issue tells; the test fails where something is missing."""
    result = from_issue(text, vocabulary)
    assert isinstance(result, Told), result
    return result


def fields(text: str, vocabulary: Vocabulary) -> dict[str, Any]:
    """Return the decoded fields of a story file, which has nothing wrong that reading it would find."""
    source = read_source(text.encode())
    decoded = decode(source, vocabulary)
    assert (source.readable, source.findings, decoded.findings) == (True, (), ())
    return decoded.fields


def _form(value: Any, kind: Kind, vocabulary: Vocabulary) -> str:  # noqa: ANN401
    """Write a plain value as a person would in the form."""
    if isinstance(kind, Records):
        return "\n\n".join(
            "\n".join(
                f"{part.label}: {_form(record.get(part.name, ''), part.kind, vocabulary)}" for part in kind.fields
            )
            for record in value
        )
    labels = {written: label for label, written in choices(kind, vocabulary).items()}
    if isinstance(kind, Several):
        return ", ".join(labels.get(one, one) for one in ([value] if isinstance(value, str) else value))
    return str(labels.get(value, value))


def _answers(path: Path, vocabulary: Vocabulary) -> tuple[dict[str, str], dict[str, Any], dict[str, str]]:
    """Return a story's answers by label, its decoded fields, and the Markdown of its sections by their ids."""
    source = read_source(path.read_bytes())
    decoded = decode(source, vocabulary).fields
    titles = {kind.title(decoded["language"]): name for name, kind in vocabulary.sections.items()}
    pieces = re.split(r"^## (.*)$", source.body.text, flags=re.MULTILINE)
    sections = {titles[head.strip()]: text.strip() for head, text in zip(pieces[1::2], pieces[2::2], strict=True)}
    answers = {}
    for question in questions(vocabulary):
        if question.route[0] == "sections":
            answers[question.label] = sections[question.route[1]]
        else:
            value: Any = source.values
            for step in question.route:
                value = value.get(step, "") if isinstance(value, dict) else ""
            if value:
                answers[question.label] = _form(value, question.kind, vocabulary)
    return answers, decoded, sections


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.parent.name)
def test_the_librarys_own_stories_come_back_whole(path: Path, vocabulary: Vocabulary) -> None:
    """Written in the form, every field that the form asks for is the same, and every section word by word."""
    answers, decoded, sections = _answers(path, vocabulary)
    result = told(issue(vocabulary, answers), vocabulary)
    assert result.unread == ()
    assert not result.cleaned
    again = fields(result.text, vocabulary)
    assert {name: again.get(name) for name in ASKED} == {name: decoded.get(name) for name in ASKED}
    assert again["status"] == "draft"
    body = read_source(result.text.encode()).body.text
    pieces = re.split(r"^## .*$", body, flags=re.MULTILINE)[1:]
    assert [piece.strip() for piece in pieces] == [sections[name] for name in vocabulary.sections]


def test_line_ends_do_not_matter(vocabulary: Vocabulary) -> None:
    """GitHub sends some with both signs: the story is the same."""
    answers, _, _ = _answers(STORIES[0], vocabulary)
    text = issue(vocabulary, answers)
    assert from_issue(text.replace("\n", "\r\n"), vocabulary) == from_issue(text, vocabulary)
    assert from_issue(text.replace("\n", "\r"), vocabulary) == from_issue(text, vocabulary)


def test_there_are_stories_to_come_back() -> None:
    """The test above has something to work on."""
    assert len(STORIES) >= 39


def test_every_field_is_asked_for_or_left_to_the_editors(vocabulary: Vocabulary) -> None:
    """A new field is asked for in the form, unless it is left out on purpose."""
    assert {one.route[0] for one in questions(vocabulary)} - {"sections"} == ASKED
    left = {part.name for part in STORY} - ASKED
    assert left == {"status", "level", "related", "image", "published", "reviewed", "review_within", "withdrawn"}


def test_the_committed_form_is_what_the_command_makes(vocabulary: Vocabulary) -> None:
    """The file in the repository follows the field table and the vocabulary."""
    made = CliRunner().invoke(main, ["schema", "--as", "issue-form", "--root", str(REPOSITORY)]).stdout
    assert made == issue_form(vocabulary)
    assert (REPOSITORY / ".github/ISSUE_TEMPLATE/fortelling.yml").read_text(encoding="utf-8") == made


def test_github_takes_the_form(vocabulary: Vocabulary) -> None:
    """It keeps the rules of GitHub's page on the syntax of issue forms, and of the one on common mistakes in them."""
    form = yaml.load(issue_form(vocabulary), yaml.SafeLoader)  # noqa: TID251 (as GitHub reads it)
    assert form.keys() == {"name", "description", "title", "labels", "body"}
    asked = [part for part in form["body"] if part["type"] != "markdown"]
    allowed = {
        "markdown": {"value"},
        "input": {"label", "description", "placeholder", "value"},
        "textarea": {"label", "description", "placeholder", "value", "render"},
        "dropdown": {"label", "description", "multiple", "options", "default"},
        "checkboxes": {"label", "description", "options"},
    }
    for part in form["body"]:
        assert part.keys() <= {"type", "id", "attributes", "validations"}
        assert part["attributes"].keys() <= allowed[part["type"]]
        assert all(value or value is False for value in part["attributes"].values())
    ids = [part["id"] for part in asked]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[A-Za-z0-9_-]+", one) for one in ids)
    labels = [re.sub(r"\W", "", part["attributes"]["label"]).casefold() for part in asked]
    assert len(set(labels)) == len(labels)
    for part in asked:
        offered = part["attributes"].get("options", []) if part["type"] == "dropdown" else []
        assert all(isinstance(one, str) and one.casefold() != "none" for one in offered)
        assert len(set(offered)) == len(offered)
        assert not any("," in one for one in offered), "GitHub writes several choices with commas between"


def test_what_is_not_answered_is_not_there(vocabulary: Vocabulary) -> None:
    """A title and one section are enough; the country that the form writes itself is no answer."""
    short = issue(vocabulary, {"Tittel": "Kafeen", "Hva var vanskelig": "Ikke kjent.", "Land": "NO", "Rolle": "None"})
    result = told(short, vocabulary)
    assert fields(result.text, vocabulary) == {"title": "Kafeen", "language": "nb", "status": "draft"}
    assert "- Hvem tok det første skrittet?" in result.text
    assert "- Hva gikk ikke som dere håpet?" not in result.text


def test_blank_lines_of_the_form_are_no_answer(vocabulary: Vocabulary) -> None:
    """The lines that the form writes for participation, outcomes and sources, sent as they are, say nothing."""
    form = yaml.load(issue_form(vocabulary), yaml.SafeLoader)  # noqa: TID251
    blank = {
        part["attributes"]["label"]: part["attributes"]["value"]
        for part in form["body"]
        if "value" in part["attributes"] and "id" in part
    }
    result = told(issue(vocabulary, {**blank, "Tittel": "Kafeen", "Hva var vanskelig": "Mye."}), vocabulary)
    assert result.unread == ()
    assert fields(result.text, vocabulary).keys() == {"title", "language", "status"}


def test_a_country_is_norway_unless_said(vocabulary: Vocabulary) -> None:
    """Somewhere without a country is in Norway."""
    answers = {"Tittel": "Kafeen", "Hva var vanskelig": "Mye.", "Kommune": "Ås"}
    assert fields(told(issue(vocabulary, answers), vocabulary).text, vocabulary)["place"].country == "NO"
    for said, country in (("SE", "SE"), ("Sverige", "SE"), ("storbritannia", "GB"), ("Norge", "NO")):
        answers["Land"] = said
        assert fields(told(issue(vocabulary, answers), vocabulary).text, vocabulary)["place"].country == country


def test_numbers_are_read_as_people_write_them(vocabulary: Vocabulary) -> None:
    """Several sources of one claim may stand with commas, spaces or a word between."""
    claim = "Utfall: Tillit\nBygger på: Fortelling\nKilde: {}\nPåstand: Naboer stoler på hverandre."
    for said in ("1, 2 og 3", "1 2 3", "1,2,3", "1;2;3"):
        answers = {"Tittel": "Kafeen", "Hva var vanskelig": "Mye.", "Utfall": claim.format(said)}
        assert fields(told(issue(vocabulary, answers), vocabulary).text, vocabulary)["outcomes"][0].source == (1, 2, 3)


@pytest.mark.parametrize(
    ("label", "said", "sentence"),
    [
        ("Sammendrag", "For kort.", "minst 80"),
        ("Arena", "Barnehage, Romstasjon", "Romstasjon"),
        ("Fra", "en gang i mars", "en gang i mars"),
        ("Kilder", "Rapporten fra Ås kommune, 2019", "«Utgiver: …»"),
        ("Kilder", "Tittel: Rapporten\nÅr: i fjor\nUtgiver: Ås", "i fjor"),
        ("Medvirkning", "Fase: Utforming\nAktører: Naboer\nInnflytelse: Bestemte", "Naboer"),
    ],
)
def test_no_word_is_lost(label: str, said: str, sentence: str, vocabulary: Vocabulary) -> None:
    """What is no value of its field stands as a comment above it, and the answer says why."""
    result = told(issue(vocabulary, {"Tittel": "Kafeen", "Hva var vanskelig": "Mye.", label: said}), vocabulary)
    fields(result.text, vocabulary)
    front = result.text.split("\n---\n")[0]
    comments = "\n".join(line.removeprefix("#").strip() for line in front.split("\n") if line.startswith("#"))
    for line in said.split("\n"):
        assert line in comments
    assert sentence in " ".join(result.unread[0].sentences)


def test_words_outside_the_questions_are_kept(vocabulary: Vocabulary) -> None:
    """What someone has written above the first question, or beside the boxes, stands as a comment at the top."""
    text = issue(vocabulary, {"Tittel": "Kafeen", "Hva var vanskelig": "Mye."}, f"{TICKED}\nRing meg gjerne.")
    result = told(f"Hei! Se https://example.org/{'a' * 200}\n\n{text}", vocabulary)
    fields(result.text, vocabulary)
    assert f"#   Hei! Se\n#   https://example.org/{'a' * 200}\n#   Ring meg gjerne.\ntitle: Kafeen" in result.text
    assert [one.label for one in result.unread] == ["Utenfor spørsmålene"]


def test_headings_that_are_not_the_forms_are_text(vocabulary: Vocabulary) -> None:
    """A heading in an answer stays there, the form's own in the wrong place too."""
    answers = {
        "Tittel": "Kafeen",
        "Hva det handlet om": "Begynn.\n\n### Bakgrunn\n\nMer.\n\n### Kilder\n\nFler.\n\n### \n\n###Tett",
        "Hva var vanskelig": "### Tittel\n\nDet var vanskelig å finne en tittel.",
        "Kommune": "Ås",
    }
    result = told(issue(vocabulary, answers), vocabulary)
    assert result.unread == ()
    assert answers["Hva det handlet om"] in result.text
    assert answers["Hva var vanskelig"] in result.text
    assert fields(result.text, vocabulary)["place"].municipality == "Ås"


def test_questions_are_made_a_list(vocabulary: Vocabulary) -> None:
    """Questions on a line each become the list that a story has; a list stays as it is."""
    answers = {"Tittel": "Kafeen", "Spørsmål til samtale": "Hvem bestemte?\n\nHvem betalte?"}
    assert "- Hvem bestemte?\n- Hvem betalte?" in told(issue(vocabulary, answers), vocabulary).text
    answers["Spørsmål til samtale"] = "* Hvem bestemte?\n* Hvem betalte?"
    assert answers["Spørsmål til samtale"] in told(issue(vocabulary, answers), vocabulary).text


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "ikke skrevet i skjemaet"),
        ("Hei! Jeg vil fortelle om kafeen vår.", "ikke skrevet i skjemaet"),
        ("### Noe annet\n\nHei", "ikke skrevet i skjemaet"),
        ("### Tittel\n\n_No response_", "«Tittel» er tomt"),
        ("### Tittel\n\nA", "«Tittel»: Teksten er 1 tegn"),
        ("### Tittel\n\n" + "Lang " * 30, "«Tittel»: Teksten er 149 tegn"),
        ("### Tittel\n\nKafeen", "Selve fortellingen mangler"),
        ("### Tittel\n\nKafeen", "Ingen barn kan kjennes igjen"),
        ("x" * (MOST_SIGNS + 1), "lengre enn 65536 tegn"),
    ],
)
def test_what_is_missing_is_said(text: str, sentence: str, vocabulary: Vocabulary) -> None:
    """Where there is nothing to make a draft of, the answer says what is missing."""
    result = from_issue(text, vocabulary)
    assert isinstance(result, Missing)
    assert sentence in " ".join(result.sentences)


def test_more_than_a_story_has_room_for_is_said(vocabulary: Vocabulary) -> None:
    """Three thousand sources, each fine in itself, are no story."""
    answers = {"Tittel": "Kafeen", "Hva var vanskelig": "Mye.", "Kilder": "Tittel: a\nUtgiver: b\n" * 2500}
    result = from_issue(issue(vocabulary, answers), vocabulary)
    assert isinstance(result, Missing)
    assert "Kort ned" in result.sentences[0]


@pytest.mark.parametrize("index", range(len(PROMISES)))
def test_a_draft_is_made_only_when_every_promise_is_given(index: int, vocabulary: Vocabulary) -> None:
    """One box that is not ticked is enough for there to be no file."""
    boxes = "\n".join(f"- [{' ' if at == index else 'x'}] {one}" for at, one in enumerate(PROMISES))
    result = from_issue(issue(vocabulary, {"Tittel": "Kafeen", "Hva var vanskelig": "Mye."}, boxes), vocabulary)
    assert result == Missing((f"Det er ikke krysset av for «{PROMISES[index]}».",))


# Hostile issues: each piece in each kind of answer, and in place of the whole issue.
_PIECES = (
    "$(touch {proof})",
    "`touch {proof}`",
    "; touch {proof} #",
    "${{{{ github.token }}}} ${{{{ secrets.X }}}}",
    "::set-output name=x::y\n::add-mask::x\n##[error]x",
    "### \n### Tittel\n### tittel ###\n### Før du sender\n\n- [ ] nei",
    "_No response_",
    "---\nstatus: published\n---\n# x",
    "x: y\n- z: &a [*a, *a]\n<<: *a\n!!python/object/apply:os.system ['touch {proof}']",
    "\"'\\x00\\ud800 \\u202e: | > % @ # , [ ] {{ }}",
    "a\x00b\x1b[31m\x07\u202eevil\u2066\u200b\ufeff",
    "linje\r\nlinje\rlinje\u2028linje\x85linje\x0clinje",
    "<script>alert(1)</script><!-- samskapt: ignore raw-html – x --><!--",
    "../../../../etc/passwd\n~/.ssh/id_rsa\nC:\\con\\aux",
    "@alle [x](javascript:alert(1)) ![x](https://ond.example/x.png)",
    "```````\n````text\n~~~",
    "no\n0150\n12:30\n2019-05\nnull\n~\ntrue",
    "Å" * 5000 + "👩‍👩‍👧‍👦 e\u0301 \U000e0041",
    "[" * 3000 + "> " * 500 + "*" * 300,
    "Tittel: x\nUtgiver: y\nFase: z\nUtfall: w\n" * 700,
    "### Tittel\n" * 2000 + "### a" + " " * 30_000 + "b\n- [x] c" + " " * 10_000 + "d",  # slow for careless patterns
)
_KINDS = ("Tittel", "Sammendrag", "Hva var vanskelig", "Medvirkning", "Arena")
HOSTILE = [(piece, label) for piece in _PIECES for label in (*_KINDS, "")]


def _hostile(piece: str, label: str, proof: Path, vocabulary: Vocabulary) -> str:
    said = piece.format(proof=proof)
    if not label:
        return said
    answers = {"Tittel": "Kafeen", "Hva det handlet om": "Det handlet om kaffe.", label: said}
    return issue(vocabulary, answers)


def test_there_are_a_hundred_hostile_issues() -> None:
    """As many as were asked for."""
    assert len(HOSTILE) >= 100


@pytest.mark.parametrize(("piece", "label"), HOSTILE, ids=lambda part: json.dumps(part[:16]))
def test_hostile_issues_do_nothing(piece: str, label: str, root: Path, vocabulary: Vocabulary) -> None:
    """A file that decodes, or a clear answer; nothing is run, and nothing is written but the one file."""
    proof = root / "proof"
    text = _hostile(piece, label, proof, vocabulary)[:MOST_SIGNS]
    before = {path for path in root.rglob("*") if path.is_file()}
    result = run("from-issue", "-", "--root", root, text=text.encode())
    written = {path for path in root.rglob("*") if path.is_file()} - before
    assert result.exit_code in {0, 1}, result.output
    assert not proof.exists()
    assert not re.search(r"[\x00-\x08\x0b-\x1f\u202e\u2066]", result.output)
    if result.exit_code:
        assert written == set()
        assert "Dette mangler" in result.output
        return
    (path,) = written
    assert re.fullmatch(r"stories/[a-z0-9]+(-[a-z0-9]+)*/index\.md", path.relative_to(root).as_posix())
    assert fields(path.read_text(encoding="utf-8"), vocabulary)["status"] == "draft"


def _words(text: str) -> list[str]:
    clean = FORBIDDEN.sub("", unicodedata.normalize("NFC", "\n".join(text.splitlines())))
    return re.findall(r"\w{2,}", clean.casefold())


def test_random_issues_do_nothing(vocabulary: Vocabulary) -> None:
    """Pieces, labels and signs thrown together a thousand times: a file that has every word, or a clear answer."""
    of_the_form = " ".join([CONSENT, *PROMISES, "_No response_", *(one.label for one in questions(vocabulary))])
    records = [one.kind for one in questions(vocabulary) if isinstance(one.kind, Records)]
    of_the_form += " " + " ".join(part.label for kind in records for part in kind.fields)
    known = set(_words(of_the_form))
    chance = random.Random(8)  # noqa: S311 (the same every time)
    labels = [f"\n### {one.label}\n" for one in questions(vocabulary)]
    signs = [*_PIECES, *labels, *labels, TICKED, f"\n### {CONSENT}\n\n{TICKED}\n", "Kafeen", "\n", ": ", "# ", "- "]
    made = 0
    for _ in range(1000):
        text = "".join(chance.choices(signs, k=chance.randint(1, 40)))
        if chance.random() < 0.9:
            text = f"### Tittel\n\nKafeen\n\n{text}\n### {CONSENT}\n\n{TICKED}"
        result = from_issue(text, vocabulary)
        if isinstance(result, Told):
            made += 1
            fields(result.text, vocabulary)
            assert set(_words(text)) - known <= set(_words(result.text))
    assert made > 100


def test_the_answer_calls_upon_no_one(vocabulary: Vocabulary, root: Path) -> None:
    """What a stranger wrote stands in code in the answer: no link, picture, mention or heading of theirs is one."""
    evil = "@alle ![x](https://ond.example) </code> ````` ~~~"
    text = issue(vocabulary, {"Tittel": evil[:60], "Hva var vanskelig": evil, "Arena": evil, "Fra": evil})
    result = run("from-issue", "-", "--root", root, text=text.encode())
    outside = re.sub(r"^(`{3,})text\n.*?\n\1$", "", result.output, flags=re.DOTALL | re.MULTILINE)
    assert "@alle" in result.output
    assert "ond.example" not in outside
    assert "@alle" not in outside


# The command, as a newcomer uses it.


def run(*arguments: object, text: bytes = b"") -> Result:
    """Run a command with what comes in on standard input."""
    return CliRunner().invoke(main, [str(one) for one in arguments], input=io.BytesIO(text))


def test_the_command_writes_a_draft_and_an_answer(root: Path, vocabulary: Vocabulary) -> None:
    """The draft lies in the library, and the answer says what is left to do."""
    file = root / "issue.md"
    answers = {"Tittel": "Språkkafeen på torget", "Hva var vanskelig": "Ingen kom. Se <b>her</b>.", "Fra": "i fjor"}
    file.write_text(issue(vocabulary, answers), encoding="utf-8")
    result = run("from-issue", file, "--root", root)
    assert result.exit_code == 0
    for part in (
        "Takk for fortellingen! Den er blitt et utkast: `stories/sprakkafeen-pa-torget/index.md`",
        "Dette fikk vi ikke plassert",
        "Tid: «i fjor»",
        "Dette må rettes",
        "[raw-html]",
        "Ingenting publiseres før du er enig",
    ):
        assert part in result.output, part
    assert (root / "stories/sprakkafeen-pa-torget/index.md").is_file()
    answers["Hva var vanskelig"] = "Ingen kom."
    result = run("from-issue", "-", "--root", root, text=issue(vocabulary, answers).encode())
    assert "Dette mangler før fortellingen kan publiseres" in result.output
    assert "- «Sammendrag» mangler." in result.output
    assert "Publisert" not in result.output


def test_a_name_that_is_taken_gets_a_number(root: Path, vocabulary: Vocabulary) -> None:
    """A story that is there already stays as it is."""
    there = write_story(root, "kafeen", "her var det noe")
    text = issue(vocabulary, {"Tittel": "Kafeen", "Hva var vanskelig": "Mye."}).encode()
    assert "stories/kafeen-2/index.md" in run("from-issue", "-", "--root", root, text=text).output
    assert "stories/kafeen-3/index.md" in run("from-issue", "-", "--root", root, text=text).output
    assert there.read_text(encoding="utf-8") == "her var det noe"


def test_the_draft_can_be_written_elsewhere(root: Path, tmp_path: Path, vocabulary: Vocabulary) -> None:
    """The library is only read then."""
    text = issue(vocabulary, {"Tittel": "Кафе", "Hva var vanskelig": "Mye."}).encode()
    result = run("from-issue", "-", "--root", root, "--output", tmp_path / "out", text=text)
    assert "stories/fortelling/index.md" in result.output
    assert [path.name for path in (root / "stories").iterdir()] == []
    assert (tmp_path / "out/stories/fortelling/index.md").is_file()
    again = run("from-issue", "-", "--root", root, "--output", tmp_path / "out", text=text)
    assert (again.exit_code, again.output) == (2, f"samskapt: {tmp_path}/out/stories/fortelling finnes alt.\n")


def test_the_command_says_what_it_cannot_do(root: Path, tmp_path: Path) -> None:
    """A file that is not there, is no text, is a folder, is empty, or is far too long."""
    (tmp_path / "bilde.png").write_bytes(b"\x89PNG\r\n\x1a\n\xff\xfe")
    (tmp_path / "tom.md").write_bytes(b"")
    (tmp_path / "lang.md").write_bytes("æ".encode() * 300_000)
    (tmp_path / "mappe").mkdir()
    for name, code, sentence in (
        ("borte.md", 2, "Kan ikke lese"),
        ("bilde.png", 2, "er ikke en tekst i UTF-8"),
        ("mappe", 2, "Kan ikke lese"),
        ("tom.md", 1, "ikke skrevet i skjemaet"),
        ("lang.md", 1, "lengre enn 65536 tegn"),
    ):
        result = run("from-issue", tmp_path / name, "--root", root)
        assert (result.exit_code, sentence in result.output) == (code, True), (name, result.output)
        assert list((root / "stories").iterdir()) == []
