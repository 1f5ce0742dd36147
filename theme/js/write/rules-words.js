// @ts-check
// The rules on words: people who could be recognised, and language that is hard to read, as in rules/{people,language}.py.

import { isRecord } from "./kinds.js";
import { within } from "./prose.js";
import { Finding } from "./tables.js";
import { folded } from "./text.js";

/** @typedef {import("./check.js").Looked} Looked */
/** @typedef {{ text: string, at: (place: number) => string, borrowed?: boolean }} Passage */

/** @type {[string[], (look: Looked) => Generator<Finding>][]} */
export const WORD_RULES = [
  [[], numbers],
  [[], recognised],
  [["language"], hardToRead],
  [[], longSentences],
  [["language"], plainWords],
];

/** What stands in the whole file that leads to a person. @param {Looked} look */
function* numbers({ people, text }) {
  const line = (/** @type {number} */ place) => `file:${text.slice(0, place).split("\n").length}`;
  for (const [start] of people.nationalNumbers(text)) yield new Finding("national-identity-number", line(start));
  for (const [start] of people.telephoneNumbers(text)) yield new Finding("telephone-number", line(start));
  for (const [start] of people.privateEmails(text)) yield new Finding("private-email-address", line(start));
}

/** @param {Looked} look */
function* recognised(look) {
  const place = look.values.place;
  const name = (/** @type {string} */ part) => (isRecord(place) && typeof place[part] === "string" ? String(place[part]) : "");
  const places = look.recognisable.smallPlaces(name("municipality"), name("name"));
  for (const passage of allTexts(look))
    for (const { rule, start, which, values } of look.recognisable.passages(passage.text, places))
      yield new Finding(rule, passage.at(start), which, values);
}

/** Every text that the writers wrote themselves. @param {Looked} look @returns {Generator<Passage>} */
function* allTexts(look) {
  for (const name of ["title", "summary"]) yield* fieldPassage(look, name);
  for (const [name, inner] of [["image", "alt"], ["withdrawn", "reason"]]) {
    const record = look.values[name ?? ""];
    if (isRecord(record)) yield* written(record[inner ?? ""], `${name}.${inner}`);
  }
  const outcomes = look.values.outcomes;
  for (const [index, outcome] of (Array.isArray(outcomes) ? outcomes : []).entries())
    if (isRecord(outcome)) yield* written(outcome.says, `outcomes.${index}.says`);
  yield* passages(look);
  for (const { text, line } of [...look.body.headings, ...look.body.images]) yield { text, at: () => `line:${line}` };
}

/** @param {unknown} value @param {string} at @returns {Generator<Passage>} */
function* written(value, at) {
  if (typeof value === "string") yield { text: value, at: () => at };
}

/** @param {Looked} look @param {string} name @returns {Generator<Passage>} */
function* fieldPassage({ values }, name) {
  const value = values[name];
  if (typeof value === "string" && value.trim()) yield { text: value.replaceAll("\n", " "), at: () => name };
}

/** The running text of the body. @param {Looked} look @returns {Generator<Passage>} */
function* passages({ body }) {
  for (const { text, spots, borrowed } of body.blocks)
    yield { text, borrowed, at: (place) => `line:${spots.findLast(([begins]) => begins <= place)?.[1] ?? spots[0]?.[1]}` };
}

/** What the writer says in words of their own. @param {Looked} look */
const ownPassages = (look) => [...fieldPassage(look, "summary"), ...[...passages(look)].filter(({ borrowed }) => !borrowed)];

/** @param {Looked} look */
function* hardToRead({ body, fields, prose, tables }) {
  const questions = tables.data.sections.filter((kind) => kind.questions).map((kind) => kind.titles[fields.language]);
  const parts = body.sections.flatMap(({ heading }) => (heading ? [{ heading, texts: /** @type {string[]} */ ([]) }] : []));
  for (const { kind, text, spots } of body.blocks) {
    const part = parts.findLast(({ heading }) => heading.line <= (spots[0]?.[1] ?? 0));
    if (part && kind !== "TableCell" && !questions.includes(part.heading.text)) part.texts.push(text);
  }
  const whole = prose.weigh(parts.flatMap(({ texts }) => texts));
  const most = tables.limit("rules.language.HIGHEST_LIX");
  if (whole.words < tables.limit("rules.language.LEAST_WORDS") || whole.lix <= most) return;
  const weights = parts.map((part) => ({ ...prose.weigh(part.texts), heading: part.heading }));
  const [worst] = weights.filter(({ words }) => words * weights.length >= whole.words).sort((a, b) => b.lix - a.lix);
  if (worst) yield new Finding("hard-to-read", `line:${worst.heading.line}`, "", { lix: whole.lix, most, title: worst.heading.text, section: worst.lix });
}

/** @param {Looked} look */
function* longSentences(look) {
  const most = look.tables.limit("rules.language.LONGEST_SENTENCE");
  let told = look.tables.limit("rules.language.MOST_TOLD");
  for (const { text, at } of ownPassages(look))
    for (const [start, end] of look.prose.sentences(text)) {
      if (end - start <= 2 * most) continue;
      const words = look.prose.words(text, start, end);
      if (words.length <= most) continue;
      const quoted = look.prose.quotations(text);
      const own = words.filter(([begins]) => !within(quoted, begins));
      if (2 * own.length >= words.length && (told -= 1) >= 0) yield new Finding("long-sentence", at(start), "", { count: words.length, most });
    }
}

/** @param {Looked} look */
function* plainWords(look) {
  const { language } = look.fields;
  const names = [...storyNames(look)].filter((name) => look.plainLanguage.listed(name, language).length > 0);
  let told = look.tables.limit("rules.language.MOST_TOLD");
  for (const { text, at } of ownPassages(look))
    for (const { start, end, instead, reason } of look.plainLanguage.find(text, language, names)) {
      const values = { word: folded(text.slice(start, end)), instead: instead.map((other) => `«${other}»`).join(", ") };
      if ((told -= 1) >= 0) yield new Finding("plain-word", at(start), reason, values);
    }
}

/** The names that the fields give: of the story, its place and its sources. @param {Looked} look */
function* storyNames({ values }) {
  const records = [values.place, ...(Array.isArray(values.sources) ? values.sources : [])].filter(isRecord);
  const names = [values.title, ...records.flatMap((record) => [record.name, record.title, record.publisher])];
  for (const name of names) if (typeof name === "string" && name.trim()) yield folded(name);
}
