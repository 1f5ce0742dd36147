// @ts-check
// The page where a story is told: the parts are put together here, and what happens in one is told to the others.

import { Checker } from "./check.js";
import { Draft } from "./draft.js";
import { Form } from "./form.js";
import { Preview } from "./preview.js";
import { Said } from "./said.js";
import { Steps } from "./steps.js";
import { emptyStory, isBlank, listOf, nameSections, put, valueAt } from "./story.js";
import { Tables } from "./tables.js";
import { TypeQuestions } from "./type.js";
import { filled } from "./text.js";
import { Ways } from "./ways.js";

/** @typedef {import("./file.js").Story} Story */
/** @typedef {{ rules: import("./tables.js").Data, rulesLanguage: string, language: string, words: Record<string, string>,
 *              labels: Record<string, Record<string, string>>, titles: Record<string, string>, repository: string, editors: string }} Made */

const BASE = new URL("../../", import.meta.url);
const PAUSE = 250; // milliseconds after the last key before the story is kept, checked and shown
const EDITORS_OWN = new Set(["published"]); // what only the editors can fill in is nothing that a writer lacks

class Writer {
  #timer = 0;
  #dirty = false;
  #unkept = false;
  draft = new Draft();

  /** @param {HTMLElement} root @param {Made} made */
  constructor(root, made) {
    this.root = root;
    this.made = made;
    this.words = made.words;
    const { words, labels } = made;
    const form = /** @type {HTMLFormElement} */ (root.querySelector("#skjema"));
    this.tables = new Tables(made.rules);
    this.checker = new Checker(this.tables);
    this.preview = new Preview(part(root, "#slik-side"), this.tables, words, labels, BASE);
    this.ways = new Ways(form, this.tables, words, made);
    this.said = new Said(form, this.tables, words, labels, made.rulesLanguage === made.language ? "" : made.rulesLanguage);
    this.form = new Form(form, this.tables, words, labels, () => this.#changed());
    this.type = new TypeQuestions(form, words);
    this.steps = new Steps(form, words, () => this.#came());
    this.message = part(root, "#beskjed");
    form.addEventListener("click", (event) => this.#clicked(event));
    part(form, "#hent").addEventListener("change", (event) => this.#import(/** @type {HTMLInputElement} */ (event.target)));
    part(document.body, "#slett").addEventListener("close", (event) => this.#deleted(/** @type {HTMLDialogElement} */ (event.target)));
    form.addEventListener("focusout", () => this.settle(), true); // before it is told what is wrong with what was left
    addEventListener("pagehide", () => this.settle());
    addEventListener("beforeunload", (event) => this.#unkept && event.preventDefault());
    document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && this.settle());
    this.draft.listen(() => this.#other());
    const list = part(form, "#kommuner");
    list.replaceChildren(...made.rules.municipalities.map((name) => new Option(name, name)));
    this.#begin();
    form.hidden = false;
    part(root, "#slik").hidden = false;
    part(root, "#skriv-venter").hidden = true;
    root.dataset.ready = "yes";
  }

  get story() {
    return this.form.story;
  }

  /** Opens what was kept, or an empty story with what the address asks for. */
  #begin() {
    const kept = this.draft.open();
    const story = kept?.story ?? emptyStory(this.tables, this.made.language);
    const asked = this.#prefill(story);
    this.#show(story);
    if (kept?.step && asked.length === 0) this.steps.open(kept.step, false);
    if (this.draft.aside()) this.#offerAside();
    if (asked.length === 0) return;
    this.#tell([filled(this.words.prefilled ?? "", { terms: asked.join(", ") })]);
    this.#changed();
  }

  /** Takes over terms from the address, as the map of what is missing links here: ?arena=…&utfall=…
   * @param {Story} story @returns {string[]} what they are called */
  #prefill(story) {
    const asked = [];
    for (const [name, value] of new URLSearchParams(location.search)) {
      const facet = Object.keys(this.made.titles).find((one) => one === name || this.made.titles[one] === name || (one === "outcomes" && name === "outcome"));
      if (!facet || !this.tables.data.facets[facet]?.terms[value]) continue;
      if (putTerm(story, facet, value, this.tables)) asked.push(this.made.labels[facet]?.[value] ?? value);
    }
    if (asked.length > 0) history.replaceState(null, "", location.pathname + location.hash);
    return asked;
  }

  /** @param {Story} story */
  #show(story) {
    nameSections(this.tables, story);
    this.form.show(story);
    this.type.show();
    this.#look();
  }

  #changed() {
    this.#dirty = true;
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.settle(), PAUSE);
  }

  /** Keeps the story, checks it and shows it: at once, if something was written since. */
  settle() {
    clearTimeout(this.#timer);
    if (!this.#dirty) return;
    this.#dirty = false;
    const kept = this.draft.keep(this.story, this.steps.step);
    const time = new Date().toLocaleTimeString(this.made.language === "en" ? "en-GB" : "nb-NO", { hour: "2-digit", minute: "2-digit" });
    part(this.root, "#lagret").textContent = kept === "failed" ? (this.words.saved_not ?? "") : kept === "kept" ? filled(this.words.saved ?? "", { time }) : "";
    this.#unkept = kept === "failed";
    if (kept === "conflict") this.#conflict();
    this.#look();
  }

  #look() {
    const found = this.checker.check(this.story, { asPublished: true });
    this.said.show(found.filter(({ rule, at }) => !(rule === "missing-field" && EDITORS_OWN.has(at))));
    this.steps.marks((step) => this.said.left(step));
    this.preview.show(this.story, isBlank(this.story));
    this.ways.show(this.story);
  }

  /** A step has been opened: on the last one all that is left is shown. */
  #came() {
    if (!this.steps) return;
    this.preview.follow(this.steps.step);
    if (!this.message.querySelector("button")) this.#tell([]); // it has been read
    if (this.steps.step === "send" && !this.steps.isAll) {
      this.settle();
      const found = this.checker.check(this.story, { asPublished: true });
      this.said.show(found.filter(({ rule, at }) => !(rule === "missing-field" && EDITORS_OWN.has(at))), true);
    } else if (!isBlank(this.story)) this.#changed();
  }

  /** @param {MouseEvent} event */
  #clicked(event) {
    const target = /** @type {Element} */ (event.target);
    const what = /** @type {HTMLElement | null} */ (target.closest("[data-do]"))?.dataset.do;
    if (what === "delete") /** @type {HTMLDialogElement} */ (document.querySelector("#slett")).showModal();
    const link = /** @type {HTMLElement | null} */ (target.closest("a[data-goto]"));
    const goal = link && this.said.goal(link.dataset.goto ?? "");
    if (!goal) return;
    event.preventDefault();
    this.steps.openWith(goal);
    for (let one = goal.closest("details"); one; one = one.parentElement?.closest("details") ?? null) one.open = goal.tagName !== "SUMMARY" || one.open;
    goal.focus();
    goal.scrollIntoView({ block: "center" });
  }

  /** @param {HTMLDialogElement} dialog */
  #deleted(dialog) {
    if (dialog.returnValue !== "yes") return;
    dialog.returnValue = "";
    this.#dirty = false;
    clearTimeout(this.#timer);
    this.#unkept = false;
    this.draft.delete();
    this.said.forget();
    this.#show(emptyStory(this.tables, this.made.language));
    this.steps.show(0);
    this.#tell([this.words.deleted ?? ""]);
    part(this.root, "#lagret").textContent = "";
  }

  /** @param {HTMLInputElement} input */
  async #import(input) {
    const [file] = input.files ?? [];
    input.value = "";
    if (!file) return;
    const { decodeText, read } = await import("./read.js");
    const text = decodeText(await file.arrayBuffer());
    if (text === null) return this.#tell([this.words.import_encoding ?? ""]);
    const { story, unread } = read(this.tables, text);
    const said = [this.words.imported ?? ""];
    if (!isBlank(this.story)) {
      this.ways.download(this.story);
      said.push(this.words.import_over ?? "");
    }
    if (unread.length > 0) said.push(this.words.unread ?? "", ...unread.slice(0, 20));
    this.#show(story);
    this.steps.show(0);
    this.#tell(said);
    this.#dirty = true;
    this.settle();
  }

  /** Another tab has kept something. Where nothing was written here since, it is simply shown. */
  #other() {
    if (this.#dirty) return this.settle();
    const kept = this.draft.open();
    this.#show(kept?.story ?? emptyStory(this.tables, this.made.language));
    this.#tell([this.words.other_came ?? ""]);
  }

  #conflict() {
    this.#tell([this.words.other_tab ?? ""], [
      [this.words.other_take ?? "", () => {
        const ours = this.story;
        this.ways.download(ours);
        this.draft.forgetAside();
        this.#show(this.draft.open()?.story ?? ours);
        this.#tell([this.words.other_kept ?? ""]);
      }],
      [this.words.other_keep ?? "", () => {
        const other = this.draft.insist(this.story, this.steps.step);
        if (other) this.ways.download(other.story);
        this.#tell([this.words.other_kept ?? ""]);
      }],
    ]);
  }

  #offerAside() {
    this.#tell([this.words.aside ?? ""], [
      [this.words.aside_open ?? "", () => {
        const aside = this.draft.aside();
        if (!isBlank(this.story)) this.ways.download(this.story);
        if (aside) this.#show(aside.story);
        this.draft.forgetAside();
        this.#tell([this.words.other_kept ?? ""]);
        this.#changed();
      }],
      [this.words.aside_drop ?? "", () => {
        this.draft.forgetAside();
        this.#tell([]);
      }],
    ]);
  }

  /** Says something above the form, with buttons for what can be done. @param {string[]} said @param {[string, () => void][]} [ways] */
  #tell(said, ways = []) {
    const lines = said.map((text) => Object.assign(document.createElement("p"), { textContent: text }));
    const buttons = ways.map(([label, then]) => {
      const button = Object.assign(document.createElement("button"), { type: "button", className: "s-button s-button--quiet", textContent: label });
      button.addEventListener("click", then);
      return button;
    });
    this.message.replaceChildren(...lines, ...buttons);
    this.message.classList.toggle("s-note--coral", ways.length > 0);
    this.message.hidden = said.length === 0;
  }
}

/** Puts a term into a story as a writer would have chosen it. @param {Story} story @param {string} facet @param {string} value
 * @param {Tables} tables @returns {boolean} */
function putTerm(story, facet, value, tables) {
  const field = tables.data.fields.find(({ name }) => name === facet);
  if (facet === "outcomes") {
    const outcomes = /** @type {any[]} */ (valueAt(story, "outcomes") ?? []);
    if (outcomes.some(({ outcome }) => outcome === value)) return false;
    story.values.outcomes = [...outcomes, { outcome: value }];
    return true;
  }
  if (!field || (field.kind.is !== "Several" && field.kind.is !== "Term")) return false;
  const before = listOf(valueAt(story, facet));
  if (before.includes(value)) return false;
  put(story, facet, field.kind.is === "Several" ? [...before, value] : value);
  return true;
}

/** @param {ParentNode} root @param {string} selector @returns {HTMLElement} */
const part = (root, selector) => /** @type {HTMLElement} */ (root.querySelector(selector));

const root = document.getElementById("skriv");
if (root)
  try {
    const answer = await fetch(new URL(root.dataset.tables ?? "", document.baseURI));
    if (!answer.ok) throw new Error(`${answer.status}`);
    new Writer(root, await answer.json());
  } catch (error) {
    const waiting = part(root, "#skriv-venter");
    waiting.firstChild?.replaceWith(`${root.dataset.failed ?? ""} `);
    console.info(error);
  }
