// @ts-check
// Ties the controls of the form to the story: what is written goes into the story, and a story is shown in the controls.

import { Grid } from "./grid.js";
import { Records } from "./records.js";
import { languageOf, listOf, nameSections, put, valueAt, writeSection } from "./story.js";
import { countWords, filled, length } from "./text.js";

/** @typedef {import("./tables.js").Tables} Tables */
/** @typedef {import("./file.js").Story} Story */
/** @typedef {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} Control */

export class Form {
  /** @param {HTMLFormElement} root @param {Tables} tables @param {Record<string, string>} words
   * @param {Record<string, Record<string, string>>} labels @param {() => void} changed */
  constructor(root, tables, words, labels, changed) {
    this.root = root;
    this.tables = tables;
    this.words = words;
    this.changed = changed;
    /** @type {Story} */
    this.story = { values: {}, sections: [], before: "", rest: "" };
    const later = () => this.#after();
    this.grid = new Grid(/** @type {HTMLElement} */ (root.querySelector("[data-participation] .s-grid")), tables, words, labels, later);
    this.records = new Records(root, words, () => {
      this.#fill(root);
      this.#after();
    });
    root.addEventListener("input", (event) => this.#written(/** @type {Control} */ (event.target)));
    root.addEventListener("change", (event) => this.#settled(/** @type {Control} */ (event.target)));
    root.addEventListener("click", (event) => this.#clicked(/** @type {Element} */ (event.target)));
    root.addEventListener("submit", (event) => event.preventDefault());
    // Enter in a field of one line would go on to the next step, past the questions that are left in this one
    root.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && event.target instanceof HTMLInputElement) event.preventDefault();
    });
  }

  /** Shows a story in all the controls. @param {Story} story */
  show(story) {
    this.story = story;
    this.records.show(story);
    this.grid.show(story);
    this.#others();
    this.#fill(this.root);
    this.#counts();
  }

  /** @param {ParentNode} root */
  #fill(root) {
    for (const control of controls(root)) this.#fillOne(control);
    for (const list of root.querySelectorAll("[data-list]")) this.#fillList(/** @type {HTMLElement} */ (list));
    this.records.sources(this.story);
  }

  /** @param {Control} control */
  #fillOne(control) {
    const { at, section } = control.dataset;
    if (section !== undefined) control.value = this.story.sections.find(({ id }) => id === section)?.text ?? "";
    if (!at) return;
    const value = valueAt(this.story, at);
    const text = typeof value === "string" ? value : "";
    if (control instanceof HTMLInputElement && control.type === "radio") control.checked = control.value === text;
    else if (control.dataset.split !== undefined) control.value = listOf(value).join(", ");
    else {
      if (control instanceof HTMLSelectElement) offer(control, text);
      control.value = text;
    }
  }

  /** Ticks what is chosen; a word that is no choice gets a box of its own, so that it can be taken away.
   * @param {HTMLElement} list */
  #fillList(list) {
    const chosen = listOf(valueAt(this.story, list.dataset.list ?? ""));
    const boxes = /** @type {HTMLInputElement[]} */ ([...list.querySelectorAll("input[type=checkbox]")]);
    for (const box of boxes) {
      box.checked = chosen.includes(box.value);
      if (box.dataset.foreign && !box.checked) box.closest("label")?.remove();
    }
    for (const value of chosen) {
      if (boxes.some((box) => box.value === value)) continue;
      const box = Object.assign(document.createElement("input"), { type: "checkbox", value, checked: true });
      box.dataset.foreign = "yes";
      const label = document.createElement("label");
      label.className = "s-choice";
      label.append(box, value);
      list.querySelector(".s-checks")?.append(label);
    }
  }

  /** What stands in a file outside the places that the form has. */
  #others() {
    const place = /** @type {HTMLElement} */ (this.root.querySelector("#andre"));
    const parts = this.story.sections.flatMap((section, index) => (section.id ? [] : [{ section, index }]));
    const fields = [];
    if (this.story.before.trim()) fields.push(area("for", this.words.before_text ?? "", "before", this.story.before));
    for (const { section, index } of parts) {
      const label = filled(this.words.other_text ?? "", { title: section.heading });
      fields.push(area(`annen-${index}`, label, `section:${section.heading}`, section.text, index));
    }
    const known = new Set(this.tables.data.fields.map(({ name }) => name));
    for (const [name, value] of Object.entries(this.story.values))
      if (!known.has(name)) fields.push(this.#leftover(name, `«${name}»`, typeof value === "string" ? value : JSON.stringify(value)));
    if (this.story.rest.trim()) fields.push(this.#leftover("rest", this.words.rest ?? "", this.story.rest));
    place.replaceChildren(...fields);
  }

  /** A text without a place, with a button that takes it away. @param {string} name @param {string} label @param {string} text */
  #leftover(name, label, text) {
    const field = area(name, label, name, text);
    const button = Object.assign(document.createElement("button"), { type: "button", className: "s-button s-button--quiet" });
    button.textContent = this.words.rest_remove ?? "";
    Object.assign(button.dataset, { do: "drop", name });
    field.append(button);
    return field;
  }

  /** @param {Control} control what somebody is writing in */
  #written(control) {
    const { at, section, other } = control.dataset;
    if (section !== undefined) writeSection(this.tables, this.story, section, control.value);
    else if (other === "before" || other === "rest") this.story[other] = control.value;
    else if (other !== undefined && !/^\d+$/u.test(other)) put(this.story, other, control.value);
    else if (other !== undefined) Object.assign(this.story.sections[Number(other)] ?? {}, { text: control.value });
    else if (control.dataset.split !== undefined) put(this.story, at ?? "", control.value.split(",").map((one) => one.trim()).filter(Boolean));
    else if (at) put(this.story, at, control.value);
    else if (control.closest("[data-list]")) this.#ticked(/** @type {HTMLElement} */ (control.closest("[data-list]")));
    else return;
    this.#after(at);
  }

  /** @param {HTMLElement} list */
  #ticked(list) {
    const boxes = /** @type {NodeListOf<HTMLInputElement>} */ (list.querySelectorAll("input[type=checkbox]"));
    put(this.story, list.dataset.list ?? "", [...boxes].filter((box) => box.checked).map((box) => box.value));
    if (list.dataset.list === "actors") this.grid.show(this.story);
  }

  /** Tidies what somebody has written: signs that cannot be seen go, and each question gets its mark of a list.
   * @param {Control} control */
  #settled(control) {
    const text = control.value;
    if (!(control instanceof HTMLTextAreaElement || (control instanceof HTMLInputElement && control.type === "text")) || control.readOnly) return;
    let tidy = text.replace(/[\u2028\u2029]/gu, "\n").replace(this.tables.pattern("source.FORBIDDEN", "g"), "").normalize("NFC");
    const kind = this.tables.data.sections.find(({ id }) => id === control.dataset.section);
    if (kind?.questions) tidy = tidy.replace(/^(?=[\p{L}«"“])/gmu, "- ");
    if (tidy === text) return;
    control.value = tidy;
    this.#written(control);
  }

  /** @param {Element} target */
  #clicked(target) {
    const button = /** @type {HTMLElement | null} */ (target.closest("[data-do]"));
    if (button?.dataset.do === "drop") {
      if (button.dataset.name === "rest") this.story.rest = "";
      else delete this.story.values[button.dataset.name ?? ""];
      this.#others();
      this.#after();
    }
    if (button?.dataset.do === "cite") this.#cite(button);
  }

  /** Points to a source where the writer is in the text. @param {HTMLElement} button */
  #cite(button) {
    const text = /** @type {HTMLTextAreaElement | null} */ (this.root.querySelector(`[data-section="${button.dataset.into}"]`));
    if (!text) return;
    text.setRangeText(`[^${button.dataset.number}]`, text.selectionEnd, text.selectionEnd, "end");
    text.focus();
    this.#written(text);
  }

  /** @param {string} [at] what was changed */
  #after(at) {
    if (at === "language") nameSections(this.tables, this.story);
    if (at?.startsWith("sources.")) this.records.sources(this.story);
    this.#counts();
    this.changed();
  }

  #counts() {
    for (const place of this.root.querySelectorAll("[data-count]")) {
      const text = this.story.sections.find(({ id }) => id === /** @type {HTMLElement} */ (place).dataset.count)?.text ?? "";
      place.textContent = filled(this.words.words ?? "", { count: countWords(this.tables, text) });
    }
    for (const place of this.root.querySelectorAll("[data-signs]")) {
      const { signs, least, most } = /** @type {HTMLElement} */ (place).dataset;
      const value = valueAt(this.story, signs ?? "");
      const count = length(typeof value === "string" ? value.trim() : "");
      place.textContent = filled(this.words.signs ?? "", { count, least, most });
    }
    this.root.lang = "";
    for (const text of this.root.querySelectorAll("[data-section]")) /** @type {HTMLElement} */ (text).lang = languageOf(this.story);
  }
}

/** @param {ParentNode} root */
export const controls = (root) => /** @type {NodeListOf<Control>} */ (root.querySelectorAll("[data-at], [data-section]"));

/** Makes a value that is no choice one, so that it is seen. @param {HTMLSelectElement} select @param {string} value */
function offer(select, value) {
  if (value && ![...select.options].some((option) => option.value === value)) select.add(new Option(value, value));
}

/** @param {string} id @param {string} label @param {string} ask @param {string} text @param {number} [index] of a section */
function area(id, label, ask, text, index) {
  const field = document.createElement("div");
  field.className = "s-ask";
  field.dataset.ask = ask;
  const name = Object.assign(document.createElement("label"), { htmlFor: `tekst-${id}`, textContent: label });
  const control = Object.assign(document.createElement("textarea"), { id: `tekst-${id}`, rows: 6, value: text });
  control.dataset.other = index === undefined ? ask : String(index);
  control.setAttribute("aria-describedby", `sier-tekst-${id}`);
  const says = Object.assign(document.createElement("ul"), { className: "s-says", id: `sier-tekst-${id}`, hidden: true });
  field.append(name, control, says);
  return field;
}
