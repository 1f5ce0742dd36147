"""A story told in a real browser: written, kept, read again, shown, and taken out in every way, whole."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from helpers import GOOD, REPOSITORY, TODAY, examine
from samskapt.decode import decode
from samskapt.diagnostic import Level
from samskapt.scaffold import new_story
from samskapt.source import read_source
from samskapt.writing.form import ask, story_field
from test_accessibility import AXE, violations
from test_browser import visit
from written_stories import paragraph, story

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Page

    from samskapt.vocabulary import Vocabulary

FILL = """([values, sections]) => {
  const set = (control, value) => {
    control.value = value;
    for (const kind of ["input", "change"]) control.dispatchEvent(new Event(kind, { bubbles: true }));
  };
  const pick = (selector) => {
    const control = document.querySelector(selector);
    if (!control.checked) control.click();
  };
  const write = (at, value) => {
    const list = document.querySelector(`[data-list="${at}"], [data-sources="${at}"]`);
    const control = document.querySelector(`[data-at="${at}"]`);
    if (at === "participation")
      for (const { phase, actors, say } of value)
        for (const actor of actors) pick(`[data-phase="${phase}"][data-actor="${actor}"][value="${say}"]`);
    else if (list) {
      const kind = list.dataset.list ? "list" : "sources";
      for (const one of value) pick(`[data-${kind}="${at}"] [value="${one}"]`);
    }
    else if (control?.dataset.split !== undefined) set(control, value.join(", "));
    else if (Array.isArray(value))
      value.forEach((record, index) => {
        document.querySelector(`[data-to="${at}"]`).click();
        for (const [name, part] of Object.entries(record)) write(`${at}.${index}.${name}`, part);
      });
    else if (typeof value === "object") for (const [name, part] of Object.entries(value)) write(`${at}.${name}`, part);
    else if (control.type === "radio") pick(`[data-at="${at}"][value="${value}"]`);
    else set(control, value);
  };
  const order = ["sources", ...Object.keys(values).filter((name) => name !== "sources")];
  for (const name of order) if (name in values) write(name, values[name]);
  for (const [id, text] of Object.entries(sections)) set(document.querySelector(`[data-section="${id}"]`), text);
}"""
SETTLE = "dispatchEvent(new Event('pagehide'))"
FILE = f"() => {{ {SETTLE}; return document.querySelector('#fil').value; }}"
STATE = """() => Object.fromEntries(
  [...document.querySelectorAll("#skjema :is([data-at], [data-section], input)")].map((one, place) => [
    one.id || `${one.name} ${one.value} ${place}`,
    one.type === "radio" || one.type === "checkbox" ? one.checked : one.value,
  ]))"""


@pytest.fixture(scope="module")
def context(browser: Browser, site_address: str) -> Iterator[BrowserContext]:
    """Return one reader's browser, with what it keeps."""
    opened = browser.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True)
    opened.grant_permissions(["clipboard-read", "clipboard-write"], origin=site_address.rstrip("/"))
    opened.set_default_timeout(6_000)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def opened(context: BrowserContext) -> Iterator[Page]:
    """Return one page for all the tests; what it complains of is judged when they are done."""
    page = context.new_page()
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(message.text) if message.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    yield page
    assert wrong == []


@pytest.fixture
def page(opened: Page, site_address: str) -> Page:
    """Return the page with an empty form."""
    return fresh(opened, site_address)


def fresh(page: Page, site_address: str, address: str = "skriv/", **made: object) -> Page:
    """Open the form with nothing kept; ``made`` changes what the build says of where stories can be sent."""
    page.unroute_all()
    if made:

        def answer(route: Any) -> None:  # noqa: ANN401 (Playwright's)
            route.fulfill(json={**route.fetch().json(), **made})

        page.route("**/tabeller.json", answer)
    page.goto(f"{site_address}om/")
    page.evaluate("localStorage.clear()")
    page.goto(f"{site_address}{address}")
    return ready(page)


def ready(page: Page) -> Page:
    """Wait until the form is there."""
    page.locator("#skriv[data-ready]").wait_for()
    return page


def bring(page: Page, text: str | bytes) -> str:
    """Open a file in the form, and return what is said of it."""
    data = text.encode() if isinstance(text, str) else text
    page.evaluate("document.querySelector('#beskjed').hidden = true")
    page.set_input_files("#hent", {"name": "en.md", "mimeType": "text/markdown", "buffer": data})
    page.locator("#beskjed:not([hidden])").wait_for()
    return page.locator("#beskjed").inner_text()


def step(page: Page, name: str) -> None:
    """Go to a step of the form."""
    page.evaluate("name => document.querySelector(`a[data-step='${name}']`).click()", name)


def said(page: Page, at: str) -> list[str]:
    """Return the rules that are told at a question."""
    items = page.locator(
        f"[data-ask='{at}'] > .s-says:not([hidden]) li, [data-ask='{at}'] > fieldset > .s-says:not([hidden]) li"
    )
    return [item.get_attribute("data-rule") or "" for item in items.all()]


@pytest.mark.parametrize(
    "numbers", [range(start, start + 15) for start in range(0, 60, 15)], ids=lambda some: f"{some[0]}-"
)
def test_sixty_stories_come_out_as_they_were_written(
    opened: Page, site_address: str, tmp_path: Path, vocabulary: Vocabulary, numbers: range
) -> None:
    """Written in the form, in every field: the file has no errors, and holds what was written, field by field."""
    page = fresh(opened, site_address)
    for number in numbers:
        values, texts = story(number, vocabulary)
        page.evaluate("document.querySelector('#slett').showModal(); document.querySelector('#slett').close('yes')")
        page.locator("#beskjed", has_text="slettet").wait_for()
        page.evaluate(FILL, [values, texts])
        file = page.evaluate(FILE)
        diagnostics = examine(tmp_path / str(number), file, vocabulary).diagnostics
        assert [one for one in diagnostics if one.level == Level.ERROR] == [], number
        source = read_source(file.encode())
        assert source.values == values, number
        assert [*source.values] == [name for name in values if name in source.values], number
        assert set(decode(source, vocabulary).fields) == set(values), number
        titles = {kind.title(values["language"]): name for name, kind in vocabulary.sections.items()}
        parts = re.split(r"^## (.*)\n", source.body.text, flags=re.MULTILINE)[1:]
        written = {titles[title]: text.strip() for title, text in zip(parts[::2], parts[1::2], strict=True)}
        assert written == {name: text.strip() for name, text in texts.items()}, number
        assert bring(page, file)
        assert page.evaluate(FILE) == file, number


def test_every_field_of_the_table_is_asked_for(page: Page) -> None:
    """No field can be forgotten by the form: each, and each part of each, has a place in it."""
    data = page.evaluate("fetch('tabeller.json').then((answer) => answer.json())")
    for name in ("sources", "outcomes"):
        page.evaluate("name => document.querySelector(`[data-to='${name}']`).click()", name)
    for field in data["rules"]["fields"]:
        assert page.locator(f"[data-ask='{field['name']}']").count() == 1, field["name"]
        for part in field["kind"].get("fields", []) if field["name"] != "participation" else []:
            index = ".0" if field["kind"]["is"] == "Records" else ""
            assert page.locator(f"[data-ask='{field['name']}{index}.{part['name']}']").count() == 1, part["name"]


def test_a_reload_in_the_middle_restores_every_field(page: Page, vocabulary: Vocabulary) -> None:
    """Each control holds after the reload what it held before, and the writer is at the same step."""
    values, texts = story(4, vocabulary)
    page.evaluate(FILL, [values, texts])
    step(page, "sources")
    page.evaluate(SETTLE)
    before = page.evaluate(STATE)
    file = page.evaluate(FILE)
    page.reload()
    ready(page)
    assert page.evaluate(STATE) == before
    assert page.evaluate(FILE) == file
    assert page.locator("#steg-sources").is_visible()
    assert page.locator("#steg-start").is_hidden()


def test_it_is_kept_by_itself_and_told(page: Page) -> None:
    """Soon after the last key the story is in the browser, and the page says so, and that nothing was sent."""
    page.get_by_label("Hva heter fortellingen?").press_sequentially("Språkkafé")
    page.locator("#lagret", has_text="Ingenting er sendt").wait_for()
    assert "Språkkafé" in page.evaluate("localStorage.getItem('samskapt-fortelling')")


def test_a_browser_that_keeps_nothing_says_so(page: Page) -> None:
    """Where nothing can be kept, the writer is told before the page is closed, and can still take the file."""
    page.evaluate("void (Storage.prototype.setItem = () => { throw new Error('no room'); })")
    page.get_by_label("Hva heter fortellingen?").fill("Språkkafé")
    page.evaluate(SETTLE)
    assert "Last ned fila" in page.locator("#lagret").inner_text()
    assert page.evaluate("dispatchEvent(new Event('beforeunload', { cancelable: true }))") is False
    assert "Språkkafé" in page.evaluate(FILE)


def test_two_tabs_never_write_over_each_other_in_silence(
    context: BrowserContext, opened: Page, site_address: str
) -> None:
    """Both write at once: one is told, nothing is lost, and the writer chooses. A tab at rest just follows."""
    one = fresh(opened, site_address)
    one.get_by_label("Hva heter fortellingen?").fill("Fra den første")
    one.evaluate(SETTLE)
    two = context.new_page()
    ready_two = ready_at(two, site_address)
    assert ready_two.get_by_label("Hva heter fortellingen?").input_value() == "Fra den første"
    two.get_by_label("Hva heter fortellingen?").fill("Fra den andre")
    two.evaluate(SETTLE)
    one.locator("#beskjed", has_text="i en annen fane").wait_for()
    assert one.get_by_label("Hva heter fortellingen?").input_value() == "Fra den andre"

    # both are written in before either hears of the other
    one.evaluate("window.stop_ = (event) => event.stopImmediatePropagation(); addEventListener('storage', stop_, true)")
    write = """text => {
      const title = document.querySelector("#f-title");
      title.value = text;
      title.dispatchEvent(new Event("input", { bubbles: true }));
    }"""
    one.evaluate(write, "Første, videre")
    two.evaluate(write, "Andre, videre")
    two.evaluate(SETTLE)
    one.evaluate(SETTLE)
    texts = two.evaluate("Object.entries(localStorage).map(([, text]) => text).join(' ')")
    assert "Første, videre" in texts
    assert "Andre, videre" in texts
    conflicted = one if one.get_by_role("button", name="Fortsett med denne").count() else two
    with conflicted.expect_download() as download:
        conflicted.get_by_role("button", name="Fortsett med denne").click()
    kept = {json.loads(conflicted.evaluate("localStorage.getItem('samskapt-fortelling')"))["story"]["values"]["title"]}
    given = download.value.path().read_text(encoding="utf-8")
    assert {"Første, videre", "Andre, videre"} == kept | {re.search(r"title: (.*)", given)[1]}  # type: ignore[index]
    two.close()


def ready_at(page: Page, site_address: str) -> Page:
    """Open the form as it was left."""
    page.goto(f"{site_address}skriv/")
    return ready(page)


def test_what_was_laid_aside_is_offered_again(page: Page, site_address: str) -> None:
    """A version that was not kept because of another tab is still there next time, and can be opened or forgotten."""
    page.evaluate("document.querySelector('#f-title').value = 'x'")
    aside = {"version": "1", "story": {"values": {"title": "Lagt til side"}, "sections": [], "before": "", "rest": ""}}
    page.evaluate("text => localStorage.setItem('samskapt-fortelling-til-side', text)", json.dumps(aside))
    ready_at(page, site_address)
    page.get_by_role("button", name="Åpne den").click()
    assert page.get_by_label("Hva heter fortellingen?").input_value() == "Lagt til side"
    assert page.evaluate("localStorage.getItem('samskapt-fortelling-til-side')") is None


def test_the_draft_is_deleted_when_the_writer_is_sure(page: Page) -> None:
    """«Slett utkastet» asks first; then nothing is left, neither on the page nor in the browser."""
    page.get_by_label("Hva heter fortellingen?").fill("Hemmelig")
    page.evaluate(SETTLE)
    page.get_by_role("button", name="Slett utkastet").click()
    page.get_by_role("button", name="Nei, behold det").click()
    assert "Hemmelig" in page.evaluate(FILE)
    page.get_by_role("button", name="Slett utkastet").click()
    page.get_by_role("button", name="Ja, slett det").click()
    page.locator("#beskjed", has_text="slettet").wait_for()
    assert page.get_by_label("Hva heter fortellingen?").input_value() == ""
    assert page.evaluate("Object.values(localStorage).join()").count("Hemmelig") == 0


def pad(page: Page, count: int) -> int:
    """Make a section so many letters long; return the length of GitHub's address, 0 for none."""
    page.evaluate(
        """count => {
          const text = document.querySelector("[data-section='handlet-om']");
          text.value = "a".repeat(count);
          text.dispatchEvent(new Event("input", { bubbles: true }));
        }""",
        count,
    )
    page.evaluate(SETTLE)
    address = page.locator("[data-github]").get_attribute("href") or ""
    return len(address.encode()) if address.startswith("https://") else 0


def test_github_is_offered_up_to_7500_bytes(opened: Page, site_address: str) -> None:
    """At 7,500 bytes the story goes along in the address, whole; at 7,501 it is copied instead."""
    page = fresh(opened, site_address, repository="eier/arkiv")
    page.get_by_label("Hva heter fortellingen?").fill("Språkkafé: «hei» & 100 %")
    step(page, "send")
    count = 7500 - pad(page, 1) + 1
    assert pad(page, count) == 7500
    assert page.locator("[data-way=github]").is_visible()
    assert page.locator("[data-way=long]").is_hidden()
    address = urlsplit(page.locator("[data-github]").get_attribute("href") or "")
    asked = parse_qs(address.query, strict_parsing=True, keep_blank_values=True)
    assert (address.hostname, address.path) == ("github.com", "/eier/arkiv/new/main")
    assert asked == {"filename": ["stories/sprakkafe-hei-100/index.md"], "value": [page.evaluate(FILE)]}
    assert pad(page, count + 1) == 0
    assert page.locator("[data-way=github]").is_hidden()
    assert page.locator("[data-way=long]").is_visible()
    empty = page.locator("[data-github-empty]").get_attribute("href") or ""
    assert empty == "https://github.com/eier/arkiv/new/main?filename=stories%2Fsprakkafe-hei-100%2Findex.md"


def test_no_text_is_lost_in_any_way_out(opened: Page, site_address: str, vocabulary: Vocabulary) -> None:
    """The file, what is copied and what is downloaded are the same, to the letter, also for a long story."""
    page = fresh(opened, site_address, repository="eier/arkiv", editors="redaksjon@example.org")
    values, texts = story(7, vocabulary)
    page.evaluate(FILL, [values, texts])
    file = page.evaluate(FILE)
    step(page, "send")
    assert len(file) > 15_000
    for way in ("mail", "download"):
        with page.expect_download() as download:
            page.locator(f"[data-way={way}] [data-do=download]").click()
        assert download.value.path().read_bytes() == file.encode()
        assert download.value.suggested_filename in page.locator("#sendt").inner_text()
    for way in ("long", "download"):
        page.evaluate("navigator.clipboard.writeText('')")
        page.locator(f"[data-way={way}] [data-do=copy]").click()
        page.locator("#sendt", has_text="kopiert").wait_for()
        assert page.evaluate("navigator.clipboard.readText()") == file
    mail = unquote(page.locator("[data-mail]").get_attribute("href") or "")
    assert mail.startswith("mailto:redaksjon@example.org?subject=")
    assert values["title"] in mail
    page.evaluate("void (navigator.clipboard.writeText = () => Promise.reject(new Error('no')))")
    page.locator("[data-way=download] [data-do=copy]").click()
    page.locator("#sendt", has_text="merket").wait_for()
    assert (
        page.evaluate(
            "getSelection().toString() || document.activeElement.value.slice(document.activeElement.selectionStart)"
        )
        == file
    )


def test_without_a_place_to_send_it_only_what_works_is_offered(opened: Page, site_address: str) -> None:
    """A site that knows no repository offers no way to GitHub."""
    page = fresh(opened, site_address, repository="")
    step(page, "send")
    assert page.locator("[data-way=github], [data-way=long]").locator("visible=true").count() == 0
    assert page.locator("[data-way=download]").is_visible()


def test_a_file_is_opened_and_what_was_there_is_not_lost(page: Page) -> None:
    """The file takes the place of the draft, which is given to the writer as a file first."""
    page.get_by_label("Hva heter fortellingen?").fill("Den gamle")
    page.evaluate(SETTLE)
    with page.expect_download() as download:
        told = bring(page, GOOD)
    assert "Den gamle" in download.value.path().read_text(encoding="utf-8")
    assert "hentet inn" in told
    assert page.get_by_label("Hva heter fortellingen?").input_value() == "Prøvehuset"
    assert page.evaluate(FILE).count("[^1]") == GOOD.count("[^1]")


@pytest.mark.parametrize(
    ("name", "text", "kept"),
    [
        ("a field without a place", GOOD.replace("role:", "rart uten kolon\nrole:"), "rart"),
        ("a comment of the writer's", GOOD.replace("role:", "# spør Kari om dette\nrole:"), "spør Kari om dette"),
        ("a comment on a line", GOOD.replace("result: blandet", "result: blandet # hm, eller?"), "# hm, eller?"),
        ("a field twice", GOOD.replace("result: blandet", "result: blandet\nresult: som-hapet"), "result: som-hapet"),
        ("a colon", GOOD.replace("title: Prøvehuset", "title: Kaffe: en historie"), "title: 'Kaffe: en historie'"),
        ("an anchor", GOOD.replace("title: Prøvehuset", "title: &a Prøvehuset"), "title: '&a Prøvehuset'"),
        (
            "a heading of one's own",
            GOOD.replace("## Skal du", "## Egen\n\nEgen tekst.\n\n## Skal du"),
            "## Egen\n\nEgen tekst.",
        ),
        ("text before", GOOD.replace("## Hva det", "Innledning.\n\n## Hva det"), "Innledning."),
        ("no fields at all", "Bare en tekst --> om noe.", "Bare en tekst --> om noe."),
        (
            "a field of another kind",
            GOOD.replace("title: Prøvehuset", "title: [Prøve, huset]"),
            "title: [Prøve, huset]",
        ),
        ("CRLF and a mark", "\ufeff" + GOOD.replace("\n", "\r\n"), "title: Prøvehuset\n"),
    ],
)
def test_nothing_in_a_file_is_lost(page: Page, name: str, text: str, kept: str) -> None:
    """What has no place in the form is kept as it stands, shown, and comes out again."""
    bring(page, text)
    file = page.evaluate(FILE)
    assert kept in file, name
    assert "Naboene malte kjøkkenet" in file or "Naboene" not in text
    bring(page, file)
    assert kept.replace("'", "") in page.evaluate(FILE).replace("'", ""), name


def test_a_file_in_another_encoding_is_told_and_changes_nothing(page: Page) -> None:
    """A file that is no UTF-8 leaves the draft as it was."""
    page.get_by_label("Hva heter fortellingen?").fill("Den gamle")
    assert "UTF-8" in bring(page, "blåbær".encode("latin-1"))
    assert page.get_by_label("Hva heter fortellingen?").input_value() == "Den gamle"


def test_what_samskapt_new_writes_can_be_opened(page: Page, vocabulary: Vocabulary) -> None:
    """The template's own comments and questions are help and no text; nothing of it is called unread."""
    told = bring(page, new_story("Språkkafeen", "nb", "Levanger", "praksisen", vocabulary))
    assert "merknad" not in told
    file = page.evaluate(FILE)
    assert "<!--" not in file
    assert "title: Språkkafeen" in file


def test_left_over_text_is_shown_and_can_be_taken_away(page: Page) -> None:
    """What could not be placed stands in the form with a button that removes it."""
    bring(page, GOOD.replace("role:", "rart uten kolon\nrole:"))
    step(page, "summary")
    assert "rart" in page.get_by_label("Tekst fra fila som ikke har fått noen plass").input_value()
    page.get_by_role("button", name="Ta bort denne teksten").click()
    assert "rart" not in page.evaluate(FILE)
    bring(page, GOOD.replace("title: Prøve", "tittel: Prøve"))
    step(page, "summary")
    assert said(page, "tittel") == []
    step(page, "send")
    assert said(page, "tittel") == ["unknown-field"]
    assert "Mente du «title»?" in page.locator("#sier-tekst-tittel").text_content()  # type: ignore[operator]
    page.evaluate("document.querySelector('[data-name=tittel]').click()")
    assert "tittel" not in page.evaluate(FILE)


def test_the_type_is_found_by_two_questions(page: Page) -> None:
    """Who led, and whether the answer was given, point to one of the four; choosing another is free."""
    step(page, "type")
    found = {}
    for driver in ("Kommunen eller", "Noen andre"):
        for answer in ("Ja, målet", "Nei, det fant"):
            page.get_by_role("radio", name=driver).check()
            page.get_by_role("radio", name=answer).check()
            found[driver, answer] = re.search(r"co_creation_type: (.*)", page.evaluate(FILE))[1]  # type: ignore[index]
            assert "Svarene peker mot" in page.locator("#type-svar").inner_text()
    assert [*found.values()] == ["styrt", "likeverdig", "ansvarliggjorende", "fasiliterende"]
    page.locator("[data-at=co_creation_type][value=styrt]").check()
    assert page.get_by_role("radio", name="Kommunen eller").is_checked()
    assert "co_creation_type: styrt" in page.evaluate(FILE)


def test_the_grid_puts_those_together_who_had_as_much_to_say(page: Page) -> None:
    """Ticking makes one entry for each phase and degree; «vet ikke» takes it away again."""
    for actor in ("kommune", "medborgere", "frivillige"):
        page.evaluate("one => document.querySelector(`[data-list=actors] [value=${one}]`).click()", actor)
    step(page, "participation")
    page.locator(".s-phase summary", has_text="Utforming").click()
    for actor in ("Kommune", "Medborgere"):
        page.get_by_role("group", name=f"{actor} (Utforming)").get_by_label("Bestemte sammen").check()
    page.get_by_role("group", name="Frivillige (Utforming)").get_by_label("Ble hørt").check()
    assert "3 svar" in page.locator(".s-phase summary", has_text="Utforming").inner_text()
    values = read_source(page.evaluate(FILE).encode()).values["participation"]
    assert values == [
        {"phase": "utforming", "actors": ["frivillige"], "say": "hort"},
        {"phase": "utforming", "actors": ["medborgere", "kommune"], "say": "bestemte-sammen"},
    ]
    page.get_by_role("group", name="Frivillige (Utforming)").get_by_label("Vet ikke").check()
    assert len(read_source(page.evaluate(FILE).encode()).values["participation"]) == 1


def test_sources_are_pointed_to_and_keep_their_numbers(page: Page) -> None:
    """A button puts the mark where the writer is; when a source goes, what pointed to the others still does."""
    page.evaluate(FILL, [{"sources": [{"title": one} for one in ("Første", "Andre", "Tredje")]}, {}])
    page.evaluate(FILL, [{"outcomes": [{"source": ["1", "3"], "says": "Noe ble annerledes."}]}, {}])
    step(page, "kom-ut")
    page.locator("#tekst-kom-ut").fill("Det står et sted.")
    page.get_by_role("button", name="Vis til kilde 3 her i teksten: Tredje").click()
    assert page.locator("#tekst-kom-ut").input_value() == "Det står et sted.[^3]"
    step(page, "sources")
    page.get_by_role("button", name="Ta bort kilde 1").click()
    assert page.locator("#tekst-kom-ut").input_value() == "Det står et sted.[^2]"
    assert read_source(page.evaluate(FILE).encode()).values["outcomes"] == [
        {"source": ["2"], "says": "Noe ble annerledes."}
    ]


def test_words_are_counted_and_pasted_signs_are_tidied(page: Page) -> None:
    """The count follows the text; signs that cannot be seen go, and questions become a list."""
    step(page, "sporsmal")
    page.locator("#tekst-sporsmal").fill("Hvem be\u00adstemte?\u200b\nHva da?\nHvorfor?")
    page.locator("#tekst-sporsmal").blur()
    assert page.locator("#tekst-sporsmal").input_value() == "- Hvem bestemte?\n- Hva da?\n- Hvorfor?"
    assert page.locator("[data-count=sporsmal]").inner_text() == "5 ord"


def test_mistakes_are_told_where_they_are_when_the_writer_moves_on(page: Page) -> None:
    """Nothing is blamed before it is answered; then it is, in words, and on the last step all of it, with links."""
    page.get_by_label("Hva heter fortellingen?").fill("ab")
    page.evaluate(SETTLE)
    assert said(page, "title") == []
    page.get_by_label("Hva heter fortellingen?").blur()
    assert said(page, "title") == ["text-length"]
    assert page.get_by_label("Hva heter fortellingen?").get_attribute("aria-invalid") == "true"
    assert "minst 3" in page.locator("#sier-f-title").inner_text()
    step(page, "send")
    link = page.locator("#gjenstar a", has_text="Hva heter fortellingen?")
    link.click()
    assert page.evaluate("document.activeElement.id") == "f-title"
    page.keyboard.type("c")
    page.evaluate(SETTLE)
    assert said(page, "title") == []
    assert said(page, "told_by") == ["missing-field"]


def test_what_was_just_written_is_not_called_missing(page: Page) -> None:
    """A question that is left is judged by what stands there, however quickly the writer goes on."""
    page.evaluate("""() => {
      const title = document.querySelector("[data-at=title]");
      title.focus();
      title.value = "Kafeen på torget";
      title.dispatchEvent(new InputEvent("input", { bubbles: true }));
      title.blur();
    }""")
    assert said(page, "title") == []


def test_the_preview_follows_and_runs_nothing(page: Page) -> None:
    """The preview shows Markdown as it will look, and nothing of what was written becomes an element of its own."""
    page.evaluate("window.hit = 0")
    text = (
        "**Fet** og *skrå* [lenke](https://example.org) [fortelling](../fontenehus/) [farlig](javascript:hit=1)[^1]\n\n"
        "<img src=x onerror='hit=1'> <script>hit=1</script>\n\n- punkt\n\n"
        "| a | b |\n|---|---|\n| 1 | 2 |\n\n```\n<b>kode</b>\n```"
    )
    page.evaluate(FILL, [{"title": "<b>Tittel</b>", "sources": [{"title": "<i>Kilde</i>"}]}, {"handlet-om": text}])
    page.evaluate(SETTLE)
    shown = page.locator("#slik-side")
    assert shown.locator("h3").inner_text() == "<b>Tittel</b>"
    assert shown.locator("strong").inner_text() == "Fet"
    assert shown.locator("a").first.get_attribute("href") == "https://example.org"
    assert shown.locator("a").count() == 2
    assert shown.locator("img, script, b, i").count() == 0
    assert shown.locator("td").all_inner_texts() == ["1", "2"]
    assert shown.locator("pre").inner_text() == "<b>kode</b>\n"
    assert page.evaluate("window.hit") == 0


def test_the_map_of_what_is_missing_fills_in_what_it_knows(opened: Page, site_address: str) -> None:
    """«?arena=…&utfall=…» ticks the place and begins a change; what was written before stays."""
    page = fresh(
        opened, site_address, "skriv/?arena=barnehage&utfall=tilhorighet&outcome=mestring&arena=finnes-ikke&rart=1"
    )
    values = read_source(page.evaluate(FILE).encode()).values
    assert values["arena"] == ["barnehage"]
    assert values["outcomes"] == [{"outcome": "tilhorighet"}, {"outcome": "mestring"}]
    assert page.evaluate("location.search") == ""
    assert "Barnehage, Tilhørighet, Mestring" in page.locator("#beskjed").inner_text()
    page.get_by_label("Hva heter fortellingen?").fill("Min")
    page.evaluate(SETTLE)
    page.goto(f"{site_address}skriv/?arena=skole")
    ready(page)
    values = read_source(page.evaluate(FILE).encode()).values
    assert (values["title"], values["arena"]) == ("Min", ["barnehage", "skole"])


def test_without_javascript_there_is_a_template_and_the_post(
    browser: Browser, site_address: str, vocabulary: Vocabulary
) -> None:
    """The form is not shown; the template, the questions and the editors' address are."""
    with visit(browser, site_address, javascript=False) as page:
        page.goto(f"{site_address}skriv/")
        assert page.locator("#skjema").is_hidden()
        assert page.locator("main button:visible").count() == 0
        assert page.locator("#uten", has_text="Hvem styrte pengene?").is_visible()
        assert page.locator("#uten a[href^='mailto:redaksjonen@']").is_visible()
        template = page.request.get(f"{site_address}skriv/{page.locator('a[download]').get_attribute('href')}")
        assert template.text() == new_story("", "nb", "", "", vocabulary)


def test_from_a_folder_the_page_says_what_to_do(browser: Browser, site: Path) -> None:
    """Opened as a file, where no script may load, it leads to the ways without the form."""
    page = browser.new_page()
    page.goto((site / "skriv" / "index.html").as_uri())
    assert page.get_by_text("Skjemaet gjøres klart. Det trenger nett").is_visible()
    assert page.locator("#skjema").is_hidden()
    assert page.locator("#uten a[href^='mailto:']").is_visible()
    page.close()


def test_a_line_that_fails_is_told(browser: Browser, site_address: str) -> None:
    """Where the tables cannot be fetched, the page says so, and that nothing written before is lost."""
    page = browser.new_page()
    page.route("**/tabeller.json", lambda route: route.abort())
    page.goto(f"{site_address}skriv/")
    page.get_by_text("Skjemaet kunne ikke hentes").wait_for()
    assert page.locator("#skjema").is_hidden()
    page.close()


def all_shown(page: Page, *, every: bool) -> None:
    """Show all steps at once, or one at a time."""
    button = page.locator("[data-do=all]")
    if (button.get_attribute("aria-pressed") == "true") != every:
        button.click()


@pytest.mark.parametrize("state", ["empty", "first step", "mistakes", "whole", "leftovers", "conflict", "asked"])
def test_axe_finds_nothing_in_any_state(page: Page, vocabulary: Vocabulary, state: str) -> None:
    """Every state of the form is a page like others, in both schemes and on a phone, and fits its width."""
    if state == "mistakes":
        bring(page, (REPOSITORY / "tests/golden/many/five.md").read_text(encoding="utf-8"))
        step(page, "send")
    if state in {"whole", "asked"}:
        page.evaluate(FILL, [*story(3, vocabulary)])
    if state == "leftovers":
        bring(
            page,
            GOOD.replace("role:", "rart uten kolon\nrole:").replace(
                "## Skal du", "Tekst.\n\n## Egen\n\nEgen tekst.\n\n## Skal du"
            ),
        )
    all_shown(page, every=state != "first step")
    page.evaluate("for (const part of document.querySelectorAll('main details')) part.open = true")
    if state == "conflict":
        page.get_by_label("Hva heter fortellingen?").fill("En")
        page.evaluate(SETTLE)
        other = "{ version: 'x', story: { values: { title: 'To' }, sections: [], before: '', rest: '' } }"
        page.evaluate(f"localStorage.setItem('samskapt-fortelling', JSON.stringify({other}))")
        page.get_by_label("Hva heter fortellingen?").fill("Tre")
        page.evaluate(SETTLE)
        assert page.get_by_role("button", name="Fortsett med denne").is_visible()
    if state == "asked":
        page.locator("[data-do=delete]").click()
    page.evaluate(AXE.read_text(encoding="utf-8"))
    for scheme, width in (("light", 320), ("dark", 1280)):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.set_viewport_size({"width": width, "height": 900})
        assert violations(page) == [], (scheme, width)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.emulate_media(color_scheme="light")


class Keyboard:
    """A writer who has no mouse: everything is reached by Tab, and answered by keys."""

    def __init__(self, page: Page) -> None:
        """Take the page, with the focus where it is."""
        self.page = page

    def to(self, selector: str) -> None:
        """Go on by Tab until what is wanted has the focus."""
        for _ in range(140):
            if self.page.evaluate("selector => document.activeElement.matches(selector)", selector):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{selector} cannot be reached")

    def write(self, selector: str, text: str) -> None:
        """Go to a field and write in it."""
        self.to(selector)
        self.page.keyboard.insert_text(text)

    def tick(self, *selectors: str) -> None:
        """Go to boxes and tick them."""
        for selector in selectors:
            self.to(selector)
            self.page.keyboard.press("Space")

    def choose(self, name: str, value: str) -> None:
        """Go to a group of radio buttons, and by the arrow keys to one of them."""
        self.to(f"[name='{name}']")
        for _ in range(12):
            if self.page.locator(f"[name='{name}'][value='{value}']:checked").count():
                return
            self.page.keyboard.press("ArrowDown" if self.page.evaluate("document.activeElement.checked") else "Space")
        raise AssertionError(f"{name}: {value} cannot be chosen")

    def next(self) -> None:
        """Go to the next step."""
        self.to("[data-do=next]")
        self.page.keyboard.press("Enter")


def test_a_whole_story_by_keyboard_alone(  # noqa: PLR0915 (a writer takes as many steps)
    page: Page, tmp_path: Path, vocabulary: Vocabulary
) -> None:
    """From the first field to a downloaded file, step by step, without the mouse; the file has no errors."""
    keys = Keyboard(page)
    keys.write("#f-title", "Språkkafeen på torget")
    keys.choose("f-told-by", "deltakere")
    keys.next()
    keys.write("#f-place-municipality", "Levanger")
    keys.write("#f-period-from", "2019")
    keys.write("#f-period-known-as-of", "2024-05")
    keys.next()
    keys.tick(
        "[data-list=arena] [value=moteplass]",
        "[data-list=actors] [value=medborgere]",
        "[data-list=actors] [value=kommune]",
    )
    keys.next()
    long = "Naboene og kommunen møttes på torget hver uke, og de ble enige om hva huset skulle være. " * 3
    for _ in range(2):
        keys.write("textarea[data-section]:not([hidden] *)", long)
        keys.next()
    keys.choose("driver", "kommunen")
    keys.choose("answer", "apent")
    keys.choose("f-role", "samfunnsutvikling")
    keys.next()
    keys.to("[data-phase=utforming] summary")
    page.keyboard.press("Enter")
    for actor in ("medborgere", "kommune"):
        keys.choose(f"say-utforming-{actor}", "bestemte-sammen")
    keys.next()
    for _ in range(2):
        keys.write("textarea[data-section]:not([hidden] *)", long)
        keys.next()
    keys.to("[data-to=sources]")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.dataset.at") == "sources.0.title"
    keys.write("[data-at='sources.0.title']", "Egen erfaring")
    keys.write("[data-at='sources.0.publisher']", "Språkkafeen")
    keys.next()
    keys.to("[data-to=outcomes]")
    page.keyboard.press("Enter")
    keys.write("[data-at='outcomes.0.says']", "Flere sier at de har noen å snakke med.")
    for part, presses in (("outcome", 1), ("evidence", 2)):
        keys.to(f"[data-at='outcomes.0.{part}']")
        for _ in range(presses):
            page.keyboard.press("ArrowDown")
    keys.tick("[data-sources='outcomes.0.source'] input")
    keys.choose("f-result", "blandet")
    keys.next()
    for _ in range(2):
        keys.write("textarea[data-section]:not([hidden] *)", long)
        keys.next()
    keys.to("#tekst-sporsmal")
    for question in ("Hvem kom ikke?", "Hvem bestemte?", "Hva nå?"):
        page.keyboard.type(question)
        page.keyboard.press("Enter")
    keys.next()
    keys.write(
        "#f-summary",
        "På språkkafeen i Levanger møtes naboer og nye naboer hver uke for å snakke sammen, uten påmelding.",
    )
    keys.next()
    assert page.get_by_text("Alt som trengs, er på plass").is_visible()
    keys.to("[data-way=download] [data-do=download]")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    file = download.value.path().read_text(encoding="utf-8")
    ready_to_publish = file.replace("status: draft", f"status: published\npublished: {TODAY}")
    diagnostics = examine(tmp_path, ready_to_publish, vocabulary).diagnostics
    assert [one.rule for one in diagnostics if one.level == Level.ERROR] == []
    assert download.value.suggested_filename == "sprakkafeen-pa-torget.md"


def test_it_fits_a_phone_and_is_pasted_into(context: BrowserContext, opened: Page, site_address: str) -> None:
    """At 320 pixels every step is as wide as the screen, and what is pasted is in the file as it was."""
    page = fresh(opened, site_address)
    page.set_viewport_size({"width": 320, "height": 640})
    text = "Limt inn: «æøå» – 'it's' & <3 😀"
    page.evaluate("text => navigator.clipboard.writeText(text)", text)
    for name in page.evaluate("[...document.querySelectorAll('a[data-step]')].map((one) => one.dataset.step)"):
        step(page, name)
        assert page.evaluate("document.documentElement.scrollWidth") == 320, name
    step(page, "handlet-om")
    page.locator("#tekst-handlet-om").focus()
    page.keyboard.press("Control+V")
    assert text in page.evaluate(FILE)
    page.set_viewport_size({"width": 1280, "height": 900})
    assert context.pages


@pytest.mark.parametrize("language", ["nn", "en"])
def test_other_languages_have_their_own_questions(language: str, vocabulary: Vocabulary) -> None:
    """A question that only the table has words for says that it is in bokmål."""
    from samskapt.views import Views  # noqa: PLC0415 (only here)

    class _Views(Views):
        def __init__(self) -> None:
            self.language, self.strings = language, {"write_q_title": "?"}

    assert ask(_Views(), story_field("title"))["bokmal"] is False
    assert ask(_Views(), story_field("published"))["bokmal"] is True
    assert paragraph.__doc__
    assert vocabulary.sections
