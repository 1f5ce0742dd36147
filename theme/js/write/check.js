// @ts-check
// Checks a story while it is written, by the rules of `samskapt check`: the same rule at the same field.

import { parse } from "./markdown.js";
import { tidied, write } from "./file.js";
import { Reading } from "./kinds.js";
import { People } from "./people.js";
import { PlainLanguage } from "./plain-language.js";
import { Prose } from "./prose.js";
import { Recognisable } from "./recognisable.js";
import { FIELD_RULES } from "./rules-fields.js";
import { TEXT_RULES } from "./rules-text.js";
import { WORD_RULES } from "./rules-words.js";
import { unsuppressed } from "./suppress.js";
import { Finding } from "./tables.js";

/** @typedef {import("./tables.js").Tables} Tables */
/** @typedef {import("./file.js").Story} Story */
/** @typedef {{ slug?: string, files?: string[], today?: string, asPublished?: boolean }} Around  What is known beside the story;
 *   `asPublished` asks of a draft what publishing takes. */
/** @typedef {{ tables: Tables, values: Story["values"], fields: Record<string, any>, body: import("./markdown.js").Body, text: string,
 *              slug: string, slugs: string[], files: string[] | undefined, today: string, people: People, prose: Prose,
 *              recognisable: Recognisable, plainLanguage: PlainLanguage }} Looked  What the rules may ask about. */

const RULES = [...FIELD_RULES, ...TEXT_RULES, ...WORD_RULES];

export class Checker {
  /** @param {Tables} tables */
  constructor(tables) {
    this.tables = tables;
    this.people = new People(tables);
    this.prose = new Prose(tables);
    this.recognisable = new Recognisable(tables, this.people, this.prose);
    this.plainLanguage = new PlainLanguage(tables, this.prose);
  }

  /** What is found in a story, each thing once. @param {Story} whole @param {Around} [around] @returns {Finding[]} */
  check(whole, { slug = "", files, today = localDay(), asPublished = false } = {}) {
    const story = tidied(whole);
    const written = write(this.tables, story);
    const body = parse(written.body);
    const said = story.values.status;
    const known = typeof said === "string" && this.tables.data.statuses.includes(said);
    const status = asPublished || !known ? "published" : String(said);
    const reading = new Reading(this.tables, status);
    const fields = reading.record(story.values, this.tables.data.fields);
    if (asPublished) fields.status = status;
    const { tables, people, prose, recognisable, plainLanguage } = this;
    const shared = { tables, people, prose, recognisable, plainLanguage };
    /** @type {Looked} */
    const look = { ...shared, values: story.values, fields, body, text: written.text, slug, slugs: this.tables.data.slugs, files, today };
    const found = [...this.#forbidden(written), ...reading.findings];
    for (const [needs, rule] of RULES) if (needs.every((name) => name in fields)) found.push(...rule(look));
    const kept = unsuppressed(this.tables, body, found, (at) => bodyLine(at, written.bodyLine));
    return once(kept.map((one) => placed(one, written)));
  }

  /** Signs that cannot be seen, each kind where it stands first. @param {import("./file.js").Written} written */
  *#forbidden({ text, at }) {
    const seen = new Set();
    for (const found of this.tables.all("source.FORBIDDEN", text)) {
      if (seen.has(found[0])) continue;
      seen.add(found[0]);
      const sign = `U+${(found[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
      yield new Finding("forbidden-character", at[text.slice(0, found.index).split("\n").length - 1] ?? "", "plain", { sign });
    }
    for (const found of text.matchAll(/\\(?:x([0-9A-F]{2})|u([0-9A-F]{4})|U([0-9A-F]{8}))/gu)) {
      const number = Number.parseInt(found[1] ?? found[2] ?? found[3] ?? "", 16);
      const line = text.slice(0, found.index).split("\n");
      if (!/^\s*(?:- )?[a-z_]+: "/u.test(text.split("\n")[line.length - 1] ?? "") || number > 0x10ffff) continue;
      const sign = `U+${number.toString(16).toUpperCase().padStart(4, "0")}`;
      if (this.tables.has("source.FORBIDDEN", String.fromCodePoint(number)))
        yield new Finding("forbidden-character", at[line.length - 1] ?? "", "escape", { sign });
    }
  }
}

/** The day it is where the writer is. */
export const localDay = () => {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
};

/** The line of the body that a finding stands on, 0 for none. @param {string} at @param {number} first the body's first line */
function bodyLine(at, first) {
  const [kind, line] = at.split(":");
  return kind === "line" ? Number(line) : kind === "file" ? Math.max(0, Number(line) - first) : 0;
}

/** A finding with the field that its line comes from. @param {Finding} finding @param {import("./file.js").Written} written */
function placed(finding, { at, bodyLine: first }) {
  const [kind, line] = finding.at.split(":");
  if (kind !== "line" && kind !== "file") return finding;
  const number = kind === "line" ? Number(line) + first : Number(line);
  return new Finding(finding.rule, at[number - 1] ?? "", finding.which, finding.values);
}

/** @param {Finding[]} findings */
function once(findings) {
  const seen = new Map(findings.map((one) => [JSON.stringify([one.rule, one.at, one.which, one.values]), one]));
  return [...seen.values()];
}
