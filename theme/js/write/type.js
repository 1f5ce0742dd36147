// @ts-check
// Finds the type of co-creation by the two questions of the typology: who led the way, and was the answer given?

import { filled } from "./text.js";

export class TypeQuestions {
  /** @param {HTMLFormElement} root @param {Record<string, string>} words */
  constructor(root, words) {
    this.words = words;
    this.place = /** @type {HTMLElement | null} */ (root.querySelector(".s-ask--type"));
    this.place?.addEventListener("input", (event) => this.#answered(/** @type {HTMLInputElement} */ (event.target)));
  }

  /** @returns {HTMLInputElement[]} */
  #types() {
    return [.../** @type {NodeListOf<HTMLInputElement>} */ (this.place?.querySelectorAll("[data-driver]") ?? [])];
  }

  /** @param {string} question @returns {HTMLInputElement[]} */
  #answers(question) {
    return [.../** @type {NodeListOf<HTMLInputElement>} */ (this.place?.querySelectorAll(`[data-question=${question}] input`) ?? [])];
  }

  /** Shows the answers that belong to the type that is chosen. */
  show() {
    const chosen = this.#types().find((type) => type.checked);
    for (const one of this.#answers("driver")) one.checked = one.value === chosen?.dataset.driver;
    for (const one of this.#answers("answer")) one.checked = one.value === chosen?.dataset.answer;
    this.#say(chosen);
  }

  /** @param {HTMLInputElement} target */
  #answered(target) {
    if (target.dataset.driver) return this.show();
    const [driver, answer] = ["driver", "answer"].map((question) => this.#answers(question).find((one) => one.checked)?.value);
    const type = this.#types().find((one) => one.dataset.driver === driver && one.dataset.answer === answer);
    if (!type || type.checked) return;
    type.checked = true;
    type.dispatchEvent(new Event("input", { bubbles: true }));
    this.#say(type);
  }

  /** @param {HTMLInputElement | undefined} type */
  #say(type) {
    const label = type?.closest("label")?.querySelector("strong")?.textContent;
    const said = this.place?.querySelector("#type-svar");
    if (said) said.textContent = label ? filled(this.words.type_points ?? "", { type: label }) : "";
  }
}
