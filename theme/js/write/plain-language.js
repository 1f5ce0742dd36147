// @ts-check
// The words that plain language does without, and where a writer answers for them. See tools/samskapt/plain_language.py.

import { within } from "./prose.js";
import { escaped } from "./text.js";

/** @typedef {import("./tables.js").Tables} Tables */
/** @typedef {import("./prose.js").Prose} Prose */
/** @typedef {import("./prose.js").Stretch} Stretch */
/** @typedef {{ core: string, pattern: RegExp, instead: string[], reason: string }} Phrase */
/** @typedef {Phrase & { start: number, end: number }} Hit */

export class PlainLanguage {
  /** @type {Map<string, Phrase[]>} */
  #phrases = new Map();

  /** @param {Tables} tables @param {Prose} prose */
  constructor(tables, prose) {
    this.tables = tables;
    this.prose = prose;
  }

  /** @param {string} language @returns {Phrase[]} in the order of the list */
  #of(language) {
    let found = this.#phrases.get(language);
    if (found) return found;
    found = this.tables.data.plain
      .filter(([, , , languages]) => languages.includes(language))
      .flatMap(([words, instead, reason]) =>
        words.map((phrase) => {
          const forms = escaped(phrase).replaceAll("\\*", "[\\p{L}\\p{N}_]*").replaceAll(" ", "\\s+");
          const core = phrase.split("*").reduce((longest, part) => (part.length > longest.length ? part : longest), "");
          return { core, pattern: new RegExp(`(?<![\\p{L}\\p{N}_-])${forms}(?![\\p{L}\\p{N}_])`, "giu"), instead, reason };
        }),
      );
    this.#phrases.set(language, found);
    return found;
  }

  /** Every listed word of a text, in order; where several fit, the first of them. @param {string} text @param {string} language */
  listed(text, language) {
    const small = text.toLowerCase().split(/\s+/u).join(" ");
    /** @type {(Hit & { order: number })[]} */
    const hits = [];
    this.#of(language).forEach((phrase, order) => {
      if (!small.includes(phrase.core)) return;
      for (const match of text.matchAll(phrase.pattern))
        hits.push({ ...phrase, order, start: match.index, end: match.index + match[0].length });
    });
    hits.sort((a, b) => a.start - b.start || a.order - b.order);
    let end = 0;
    return hits.filter((hit) => {
      if (hit.start < end) return false;
      end = hit.end;
      return true;
    });
  }

  /** The listed words that the writer of a passage answers for. @param {string} text @param {string} language @param {string[]} names */
  find(text, language, names) {
    const hits = this.listed(text, language);
    if (hits.length === 0) return [];
    const others = [...this.prose.quotations(text), ...this.prose.addresses(text), ...stretches(text, names)];
    const first = new Set(this.prose.sentences(text).map(([start]) => start));
    return hits.filter((hit) => !within(others, hit.start) && !this.#isName(text, hit, first) && !this.#isHeldOff(text, hit));
  }

  /** @param {string} text @param {Hit} hit @param {Set<number>} first */
  #isName(text, hit, first) {
    const nearby = this.tables.limit("plain_language.NEARBY");
    if (/^\p{Lu}/u.test(text.slice(hit.start))) {
      const after = text.slice(hit.end, hit.end + nearby);
      return !first.has(hit.start) || /^\p{Lu}/u.test(after.trimStart()) || this.tables.at("plain_language.COMPANY", after, 0) !== null;
    }
    const begins = Math.max(0, hit.start - nearby);
    const before = this.tables.pattern("plain_language.NAME_BEFORE").exec(text.slice(begins, hit.start));
    return before !== null && /^\p{Lu}/u.test(before[1] ?? "") && !first.has(begins + before.index);
  }

  /** @param {string} text @param {Hit} hit */
  #isHeldOff(text, hit) {
    const nearby = text.slice(Math.max(0, hit.start - this.tables.limit("plain_language.NEARBY")), hit.start);
    const before = nearby.split(/\s+/u).filter(Boolean).join(" ");
    const has = (/** @type {string} */ name) => this.tables.has(`plain_language.${name}`, before);
    if (has("SPOKEN_OF")) return true;
    if (!this.tables.set("plain_language.OF_PEOPLE").has(hit.reason)) return false;
    const turned = has("FROM") && this.tables.at("plain_language.TO", text, hit.end);
    return Boolean(turned || has("REFUSED") || this.tables.at("plain_language.DEED", text, Math.max(0, hit.end - 3)));
  }
}

/** Where names stand. @param {string} text @param {string[]} names @returns {Stretch[]} */
function stretches(text, names) {
  /** @type {Stretch[]} */
  const found = [];
  for (const name of names)
    for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length)) found.push([at, at + name.length]);
  return found;
}
