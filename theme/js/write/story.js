// @ts-check
// A story as the form holds it: plain values by field, as they stand in a file, and the text under each heading.

import { isEmpty, isRecord } from "./kinds.js";

/** @typedef {import("./tables.js").Tables} Tables */
/** @typedef {import("./file.js").Story} Story */
/** @typedef {import("./kinds.js").Value} Value */

/** A story that nothing has been written in. @param {Tables} tables @param {string} language @returns {Story} */
export function emptyStory(tables, language) {
  const sections = tables.data.sections.map(({ id, titles }) => ({ id, heading: titles[language] ?? titles.nb ?? id, text: "" }));
  return { values: { language, status: "draft", place: { country: "NO" } }, sections, before: "", rest: "" };
}

/** Whether somebody has written anything. @param {Story} story */
export function isBlank({ values, sections, before, rest }) {
  if (before.trim() || rest.trim() || sections.some(({ text }) => text.trim())) return false;
  const { language: _, status: __, place, ...others } = values;
  const placed = isRecord(place) ? Object.entries(place).some(([name, value]) => name !== "country" && !isEmpty(value)) : !isEmpty(place);
  return !placed && Object.values(others).every(isEmpty);
}

/** The value at a route, as `outcomes.0.says`. @param {Story} story @param {string} at @returns {Value | undefined} */
export function valueAt({ values }, at) {
  /** @type {any} */
  let value = values;
  for (const step of at.split(".")) value = typeof value === "object" && value !== null ? value[step] : undefined;
  return value;
}

/** Puts a value at a route, and makes what it stands in where that is missing. @param {Story} story @param {string} at
 * @param {Value} value */
export function put({ values }, at, value) {
  const steps = at.split(".");
  const last = /** @type {string} */ (steps.pop());
  /** @type {any} */
  let inside = values;
  steps.forEach((step, place) => {
    const isList = /^\d+$/u.test(steps[place + 1] ?? last);
    if (typeof inside[step] !== "object" || inside[step] === null || Array.isArray(inside[step]) !== isList) inside[step] = isList ? [] : {};
    inside = inside[step];
  });
  if (isEmpty(value)) delete inside[last];
  else inside[last] = value;
}

/** The texts of a list; one that stands without its brackets is a list of one. @param {Value | undefined} value @returns {string[]} */
export const listOf = (value) =>
  (Array.isArray(value) ? value : isEmpty(value) || isRecord(value) ? [] : [/** @type {string} */ (value)]).map((one) =>
    typeof one === "string" ? one : JSON.stringify(one),
  );

/** The records of a list. @param {Value | undefined} value @returns {Record<string, Value>[]} */
export const recordsOf = (value) => (Array.isArray(value) ? value.map((one) => (isRecord(one) ? one : {})) : []);

/** Writes the text of a section, which is put in where it belongs when it is not there. @param {Tables} tables
 * @param {Story} story @param {string} id @param {string} text */
export function writeSection(tables, story, id, text) {
  const found = story.sections.find((section) => section.id === id);
  if (found) {
    found.text = text;
    return;
  }
  const order = tables.data.sections.map((kind) => kind.id);
  const kind = tables.data.sections.find((one) => one.id === id);
  const before = story.sections.findLastIndex((section) => section.id !== "" && order.indexOf(section.id) < order.indexOf(id));
  story.sections.splice(before + 1, 0, { id, heading: kind?.titles[languageOf(story)] ?? id, text });
}

/** @param {Story} story */
export const languageOf = ({ values }) => (typeof values.language === "string" && values.language ? values.language : "nb");

/** Gives the headings that we know in the language of the story. @param {Tables} tables @param {Story} story */
export function nameSections(tables, story) {
  for (const section of story.sections) {
    const titles = tables.data.sections.find(({ id }) => id === section.id)?.titles;
    if (titles) section.heading = titles[languageOf(story)] ?? section.heading;
  }
}

const LETTERS = new Map([["æ", "ae"], ["ø", "o"], ["å", "a"], ["ß", "ss"], ["đ", "d"], ["ŋ", "n"]]);

/** The folder name for a title, as tools/samskapt/scaffold.py makes it. @param {string} title */
export function slugOf(title) {
  const plain = title.toLowerCase().replace(/[æøåßđŋ]/gu, (letter) => LETTERS.get(letter) ?? "").normalize("NFKD");
  const words = plain.replace(/[^\x00-\x7f]/gu, "").match(/[a-z0-9]+/gu) ?? [];
  return words.join("-").slice(0, 60).replace(/^-+|-+$/gu, "");
}

/** The name of a story's folder, which no other story has. @param {Tables} tables @param {Story} story */
export function folderOf(tables, story) {
  const title = story.values.title;
  const name = slugOf(typeof title === "string" ? title : "") || "fortelling";
  const taken = new Set(tables.data.slugs);
  let number = 1;
  while (taken.has(number === 1 ? name : `${name}-${number}`)) number += 1;
  return number === 1 ? name : `${name}-${number}`;
}
