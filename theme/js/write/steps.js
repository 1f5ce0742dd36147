// @ts-check
// One step at a time, or all of them at once.

import { filled } from "./text.js";

const KEY = "samskapt-alle-steg";

export class Steps {
  #now = 0;
  #all = false;

  /** @param {HTMLFormElement} root @param {Record<string, string>} words @param {(step: string) => void} came */
  constructor(root, words, came) {
    this.root = root;
    this.words = words;
    this.came = came;
    this.steps = /** @type {HTMLElement[]} */ ([...root.querySelectorAll(".s-step")]);
    this.button = /** @type {HTMLButtonElement} */ (root.querySelector("[data-do=all]"));
    root.addEventListener("click", (event) => this.#clicked(event));
    this.#all = read() === "yes";
    this.show(0, false);
  }

  /** The name of the step that is shown. */
  get step() {
    return this.steps[this.#now]?.id.replace("steg-", "") ?? "";
  }

  get isAll() {
    return this.#all;
  }

  /** @param {MouseEvent} event */
  #clicked(event) {
    const target = /** @type {Element} */ (event.target);
    const what = /** @type {HTMLElement | null} */ (target.closest("[data-do]"))?.dataset.do;
    const link = /** @type {HTMLElement | null} */ (target.closest("a[data-step]"));
    if (what === "next" && !this.#all) this.show(this.#now + 1);
    if (what === "back") this.show(this.#now - 1);
    if (what === "all") this.#turn();
    if (!link) return;
    event.preventDefault();
    this.open(link.dataset.step ?? "");
  }

  #turn() {
    this.#all = !this.#all;
    try {
      localStorage.setItem(KEY, this.#all ? "yes" : "");
    } catch {
      // nothing can be kept: the choice holds for this page
    }
    this.show(this.#now, false);
    if (this.#all) this.steps[this.#now]?.scrollIntoView();
  }

  /** Shows a step by its name. @param {string} name @param {boolean} [focus] */
  open(name, focus = true) {
    const place = this.steps.findIndex((step) => step.id === `steg-${name}`);
    if (place >= 0) this.show(place, focus);
  }

  /** Shows the step that something stands in. @param {Element} part */
  openWith(part) {
    const place = this.steps.findIndex((step) => step.contains(part));
    if (place >= 0) this.show(place, false);
  }

  /** @param {number} place @param {boolean} [focus] whether the reader goes there too */
  show(place, focus = true) {
    this.#now = Math.min(Math.max(place, 0), this.steps.length - 1);
    this.steps.forEach((step, index) => (step.hidden = !this.#all && index !== this.#now));
    this.root.classList.toggle("s-write__form--all", this.#all);
    this.button.setAttribute("aria-pressed", String(this.#all));
    const title = /** @type {HTMLElement} */ (this.steps[this.#now]?.querySelector("h2"));
    const said = filled(this.words.progress ?? "", { number: this.#now + 1, count: this.steps.length, title: title.textContent });
    /** @type {HTMLElement} */ (this.root.querySelector("#framdrift")).textContent = said;
    const bar = /** @type {HTMLProgressElement} */ (this.root.querySelector("progress"));
    [bar.max, bar.value] = [this.steps.length, this.#now + 1];
    for (const link of this.root.querySelectorAll("a[data-step]"))
      if (/** @type {HTMLElement} */ (link).dataset.step === this.step) link.setAttribute("aria-current", "step");
      else link.removeAttribute("aria-current");
    this.#button("back").hidden = this.#all || this.#now === 0;
    this.#button("next").hidden = this.#all || this.#now === this.steps.length - 1;
    if (focus) {
      title.focus({ preventScroll: true });
      this.root.querySelector(this.#all ? `#${this.steps[this.#now]?.id}` : ".s-write__way")?.scrollIntoView();
    }
    this.came(this.step);
  }

  /** Says by each step how much is left in it. @param {(part: Element) => number} left */
  marks(left) {
    for (const step of this.steps) {
      const link = this.root.querySelector(`a[data-step="${step.id.replace("steg-", "")}"]`);
      const count = left(step);
      let mark = link?.parentElement?.querySelector("span");
      if (!mark) {
        mark = Object.assign(document.createElement("span"), { className: "s-count" });
        link?.after(" ", mark);
      }
      mark.textContent = count > 0 ? filled(this.words.left ?? "", { count }) : "";
    }
  }

  /** @param {string} what @returns {HTMLElement} */
  #button(what) {
    return /** @type {HTMLElement} */ (this.root.querySelector(`[data-do=${what}]`));
  }
}

/** @returns {string | null} */
function read() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}
