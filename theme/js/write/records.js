// @ts-check
// Lists of records in the form, sources and changes: as many as are asked for, each made from a template.

import { listOf, put, recordsOf, valueAt } from "./story.js";
import { filled } from "./text.js";

/** @typedef {import("./file.js").Story} Story */

export class Records {
  /** @type {Story | undefined} */
  #story;

  /** @param {HTMLElement} root @param {Record<string, string>} words @param {() => void} changed */
  constructor(root, words, changed) {
    this.root = root;
    this.words = words;
    this.changed = changed;
    root.addEventListener("click", (event) => this.#clicked(/** @type {Element} */ (event.target)));
    root.addEventListener("input", (event) => this.#ticked(/** @type {HTMLElement} */ (event.target)));
  }

  /** Makes the right number of places to write in; filling them is the form's. @param {Story} story */
  show(story) {
    this.#story = story;
    for (const group of this.#groups()) {
      const name = group.dataset.records ?? "";
      const list = /** @type {HTMLElement} */ (group.querySelector(".s-records"));
      const count = recordsOf(valueAt(story, name)).length;
      list.replaceChildren(...Array.from({ length: count }, (_, index) => made(group, index)));
    }
  }

  /** @returns {HTMLElement[]} */
  #groups() {
    return [...this.root.querySelectorAll("[data-records]")].map((group) => /** @type {HTMLElement} */ (group));
  }

  /** @param {Element} target */
  #clicked(target) {
    const button = /** @type {HTMLElement | null} */ (target.closest("button[data-to], button[data-from]"));
    const story = this.#story;
    if (!button || !story) return;
    const { to, from } = button.dataset;
    const name = to ?? from ?? "";
    const group = /** @type {HTMLElement} */ (button.closest("[data-records]"));
    const records = recordsOf(valueAt(story, name));
    const place = to ? records.length : [...group.querySelectorAll(".s-record")].indexOf(/** @type {Element} */ (button.closest(".s-record")));
    if (to) records.push({});
    else {
      records.splice(place, 1);
      if (name === "sources") renumber(story, place + 1);
    }
    story.values[name] = records;
    this.show(story);
    this.changed();
    const next = to ? group.querySelector(`.s-record:last-child :is(input, select, textarea)`) : group.querySelector("button[data-to]");
    /** @type {HTMLElement | null} */ (next)?.focus();
  }

  /** Shows the sources where one can point to them: under each change, and under each text. @param {Story} story */
  sources(story) {
    const titles = recordsOf(valueAt(story, "sources")).map(({ title }) => (typeof title === "string" ? title : ""));
    for (const group of this.root.querySelectorAll("[data-sources]")) this.#boxes(/** @type {HTMLElement} */ (group), titles, story);
    for (const place of this.root.querySelectorAll("[data-cite]")) {
      const into = /** @type {HTMLElement} */ (place).dataset.cite;
      const buttons = titles.map((title, index) => {
        const number = String(index + 1);
        const button = Object.assign(document.createElement("button"), { type: "button", className: "s-tag", textContent: `[${number}]` });
        Object.assign(button.dataset, { do: "cite", into, number });
        button.setAttribute("aria-label", filled(this.words.cite_one ?? "", { number, title }));
        button.title = title;
        return button;
      });
      place.replaceChildren(...(titles.length > 0 ? [`${this.words.cite}: `, ...buttons] : []));
    }
  }

  /** @param {HTMLElement} group @param {string[]} titles @param {Story} story */
  #boxes(group, titles, story) {
    const chosen = listOf(valueAt(story, group.dataset.sources ?? ""));
    const numbers = new Set([...titles.keys()].map((index) => String(index + 1)));
    const boxes = [...numbers, ...chosen.filter((one) => !numbers.has(one))].map((number) => {
      const label = document.createElement("label");
      label.className = "s-choice";
      const box = Object.assign(document.createElement("input"), { type: "checkbox", value: number, checked: chosen.includes(number) });
      label.append(box, filled(this.words.source_one ?? "", { number, title: titles[Number(number) - 1] ?? "?" }));
      return label;
    });
    const none = Object.assign(document.createElement("p"), { className: "s-small", textContent: this.words.no_sources ?? "" });
    group.querySelector(".s-checks")?.replaceChildren(...(boxes.length > 0 ? boxes : [none]));
  }

  /** @param {HTMLElement} target */
  #ticked(target) {
    const group = /** @type {HTMLElement | null} */ (target.closest("[data-sources]"));
    if (!group || !this.#story) return;
    const ticked = /** @type {NodeListOf<HTMLInputElement>} */ (group.querySelectorAll("input:checked"));
    put(this.#story, group.dataset.sources ?? "", [...ticked].map((box) => box.value));
    this.changed();
  }
}

/** A place to write a record in, with its number. @param {HTMLElement} group @param {number} index */
function made(group, index) {
  const template = /** @type {HTMLTemplateElement} */ (group.querySelector("template"));
  const item = /** @type {HTMLElement} */ (template.content.firstElementChild?.cloneNode(true));
  for (const part of item.querySelectorAll("*"))
    for (const attribute of part.attributes)
      if (/[.-]N[.-]/u.test(attribute.value)) attribute.value = attribute.value.replace(/([.-])N(?=[.-])/gu, `$1${index}`);
  for (const place of item.querySelectorAll("[data-number]")) place.textContent = String(index + 1);
  return item;
}

/** Lets everything that points to a source still point to the same one when another is taken away. @param {Story} story
 * @param {number} gone its number */
function renumber(story, gone) {
  const moved = (/** @type {string} */ number) => (Number(number) > gone ? String(Number(number) - 1) : number);
  for (const outcome of recordsOf(valueAt(story, "outcomes")))
    outcome.source = listOf(outcome.source).filter((number) => number !== String(gone)).map(moved);
  for (const section of story.sections)
    section.text = section.text.replace(/\[\^(\d{1,3})\](?!:)/gu, (_mark, number) => (Number(number) === gone ? "" : `[^${moved(number)}]`));
}
