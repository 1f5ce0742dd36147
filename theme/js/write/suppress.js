// @ts-check
// A writer who knows better says so, and why, in a comment of the text. See tools/samskapt/suppress.py.

import { Finding } from "./tables.js";
import { closest, comments } from "./text.js";

/** @typedef {import("./tables.js").Tables} Tables */
/** @typedef {{ rule: string, first: number, last: number, line: number, used: boolean }} Suppression */

/** The findings that no comment of the body suppresses, and what is wrong with the comments themselves.
 * @param {Tables} tables @param {import("./markdown.js").Body} body @param {Finding[]} findings
 * @param {(at: string) => number} line of the body where something was found, 0 for none */
export function unsuppressed(tables, body, findings, line) {
  if (!body.text.includes("samskapt:")) return findings;
  /** @type {Finding[]} */
  const said = [];
  const suppressions = [...read(tables, body.text, said)];
  const kept = findings.filter((finding) => {
    const place = line(finding.at);
    const holding = suppressions.filter(({ rule, first, last }) => rule === finding.rule && first <= place && place <= last);
    for (const one of holding) one.used = true;
    return holding.length === 0;
  });
  const unused = suppressions.filter(({ used }) => !used);
  return [...kept, ...said, ...unused.map((one) => new Finding("suppression-unused", `line:${one.line}`, "", { name: one.rule }))];
}

/** @param {Tables} tables @param {string} text @param {Finding[]} said @returns {Generator<Suppression>} */
function* read(tables, text, said) {
  let [atTop, at] = [true, 0];
  for (const [start, end] of comments(text)) {
    atTop = atTop && !text.slice(at, start).trim();
    at = end;
    const ours = tables.at("suppress.OURS", text, start);
    if (!ours) continue;
    const line = lineOf(text, start);
    const form = tables.whole("suppress.IGNORE").exec(text.slice(start + ours[0].length, end - 3));
    const rule = form?.groups?.rule ?? "";
    const messages = tables.data.messages;
    const tell = (/** @type {string} */ which, /** @type {Record<string, unknown>} */ values = {}) =>
      said.push(new Finding("suppression-faulty", `line:${line}`, which, values));
    if (!form) tell("form");
    else if (!messages[rule]) {
      const guess = closest(rule, Object.keys(messages), tables.limit("text.NEAR"));
      tell(guess === null ? "plain" : "guess", { name: rule, guess });
    } else if (messages[rule]?.level === "error" && !tables.set("suppress.UNSURE").has(rule)) tell("error", { name: rule });
    else if ((form.groups?.why ?? "").length < tables.limit("suppress.LEAST_REASON"))
      said.push(new Finding("suppression-without-reason", `line:${line}`, "", { name: rule }));
    else if (atTop) yield { rule, first: 0, last: Infinity, line, used: false };
    else yield { rule, first: line, last: lineOf(text, end) + linesBelow(text.slice(end)), line, used: false };
  }
}

/** @param {string} text @param {number} place */
const lineOf = (text, place) => text.slice(0, place).split("\n").length;

/** How many lines after its own the block below a place ends: the empty lines, and those until the next empty one.
 * @param {string} text */
function linesBelow(text) {
  const lines = text.split("\n");
  let line = 1;
  while (line < lines.length - 1 && !lines[line]?.trim()) line += 1;
  while (line < lines.length && lines[line]?.trim()) line += 1;
  return line - 1;
}
