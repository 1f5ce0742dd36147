// @ts-check
// Searches in the text of the stories by Pagefind, word by word, and puts what each word found together.
//
// Pagefind asks for all words at once and tells of the whole; asked for one at a time, it lets us say which word was found
// where, count what would be found without one of them, and let words that mean the same stand in for each other.

import { fold, root, withoutAccents } from "./words.js";

/** @typedef {import("./query.js").Concept} Concept */
/** @typedef {{ id: string, score: number, words: number[] }} Raw */
/** @typedef {{ search(term: string): Promise<{ results: Raw[] }>, options(options: object): Promise<void>,
 *              init(): Promise<void> }} Pagefind */
/** @typedef {{ score: number, places: number[] }} Found  How well a text was found, and the places of the words in it. */
/** @typedef {Map<string, Found>} Texts  by Pagefind's name for each text */

const MARK = "ꙮ"; // stands around the number of a group, see search_text.py
const SPELLING = 0.95;
const SHORT = 5; // letters from which another spelling is hardly another word: «ost» is not «øst»
const OTHER_SPELLING = 0.35;
const SAME_ROOT = 0.5;
const BESIDE_AS_SAID = 0.25; // the same root, where the word itself is found too
const SAME_MEANING = 0.55;
const APART = 0.4; // words that are a meaning together, but do not stand so
const LEAST_ROOT = 4;
const ENOUGH = 0.58; // how much of what is asked for a text must hold: both of two words, two of three, three of five
const EVEN = 0.5; // how little it matters that one of the things asked for is found better than the others
const UNKNOWN = 1.4; // how much more a word counts that no text holds: it may be what the question is about
const RANKING = { termSimilarity: 2.2, pageLength: 0.3, termFrequency: 1, termSaturation: 1.6 };

export class TextIndex {
  /** @type {Map<string, Promise<Texts>>} */
  #asked = new Map();

  /** @param {Pagefind} pagefind */
  constructor(pagefind) {
    this.pagefind = pagefind;
  }

  /** @type {Promise<TextIndex> | undefined} */
  static #opened;

  /** Opens the index once for all. @param {URL} base the root of the site */
  static open(base) {
    TextIndex.#opened ??= TextIndex.#read(base);
    TextIndex.#opened.catch(() => (TextIndex.#opened = undefined));
    return TextIndex.#opened;
  }

  /** @param {URL} base */
  static async #read(base) {
    const pagefind = await import(new URL("pagefind/pagefind.js", base).href);
    await pagefind.options({ ranking: RANKING, noWorker: true });
    await pagefind.init();
    return new TextIndex(pagefind);
  }

  /** Finds the texts of each concept. @param {Concept[]} concepts @returns {Promise<Texts[]>} */
  find(concepts) {
    return Promise.all(concepts.map((concept) => this.#concept(concept)));
  }

  /** @param {Concept} concept @returns {Promise<Texts>} */
  async #concept({ words, row, groups }) {
    const meanings = groups.map((group) => this.#term(`${MARK}${group}${MARK}`)); // asked at once: the line may be slow
    const each = await Promise.all(words.map((word) => this.#word(word, groups.length > 0)));
    const inRow = inARow(each);
    const said = row ? inRow : best([[inRow, 1], [inAll(each), words.length > 1 ? APART : 1]]);
    const meant = await Promise.all(meanings);
    return best([[said, 1], ...meant.map((texts) => /** @type {[Texts, number]} */ ([texts, SAME_MEANING]))]);
  }

  /** @param {string} word @param {boolean} isKnown whether its meaning is known, and its root is less of a guide
   * @returns {Promise<Texts>} */
  async #word(word, isKnown) {
    const [plain, folded, rooted] = [withoutAccents(word), fold(word), root(word)];
    const hasWritten = /[æø]/.test(plain); // one who writes them means them
    /** @type {Map<string, number>} */
    const ways = new Map([[plain, 1]]);
    if (!ways.has(folded) && (folded.length >= SHORT || !hasWritten)) ways.set(folded, hasWritten ? OTHER_SPELLING : SPELLING);
    if (rooted.length >= LEAST_ROOT && !ways.has(rooted)) ways.set(rooted, SAME_ROOT);
    const asked = [...ways].map(async ([term, weight]) => /** @type {[Texts, number]} */ ([await this.#term(term), weight]));
    const found = await Promise.all(asked);
    const asSaid = isKnown || (found[0]?.[0].size ?? 0) > 0;
    return best(found.map(([texts, weight]) => [texts, asSaid && weight === SAME_ROOT ? BESIDE_AS_SAID : weight]));
  }

  /** @param {string} term @returns {Promise<Texts>} */
  #term(term) {
    let asked = this.#asked.get(term);
    if (!asked) {
      asked = this.#ask(term);
      this.#asked.set(term, asked);
      asked.catch(() => this.#asked.delete(term)); // the next try may succeed
    }
    return asked;
  }

  /** Asks Pagefind, and refuses what it finds when it finds nothing: the longest word that the term begins with.
   * @param {string} term @returns {Promise<Texts>} */
  async #ask(term) {
    const { results } = await this.pagefind.search(term);
    if (results.length > 0 && (await this.#isBeginningOnly(term, results))) return new Map();
    return new Map(results.map(({ id, score, words }) => [id, { score, places: words }]));
  }

  /** @param {string} term @param {Raw[]} results */
  async #isBeginningOnly(term, results) {
    if ((await this.pagefind.search(`"${term}"`)).results.length > 0) return false;
    const beginning = (await this.pagefind.search(`${term}${MARK}`)).results; // no word goes on like that
    const places = (/** @type {Raw[]} */ raws) => JSON.stringify(raws.map(({ id, words }) => [id, words]).sort());
    return places(beginning) === places(results);
  }
}

/** The texts that are in all of some, with what they have together. @param {Texts[]} each @returns {Texts} */
export function inAll(each) {
  /** @type {Texts} */
  const all = new Map();
  const [first, ...others] = each;
  for (const [id, found] of first ?? []) {
    const more = others.map((texts) => texts.get(id));
    if (more.every((one) => one !== undefined)) all.set(id, sum([found, .../** @type {Found[]} */ (more)]));
  }
  return all;
}

/** The texts that are in enough of some, the more the better. @param {Texts[]} each @param {Concept[]} concepts what each
 * was found for @returns {Texts} */
export function inMost(each, concepts) {
  const parts = each.map((texts, place) => {
    const { row = false, weight = 1 } = concepts[place] ?? {};
    const most = Math.max(...[...texts.values()].map(({ score }) => score), Number.MIN_VALUE);
    return { texts, row, most, weight, counts: texts.size > 0 ? weight : weight * UNKNOWN };
  });
  const whole = parts.reduce((total, { counts }) => total + counts, 0);
  /** @type {Texts} */
  const found = new Map();
  for (const id of new Set(each.flatMap((texts) => [...texts.keys()]))) {
    const held = parts.filter(({ texts }) => texts.has(id));
    const share = held.reduce((total, { counts }) => total + counts, 0) / whole;
    const isWhole = parts.every((part) => !part.row || held.includes(part)); // what stands in quotation marks must be there
    if (share < ENOUGH || !isWhole) continue;
    const score = held.reduce((total, { texts, most, weight }) => total + weight * ((texts.get(id)?.score ?? 0) / most) ** EVEN, 0);
    const { places } = sum(held.flatMap(({ texts }) => texts.get(id) ?? []));
    found.set(id, { score: score * share ** 2, places });
  }
  return found;
}

/** @param {Found[]} some @returns {Found} */
function sum(some) {
  const places = [...new Set(some.flatMap((one) => one.places))].sort((a, b) => a - b);
  return { score: some.reduce((total, one) => total + one.score, 0), places };
}

/** The texts in which words stand in a row. @param {Texts[]} each @returns {Texts} */
function inARow(each) {
  /** @type {Texts} */
  const found = new Map();
  for (const [id, { score }] of inAll(each)) {
    const places = each.map((texts) => new Set(texts.get(id)?.places));
    const starts = [...(places[0] ?? [])].filter((start) => places.every((some, step) => some.has(start + step)));
    const all = starts.flatMap((start) => places.map((_, step) => start + step));
    if (starts.length > 0) found.set(id, { score, places: all.sort((a, b) => a - b) });
  }
  return found;
}

/** What several ways to look found, each text by its best. @param {[Texts, number][]} ways @returns {Texts} */
function best(ways) {
  /** @type {Texts} */
  const found = new Map();
  for (const [texts, weight] of ways)
    for (const [id, { score, places }] of texts) {
      const before = found.get(id);
      const both = before ? sum([before, { score: 0, places }]).places : places;
      found.set(id, { score: Math.max(before?.score ?? 0, score * weight), places: both });
    }
  return found;
}
