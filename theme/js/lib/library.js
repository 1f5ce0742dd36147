// @ts-check
// The stories as the page knows them: our own data for choosing and showing, Pagefind for text, joined by its names.

import { guesses, parts } from "./guess.js";
import { parse, readGroups } from "./query.js";
import { inAll, inMost, TextIndex } from "./text-index.js";

/** @typedef {import("./choices.js").Story} Story */
/** @typedef {import("./choices.js").Facet} Facet */
/** @typedef {import("./query.js").Concept} Concept */
/** @typedef {import("./text-index.js").Texts} Texts */
/** @typedef {{ id: string, number: number, address: string, lang: string }} Text  Of the story with that number;
 *   `address` is that of a translation. */
/** @typedef {{ story: Story, score: number, text?: Text, places: number[] }} Hit */
/** @typedef {{ hits: Hit[], concepts: Concept[], instead: [string, string][], without: [string, Hit[]][] }} Answer
 *   `instead`: what was said and what was looked for instead; `without`: what is left out, and what that would find. */
/** @typedef {{ title: string, lang: string, summary: string, hard: string, words: string, ends: number[],
 *              helps: number[], tried?: number }} Words */
/** @typedef {{ facets: [string, string[]][], stories: [string[], string[], string[], string[], number[][][]],
 *              texts: [string, number[], string[], string[]], groups: string[], shown?: [string, string, string][] }} Data
 *   In columns, see search_data.py. `shown`: what cards say, language, summary and what was hard, in a copy that opens from
 *   a folder, where nothing can be fetched and every page is a file. */

export class Library {
  /** @type {Promise<string[]> | undefined} */
  #words;
  /** @type {Map<string, Promise<Words>>} */
  #texts = new Map();
  /** @type {Map<number, Text> | undefined} */
  #originals;

  /** @param {URL} base the root of the site @param {Data} data */
  constructor(base, data) {
    this.base = base;
    this.shown = data.shown;
    /** @type {Facet[]} */
    this.facets = data.facets.map(([address, terms]) => ({ address, terms }));
    const [slugs, titles, places, dates, terms] = data.stories;
    /** @type {Story[]} */
    this.stories = titles.map((title, number) => ({
      ...{ number, slug: slugs[number] || slugOf(title), title, place: places[number] ?? "", published: dates[number] ?? "" },
      terms: (terms[number] ?? []).map((some) => new Set(some)),
    }));
    const [ids, numbers, addresses, languages] = data.texts;
    /** @type {Map<string, Text>} */
    this.texts = new Map(
      ids.split(" ").map((id, place) => {
        const [number = 0, address = "", lang = ""] = [numbers[place], addresses[place], languages[place]];
        return [id, { id, number, address, lang }];
      }),
    );
    this.groups = readGroups(data.groups);
  }

  /** @param {URL} base */
  static async open(base) {
    const kept = /** @type {{ samskapt?: Data }} */ (globalThis).samskapt; // see offline.py
    return new Library(base, kept ?? (await fetched(new URL("search/stories.json", base))));
  }

  /** The whole address of a page of the site. @param {string} page */
  address(page) {
    return new URL(this.shown ? `${page}index.html` : page, this.base).href;
  }

  /** Finds stories by their text, among some; misspelt words are looked for as what they most likely were meant to be.
   * @param {string} query @param {(story: Story) => boolean} among @returns {Promise<Answer>} */
  async find(query, among) {
    const index = await TextIndex.open(this.base);
    const concepts = parse(query, this.groups);
    const each = await index.find(concepts);
    const isUnknown = each.some((texts, place) => texts.size === 0 && !concepts[place]?.row);
    const meant = isUnknown ? await this.#meant(index, concepts, each) : undefined;
    const guessed = meant ? this.#hits(inMost(meant.each, meant.concepts), among) : [];
    if (meant && guessed.length > 0) return { ...meant, hits: guessed, without: [] };
    const all = inMost(each, concepts);
    const hits = this.#hits(all, among);
    if (all.size > 0) return { hits, concepts, instead: [], without: [] };
    const without = concepts.map((concept, place) => {
      const left = this.#hits(inAll(each.filter((_, other) => other !== place)), among);
      return /** @type {[string, Hit[]]} */ ([concept.said, left]);
    });
    return { hits, concepts, instead: [], without: without.filter(([, left]) => left.length > 0) };
  }

  /** Looks for what unknown words may have been meant to be. @param {TextIndex} index @param {Concept[]} concepts
   * @param {Texts[]} each */
  async #meant(index, concepts, each) {
    this.#words ??= fetched(new URL("search/words.json", this.base)).then((line) => line.split(" "));
    const known = await this.#words;
    /** @type {[string, string][]} */
    const instead = [];
    const anew = await Promise.all(
      concepts.map(async (concept, place) => {
        const before = { concepts: [concept], each: [each[place] ?? new Map()] };
        if ((each[place]?.size ?? 0) > 0 || concept.row) return before;
        for (const some of ways(concept, known)) {
          const tried = parse(some, this.groups);
          const found = await index.find(tried);
          if (inAll(found).size === 0) continue;
          instead.push([concept.said, some]);
          return { concepts: tried, each: found };
        }
        return before;
      }),
    );
    if (instead.length === 0) return undefined;
    return { concepts: anew.flatMap((one) => one.concepts), each: anew.flatMap((one) => one.each), instead };
  }

  /** The stories that texts belong to, each by its best text. @param {Texts} texts @param {(story: Story) => boolean}
   * among */
  #hits(texts, among) {
    /** @type {Map<Story, Hit>} */
    const hits = new Map();
    for (const [id, { score, places }] of texts) {
      const text = this.texts.get(id);
      const story = text && this.stories[text.number];
      if (!story || !among(story)) continue;
      const before = hits.get(story);
      if (!before || score > before.score || (score === before.score && !text.address)) hits.set(story, { story, score, text, places });
    }
    return [...hits.values()];
  }

  /** The words of a text, fetched once. @param {Text} text @returns {Promise<Words>} */
  words(text) {
    const [lang, summary, hard] = this.shown?.[text.number] ?? [];
    if (lang !== undefined && summary !== undefined && hard !== undefined)
      return Promise.resolve({ title: "", lang, summary, hard, words: "", ends: [], helps: [] });
    const words = this.#texts.get(text.id) ?? fetched(new URL(`search/text/${text.id}.json`, this.base));
    this.#texts.set(text.id, words);
    words.catch(() => this.#texts.delete(text.id));
    return words;
  }

  /** The text of a story in its own language. @param {Story} story @returns {Text} */
  original(story) {
    this.#originals ??= new Map([...this.texts.values()].filter(({ address }) => !address).map((text) => [text.number, text]));
    return /** @type {Text} */ (this.#originals.get(story.number));
  }
}

/** The slug of a story where it follows from its title: as scaffold.py makes it. @param {string} title */
function slugOf(title) {
  const letters = { æ: "ae", ø: "o", å: "a", ß: "ss", đ: "d", ŋ: "n" };
  const plain = Object.entries(letters).reduce((text, [from, to]) => text.replaceAll(from, to), title.toLowerCase());
  const words = plain.normalize("NFKD").replace(/[^\x00-\x7f]/g, "").match(/[a-z0-9]+/g) ?? [];
  return words.join("-").slice(0, 60).replace(/^-+|-+$/g, "");
}

/** What a concept that was not found may have been meant to be. @param {Concept} concept @param {string[]} known */
function ways({ words }, known) {
  const [word, ...others] = words;
  if (word === undefined || others.length > 0) return [];
  const two = parts(word, known);
  return [...guesses(word, known), ...(two.length > 0 ? [two.join(" ")] : [])];
}

/** @param {URL} address */
async function fetched(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.json();
}
