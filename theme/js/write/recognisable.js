// @ts-check
// What lets readers know one person again: where they live, a child's age, an illness. See tools/samskapt/recognisable.py.

import { apart } from "./people.js";
import { anyOf } from "./text.js";

/** @typedef {import("./tables.js").Tables} Tables */
/** @typedef {import("./people.js").People} People */
/** @typedef {import("./prose.js").Prose} Prose */
/** @typedef {{ rule: string, start: number, end: number, which: string, values: Record<string, string> }} Passage */

export class Recognisable {
  /** @param {Tables} tables @param {People} people @param {Prose} prose */
  constructor(tables, people, prose) {
    this.tables = tables;
    this.people = people;
    this.prose = prose;
  }

  /** What in a running text lets somebody be recognised; where two overlap, the more serious one.
   * @param {string} text @param {string[]} places where the story took place @returns {Passage[]} */
  passages(text, places) {
    const found = [...this.#illnesses(text, places), ...this.#children(text), ...this.#homes(text)];
    if (found.length === 0) return [];
    const taken = [...this.people.nationalNumbers(text), ...this.people.telephoneNumbers(text)];
    const kept = apart(found.map(({ start, end }) => [start, end]), taken);
    return found.filter(({ start, end }) => kept.some(([first, last]) => first === start && last === end));
  }

  /** The names of a story's place by which few can be meant. @param {string} municipality @param {string} name */
  smallPlaces(municipality, name) {
    const parts = `${municipality},${name}`.split(/\s*[,/;–]\s*|\s-\s/u);
    const bare = parts.map((part) => part.replace(this.tables.pattern("recognisable.SUFFIXES"), "").trim());
    const large = new Set([...this.tables.set("large_places")].map((place) => place.toLowerCase()));
    return [...new Set(bare.filter((part) => /^\p{Lu}/u.test(part) && !large.has(part.toLowerCase())))];
  }

  /** @param {string} text @returns {Generator<Passage>} */
  *#homes(text) {
    for (const found of this.tables.all("recognisable.HOUSE", text)) {
      const before = (found.groups?.before ?? "").split(/\s+/u).filter(Boolean);
      const word = found.groups?.last ?? "";
      const last = word.toLowerCase();
      const isOneWord =
        /^\p{Lu}/u.test(word) && this.tables.whole("recognisable.street").test(last) && !this.tables.at("recognisable.no_street", last, 0);
      const isNamed = before.length > 0 && ("se".includes(before.at(-1)?.at(-1) ?? "-") || this.tables.set("street_firsts").has(before[0]?.toLowerCase()));
      const isMore = this.tables.set("street_words").has(last) && isNamed;
      const end = found.index + found[0].length;
      if (!(isOneWord || isMore) || this.tables.at("recognisable.counts", text, end)) continue;
      const start = isOneWord ? found.index + (found.groups?.before ?? "").length : found.index;
      yield { rule: "street-address", start, end, which: "", values: {} };
    }
  }

  /** @param {string} text @returns {Generator<Passage>} */
  *#children(text) {
    const names = Object.keys(this.tables.data.patterns).filter((name) => name.startsWith("recognisable.child_") && /\d$/u.test(name));
    const found = names.flatMap((name) => this.tables.all(name, text));
    found.sort((a, b) => a.index - b.index || b[0].length - a[0].length);
    let last = 0;
    for (const match of found) {
      const said = match.groups?.age ?? "";
      const age = /^\d+$/u.test(said) ? Number(said) : Number(this.tables.data.ages[said.toLowerCase()] ?? 99);
      if (match.index < last || age >= this.tables.limit("recognisable.UNDER_AGE") || !this.#isOneChild(match.groups ?? {})) continue;
      last = match.index + match[0].length;
      const isSmall = age < this.tables.limit("recognisable.SCHOOL_AGE") || match.groups?.months;
      const which = isSmall ? "small" : age < this.tables.limit("recognisable.TEENS") ? "school" : "teen";
      yield { rule: "child-with-age", start: match.index, end: last, which, values: { text: match[0] } };
    }
  }

  /** @param {Record<string, string | undefined>} said */
  #isOneChild({ child, between, article }) {
    if (child === undefined || this.tables.whole("recognisable.child").test(child)) return true;
    const many = this.tables.set("collectives").has((between ?? "").trim().toLowerCase());
    return Boolean(article) && !many && this.tables.whole("recognisable.child_with_article").test(child);
  }

  /** @param {string} text @param {string[]} places @returns {Generator<Passage>} */
  *#illnesses(text, places) {
    if (!places.some((place) => text.includes(place))) return;
    const where = new RegExp(`(?<![\\p{L}\\p{N}_])(?:${anyOf(places)})s?(?![\\p{L}\\p{N}_])`, "u");
    for (const [start, end] of this.prose.sentences(text)) {
      const sentence = text.slice(start, end);
      const patterns = [where, this.tables.pattern("recognisable.person"), this.tables.pattern("recognisable.diagnosis")];
      const hits = patterns.map((pattern) => pattern.exec(sentence));
      const [place, person, diagnosis] = hits;
      if (!place || !person || !diagnosis) continue;
      const first = start + Math.min(place.index, person.index, diagnosis.index);
      const last = start + Math.max(...[place, person, diagnosis].map((hit) => hit.index + hit[0].length));
      const values = { diagnosis: diagnosis[0], person: person[0], place: place[0] };
      yield { rule: "small-place-with-diagnosis", start: first, end: last, which: "", values };
    }
  }
}
