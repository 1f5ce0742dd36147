// @ts-check
// Small things about words: a guess at what was meant, words, and the sentences of findings. See tools/samskapt/text.py.

/** @typedef {import("./tables.js").Tables} Tables */
/** @typedef {import("./tables.js").Finding} Finding */

/** A value as the checker reads it: white space folded. @param {string} text */
export const folded = (text) => text.split(/\s+/u).filter(Boolean).join(" ");

/** How many signs a text has; a letter outside the common plane is one. @param {string} text */
export const length = (text) => [...text].length;

/** A text to be found as it is written, in a pattern. @param {string} text */
export const escaped = (text) => text.replace(/[\^$\\.*+?()[\]{}|/]/gu, "\\$&");

/** A pattern for any of some words, the longest first. @param {readonly string[]} words */
export const anyOf = (words) =>
  [...words].sort((a, b) => b.length - a.length || (a < b ? -1 : 1)).map(escaped).join("|");

/** The one of `known` that a word most likely was meant to be; of equals, the first by name.
 * @param {string} word @param {Iterable<string>} known @param {number} near per cent they have in common */
export function closest(word, known, near) {
  let best = near;
  /** @type {string | null} */
  let found = null;
  for (const name of [...known].sort()) {
    const alike = ratio(idLike(word), idLike(name));
    if (alike > best || (alike === best && found === null)) [best, found] = [alike, name];
  }
  return found;
}

/** @param {string} word */
const idLike = (word) =>
  word.toLowerCase().replaceAll("ø", "o").replaceAll("æ", "ae").replaceAll("å", "a").trim().replace(/[\s_]+/gu, "-");

/** How much of two words they have in common in the same order, in per cent. @param {string} a @param {string} b */
function ratio(a, b) {
  if (a.length + b.length === 0) return 100;
  let row = new Array(b.length + 1).fill(0);
  for (const sign of a) {
    const next = [0];
    for (let j = 1; j <= b.length; j += 1)
      next.push(b[j - 1] === sign ? row[j - 1] + 1 : Math.max(row[j], /** @type {number} */ (next[j - 1])));
    row = next;
  }
  return (200 * row[b.length]) / (a.length + b.length);
}

/** The words of a text; a hyphenated word counts as one. @param {Tables} tables @param {string} text */
export const countWords = (tables, text) => tables.all("text.WORD", text).length;

/** Where each comment of Markdown begins and ends. One that is never closed is none. @param {string} text
 * @returns {[number, number][]} */
export function comments(text) {
  /** @type {[number, number][]} */
  const found = [];
  let start = text.indexOf("<!--");
  while (start >= 0) {
    const end = text.indexOf("-->", start + 4);
    if (end < 0) break;
    found.push([start, end + 3]);
    start = text.indexOf("<!--", end);
  }
  return found;
}

/** What is wrong, and what to do about it. @param {Tables} tables @param {Finding} finding @returns {[string, string]} */
export function sentences(tables, { rule, which, values }) {
  const entry = tables.data.messages[rule];
  const said = entry?.cases[which] ?? Object.values(entry?.cases ?? {})[0] ?? [rule, ""];
  return [filled(said[0], values), filled(said[1], values)];
}

/** A sentence with its places filled. @param {string} sentence @param {Record<string, unknown>} values */
export const filled = (sentence, values) =>
  sentence
    .replace(/\{(\w+)\}/gu, (place, name) => (values[name] === undefined ? place : String(values[name])))
    .replaceAll("{{", "{")
    .replaceAll("}}", "}");
