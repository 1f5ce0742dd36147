// @ts-check
// Reads running text as a person does: where sentences end, what is quoted, how heavy it is. See tools/samskapt/prose.py.

/** @typedef {import("./tables.js").Tables} Tables */
/** @typedef {[number, number]} Stretch */

const TOKEN = /\S+/gu;
const UPPER = /^\p{Lu}/u;
const LOWER = /^\p{Ll}/u;

export class Prose {
  /** @param {Tables} tables */
  constructor(tables) {
    this.tables = tables;
    this.openers = new Set(tables.limit("prose.OPENERS"));
    this.closers = new Set(tables.limit("prose.CLOSERS"));
    this.bullets = tables.set("prose.BULLETS");
    this.goesOn = tables.set("prose.GOES_ON");
    this.mayEnd = tables.set("prose.MAY_END");
  }

  /** Where the words of a text stand. @param {string} text @param {number} [start] @param {number} [end] @returns {Stretch[]} */
  words(text, start = 0, end = text.length) {
    return this.tables.all("prose.WORD", text.slice(start, end)).map((found) => [start + found.index, start + found.index + found[0].length]);
  }

  /** Every sentence of a passage, from its first word to its last sign. @param {string} text @returns {Stretch[]} */
  sentences(text) {
    const ends = [...this.#endsIn(text), text.trimEnd().length];
    /** @type {Stretch[]} */
    const found = [];
    let start = 0;
    for (const end of ends) {
      const first = this.tables.pattern("prose.WORD").exec(text.slice(start, end));
      if (first) found.push([start + first.index, end]);
      start = end;
    }
    return found;
  }

  /** @param {string} text */
  *#endsIn(text) {
    let last = 0;
    for (const gap of this.tables.all("prose.GAP", text)) {
      const blank = gap.groups?.blank ?? "";
      const end = gap.index + gap[0].length;
      const token = text.slice(last, gap.index).split(/\s+/u).filter(Boolean).at(-1) ?? "";
      TOKEN.lastIndex = end;
      const after = TOKEN.exec(text)?.[0];
      if (after && (blank.includes("\n") || this.#ends(token, after))) yield gap.index;
      last = gap.index;
    }
  }

  /** Whether a sentence ends between two neighbours. @param {string} token @param {string} after */
  #ends(token, after) {
    if (this.bullets.has(token) || this.bullets.has(after)) return true;
    if (/[\p{L}\p{N},]$/u.test(token)) return false;
    const following = [...stripped(after, this.openers, true)][0] ?? "";
    const bare = stripped(token, this.closers, false);
    const sign = bare.at(-1) ?? "";
    if (sign === ":") return UPPER.test(following);
    if ("!?…".includes(sign) && sign !== "" || bare.endsWith("..")) return !LOWER.test(following);
    return sign === "." && this.#pointEnds(stripped(bare.slice(0, -1), this.openers, true), following);
  }

  /** Whether a point after a word ends a sentence. @param {string} word @param {string} following */
  #pointEnds(word, following) {
    const small = word.toLowerCase();
    if (this.goesOn.has(small) || /^\p{L}$/u.test(word)) return false;
    if (/^\p{Nd}+$/u.test(word) || word.includes(".") || this.mayEnd.has(small) || this.tables.whole("prose.NO_VOWEL").test(small))
      return !(LOWER.test(following) || /^\p{Nd}/u.test(following));
    return true;
  }

  /** Where the words of others stand. @param {string} text @returns {Stretch[]} */
  quotations(text) {
    return ["prose.QUOTATION", "prose.SPEECH"].flatMap((name) => this.tables.all(name, text).map(span));
  }

  /** Where addresses of pages and of people stand. @param {string} text @returns {Stretch[]} */
  addresses(text) {
    return [...text.matchAll(TOKEN)].filter((found) => this.tables.has("prose.ADDRESS", found[0])).map(span);
  }

  /** How heavy the sentences of some passages are: LIX, and how many words it is of. @param {string[]} texts */
  weigh(texts) {
    let [words, long, sentences] = [0, 0, 0];
    const most = this.tables.limit("prose.LONG_WORD");
    for (const text of texts) {
      sentences += this.sentences(text).length;
      for (const [start, end] of this.words(text)) {
        words += 1;
        if ((text.slice(start, end).match(/\p{L}/gu)?.length ?? 0) > most) long += 1;
      }
    }
    return { words, lix: words ? Math.round(words / sentences + (100 * long) / words) : 0 };
  }
}

/** @param {RegExpMatchArray} found @returns {Stretch} */
export const span = (found) => [found.index ?? 0, (found.index ?? 0) + found[0].length];

/** Whether a place is in one of some stretches. @param {Stretch[]} stretches @param {number} place */
export const within = (stretches, place) => stretches.some(([start, end]) => start <= place && place < end);

/** A text without some signs at one end of it. @param {string} text @param {Set<string>} signs @param {boolean} atStart */
function stripped(text, signs, atStart) {
  let [start, end] = [0, text.length];
  if (atStart) while (start < end && signs.has(text[start] ?? "")) start += 1;
  else while (end > start && signs.has(text[end - 1] ?? "")) end -= 1;
  return text.slice(start, end);
}
