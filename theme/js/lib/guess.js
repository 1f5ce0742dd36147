// @ts-check
// What a misspelt word was meant to be, among the words that can be found.

import { fold } from "./words.js";

const LEAST = 5; // letters; shorter words are too near each other
const FIRST_LETTER = 6; // letters from which the first may be the wrong one
const PART = 3; // letters of a part of a compound
const PARTS = 8; // letters of a compound
const TWO_SLIPS = 8; // letters from which two slips may be made
const MOST = 6;

/** The words nearest to one, the likeliest first. @param {string} word @param {string[]} known sorted, folded */
export function guesses(word, known) {
  const asked = fold(word);
  const most = asked.length < LEAST ? 0 : asked.length < TWO_SLIPS ? 1 : 2;
  const near = [];
  for (const one of known) {
    if (one === asked || Math.abs(one.length - asked.length) > most) continue;
    if (asked.length < FIRST_LETTER && one[0] !== asked[0]) continue;
    const slips = distance(asked, one, most);
    const shorter = Math.sign(asked.length - one.length) + 1; // a letter is left out more often than put in
    if (slips <= most) near.push({ one, rank: slips * 10 + (one[0] === asked[0] ? 0 : 5) + shorter });
  }
  return most === 0 ? [] : near.sort((a, b) => a.rank - b.rank).slice(0, MOST).map(({ one }) => one);
}

/** Two words that a compound is put together of, where both are known; none otherwise. @param {string} word
 * @param {string[]} known */
export function parts(word, known) {
  const asked = fold(word);
  const words = new Set(asked.length < PARTS ? [] : known);
  for (let place = asked.length - PART; place >= PART; place -= 1) {
    const [head, tail] = [asked.slice(0, place), asked.slice(place)];
    const first = [head, head.replace(/[se]$/, "")].find((one) => one.length >= PART && words.has(one));
    if (first && words.has(tail)) return [first, tail];
  }
  return [];
}

/** Letters that Danes, Swedes and Norwegians write for each other, and those who write by ear: half a slip. */
const ALIKE = new Set("dt td gk kg bp pb fv vf ij ji ae ea ck kc zs sz vw wv iy yi".split(" "));

/** How many letters must be put in, left out, changed or swapped, or more than `most`. @param {string} a
 * @param {string} b @param {number} most */
export function distance(a, b, most) {
  let [before, last] = [/** @type {number[]} */ ([]), Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const [from, to] = [a.charAt(i - 1), b.charAt(j - 1)];
      const same = from === to ? 0 : ALIKE.has(from + to) ? 0.5 : 1;
      let least = Math.min(at(last, j) + 1, at(row, j - 1) + 1, at(last, j - 1) + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) least = Math.min(least, at(before, j - 2) + 1);
      row.push(least);
    }
    if (Math.min(...row) > most) return most + 1;
    [before, last] = [last, row];
  }
  return at(last, b.length);
}

/** @param {number[]} row @param {number} place */
const at = (row, place) => row[place] ?? 0;
