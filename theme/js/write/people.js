// @ts-check
// The numbers and addresses of people in a text, as tools/samskapt/people.py knows them.

import { span } from "./prose.js";

/** @typedef {import("./tables.js").Tables} Tables */
/** @typedef {import("./prose.js").Stretch} Stretch */

const FIRST = [3, 7, 6, 1, 8, 9, 4, 5, 2, 1];
const LAST = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1];

/** The stretches that share no sign with `taken`, or one before them. @param {Stretch[]} stretches @param {Stretch[]} taken */
export function apart(stretches, taken) {
  const covered = [...taken];
  return stretches.filter(([start, end]) => {
    const free = covered.every(([first, last]) => end <= first || last <= start);
    if (free) covered.push([start, end]);
    return free;
  });
}

export class People {
  /** @param {Tables} tables */
  constructor(tables) {
    this.tables = tables;
  }

  /** Where national identity numbers stand. @param {string} text @returns {Stretch[]} */
  nationalNumbers(text) {
    return this.tables
      .all("people.NATIONAL", this.#withoutAddresses(text))
      .filter((found) => isNationalNumber(found[0] + (found.groups?.rest ?? "").replace(/\D/gu, "")))
      .map((found) => [found.index, found.index + 1 + (found.groups?.rest ?? "").length]);
  }

  /** Where telephone numbers stand. @param {string} text @returns {Stretch[]} */
  telephoneNumbers(text) {
    const bare = this.#withoutAddresses(text);
    const hits = ["people.INTERNATIONAL", "people.GROUPED"].flatMap((name) => this.tables.all(name, bare).map(span));
    let last = -1;
    for (const found of this.tables.all("people.FIGURES", bare)) {
      const before = bare.slice(Math.max(found.index - this.tables.limit("people.MOST_BEFORE"), 0), found.index);
      const follows = last >= 0 && last <= found.index && this.tables.whole("people.ALSO").test(bare.slice(last, found.index));
      if (!this.#isTelephone(found[0]) || !(follows || this.tables.has("people.cue", before))) continue;
      hits.push(span(found));
      last = found.index + found[0].length;
    }
    const numbers = hits.filter(([, end]) => !this.tables.at("people.unit", bare, end));
    numbers.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
    return apart(numbers, this.nationalNumbers(bare));
  }

  /** @param {string} number */
  #isTelephone(number) {
    const groups = number.match(/\d+/gu) ?? [];
    const shape = groups.map((group) => group.length).join();
    const isSum = shape === "2,3,3" && groups.at(-1) === "000";
    const isShape = [...this.tables.set("people.SHAPES")].some((one) => one.join() === shape);
    return isShape && !isSum && !this.tables.whole("people.YEARS").test(number);
  }

  /** Where e-mail addresses of people stand. @param {string} text @returns {Stretch[]} */
  privateEmails(text) {
    const bare = this.#withoutAddresses(text);
    /** @type {Stretch[]} */
    const found = [];
    for (const match of this.tables.all("people.EMAIL", bare)) {
      const before = found.at(-1);
      const again = before && bare.slice(before[1], match.index) === "](mailto:" && bare.slice(...before) === match[0];
      if (!again && this.#isPrivate(match.groups?.local?.toLowerCase() ?? "", match.groups?.domain?.toLowerCase() ?? "")) found.push(span(match));
    }
    return apart(found, this.nationalNumbers(bare));
  }

  /** @param {string} local @param {string} domain */
  #isPrivate(local, domain) {
    const parts = local.split(/[._+]/u).filter(Boolean);
    const role = this.tables.whole("people.role");
    if (parts.some((part) => [part, ...part.split("-")].some((piece) => role.test(piece)))) return false;
    const name = this.tables.whole("people.NAME");
    const isName = parts.length > 1 && parts.every((part) => name.test(part)) && Math.max(...parts.map((part) => part.length)) > 2;
    return isName || this.tables.set("email_providers").has(domain);
  }

  /** The text, as long as it was, with x for what stands in an address on the web. @param {string} text */
  #withoutAddresses(text) {
    return text.replace(this.tables.pattern("people.ADDRESS", "g"), (found) => "x".repeat(found.length));
  }
}

/** Whether 11 figures (13 with the century) are a date and a number that their check figures fit. @param {string} figures */
function isNationalNumber(figures) {
  const eleven = figures.length === 13 ? figures.slice(0, 4) + figures.slice(6) : figures;
  let [day, month, year] = [Number(eleven.slice(0, 2)), Number(eleven.slice(2, 4)), Number(eleven.slice(4, 6))];
  if (day > 40) day -= 40;
  month -= [80, 65, 40].find((added) => month > added) ?? 0;
  const date = new Date(Date.UTC(year ? 1900 + year : 2000, month - 1, day));
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return false;
  return [FIRST, LAST].every((weights) => weights.reduce((sum, weight, place) => sum + weight * Number(eleven[place] ?? 0), 0) % 11 === 0);
}
