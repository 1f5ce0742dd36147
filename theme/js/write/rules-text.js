// @ts-check
// The rules on the text of a story: its sections, links, notes and pictures, as in tools/samskapt/rules/{body,links,files}.py.

import { Finding } from "./tables.js";
import { closest, countWords } from "./text.js";

/** @typedef {import("./check.js").Looked} Looked */
/** @typedef {import("./markdown.js").Part} Part */

/** @type {[string[], (look: Looked) => Generator<Finding>][]} */
export const TEXT_RULES = [
  [["language", "status"], sections],
  [["language"], order],
  [["language"], questions],
  [["language"], textBeforeSections],
  [[], headingLevel],
  [[], rawHtml],
  [[], links],
  [["sources"], referenceUnknown],
  [["sources", "outcomes", "status"], sourceUnused],
  [[], noteUndefined],
  [[], pictures],
  [[], tooComplex],
];

/** @param {Looked} look @param {import("./tables.js").Section} kind */
const title = ({ fields }, kind) => kind.titles[fields.language] ?? "";

/** @param {Looked} look @param {Part} section */
const kindOf = (look, section) => look.tables.data.sections.find((kind) => title(look, kind) === section.heading?.text);

/** @param {number} line */
const at = (line) => `line:${line}`;

/** @param {Looked} look */
function* sections(look) {
  const { body, tables, fields } = look;
  const known = tables.data.sections.map((kind) => title(look, kind));
  for (const { heading } of body.sections)
    if (heading && !known.includes(heading.text)) {
      const guess = closest(heading.text, known, tables.limit("text.NEAR"));
      const values = { title: heading.text, guess, known: known.join(" · ") };
      yield new Finding("section-unknown", at(heading.line), guess === null ? "plain" : "guess", values);
    }
  if (fields.status !== "published") return;
  const titles = new Set(body.headings.filter(({ inside }) => !inside).map(({ text }) => text));
  const misspelt = [...titles].filter((one) => !known.includes(one)).map((one) => closest(one, known, tables.limit("text.NEAR")));
  for (const kind of tables.data.sections)
    if (!titles.has(title(look, kind)) && !misspelt.includes(title(look, kind)))
      yield new Finding("section-missing", `section:${kind.id}`, kind.critical ? "critical" : "plain", { title: title(look, kind) });
  for (const section of body.sections) {
    const kind = kindOf(look, section);
    if (kind && section.heading) yield* filled(look, kind, section.text.trim(), section);
  }
}

/** What is too little in a section. @param {Looked} look @param {import("./tables.js").Section} kind @param {string} text @param {Part} section
 * @returns {Generator<Finding>} */
function* filled({ tables }, kind, text, { heading, items }) {
  const [line, name] = [at(heading?.line ?? 1), heading?.text];
  const least = tables.limit("rules.body.LEAST_WORDS");
  const words = countWords(tables, text);
  if (!text) {
    yield new Finding("section-empty", line, "empty", { title: name });
    return;
  }
  const isNothing = tables.whole("rules.body.EMPTY_WORDS").test(text);
  if (isNothing) yield new Finding("section-empty", line, "words", { title: name, text });
  if (items.length < kind.questions) yield new Finding("questions-too-few", line, "", { title: name, count: items.length, least: kind.questions });
  if (kind.critical && !isNothing && words < least) yield new Finding("critical-section-short", line, "", { title: name, count: words, least });
}

/** @param {Looked} look */
function* order(look) {
  const known = look.tables.data.sections.map((kind) => title(look, kind));
  /** @type {string[]} */
  const seen = [];
  for (const { heading } of look.body.sections) {
    if (!heading || !known.includes(heading.text)) continue;
    const after = seen.at(-1);
    if (seen.includes(heading.text)) yield new Finding("section-out-of-order", at(heading.line), "repeated", { title: heading.text });
    else if (after !== undefined && known.indexOf(heading.text) < known.indexOf(after)) {
      yield new Finding("section-out-of-order", at(heading.line), "order", { title: heading.text, after });
      continue;
    }
    seen.push(heading.text);
  }
}

/** @param {Looked} look */
function* questions(look) {
  for (const section of look.body.sections)
    if (kindOf(look, section)?.questions)
      for (const item of section.items) if (!item.text.endsWith("?")) yield new Finding("question-without-mark", at(item.line));
}

/** @param {Looked} look */
function* textBeforeSections(look) {
  const [first] = look.body.sections;
  const kind = look.tables.data.sections[0];
  if (first?.text.trim() && kind) yield new Finding("text-before-sections", "before", "", { title: title(look, kind) });
}

/** @param {Looked} look */
function* headingLevel({ body }) {
  let before = 1;
  for (const { level, text, line, inside } of body.headings) {
    if (level === 1) yield new Finding("heading-level", at(line), "one", { title: text });
    else if (inside) yield new Finding("heading-level", at(line), "inside", { title: text });
    else if (level > before + 1) yield new Finding("heading-level", at(line), "skip", { title: text, signs: "#".repeat(before + 1) });
    before = level;
  }
}

/** @param {Looked} look */
function* rawHtml({ body, tables }) {
  for (const { text, line } of body.html) {
    const name = /^[a-z0-9]*/u.exec(text.replace(/^[</]+/u, "").toLowerCase())?.[0] ?? "";
    const which = Object.keys(tables.data.html).find((one) => tables.data.html[one]?.includes(name)) ?? "plain";
    yield new Finding("raw-html", at(line), which, { tag: text });
  }
}

/** @param {Looked} look */
function* links({ body, tables, slugs }) {
  for (const { text, address, line } of body.links) {
    const scheme = address.includes(":") ? (address.split(":")[0] ?? "").toLowerCase() : "";
    if (!["", "https", "mailto"].includes(scheme)) yield new Finding("link-scheme", at(line), scheme === "http" ? "http" : "other", { address });
    if (!address.includes(":") && !address.startsWith("#")) {
      const slug = tables.whole("body.STORY_LINK").exec(address)?.groups?.slug;
      if (slug === undefined) yield new Finding("link-target", at(line), "form", { address });
      else if (!slugs.includes(slug)) {
        const guess = closest(slug, slugs, tables.limit("text.NEAR"));
        yield new Finding("link-target", at(line), guess === null ? "plain" : "guess", { name: slug, guess });
      }
    }
    const words = text.toLowerCase().replace(/^[ .:»«]+|[ .:»«]+$/gu, "");
    if (!words) yield new Finding("link-text", at(line), "empty", { address });
    else if (tables.set("rules.links.EMPTY_TEXTS").has(words)) yield new Finding("link-text", at(line), "words", { text });
    else if (/^(?:https?:\/\/|www\.)/u.test(words)) yield new Finding("link-text", at(line), "address", { address: text });
  }
}

/** @param {Looked} look */
function* referenceUnknown({ body, fields: { sources } }) {
  for (const { text, line } of body.references)
    if (Number(text) < 1 || Number(text) > sources.length)
      yield new Finding("reference-unknown", at(line), "", { number: text, count: sources.length });
}

/** @param {Looked} look */
function* sourceUnused({ body, fields: { sources, outcomes, status } }) {
  const used = new Set([
    ...body.references.map(({ text }) => Number(text)),
    ...outcomes.flatMap((/** @type {{ source: number[] }} */ outcome) => outcome.source),
  ]);
  for (let number = 1; number <= sources.length; number += 1)
    if (!used.has(number) && status === "published") yield new Finding("source-unused", `sources.${number - 1}.title`, "", { number });
}

/** @param {Looked} look */
function* noteUndefined({ body, tables }) {
  const text = body.text.replace(tables.pattern("rules.links.CODE", "g"), (code) => " ".repeat(code.length));
  /** @type {Map<string, number>} */
  const called = new Map();
  /** @type {Map<string, number>} */
  const defined = new Map();
  for (const note of tables.all("rules.links.NOTE", text)) {
    const startsLine = !text.slice(text.lastIndexOf("\n", note.index - 1) + 1, note.index).trim() || note.index === 0;
    const notes = note[2] && startsLine ? defined : called;
    if (!notes.has(note[1] ?? "")) notes.set(note[1] ?? "", note.index);
  }
  const line = (/** @type {number} */ place) => at(text.slice(0, place).split("\n").length);
  for (const [name, place] of called)
    if (!defined.has(name) && !/^\d{1,3}$/u.test(name)) yield new Finding("note-undefined", line(place), "undefined", { name });
  for (const [name, place] of defined) if (!called.has(name)) yield new Finding("note-undefined", line(place), "uncalled", { name });
}

/** Pictures wherever they stand. What files there are beside the story is not known in the browser, but for tests.
 * @param {Looked} look */
function* pictures({ body, fields, files, tables }) {
  const image = fields.image;
  const all = [
    ...(image ? [{ file: image.file, text: image.alt, at: "image.file", textAt: "image.alt" }] : []),
    ...body.images.map(({ address, text, line }) => ({ file: address, text, at: at(line), textAt: at(line) })),
  ];
  for (const one of all) {
    if (one.file.includes("//")) yield new Finding("picture-missing", one.at, "elsewhere", { file: one.file });
    else if (files && !files.includes(one.file)) {
      const guess = closest(one.file, files, tables.limit("text.NEAR"));
      yield new Finding("picture-missing", one.at, guess === null ? "plain" : "guess", { file: one.file, guess });
    } else if (!one.text) yield new Finding("picture-without-text", one.textAt, "", { file: one.file });
    if (tables.whole("rules.files.FILE_NAME").test(one.text)) yield new Finding("alternative-text", one.textAt, "", { text: one.text });
  }
}

/** Texts that are made to take a reader's machine long to show. @param {Looked} look */
function* tooComplex({ body, text, tables }) {
  const limit = (/** @type {string} */ name) => tables.limit(`rules.limits.${name}`) ?? Infinity;
  if (body.levels > limit("MOST_LEVELS")) yield new Finding("too-complex", "", "levels");
  const most = limit("MOST_COLUMNS");
  if (body.columns > most) yield new Finding("too-complex", "", "columns", { count: body.columns, most });
  const lines = text.split("\n");
  const long = lines.findIndex((line) => [...line].length > limit("LONGEST_LINE"));
  if (long >= 0) yield new Finding("too-complex", `file:${long + 1}`, "line", { most: limit("LONGEST_LINE") });
  const longest = limit("LONGEST_RUN");
  const run = longest === Infinity ? null : new RegExp(`(\\S)\\1{${longest}}`, "u").exec(text);
  if (run) yield new Finding("too-complex", `file:${text.slice(0, run.index).split("\n").length}`, "run", { sign: run[1], most: longest });
}
