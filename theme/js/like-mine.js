// @ts-check
// «Stories like mine»: what is chosen stands in the address, and the stories come in order, each with the reason for
// its place. Without JavaScript the form leads to the list of all stories.

import { alike } from "./lib/alike.js";
import { Library } from "./lib/library.js";

/** @typedef {import("./lib/alike.js").Like} Like */

const BASE = new URL("../", import.meta.url);
const MOST = 20; // stories that are shown: those further down have little in common with the choice

class LikeMine extends HTMLElement {
  #latest = 0;
  /** @type {Promise<Library> | undefined} */
  #library;

  connectedCallback() {
    this.words = JSON.parse(this.dataset.words ?? "{}");
    this.form = /** @type {HTMLFormElement} */ (this.querySelector("form"));
    this.status = /** @type {HTMLElement} */ (this.querySelector("[role=status]"));
    this.list = /** @type {HTMLElement} */ (this.querySelector("ol"));
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#chosen();
    });
    this.form.addEventListener("change", () => this.#chosen());
    window.addEventListener("popstate", () => this.#restore());
    this.#restore();
  }

  /** Takes what is chosen from the address. */
  #restore() {
    const asked = new URLSearchParams(location.search);
    for (const field of this.querySelectorAll("select")) field.value = asked.get(field.name) ?? "";
    for (const box of this.querySelectorAll("input")) box.checked = asked.getAll(box.name).includes(box.value);
    for (const field of this.querySelectorAll("select")) if (field.selectedIndex < 0) field.value = "";
    this.#show();
  }

  /** Puts what is chosen in the address, and shows it. */
  #chosen() {
    const address = new URL(location.href);
    address.search = new URLSearchParams(this.#fields().map(([name, value]) => [name, value])).toString();
    history.replaceState({}, "", address);
    this.#show();
  }

  /** @returns {[string, string][]} */
  #fields() {
    const all = [...new FormData(this.form)];
    return all.flatMap(([name, value]) => (value ? [/** @type {[string, string]} */ ([name, String(value)])] : []));
  }

  async #show() {
    const mine = ++this.#latest;
    /** @type {Map<string, Set<string>>} */
    const chosen = new Map();
    for (const [name, value] of this.#fields()) chosen.set(name, new Set([...(chosen.get(name) ?? []), value]));
    try {
      this.#library ??= Library.open(BASE);
      const library = await this.#library;
      if (mine !== this.#latest) return;
      const found = alike(library.stories, library.facets, chosen);
      this.list?.replaceChildren(...found.slice(0, MOST).map((like) => this.#item(like)));
      this.#tell(chosen.size === 0 ? "start" : (["none", "one"][found.length] ?? "many"), found.length);
    } catch {
      this.#library = undefined;
      if (mine === this.#latest) this.#tell("error", 0);
    }
  }

  /** @param {string} key @param {number} count */
  #tell(key, count) {
    if (this.status) this.status.textContent = (this.words[key] ?? "").replace("{count}", String(count));
  }

  /** @param {Like} like */
  #item({ story, shared }) {
    const link = document.createElement("a");
    link.href = new URL(`fortellinger/${story.slug}/`, BASE).href;
    link.textContent = story.title;
    const where = document.createElement("span");
    where.className = "s-small";
    where.textContent = story.place;
    const why = document.createElement("p");
    why.textContent = [...shared].map(([facet, terms]) => this.#why(facet, terms)).join(" ");
    const made = document.createElement("li");
    made.dataset.slug = story.slug;
    made.append(link, " ", where, why);
    return made;
  }

  /** @param {string} facet @param {string[]} terms */
  #why(facet, terms) {
    const labels = terms.map((term) => this.querySelector(`[data-facet="${facet}"] [value="${term}"]`)?.getAttribute("data-label") ?? term);
    return (this.words[facet] ?? "").replace("{terms}", () => labels.join(", "));
  }
}

customElements.define("like-mine", LikeMine);
