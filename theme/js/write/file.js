// @ts-check
// Writes a story as a file: the fields in the order of the table, as `samskapt new` writes them, and then the text.

import { isEmpty, isRecord, under } from "./kinds.js";
import { folded } from "./text.js";

/** @typedef {import("./tables.js").Tables} Tables */
/** @typedef {import("./tables.js").Field} Field */
/** @typedef {import("./kinds.js").Value} Value */
/** @typedef {{ id: string, heading: string, text: string }} Part  A section: its kind ("" for none that we know), heading, text. */
/** @typedef {{ values: Record<string, Value>, sections: Part[], before: string, rest: string }} Story  `before` stands before the
 *   first heading; `rest` is what could not be read of a file. */
/** @typedef {{ text: string, body: string, bodyLine: number, at: string[] }} Written  `at` says for each line, from 0, what it
 *   comes from; the body begins on line `bodyLine`. */

// PyYAML writes these between single quotation marks: the first sign, or one followed by a space, or anywhere
const FIRST = /^[#,[\]{}&*!|>'"%@`]|^[-?:](?:\s|$)|^(?:---|\.\.\.)/u;
const INSIDE = /:(?:\s|$)|\s#|^\s|\s$/u;
const CANNOT_BE_SEEN = /[^\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\u{10000}-\u{10fffe}]|\ufeff/u;

/** A text as one scalar on one line, with quotation marks where YAML needs them. @param {Tables} tables @param {string} text */
export function scalar(tables, text) {
  if (tables.whole("front_matter.FIGURES").test(text)) return text;
  if (CANNOT_BE_SEEN.test(text)) return doubleQuoted(text);
  const kinds = Object.keys(tables.data.patterns).filter((name) => name.startsWith("yaml."));
  const plain = text !== "" && !FIRST.test(text) && !INSIDE.test(text) && !kinds.some((name) => tables.pattern(name).test(text));
  return plain ? text : `'${text.replaceAll("'", "''")}'`;
}

/** @param {string} text */
const doubleQuoted = (text) =>
  `"${[...text.replace(/["\\]/gu, "\\$&")].map((sign) => (CANNOT_BE_SEEN.test(sign) ? code(sign) : sign)).join("")}"`;

/** @param {string} sign */
function code(sign) {
  const number = sign.codePointAt(0) ?? 0;
  const [mark, length] = number < 0x100 ? ["x", 2] : number < 0x10000 ? ["u", 4] : ["U", 8];
  return `\\${mark}${number.toString(16).toUpperCase().padStart(/** @type {number} */ (length), "0")}`;
}

/** A story without the empty records that stand last in a list: places that were made and never written in.
 * @param {Story} story @returns {Story} */
export function tidied(story) {
  const values = Object.entries(story.values).map(([name, value]) => {
    if (!Array.isArray(value)) return [name, value];
    const last = value.findLastIndex((item) => !(isRecord(item) && Object.values(item).every(isEmpty)));
    return [name, value.slice(0, last + 1)];
  });
  return { ...story, values: Object.fromEntries(values) };
}

/** The whole file, and what each of its lines comes from. @param {Tables} tables @param {Story} whole @returns {Written} */
export function write(tables, whole) {
  const story = tidied(whole);
  const lines = new Lines();
  lines.add("---", "");
  for (const [name, value] of inOrder(story.values, tables.data.fields)) field(tables, lines, name, value, name, "", fieldsOf(tables.data.fields, name));
  lines.add("---", "");
  const bodyLine = lines.text.length;
  if (story.before.trim()) lines.block(story.before, "before");
  for (const { id, heading, text } of story.sections) {
    const at = `section:${id || heading}`;
    lines.add("", at);
    lines.add(`## ${heading}`, at);
    if (text.trim()) lines.block(text, at);
  }
  if (story.rest.trim()) lines.block(`<!--\n${story.rest.trim().replaceAll("-->", "--&gt;")}\n-->`, "rest");
  lines.add("", "");
  return { text: lines.text.join("\n"), body: lines.text.slice(bodyLine).join("\n"), bodyLine, at: lines.at };
}

class Lines {
  /** @type {string[]} */
  text = [];
  /** @type {string[]} */
  at = [];

  /** @param {string} line @param {string} at */
  add(line, at) {
    this.text.push(line);
    this.at.push(at);
  }

  /** A text of several lines, with an empty one before it. @param {string} text @param {string} at */
  block(text, at) {
    this.add("", at);
    for (const line of text.replace(/^\s*\n|\s+$/gu, "").split("\n")) this.add(line, at);
  }
}

/** @param {Tables} tables @param {Lines} lines @param {string} name @param {Value} value @param {string} at
 * @param {string} indent @param {readonly Field[]} table */
function field(tables, lines, name, value, at, indent, table) {
  if (isRecord(value)) {
    lines.add(`${indent}${name}:`, at);
    for (const [inner, part] of inOrder(value, table)) field(tables, lines, inner, part, under(at, inner), `${indent}  `, []);
  } else if (Array.isArray(value) && value.some(isRecord)) {
    lines.add(`${indent}${name}:`, at);
    value.forEach((item, index) => record(tables, lines, item, under(at, index), indent, table));
  } else if (Array.isArray(value)) {
    lines.add(`${indent}${name}: [${value.map((item) => scalar(tables, folded(String(item)))).join(", ")}]`, at);
  } else {
    const text = folded(String(value));
    lines.add(text ? `${indent}${name}: ${scalar(tables, text)}` : `${indent}${name}:`, at);
  }
}

/** One record of a list: its first line with a hyphen. @param {Tables} tables @param {Lines} lines @param {Value} item
 * @param {string} at @param {string} indent @param {readonly Field[]} table */
function record(tables, lines, item, at, indent, table) {
  const parts = isRecord(item) ? inOrder(item, table) : [];
  if (!isRecord(item) || parts.length === 0) {
    lines.add(`${indent}  - ${isRecord(item) ? "{}" : scalar(tables, folded(String(item)))}`, at);
    return;
  }
  const first = lines.text.length;
  for (const [inner, part] of parts) field(tables, lines, inner, part, under(at, inner), `${indent}    `, []);
  lines.text[first] = `${indent}  - ${lines.text[first]?.trimStart()}`;
}

/** The values that are there, those of the table first and in its order. @param {Record<string, Value>} values
 * @param {readonly Field[]} table @returns {[string, Value][]} */
function inOrder(values, table) {
  const names = new Set([...table.map(({ name }) => name), ...Object.keys(values)]);
  return [...names].filter((name) => !isEmpty(values[name])).map((name) => [name, /** @type {Value} */ (values[name])]);
}

/** @param {readonly Field[]} table @param {string} name */
const fieldsOf = (table, name) => table.find((part) => part.name === name)?.kind.fields ?? [];
