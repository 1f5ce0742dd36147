// @ts-check
// What a reader asks for, taken apart: words, words in a row, and words that belong together in one meaning.

import { bare, key } from "./words.js";

/** @typedef {{ said: string, words: string[], row: boolean, groups: number[] }} Concept  Something that is asked for:
 *   as it was said, its words, whether they must stand in a row, and the groups of words that mean the same. */

const LONGEST_QUERY = 200;
const MOST_CONCEPTS = 12;
/** Words that say nothing about a story; they are passed by where there are others. */
const SMALL = new Set(
  ("og i jeg det at en et den til er som på de med han av ikke ikkje der så var meg seg men ett har om vi min mitt ha hadde " +
    "hun nå da ved fra frå du ut sin dem oss opp man kan kunne hans hvor kor eller hva kva skal selv sjøl sjølv her alle vil " +
    "ble blei vart bli blir ha hvordan korleis hvem kven hvilke noe noko noen nokon for å eg ein eit ei dei the a an of in " +
    "and to for on with is are how what who do does from by at og til af jeg hvad hvordan der som blev få får fikk mellom " +
    "både når hvis than that this it be was were").split(" "),
);

/** Takes a query apart. @param {string} text @param {Map<string, number[]>} groups by the keys of their words
 * @returns {Concept[]} */
export function parse(text, groups) {
  const concepts = [];
  for (const [, row, rest] of text.slice(0, LONGEST_QUERY).matchAll(/["«“”„]([^"«»“”„]*)["»“”]?|([^"«»“”„]+)/g)) {
    const words = split(row ?? rest);
    if (row !== undefined && words.length > 1)
      concepts.push({ said: words.map(([said]) => said).join(" "), words: words.map(([, word]) => word), row: true, groups: [] });
    else concepts.push(...together(words, groups));
  }
  const telling = concepts.filter(({ row, words }) => row || words.length > 1 || !SMALL.has(words[0] ?? ""));
  return (telling.length > 0 ? telling : concepts).slice(0, MOST_CONCEPTS);
}

/** @param {string} text @returns {[string, string][]} each word as it was said, and bare */
function split(text) {
  return text
    .split(/\s+/)
    .map((said) => /** @type {[string, string]} */ ([said.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, ""), bare(said)]))
    .filter(([, word]) => word !== "");
}

/** Puts together the words that are a meaning together, the longest first. @param {[string, string][]} words
 * @param {Map<string, number[]>} groups */
function* together(words, groups) {
  for (let place = 0; place < words.length; ) {
    let length = Math.min(4, words.length - place);
    const some = () => words.slice(place, place + length);
    while (length > 1 && !groups.has(keys(some()))) length -= 1;
    const said = some().map(([one]) => one).join(" ");
    yield { said, words: some().map(([, word]) => word), row: false, groups: groups.get(keys(some())) ?? [] };
    place += length;
  }
}

/** @param {[string, string][]} words */
const keys = (words) => words.map(([, word]) => key(word)).join(" ");

/** Reads the groups of words that mean the same: a line of keys each. @param {string[]} lines */
export function readGroups(lines) {
  /** @type {Map<string, number[]>} */
  const groups = new Map();
  lines.forEach((line, number) => {
    for (const member of line.split(",")) groups.set(member, [...(groups.get(member) ?? []), number]);
  });
  return groups;
}
