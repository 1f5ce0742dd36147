// @ts-check
// Reads a story file into the form. What cannot be read is kept as text, and said: nothing is lost.

import * as yaml from "../vendor/js-yaml.js";
import { isRecord } from "./kinds.js";
import { comments } from "./text.js";

/** @typedef {import("./tables.js").Tables} Tables */
/** @typedef {import("./file.js").Story} Story */
/** @typedef {import("./kinds.js").Value} Value */
/** @typedef {{ story: Story, unread: string[] }} Read  `unread`: what could not be read, in the words of the interface. */

const FENCE = /^---[ \t]*$/mu;
const KEY = /^[A-Za-z_][\w-]*:(?:\s|$)/u;
const HEADING = /^##[ \t]+(.*?)[ \t]*#*[ \t]*$/u;
const LOOSE = /^([A-Za-z_]\w*):[ \t]+(\S.*?)[ \t]*$/u;

/** The text of a file as the checker reads it. @param {ArrayBuffer} bytes @returns {string | null} null for what is no UTF-8 */
export function decodeText(bytes) {
  try {
    return normal(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return null;
  }
}

/** Line ends and letters with accents, written in one way. @param {string} text */
export const normal = (text) => text.replace(/^\ufeff/u, "").replace(/\r\n?/gu, "\n").normalize("NFC");

/** @param {Tables} tables @param {string} file @returns {Read} */
export function read(tables, file) {
  const text = normal(file);
  const { front, body } = split(text);
  const { values, rest } = fields(tables, front);
  const language = typeof values.language === "string" ? values.language : "nb";
  const { before, sections } = parts(tables, body, language);
  return { story: { values, sections, before, rest }, unread: rest.split("\n").filter((line) => line.trim()) };
}

/** The fields and the body of a file; a file without both fences is all body. @param {string} text */
function split(text) {
  const opening = FENCE.exec(text);
  if (opening?.index !== 0) return { front: "", body: text };
  const after = text.slice(opening[0].length);
  const closing = FENCE.exec(after);
  return closing ? { front: after.slice(0, closing.index), body: after.slice(closing.index + closing[0].length) } : { front: "", body: text };
}

/** The values of the fields. Where YAML cannot be read as a whole, each field is read by itself.
 * @param {Tables} tables @param {string} front @returns {{ values: Record<string, Value>, rest: string }} */
function fields(tables, front) {
  /** @type {Record<string, Value>} */
  const values = load(front) ?? {};
  /** @type {string[]} */
  const rest = [];
  if (Object.keys(values).length === 0)
    for (const block of blocks(front)) {
      const read = load(block) ?? load(quoted(block)) ?? {};
      const known = Object.keys(read);
      if (known.length === 0 || known.some((name) => name in values)) rest.push(block);
      else Object.assign(values, read);
    }
  return { values, rest: [...notes(tables, front, JSON.stringify([values, rest])), ...rest].join("\n") };
}

/** The comments of a front matter that somebody wrote, and that are in nothing that was read. @param {Tables} tables
 * @param {string} front @param {string} read */
const notes = (tables, front, read) =>
  front.split("\n").flatMap((line) => {
    const note = /(?:^|\s)(#.*)$/u.exec(line)?.[1];
    return note === undefined || isOurs(tables, line) || bare(read).includes(bare(note)) ? [] : [note];
  });

/** A text without the signs that YAML and JSON write around it. @param {string} text */
const bare = (text) => text.replace(/[^\p{L}\p{N}#]/gu, "");

/** A comment that `samskapt new` wrote above a field. @param {Tables} tables @param {string} line */
const isOurs = ({ data }, line) => /^#\s{3}/u.test(line) || data.fields.some(({ label }) => line.startsWith(`# ${label}`));

/** Each field with the lines that belong to it. @param {string} front */
function blocks(front) {
  /** @type {string[][]} */
  const found = [];
  for (const line of front.split("\n")) {
    if (line.startsWith("#") || !line.trim()) continue;
    if (KEY.test(line) || found.length === 0) found.push([line]);
    else found.at(-1)?.push(line);
  }
  return found.map((lines) => lines.join("\n"));
}

/** A field of one line with its value between quotation marks, for a colon that YAML does not allow. @param {string} block */
function quoted(block) {
  const [, name, value] = LOOSE.exec(block) ?? [];
  return name && value && !/^['"[{|>]/u.test(value) ? `${name}: '${value.replaceAll("'", "''")}'` : "";
}

/** A mapping of texts, lists and mappings; null for what is none, or holds what stories do not. @param {string} text */
function load(text) {
  try {
    if (holdsAnchors(text)) return null;
    const value = text.trim() ? plain(yaml.load(text, { schema: yaml.FAILSAFE_SCHEMA })) : {};
    return isRecord(value) ? value : value === "" ? {} : null;
  } catch {
    return null;
  }
}

/** Whether a value is written somewhere else than where it is used. @param {string} text */
function holdsAnchors(text) {
  return yaml.parseEvents(text, {}).some((/** @type {any} */ event) => event.anchorStart >= 0);
}

/** @param {unknown} value @returns {Value} with nothing but texts, lists and records in it */
function plain(value) {
  if (Array.isArray(value)) return value.map(plain);
  if (value === null || value === undefined) return "";
  if (typeof value === "object") return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, plain(part)]));
  return String(value);
}

/** The sections of a body, and what stands before the first. @param {Tables} tables @param {string} body @param {string} language */
function parts(tables, body, language) {
  const kinds = new Map(tables.data.sections.map((kind) => [kind.titles[language] ?? kind.titles.nb, kind.id]));
  /** @type {{ id: string, heading: string, lines: string[] }[]} */
  const found = [{ id: "", heading: "", lines: [] }];
  let fence = "";
  for (const line of body.split("\n")) {
    const mark = /^ {0,3}(```+|~~~+)/u.exec(line)?.[1] ?? "";
    if (mark && (!fence || mark.startsWith(fence))) fence = fence ? "" : mark;
    const heading = fence ? undefined : HEADING.exec(line)?.[1];
    if (heading === undefined) found.at(-1)?.lines.push(line);
    else found.push({ id: kinds.get(heading) ?? "", heading, lines: [] });
  }
  const [first, ...others] = found.map(({ id, heading, lines }) => ({ id, heading, text: withoutQuestions(tables, lines.join("\n")) }));
  return { before: first?.text ?? "", sections: others };
}

/** A text without the comment that `samskapt new` wrote to help. @param {Tables} tables @param {string} text */
function withoutQuestions({ data }, text) {
  const ours = new Set(data.sections.flatMap(({ ask }) => ask));
  let [left, at] = ["", 0];
  for (const [start, end] of comments(text)) {
    const lines = text.slice(start + 4, end - 3).split("\n").map((line) => line.replace(/^\s*-\s*/u, "").trim()).filter(Boolean);
    const isOurs = lines.every((line) => ours.has(line) || line.startsWith("Spørsmålene under overskriftene vises ikke"));
    left += text.slice(at, isOurs ? start : end);
    at = end;
  }
  return (left + text.slice(at)).replace(/^\s*\n|\s+$/gu, "");
}
