// @ts-check
// Shows the story as it will look. Every element is made here, one by one: nothing of what somebody wrote is read as HTML.

import { tokens } from "./markdown.js";
import { languageOf, listOf, recordsOf, valueAt } from "./story.js";

/** @typedef {import("./tables.js").Tables} Tables */
/** @typedef {import("./file.js").Story} Story */

const OUTCOMES = "kom-ut";
/** What each block of Markdown is shown as: headings of the text stand below those of the page. */
const TAGS = new Map([
  ["h1", "h5"], ["h2", "h5"], ["h3", "h5"], ["h4", "h6"], ["h5", "h6"], ["h6", "h6"],
  ...["p", "ul", "ol", "li", "blockquote", "em", "strong", "table", "thead", "tbody", "tr", "th", "td", "div"].map((tag) => /** @type {[string, string]} */ ([tag, tag])),
]);

export class Preview {
  /** @param {HTMLElement} root @param {Tables} tables @param {Record<string, string>} words
   * @param {Record<string, Record<string, string>>} labels @param {URL} base the root of the site */
  constructor(root, tables, words, labels, base) {
    this.root = root;
    this.tables = tables;
    this.words = words;
    this.labels = labels;
    this.base = base;
  }

  /** @param {Story} story @param {boolean} blank whether nothing has been written */
  show(story, blank) {
    if (blank) {
      this.root.replaceChildren(made("p", this.words.preview_empty ?? "", "s-small"));
      return;
    }
    const text = (/** @type {string} */ at) => {
      const value = valueAt(story, at);
      return typeof value === "string" ? value.trim() : "";
    };
    this.root.lang = languageOf(story);
    const type = text("co_creation_type");
    this.root.className = `s-preview__page md-typeset s-is--${type}`;
    const head = [made("h3", text("title") || (this.words.untitled ?? ""))];
    if (text("summary")) head.push(made("p", text("summary"), "s-lead"));
    this.root.replaceChildren(...this.#type(type), ...head, ...this.#facts(story, text), ...this.#sections(story), ...this.#sources(story));
  }

  /** Shows the part that is being written. @param {string} step of the form */
  follow(step) {
    const part = /** @type {HTMLElement | null} */ (this.root.querySelector(`[data-part="${CSS.escape(step)}"]`));
    this.root.scrollTop = part ? part.offsetTop : 0;
  }

  /** @param {string} type */
  #type(type) {
    const label = this.labels.co_creation_type?.[type];
    if (!label) return [];
    const line = made("p", "", "s-story__type");
    const drawing = document.querySelector(`[data-figure="${CSS.escape(type)}"] svg`)?.cloneNode(true);
    line.append(...(drawing ? [drawing] : []), made("span", label));
    return [line];
  }

  /** @param {Story} story @param {(at: string) => string} text */
  #facts(story, text) {
    const terms = (/** @type {string} */ facet) => listOf(valueAt(story, facet)).map((term) => this.labels[facet]?.[term] ?? term).join(", ");
    const facts = [
      [this.words.fact_place, [text("place.name"), text("place.municipality")].filter(Boolean).join(", ")],
      [this.words.fact_period, [text("period.from"), text("period.to")].filter(Boolean).join("–")],
      [this.words.fact_arena, terms("arena")],
      [this.words.fact_actors, terms("actors")],
    ].filter(([, value]) => value);
    if (facts.length === 0) return [];
    const list = made("dl", "", "s-preview__facts");
    for (const [name, value] of facts) {
      const row = document.createElement("div");
      row.append(made("dt", name ?? ""), made("dd", value ?? ""));
      list.append(row);
    }
    return [list];
  }

  /** @param {Story} story */
  #sections(story) {
    const before = story.before.trim() ? [this.#text(story.before, document.createElement("section"))] : [];
    return [
      ...before,
      ...story.sections.flatMap(({ id, heading, text }) => {
        const claims = id === OUTCOMES ? this.#outcomes(story) : [];
        if (!text.trim() && claims.length === 0) return [];
        const kind = this.tables.data.sections.find((one) => one.id === id);
        const section = document.createElement("section");
        section.dataset.part = id;
        if (kind?.critical) section.className = "s-section--critical";
        if (id === OUTCOMES) section.className = "s-section--outcome";
        section.append(made("h4", heading));
        this.#text(text, section).append(...claims);
        return [section];
      }),
    ];
  }

  /** @param {Story} story */
  #outcomes(story) {
    const claims = recordsOf(valueAt(story, "outcomes")).filter(({ says }) => typeof says === "string" && says.trim());
    if (claims.length === 0) return [];
    const list = made("ul", "", "s-outcomes");
    for (const { says, outcome, source } of claims) {
      const item = document.createElement("li");
      const line = made("p", String(says));
      line.append(...listOf(source).map(reference));
      item.append(line, made("p", this.labels.outcomes?.[String(outcome ?? "")] ?? "", "s-small"));
      list.append(item);
    }
    return [list];
  }

  /** @param {Story} story */
  #sources(story) {
    const sources = recordsOf(valueAt(story, "sources"));
    if (sources.length === 0) return [];
    const list = made("ol", "", "s-sources");
    const said = (/** @type {unknown} */ value) => (typeof value === "string" ? value : "");
    for (const { title, author, publisher, year } of sources) {
      const by = [author, publisher, year].map(said).filter(Boolean).join(", ");
      list.append(made("li", [said(title) || "…", by].filter(Boolean).join(". ")));
    }
    return [made("h4", this.words.sources ?? ""), list];
  }

  /** Puts a text of Markdown into an element. @param {string} text @param {Element} into */
  #text(text, into) {
    /** @type {Element[]} */
    const open = [into];
    for (const token of tokens(text)) this.#token(token, open);
    return into;
  }

  /** @param {any} token @param {Element[]} open the elements that are being made, the innermost last */
  #token(token, open) {
    const here = /** @type {Element} */ (open.at(-1));
    if (token.hidden) return;
    if (token.type === "inline") {
      for (const child of token.children) this.#token(child, open);
    } else if (token.nesting < 0) {
      if (open.length > 1) open.pop();
    } else if (token.nesting > 0) {
      const element = token.tag === "a" ? this.#link(token.attrGet("href") ?? "") : document.createElement(TAGS.get(token.tag) ?? "span");
      if (token.tag === "ol" && token.attrGet("start")) /** @type {HTMLOListElement} */ (element).start = Number(token.attrGet("start"));
      here.append(element);
      open.push(element);
    } else here.append(...this.#leaf(token));
  }

  /** @param {any} token @returns {(Node | string)[]} */
  #leaf(token) {
    switch (token.type) {
      case "text":
      case "text_special":
        return [token.content];
      case "softbreak":
        return [" "];
      case "hardbreak":
        return [document.createElement("br")];
      case "hr":
        return [document.createElement("hr")];
      case "code_inline":
        return [made("code", token.content)];
      case "code_block":
      case "fence": {
        const block = document.createElement("pre");
        block.append(made("code", token.content));
        return [block];
      }
      case "source":
        return [reference(token.content)];
      case "note":
        return [made("sup", `[${token.content}]`)];
      case "image":
        return [made("em", `[${token.content}]`)];
      default:
        return [];
    }
  }

  /** A link that is safe to follow; others are shown as the words that they are. @param {string} address */
  #link(address) {
    const slug = this.tables.whole("body.STORY_LINK").exec(address)?.groups?.slug;
    const href = slug ? new URL(`fortellinger/${encodeURIComponent(slug)}/`, this.base).href : /^(?:https|mailto):/iu.test(address) ? address : "";
    if (!href) return document.createElement("span");
    return Object.assign(document.createElement("a"), { href, target: "_blank", rel: "noopener" });
  }
}

/** @param {string} number */
function reference(number) {
  const mark = made("sup", "", "ref");
  mark.append(made("span", number));
  return mark;
}

/** @param {string} tag @param {string} text @param {string} [className] */
function made(tag, text, className = "") {
  const element = document.createElement(tag);
  if (text) element.textContent = text;
  if (className) element.className = className;
  return element;
}
