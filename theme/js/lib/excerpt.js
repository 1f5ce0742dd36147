// @ts-check
// The words around a hit, with the hits marked, and which word a story was found by where that is not the reader's own.

import { fold, root } from "./words.js";

/** @typedef {import("./library.js").Words} Words */
/** @typedef {{ kind: "text" | "topic" | "source" | "seen", pieces: { text: string, hit: boolean }[], by: string }} Excerpt
 *   `seen`: the hits stand in what the card shows already; `by`: the word that the story was found by. */

const ZONES = ["title", "place", "summary", "outcomes", "body", "sources", "topics"];
const LENGTH = 30; // words
const BEFORE = 8; // words before the first hit

/** @param {Words} text @param {number[]} places @param {string[]} asked the words of the query @returns {Excerpt} */
export function excerpt(text, places, asked) {
  const words = text.words.split(" ");
  const hits = new Set(places.map((place) => (place < words.length ? place : (text.helps[place - words.length] ?? 0))));
  const zone = (/** @type {number} */ place) => ZONES[text.ends.findIndex((end) => place < end)] ?? "";
  const inside = (/** @type {string[]} */ ...zones) => [...hits].filter((place) => zones.includes(zone(place))).sort((a, b) => a - b);
  const kinds = /** @type {[Excerpt["kind"], number[]][]} */ ([
    ["text", inside("outcomes", "body")],
    ["seen", inside("title", "place", "summary")],
    ["source", inside("sources")],
    ["topic", inside("topics")],
  ]);
  const [kind, some] = kinds.find(([, found]) => found.length > 0) ?? ["seen", []];
  const middle = densest(some);
  const by = some.some((place) => isAsked(words[place] ?? "", asked)) ? "" : trimmed(words[middle] ?? "");
  if (kind === "seen") return { kind, pieces: [], by };
  if (kind === "topic") return { kind, pieces: [], by: topic(words, some[0] ?? 0, text.ends[ZONES.indexOf("sources")] ?? 0) };
  const end = text.ends.find((one) => middle < one) ?? words.length;
  const first = text.ends[text.ends.indexOf(end) - 1] ?? 0;
  const start = Math.max(first, middle - BEFORE);
  const shown = words.slice(start, Math.min(end, start + LENGTH));
  const pieces = shown.map((word, step) => ({ text: word, hit: hits.has(start + step) }));
  return {
    kind,
    pieces: [...(start > first ? [{ text: "…", hit: false }] : []), ...pieces, ...(start + LENGTH < end ? [{ text: "…", hit: false }] : [])],
    by,
  };
}

/** The first place of those that most others follow soon. @param {number[]} places */
function densest(places) {
  const near = (/** @type {number} */ place) => places.filter((one) => one >= place && one < place + LENGTH - BEFORE).length;
  return places.reduce((best, place) => (near(place) > near(best) ? place : best), places[0] ?? 0);
}

/** Whether a word is one that was asked for, in some form. @param {string} word @param {string[]} asked */
const isAsked = (word, asked) => asked.some((one) => fold(word).includes(fold(one)) || root(word).includes(root(one)));

/** The whole topic around a place: topics stand between «·». @param {string[]} words @param {number} place
 * @param {number} first */
function topic(words, place, first) {
  const start = words.lastIndexOf("·", place) + 1;
  const end = words.indexOf("·", place);
  return words.slice(Math.max(start, first), end < 0 ? undefined : end).join(" ");
}

/** @param {string} word */
const trimmed = (word) => word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "");
