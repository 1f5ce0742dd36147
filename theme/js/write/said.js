// @ts-check
// Shows what the rules say: under each question that has been answered, and all of it where the story is looked over.

import { filled, sentences } from "./text.js";

/** @typedef {import("./tables.js").Tables} Tables */
/** @typedef {import("./tables.js").Finding} Finding */

/** Sentences of the form's own, where the checker's speak of how a file is written. */
const OWN = new Map([
  ["missing-field", "says_missing"],
  ["too-few", "says_few"],
  ["place-without-name", "says_place"],
  ["unknown-term", "says_choice"],
  ["not-a-choice", "says_choice"],
  ["participation-without-actor", "says_actor"],
  ["outcome-without-source", "says_source"],
  ["reference-unknown", "says_source"],
  ["section-missing", "says_section"],
  ["text-before-sections", "says_before"],
  ["unknown-field", "says_unknown"],
]);
const TERMS = new Map([["actor", "actors"], ["phase", "phase"]]);

export class Said {
  /** @type {Set<string>} */
  #answered = new Set();
  /** @type {Finding[]} */
  #findings = [];
  #all = false;

  /** @param {HTMLFormElement} root @param {Tables} tables @param {Record<string, string>} words
   * @param {Record<string, Record<string, string>>} labels @param {string} language of the checker's sentences, "" for the page's */
  constructor(root, tables, words, labels, language) {
    this.root = root;
    this.tables = tables;
    this.words = words;
    this.labels = labels;
    this.language = language;
    root.addEventListener("focusout", (event) => this.#left(/** @type {Element} */ (event.target), event.relatedTarget));
    // what is said takes room: were it shown while a button is held down, the button would no longer be under the finger
    addEventListener("pointerdown", () => (this.#held = true), true);
    for (const kind of ["pointerup", "pointercancel"]) addEventListener(kind, () => setTimeout(() => this.#letGo(), 0), true);
  }

  #held = false;

  #letGo() {
    this.#held = false;
    this.#draw();
  }

  /** @param {Element} target @param {EventTarget | null} next what has the focus now */
  #left(target, next) {
    if (next instanceof Node && target.closest("[data-ask]")?.contains(next)) return;
    const { at } = /** @type {HTMLElement} */ (target).dataset ?? {};
    const ask = /** @type {HTMLElement | null} */ (target.closest("[data-ask]"))?.dataset.ask;
    if (!ask || (this.#answered.has(ask) && (!at || this.#answered.has(at)))) return;
    this.#answered.add(ask);
    this.#draw();
  }

  /** Shows what was found. @param {Finding[]} findings @param {boolean} [all] also where nothing has been answered yet */
  show(findings, all = this.#all) {
    this.#findings = findings;
    this.#all = all;
    this.#draw();
    this.#todo();
  }

  forget() {
    this.#answered.clear();
    this.#all = false;
  }

  /** How many things must be put right within a part of the form. @param {Element} part */
  left(part) {
    return this.#findings.filter((one) => this.#isError(one) && part.contains(this.#ask(one.at))).length;
  }

  #draw() {
    if (this.#held) return;
    /** @type {Map<Element, Finding[]>} */
    const byAsk = new Map();
    for (const finding of this.#findings) {
      const ask = this.#ask(finding.at);
      if (ask) byAsk.set(ask, [...(byAsk.get(ask) ?? []), finding]);
    }
    for (const ask of this.root.querySelectorAll("[data-ask]")) {
      const found = this.#all || this.#answered.has(/** @type {HTMLElement} */ (ask).dataset.ask ?? "") ? (byAsk.get(ask) ?? []) : [];
      const list = [...ask.querySelectorAll(".s-says")].find((one) => one.closest("[data-ask]") === ask);
      if (!(list instanceof HTMLElement)) continue;
      list.replaceChildren(...found.map((one) => this.#item(one)));
      list.hidden = found.length === 0;
      for (const control of ask.querySelectorAll("input[type=text], select, textarea"))
        if (control.closest("[data-ask]") === ask) mark(control, found.some((one) => this.#isError(one)));
    }
  }

  /** The question that a field belongs to. @param {string} at @returns {Element | null} */
  #ask(at) {
    for (let name = at; name; name = name.slice(0, Math.max(name.lastIndexOf("."), 0))) {
      const found = this.root.querySelector(`[data-ask="${CSS.escape(name)}"]`);
      if (found) return found;
    }
    return this.root.querySelector("#andre");
  }

  /** @param {Finding} finding */
  #isError = ({ rule }) => this.tables.data.messages[rule]?.level !== "warning";

  /** @param {Finding} finding @returns {[string, string, boolean]} what is wrong, what to do, and whether it is in our words */
  #sentences(finding) {
    const values = Object.fromEntries(
      Object.entries(finding.values).map(([name, value]) => [name, this.labels[TERMS.get(name) ?? ""]?.[String(value)] ?? value]),
    );
    const own = finding.which === "guess" ? "" : this.words[OWN.get(finding.rule) ?? ""];
    if (own) return [filled(own, values), "", true];
    return [...sentences(this.tables, { ...finding, values }), false];
  }

  /** @param {Finding} finding */
  #item(finding) {
    const [message, hint, isOwn] = this.#sentences(finding);
    const item = document.createElement("li");
    const isError = this.#isError(finding);
    item.className = isError ? "s-says__must" : "s-says__advice";
    item.dataset.rule = finding.rule;
    const kind = Object.assign(document.createElement("strong"), { textContent: (isError ? this.words.must : this.words.advice) ?? "" });
    const text = Object.assign(document.createElement("span"), { textContent: `${message} ${hint}`.trim() });
    if (!isOwn && this.language) text.lang = this.language;
    item.append(kind, " ", text);
    return item;
  }

  /** Everything that is left to do, each with a link to where it is done. */
  #todo() {
    const place = /** @type {HTMLElement} */ (this.root.querySelector("#gjenstar"));
    const parts = [
      [this.words.todo_must, this.#findings.filter((one) => this.#isError(one))],
      [this.words.todo_advice, this.#findings.filter((one) => !this.#isError(one))],
    ];
    const title = Object.assign(document.createElement("h3"), { textContent: this.words.todo ?? "" });
    const isDone = !this.#findings.some((one) => this.#isError(one));
    const lead = Object.assign(document.createElement("p"), { textContent: (isDone ? this.words.todo_none : this.words.todo_lead) ?? "" });
    const lists = parts.flatMap(([heading, found]) => (found?.length ? [this.#list(String(heading), /** @type {Finding[]} */ (found))] : []));
    place.replaceChildren(title, lead, ...lists);
  }

  /** @param {string} heading @param {Finding[]} findings */
  #list(heading, findings) {
    const details = document.createElement("details");
    details.className = "s-details";
    details.open = true;
    const summary = Object.assign(document.createElement("summary"), { textContent: `${heading} (${findings.length})` });
    const list = Object.assign(document.createElement("ul"), { className: "s-todo" });
    list.append(
      ...findings.map((one) => {
        const ask = this.#ask(one.at);
        const control = ask?.matches("input, select, textarea") ? ask : ask?.querySelector("input, select, textarea, summary, button");
        const link = Object.assign(document.createElement("a"), { href: `#${control?.id || ask?.id || "skjema"}` });
        link.dataset.goto = one.at;
        link.textContent = named(ask) || one.at;
        const item = this.#item(one);
        item.firstElementChild?.replaceWith(link, /[?:]$/u.test(link.textContent) ? "" : ":");
        return item;
      }),
    );
    details.append(summary, list);
    return details;
  }

  /** What one comes to by a link of the list. @param {string} at @returns {HTMLElement | null} */
  goal(at) {
    const ask = this.#ask(at);
    return ask?.querySelector("input:not([type=radio]), select, textarea, input:checked, input, summary, button") ?? null;
  }
}

/** What a question is called. @param {Element | null} ask */
function named(ask) {
  const label = ask?.querySelector(":scope > label, :scope > legend, :scope > h3, :scope > fieldset > legend");
  const own = label ?? ask?.closest(".s-step")?.querySelector("h2");
  const number = ask?.closest(".s-record")?.querySelector("legend")?.textContent?.trim().replace(/\s+/gu, " ");
  return [number, own?.textContent?.trim()].filter(Boolean).join(", ");
}

/** @param {Element} control @param {boolean} isWrong */
function mark(control, isWrong) {
  if (isWrong) control.setAttribute("aria-invalid", "true");
  else control.removeAttribute("aria-invalid");
}
