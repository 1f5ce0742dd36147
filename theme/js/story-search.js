// @ts-check
// Search and choice in a list of stories: what is chosen stands in the address, and the list follows it. Without
// JavaScript the list is as the page came, and the form leads to it.

import { Cards } from "./lib/cards.js";
import { counts, fits, inOrder, read, write } from "./lib/choices.js";
import { csv } from "./lib/csv.js";
import { Library } from "./lib/library.js";
import { TextIndex } from "./lib/text-index.js";
import { offers, showChips, showCounts, showOffers } from "./lib/panel.js";

/** @typedef {import("./lib/library.js").Hit} Hit */
/** @typedef {import("./lib/library.js").Answer} Answer */
/** @typedef {import("./lib/choices.js").Choices} Choices */

const BASE = new URL("../", import.meta.url);
const PAUSE = 25; // milliseconds after the last key before a search begins
const BATCH = 24; // cards that are shown at a time
const AT_REST = 400; // milliseconds on the page before what a search needs is fetched

class StorySearch extends HTMLElement {
  #latest = 0;
  #shown = BATCH;
  /** @type {Hit[]} */
  #hits = [];
  /** @type {string[]} */
  #asked = [];
  /** @type {Promise<Library> | undefined} */
  #library;
  /** @type {Cards | undefined} */
  #cards;
  /** @type {Element[]} the cards that the page came with */
  #first = [];
  /** @type {Record<string, string>} */
  words = {};

  connectedCallback() {
    this.words = JSON.parse(this.dataset.words ?? "{}");
    this.form = /** @type {HTMLFormElement} */ (this.querySelector("form"));
    this.input = /** @type {HTMLInputElement} */ (this.querySelector("input[type=search]"));
    this.status = /** @type {HTMLElement} */ (this.querySelector("[role=status]"));
    this.list = /** @type {HTMLElement} */ (this.querySelector(".s-cards"));
    this.sort = /** @type {HTMLSelectElement} */ (this.querySelector("select"));
    this.more = /** @type {HTMLButtonElement} */ (this.querySelector(".s-more button"));
    this.chips = /** @type {HTMLElement} */ (this.querySelector(".s-chips"));
    this.#first = [...this.list.children];
    if (matchMedia("(max-width: 45rem)").matches) this.querySelector(".s-choose__all")?.removeAttribute("open");
    this.#listen();
    this.#restore();
    if (!this.dataset.slugs) setTimeout(() => this.#warm(), AT_REST);
  }

  #listen() {
    let timer = 0;
    this.input?.addEventListener("input", () => {
      clearTimeout(timer);
      timer = window.setTimeout(() => this.#changed("replaceState"), PAUSE);
    });
    this.form?.addEventListener("submit", (event) => {
      event.preventDefault();
      clearTimeout(timer);
      this.#changed("pushState");
    });
    this.addEventListener("change", (event) => {
      if (event.target === this.input) return; // typing is followed letter by letter
      if (this.sort && event.target === this.sort) this.sort.dataset.chosen = this.sort.value;
      this.#changed("pushState");
    });
    this.addEventListener("focusin", () => this.#warm(), { once: true });
    this.addEventListener("click", (event) => this.#clicked(/** @type {Element} */ (event.target)));
    this.more?.addEventListener("click", () => this.#showMore());
    window.addEventListener("popstate", () => this.#restore());
  }

  /** @param {Element} target */
  #clicked(target) {
    const button = target.closest("button");
    if (button?.dataset.do === "csv") this.#download();
    if (button?.dataset.do === "print") this.#print();
    if (button?.dataset.search === undefined) return;
    this.#put(button.dataset.search, "pushState");
    const place = [...(this.chips?.querySelectorAll("button") ?? [])].indexOf(button);
    this.#restore().then(() => {
      // the button is gone, and focus goes to what is nearest
      const left = this.chips?.querySelectorAll("button") ?? [];
      (place < 0 ? this.input : (left[Math.min(place, left.length - 1)] ?? this.input))?.focus();
    });
  }

  #open() {
    this.#library ??= Library.open(BASE).then((library) => {
      this.#cards = new Cards(this, library, { words: this.words, results: JSON.parse(this.dataset.results ?? "{}") });
      return library;
    });
    this.#library.catch(() => (this.#library = undefined));
    return this.#library;
  }

  /** Fetches what a search needs before it is asked for. */
  #warm() {
    const ignore = () => undefined; // the search itself says so when it fails
    this.#open().catch(ignore);
    if (this.input) TextIndex.open(BASE).catch(ignore); // a copy in a folder has no field: nothing can be searched there
  }

  /** @returns {Choices} what the fields say */
  #choices() {
    const chosen = new Map();
    for (const box of this.#boxes())
      if (box.checked) chosen.set(box.name, new Set([...(chosen.get(box.name) ?? []), box.value]));
    return { query: this.input?.value ?? "", sort: this.sort?.dataset.chosen ?? "", chosen };
  }

  /** @returns {HTMLInputElement[]} */
  #boxes() {
    return [...this.querySelectorAll("input")].filter((input) => input.type === "checkbox");
  }

  /** The facets as the fields have them. */
  #facets() {
    return [...this.querySelectorAll("fieldset")].map((set) => ({
      address: set.dataset.facet ?? "",
      terms: [...set.querySelectorAll("input")].map((box) => box.value),
    }));
  }

  /** Takes what is chosen from the address. */
  #restore() {
    const { query, sort, chosen } = read(location.search, this.#facets());
    if (this.input) this.input.value = query;
    if (this.sort) this.sort.dataset.chosen = sort;
    for (const box of this.#boxes()) box.checked = chosen.get(box.name)?.has(box.value) ?? false;
    for (const [facet] of chosen) {
      const part = this.querySelector(`fieldset[data-facet="${facet}"]`)?.closest("details");
      if (part?.hidden) part.hidden = false; // it is there for those who come with a choice, which the chips show
      else part?.setAttribute("open", "");
    }
    this.#shown = history.state?.shown ?? BATCH;
    return this.#update();
  }

  /** Puts what is chosen in the address, and shows it. @param {"pushState" | "replaceState"} how */
  #changed(how) {
    this.#put(write(this.#choices(), this.#facets()), how);
    this.#shown = BATCH;
    this.#update();
  }

  /** @param {string} search the end of an address, without its «?» @param {"pushState" | "replaceState"} how */
  #put(search, how) {
    const address = new URL(location.href);
    address.search = search;
    history[how]({}, "", address);
  }

  async #update() {
    const mine = ++this.#latest;
    const choices = this.#choices();
    const sort = choices.sort || (choices.query.trim() ? "treff" : "tittel");
    if (this.sort) this.sort.value = sort;
    const isAsItCame = choices.query.trim() === "" && choices.chosen.size === 0 && sort === "tittel";
    if (isAsItCame && !this.#cards && this.#shown === BATCH) return this.#asItCame();
    try {
      if (choices.query.trim()) this.#warm();
      const library = await this.#open();
      const within = this.#within();
      const answer = choices.query.trim() ? await library.find(choices.query, within) : undefined;
      if (mine !== this.#latest) return;
      this.#show(library, choices, sort, answer, library.stories.filter(within));
    } catch {
      if (mine === this.#latest && this.status) this.status.textContent = this.words.error ?? "";
    }
    delete document.documentElement.dataset.asked; // the list that was waited for is shown, or cannot be
  }

  /** Leaves the list as the page came with it. */
  #asItCame() {
    delete document.documentElement.dataset.asked;
    const total = Number(this.dataset.total);
    this.#tell(total, this.words.status_all ?? "");
    if (this.more) this.more.hidden = total <= this.#first.length;
  }

  /** Whether a story belongs on this page at all: on that of a term, only those that carry it. */
  #within() {
    const slugs = this.dataset.slugs ? new Set(this.dataset.slugs.split(" ")) : undefined;
    return (/** @type {import("./lib/choices.js").Story} */ { slug }) => slugs?.has(slug) ?? true;
  }

  /** @param {Library} library @param {Choices} choices @param {string} sort @param {Answer | undefined} answer
   * @param {import("./lib/choices.js").Story[]} all */
  #show(library, choices, sort, answer, all) {
    const hits = answer?.hits ?? all.map((story) => ({ story, score: 0, text: library.original(story), places: [] }));
    const left = hits.filter(({ story }) => fits(story, choices.chosen, library.facets));
    this.#hits = inOrder(left, sort);
    this.#asked = answer ? answer.concepts.flatMap(({ words }) => words) : [];
    const facets = this.#facets();
    showCounts(this, library.facets, counts(hits.map(({ story }) => story), choices.chosen, library.facets), choices);
    showChips(this, choices, facets, this.words);
    this.#cardsOf();
    showOffers(this, offers(library, choices, answer, hits, facets), this.words, this.#hits.length);
    const query = choices.query.trim();
    const { status_all, status_chosen, status_none, status_one, status_many } = this.words;
    const found = [status_none, status_one][left.length] ?? status_many;
    const sentence = query ? found : choices.chosen.size > 0 ? status_chosen : status_all;
    const pairs = answer?.instead ?? [];
    const [said, meant] = [pairs.map(([from]) => from).join(" "), pairs.map(([, to]) => to).join(" ")];
    const instead = said ? (this.words.instead ?? "").replace("{said}", () => said).replace("{instead}", () => meant) : "";
    const looked = pairs.reduce((text, [from, to]) => text.replace(from, () => to), query);
    this.#tell(left.length, `${instead} ${sentence}`.trim(), all.length, looked);
    this.dataset.query = query; // what the list shows now
  }

  #cardsOf() {
    const isWhole = this.#asked.length === 0 && this.#hits.length === this.#first.length && this.#shown === BATCH;
    const shown = this.#hits.slice(0, isWhole ? this.#first.length : this.#shown);
    this.list?.replaceChildren(...(this.#cards?.of(shown, this.#asked) ?? []));
    if (this.more) this.more.hidden = shown.length >= this.#hits.length;
    this.querySelector(".s-take")?.toggleAttribute("hidden", this.#hits.length === 0);
  }

  async #showMore() {
    const before = this.list?.children.length ?? 0;
    this.#shown = before + BATCH;
    history.replaceState({ shown: this.#shown }, "");
    if (this.#hits.length > 0) this.#cardsOf();
    else await this.#update();
    /** @type {HTMLElement | null | undefined} */ (this.list?.children[before]?.querySelector("a"))?.focus();
  }

  /** @param {number} count @param {string} sentence @param {number} [total] @param {string} [query] */
  #tell(count, sentence, total = count, query = "") {
    const text = sentence.replace("{count}", String(count)).replace("{total}", String(total)).replace("{query}", () => query);
    if (this.status && this.status.textContent !== text) this.status.textContent = text;
  }

  /** Hands over the selection as a file for spreadsheets. */
  async #download() {
    const library = await this.#open();
    if (this.#hits.length === 0) await this.#update(); // nothing is chosen: all of them
    const label = (/** @type {string} */ facet, /** @type {string} */ term) =>
      this.querySelector(`fieldset[data-facet="${facet}"] input[value="${term}"] + span`)?.textContent ?? term;
    const terms = (/** @type {import("./lib/choices.js").Story} */ story, /** @type {string} */ facet) => {
      const place = library.facets.findIndex(({ address }) => address === facet);
      const names = [...(story.terms[place] ?? [])].map((one) => library.facets[place]?.terms[one] ?? "");
      return names.map((name) => label(facet, name)).join(", ");
    };
    const rows = this.#hits.map(({ story }) => [
      ...[story.title, story.place, ...["samskapingstype", "arena", "resultat"].map((facet) => terms(story, facet))],
      ...[story.published, library.address(`fortellinger/${story.slug}/`)],
    ]);
    const file = new Blob([csv([(this.words.csv_columns ?? "").split(";"), ...rows])], { type: "text/csv;charset=utf-8" });
    const link = document.createElement("a");
    link.href = URL.createObjectURL(file);
    link.download = "samskapt-utvalg.csv";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), AT_REST);
  }

  /** Shows the whole selection and prints it. */
  async #print() {
    this.#shown = Number(this.dataset.total);
    await this.#open();
    await this.#update();
    await this.#cards?.filled();
    window.print();
  }
}

customElements.define("story-search", StorySearch);
