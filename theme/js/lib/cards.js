// @ts-check
// The cards of stories: those that the page came with, and others made of the same template when they are asked for.

import { excerpt } from "./excerpt.js";

/** @typedef {import("./library.js").Hit} Hit */
/** @typedef {import("./library.js").Library} Library */
/** @typedef {import("./choices.js").Story} Story */
/** @typedef {Record<string, string>} Strings */

export class Cards {
  /** @type {Map<string, HTMLElement>} by the address of the story */
  #cards = new Map();
  /** @type {Map<Element, Hit>} */
  #wanted = new Map();
  /** @type {string[]} the words of the query */
  #asked = [];

  /** @param {HTMLElement} root @param {Library} library @param {{ words: Strings, results: Strings }} strings */
  constructor(root, library, strings) {
    this.root = root;
    this.library = library;
    this.strings = strings;
    for (const card of root.querySelectorAll(".s-card"))
      if (card instanceof HTMLElement) this.#cards.set(card.dataset.address ?? "", card);
    // texts are fetched for the cards that are seen only
    this.seen = new IntersectionObserver((entries) =>
      entries.forEach((entry) => entry.isIntersecting && this.#fill(entry.target)),
    );
  }

  /** The cards of hits, in their order. @param {Hit[]} hits @param {string[]} asked the words of the query */
  of(hits, asked) {
    this.seen.disconnect();
    this.#wanted.clear();
    this.#asked = asked;
    return hits.map((hit) => {
      const card = this.#card(hit.story);
      this.#toLanguage(card, hit);
      if (asked.length > 0 || card.dataset.made) {
        this.#wanted.set(card, hit);
        this.seen.observe(card);
      }
      if (asked.length === 0) part(card, "s-card__excerpt")?.remove();
      return card;
    });
  }

  /** Waits until every card that is shown says all that it will: on paper all of them are seen. */
  async filled() {
    await Promise.all([...this.#wanted.keys()].map((card) => this.#fill(card)));
  }

  /** @param {Story} story @returns {HTMLElement} */
  #card(story) {
    const address = `fortellinger/${story.slug}/`;
    const card = this.#cards.get(address) ?? this.#made(story, address);
    this.#cards.set(address, card);
    return card;
  }

  /** @param {Story} story @param {string} address */
  #made(story, address) {
    const term = (/** @type {string} */ facet) => {
      const place = this.library.facets.findIndex((one) => one.address === facet);
      return this.library.facets[place]?.terms[[...(story.terms[place] ?? [])][0] ?? -1] ?? "";
    };
    const template = /** @type {HTMLTemplateElement} */ (
      this.root.querySelector(`template[data-type="${CSS.escape(term("samskapingstype"))}"]`)
    );
    const made = /** @type {DocumentFragment} */ (template.content.cloneNode(true));
    const card = /** @type {HTMLElement} */ (made.querySelector(".s-card"));
    Object.assign(card.dataset, { address, made: "yes" });
    say(card, ".s-where", story.place);
    say(card, ".s-card__title a", story.title);
    const kind = card.querySelector(".s-card__kind > span");
    if (kind) kind.textContent += this.strings.results[term("resultat")] ?? "";
    return card;
  }

  /** Leads a card to the text that was found: that of the story itself, or of a translation. @param {HTMLElement} card
   * @param {Hit} hit */
  #toLanguage(card, hit) {
    const link = /** @type {HTMLAnchorElement} */ (card.querySelector(".s-card__title a"));
    link.href = this.library.address(hit.text?.address || `fortellinger/${hit.story.slug}/`);
    const lang = hit.text?.address ? hit.text.lang : "";
    let note = part(card, "s-card__language");
    if (!lang) return void note?.remove();
    note ??= added(card, "s-card__language");
    const name = new Intl.DisplayNames([document.documentElement.lang], { type: "language" }).of(lang) ?? lang;
    note.textContent = (this.strings.words.translation ?? "").replace("{language}", name);
  }

  /** Puts on a card what its text says. @param {Element} card */
  async #fill(card) {
    const hit = this.#wanted.get(card);
    this.seen.unobserve(card);
    if (!hit) return;
    const asked = this.#asked;
    try {
      if (card instanceof HTMLElement && card.dataset.made === "yes") {
        const words = await this.library.words(this.library.original(hit.story));
        card.dataset.made = "filled";
        card.lang = words.lang;
        say(card, ".s-card__summary", words.summary);
        say(card, ".s-card__hard span", words.hard);
        if (words.tried) added(card, "s-card__tried").textContent = (this.strings.words.tried ?? "").replace("{count}", String(words.tried));
      }
      if (asked.length === 0 || !hit.text) return;
      const words = await this.library.words(hit.text);
      if (this.#wanted.get(card) === hit) this.#excerpt(card, excerpt(words, hit.places, asked), words.lang);
    } catch {
      // the card is whole without it
    }
  }

  /** @param {Element} card @param {import("./excerpt.js").Excerpt} found @param {string} lang */
  #excerpt(card, { kind, pieces, by }, lang) {
    const { found_by = "", found_topic = "", found_source = "" } = this.strings.words;
    const note = kind === "topic" ? found_topic : by ? found_by : kind === "source" ? found_source : "";
    const nodes = pieces.flatMap(({ text, hit: isHit }) => [isHit ? marked(text) : document.createTextNode(text), document.createTextNode(" ")]);
    if (!note && nodes.length === 0) return void part(card, "s-card__excerpt")?.remove();
    const place = part(card, "s-card__excerpt") ?? added(card, "s-card__excerpt");
    place.lang = lang;
    const said = document.createElement("strong");
    said.lang = document.documentElement.lang;
    said.textContent = note.replace("{word}", () => by);
    place.replaceChildren(...(note ? [said, document.createTextNode(" ")] : []), ...nodes);
  }
}

/** @param {Element} card @param {string} name @returns {HTMLElement | null} */
const part = (card, name) => card.querySelector(`.${name}`);

/** @param {Element} card @param {string} name */
function added(card, name) {
  const place = document.createElement("p");
  place.className = name;
  card.querySelector(".s-card__summary")?.after(place);
  return place;
}

/** @param {Element} card @param {string} where @param {string} text */
function say(card, where, text) {
  const place = card.querySelector(where);
  if (place) place.textContent = text;
}

/** @param {string} text */
function marked(text) {
  const mark = document.createElement("mark");
  mark.textContent = text;
  return mark;
}
