// @ts-check
// The Markdown of a story, taken apart into what the rules ask about, as tools/samskapt/body_parser.py does it.

import MarkdownIt from "../vendor/markdown-it.js";
import { comments } from "./text.js";

/** @typedef {{ text: string, line: number }} Piece */
/** @typedef {Piece & { address: string }} Target */
/** @typedef {Piece & { level: number, inside: boolean }} Heading */
/** @typedef {{ heading: Heading | null, text: string, items: Piece[] }} Part  What stands under one heading of level two. */
/** @typedef {{ kind: string, text: string, borrowed: boolean, spots: [number, number][] }} Block  Running text; `spots` says from
 *   which line each part of it comes: (offset, line). */
/** @typedef {{ text: string, headings: Heading[], sections: Part[], links: Target[], images: Target[], html: Piece[],
 *              references: Piece[], blocks: Block[], levels: number, columns: number }} Body  Lines are counted from 1, in the body;
 *   `levels` says how deep things stand in each other, `columns` how wide the widest table is. */

const NOTE = /\[\^([^\]\s]{1,40})\]/y;
const SOURCE = /^\d{1,3}$/;
const DEFINED = /^ {0,3}\[\^([^\]\s]{1,40})\]:/gm;
const DASH = /^[–—]/u;

export const markdown = new (/** @type {any} */ (MarkdownIt))("commonmark", { html: true }).enable("table");
// every address is read as it was written, also those that the rules refuse and the preview leaves out
markdown.set({ maxNesting: 200 }); // how deep is too deep is a rule's to say
markdown.validateLink = () => true;
markdown.normalizeLink = (/** @type {string} */ address) => address;

markdown.inline.ruler.before("link", "note", (/** @type {any} */ state, /** @type {boolean} */ silent) => {
  NOTE.lastIndex = state.pos;
  const found = NOTE.exec(state.src);
  if (!found || state.pos + found[0].length > state.posMax) return false;
  const name = found[1] ?? "";
  const defined = state.env.defined?.has(name);
  if (!defined && !SOURCE.test(name)) return false;
  if (!silent) Object.assign(state.push(defined ? "note" : "source", "", 0), { content: name });
  state.pos += found[0].length;
  return true;
});

markdown.block.ruler.before("reference", "definition", (/** @type {any} */ state, /** @type {number} */ first, /** @type {number} */ last, /** @type {boolean} */ silent) => {
  const begins = (/** @type {number} */ line) => state.src.slice(state.bMarks[line] + state.tShift[line], state.eMarks[line]);
  const found = /^\[\^([^\]\s]{1,40})\]:/.exec(begins(first));
  if (!found || state.sCount[first] - state.blkIndent >= 4) return false;
  if (silent) return true;
  let line = first + 1;
  while (line < last && !state.isEmpty(line)) line += 1;
  state.line = line;
  Object.assign(state.push("definition_open", "div", 1), { map: [first, line], content: found[1] });
  const text = state.getLines(first, line, state.blkIndent, false).replace(/^ {0,3}\[\^[^\]\s]{1,40}\]:\s*/, "");
  Object.assign(state.push("inline", "", 0), { content: text, map: [first, line], children: [] });
  state.push("definition_close", "div", -1);
  return true;
});

/** The tokens of a text, for those who show it. @param {string} text @returns {any[]} */
export const tokens = (text) => markdown.parse(text, { defined: defined(text) });

/** @param {string} text */
const defined = (text) => new Set([...text.matchAll(DEFINED)].map((found) => found[1]));

/** @param {string} text @returns {Body} */
export function parse(text) {
  const reader = new Reader(text);
  for (const token of tokens(text)) reader.take(token);
  return reader.body;
}

class Reader {
  /** @type {Part} */
  #section = { heading: null, text: "", items: [] };
  /** @type {string[]} */
  #open = [];
  #line = 1;
  /** @type {{ text: string, line: number }[]} items of lists that are still being read */
  #items = [];

  /** @param {string} text */
  constructor(text) {
    /** @type {Body} */
    this.body = { text, headings: [], sections: [this.#section], links: [], images: [], html: [], references: [], blocks: [], levels: 0, columns: 0 };
  }

  /** @param {any} token a block of markdown-it's */
  take(token) {
    if (token.map) this.#line = token.map[0] + 1;
    const name = token.type.replace(/_(?:open|close)$/u, "");
    if (token.nesting < 0) this.#close(name);
    else if (token.type === "inline") this.#inline(token);
    else if (token.type === "html_block") this.#html(token.content, this.#line);
    else if (token.type === "code_block" || token.type === "fence") this.#collect(`\n${token.content}`);
    if (token.nesting <= 0) return;
    this.#open.push(name);
    if (!token.hidden) this.body.levels = Math.max(this.body.levels, this.#open.length);
    if (name === "tr") this.#cells = 0;
    if (name === "th") this.body.columns = Math.max(this.body.columns, (this.#cells += 1));
    if (name === "heading") this.#level = Number(token.tag.slice(1));
    if (name === "list_item") this.#items.push({ text: "", line: this.#line });
    if (["paragraph", "list_item", "td", "th"].includes(name)) this.#collect("\n");
  }

  /** @param {string} name */
  #close(name) {
    this.#open.splice(this.#open.lastIndexOf(name), 1);
    if (name !== "list_item") return;
    const item = /** @type {Piece} */ (this.#items.pop());
    if (this.#items.length === 0) this.#section.items.push({ ...item, text: item.text.trim() });
  }

  /** @param {any} token */
  #inline(token) {
    const isHeading = this.#open.at(-1) === "heading";
    /** @type {Block} */
    const block = {
      kind: ["td", "th"].includes(this.#open.at(-1) ?? "") ? "TableCell" : "Paragraph",
      text: "",
      borrowed: this.#open.includes("blockquote"),
      spots: [[0, this.#line]],
    };
    const heading = { text: "", line: this.#line };
    const isRunning = !isHeading && !this.#open.includes("definition");
    this.#walk(token.children, (text, running) => {
      if (isHeading) heading.text += text;
      else this.#collect(text);
      if (isRunning && running !== null) block.text += running;
    }, block);
    if (block.text) this.body.blocks.push(block);
    if (!isHeading) return;
    this.#heading({ ...heading, text: heading.text.trim(), level: this.#level, inside: token.level > 1 });
  }

  #level = 1;
  #cells = 0;

  /** @param {Heading} heading */
  #heading(heading) {
    this.body.headings.push(heading);
    if (heading.level !== 2 || heading.inside) return;
    this.#section = { heading, text: "", items: [] };
    this.body.sections.push(this.#section);
  }

  /** Goes through a stretch of running text. @param {any[]} children
   * @param {(text: string, running: string | null) => void} say what is read, and what of it is running text
   * @param {Block} block */
  #walk(children, say, block) {
    /** @type {Target[]} */
    const links = [];
    let line = this.#line;
    const tell = (/** @type {string} */ text, /** @type {string | null} */ running = text) => {
      for (const link of links) link.text += text;
      say(text, running);
    };
    let depth = this.#open.length;
    children.forEach((child, place) => {
      depth += child.nesting;
      this.body.levels = Math.max(this.body.levels, depth);
      switch (child.type) {
        case "text":
        case "text_special":
          return tell(child.content);
        case "code_inline":
          return tell(child.content, "`");
        case "softbreak":
        case "hardbreak":
          line += 1;
          tell(" ", child.type === "hardbreak" || DASH.test(children[place + 1]?.content ?? "") ? "\n" : " ");
          return block.spots.push([block.text.length, line]);
        case "link_open":
          return links.push({ text: "", address: child.attrGet("href") ?? "", line });
        case "link_close": {
          const link = /** @type {Target} */ (links.pop());
          return this.body.links.push({ ...link, text: link.text.trim() });
        }
        case "image": {
          const text = plain(child.children);
          this.body.images.push({ text: text.trim(), address: child.attrGet("src") ?? "", line });
          return tell(text, null);
        }
        case "source":
          return this.body.references.push({ text: child.content, line });
        case "html_inline":
          return this.#html(child.content, line);
      }
    });
  }

  /** Notes the first tag of a stretch of HTML; comments are no tags. @param {string} content @param {number} line */
  #html(content, line) {
    let blank = content;
    for (const [start, end] of comments(content)) blank = blank.slice(0, start) + " ".repeat(end - start) + blank.slice(end);
    const tag = /<[^>\n]*>?/u.exec(blank);
    if (!tag) return;
    this.#collect(tag[0]);
    this.body.html.push({ text: tag[0], line: line + (blank.slice(0, tag.index).match(/\n/gu)?.length ?? 0) });
  }

  /** @param {string} text */
  #collect(text) {
    this.#section.text += text;
    for (const item of this.#items) item.text += text;
  }
}

/** @param {any[]} children @returns {string} */
const plain = (children) =>
  children.map((one) => (one.type.endsWith("break") ? " " : one.children ? plain(one.children) : one.content)).join("");
