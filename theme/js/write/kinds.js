// @ts-check
// The kinds of value that a field can hold, read as tools/samskapt/kinds.py and records.py read them.

import { Finding } from "./tables.js";
import { closest, folded, length } from "./text.js";

/** @typedef {import("./tables.js").Tables} Tables */
/** @typedef {import("./tables.js").Field} Field */
/** @typedef {import("./tables.js").Kind} Kind */
/** @typedef {string | any[] | { [name: string]: any }} Value  What a person wrote, before it is read as anything. */

/** Stands for a value that could not be read. */
export const FAULTY = Symbol("faulty");
const CURLY = new Map([["“", "”"], ["‘", "’"], ["„", "“"], ["”", "”"]]);

/** @param {unknown} value @returns {value is Record<string, Value>} */
export const isRecord = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/** @param {Value | undefined} value */
export const isEmpty = (value) =>
  value === undefined || value === "" || (typeof value === "object" && Object.keys(value).length === 0);

export class Reading {
  /** @type {Finding[]} */
  findings = [];

  /** @param {Tables} tables @param {string} status that what is read has, or is asked as if it had */
  constructor(tables, status) {
    this.tables = tables;
    this.status = status;
  }

  /** @param {string} rule @param {string} at @param {string} [which] @param {Record<string, unknown>} [values] */
  faulty(rule, at, which = "", values = {}) {
    this.findings.push(new Finding(rule, at, which, values));
    return FAULTY;
  }

  /** The fields of a record that are there and right, by their names. @param {Record<string, Value>} values
   * @param {readonly Field[]} table @param {string} [at] @returns {Record<string, any>} */
  record(values, table, at = "") {
    const names = table.map(({ name }) => name);
    const meant = new Set();
    for (const name of Object.keys(values)) {
      if (names.includes(name)) continue;
      const guess = this.closest(name, names.filter((other) => !(other in values)));
      meant.add(guess);
      this.faulty("unknown-field", under(at, name), guess === null ? "plain" : "guess", { field: name, guess, allowed: names.join(", ") });
    }
    /** @type {Record<string, any>} */
    const fields = {};
    for (const { name, need, label, kind } of table) {
      const value = values[name];
      if (isEmpty(value)) {
        if ((need === "always" || need === this.status) && !meant.has(name))
          this.faulty("missing-field", under(at, name), need, { field: name, label: label || name });
        continue;
      }
      const read = this.read(kind, /** @type {Value} */ (value), under(at, name));
      if (read !== FAULTY) fields[name] = read;
    }
    return fields;
  }

  /** @param {Kind} kind @param {Value} value @param {string} at @returns {any} */
  read(kind, value, at) {
    switch (kind.is) {
      case "Record":
        return this.#record(kind, value, at);
      case "Records":
        return this.#records(kind, value, at);
      case "Several":
        return this.#several(kind, value, at);
      default:
        return this.#scalar(kind, value, at);
    }
  }

  /** @param {Kind} kind @param {Value} value @param {string} at */
  #record(kind, value, at) {
    const fields = kind.fields ?? [];
    if (!isRecord(value)) return this.faulty("wrong-shape", at, "record", { fields: fields.map(({ name }) => name).join(", ") });
    const before = this.findings.length;
    const read = this.record(value, fields, at);
    return this.findings.length > before ? FAULTY : read;
  }

  /** @param {Kind} kind @param {Value} value @param {string} at */
  #records(kind, value, at) {
    const fields = (kind.fields ?? []).map(({ name }) => name).join(", ");
    if (!Array.isArray(value)) return this.faulty("wrong-shape", at, "records", { fields });
    const read = value.map((item, index) => this.#record(kind, item, under(at, index)));
    return this.#enough(kind, read, at);
  }

  /** @param {Kind} kind @param {Value} value @param {string} at */
  #several(kind, value, at) {
    const one = /** @type {Kind} */ (kind.kind);
    if (isRecord(value)) return this.faulty("wrong-shape", at, "list");
    const read = Array.isArray(value) ? value.map((item, index) => this.read(one, item, under(at, index))) : [this.read(one, value, at)];
    if (read.includes(FAULTY)) return FAULTY;
    const twice = read.findIndex((item, index) => read.indexOf(item) < index);
    if (twice >= 0) return this.faulty("repeated-value", under(at, twice), "", { value: read[twice] });
    return this.#enough(kind, read, at);
  }

  /** @param {Kind} kind @param {any[]} read @param {string} at */
  #enough({ least = 0 }, read, at) {
    if (read.length < least) return this.faulty("too-few", at, "", { field: at.split(".").at(-1), count: read.length, least });
    return read.includes(FAULTY) ? FAULTY : read;
  }

  /** @param {Kind} kind @param {Value} value @param {string} at */
  #scalar(kind, value, at) {
    if (typeof value !== "string") return this.faulty("wrong-shape", at, "text");
    const text = folded(value);
    const inner = text.slice(1, -1);
    if (text && CURLY.get(text[0] ?? "") === text.at(-1) && !inner.includes(text[0] ?? "") && !inner.includes(text.at(-1) ?? ""))
      return this.faulty("curly-quotes", at, "", { quote: text[0] });
    const { least = 0, most = 0 } = kind;
    switch (kind.is) {
      case "Text": {
        const signs = length(text);
        if (least <= signs && signs <= most) return text;
        return this.faulty("text-length", at, signs < least ? "short" : "long", { length: signs, least, most });
      }
      case "Pattern":
        if (new RegExp(`^(?:${kind.form?.[0]})$`, kind.form?.[1]).test(text)) return text;
        return this.faulty(kind.rule ?? "", at, "", { value: text });
      case "Choice":
        return this.#oneOf(text, kind.values ?? [], "not-a-choice", at);
      case "Term":
        return this.#oneOf(text, Object.keys(this.tables.data.facets[kind.facet ?? ""]?.terms ?? {}), "unknown-term", at);
      case "Number":
        if (/^[0-9]{1,6}$/.test(text) && least <= Number(text) && Number(text) <= most) return Number(text);
        return this.faulty("not-a-number", at, "", { value: text, least, most });
      case "Date":
        return this.#date(kind.partial === true, text, at);
      default:
        return this.tables.whole("kinds.PLAIN_URL").test(text) || isAddress(text) ? text : this.faulty("not-an-address", at, "", { value: text });
    }
  }

  /** @param {string} text @param {string[]} known @param {string} rule @param {string} at */
  #oneOf(text, known, rule, at) {
    if (known.includes(text)) return text;
    const guess = this.closest(text, known);
    return this.faulty(rule, at, guess === null ? "plain" : "guess", { value: text, guess, allowed: known.join(", ") });
  }

  /** @param {boolean} partial @param {string} text @param {string} at */
  #date(partial, text, at) {
    const form = this.tables.whole("kinds.MOMENT").exec(text);
    if (!form || !(partial || form[3])) return this.faulty("not-a-date", at, partial ? "partial" : "form", { value: text });
    const [year, month, day] = [Number(form[1]), Number(form[2] ?? 1), Number(form[3] ?? 1)];
    const date = new Date(Date.UTC(2000, month - 1, day));
    date.setUTCFullYear(year, month - 1, day);
    const there = year > 0 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
    return there ? text : this.faulty("not-a-date", at, "no-such-day", { value: text });
  }

  /** @param {string} word @param {Iterable<string>} known */
  closest(word, known) {
    return closest(word, known, this.tables.limit("text.NEAR"));
  }
}

/** @param {string} at @param {string | number} name */
export const under = (at, name) => (at === "" ? String(name) : `${at}.${name}`);

/** @param {string} text */
function isAddress(text) {
  try {
    const { protocol, hostname } = new URL(text);
    return (protocol === "http:" || protocol === "https:") && /^https?:\/\//iu.test(text) && hostname.includes(".") && !text.includes(" ");
  } catch {
    return false;
  }
}
