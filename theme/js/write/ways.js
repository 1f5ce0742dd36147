// @ts-check
// The ways out: e-mail, GitHub, copying and downloading. Nothing leaves the device before one of them is chosen.

import { write } from "./file.js";
import { folderOf } from "./story.js";
import { filled } from "./text.js";

/** @typedef {import("./tables.js").Tables} Tables */
/** @typedef {import("./file.js").Story} Story */
/** @typedef {{ editors: string, repository: string }} Places  Where stories can be sent. */

/** GitHub answers with an error, and the text is gone, where an address is longer than some 8,190 bytes. */
export const MOST_BYTES = 7500;
const BRANCH = "main"; // the one that is published, see .github/workflows

/** The address of a new file at GitHub. @param {string} repository @param {string} file @param {string} [text] */
export function newFile(repository, file, text) {
  const search = new URLSearchParams({ filename: file, ...(text === undefined ? {} : { value: text }) });
  return `https://github.com/${repository}/new/${BRANCH}?${search}`;
}

export class Ways {
  /** @type {Story | undefined} */
  #story;

  /** @param {HTMLFormElement} root @param {Tables} tables @param {Record<string, string>} words @param {Places} places */
  constructor(root, tables, words, places) {
    this.root = root;
    this.tables = tables;
    this.words = words;
    this.places = places;
    this.status = /** @type {HTMLElement} */ (root.querySelector("#sendt"));
    this.whole = /** @type {HTMLTextAreaElement} */ (root.querySelector("#fil"));
    root.addEventListener("click", (event) => this.#clicked(/** @type {Element} */ (event.target)));
  }

  /** @param {Story} story */
  show(story) {
    this.#story = story;
    const { text, name } = this.#file(story);
    this.whole.value = text;
    const { repository, editors } = this.places;
    const address = newFile(repository, `stories/${name}/index.md`, text);
    const fits = new TextEncoder().encode(address).length <= MOST_BYTES;
    this.#way("github").hidden = !repository || !fits;
    this.#way("long").hidden = !repository || fits;
    this.#link("data-github").href = repository && fits ? address : "#veier";
    this.#link("data-github-empty").href = repository ? newFile(repository, `stories/${name}/index.md`) : "#veier";
    if (!editors) return;
    const title = typeof story.values.title === "string" && story.values.title ? story.values.title : (this.words.untitled ?? "");
    const body = filled(this.words.mail_body ?? "", { title, file: `${name}.md` });
    this.#link("data-mail").href = `mailto:${editors}?subject=${encodeURIComponent(`${this.words.mail_subject}: ${title}`)}&body=${encodeURIComponent(body)}`;
  }

  /** @param {Story} story */
  #file(story) {
    return { text: write(this.tables, story).text, name: folderOf(this.tables, story) };
  }

  /** @param {Element} target */
  #clicked(target) {
    const what = /** @type {HTMLElement | null} */ (target.closest("[data-do]"))?.dataset.do;
    if (what === "copy") this.#copy();
    if (what === "download" && this.#story) this.status.textContent = filled(this.words.downloaded ?? "", { file: this.download(this.#story) });
  }

  async #copy() {
    try {
      await navigator.clipboard.writeText(this.whole.value);
      this.status.textContent = this.words.copied ?? "";
    } catch {
      /** @type {HTMLDetailsElement} */ (this.root.querySelector("#hele")).open = true;
      this.whole.focus();
      this.whole.select();
      this.status.textContent = this.words.copy_failed ?? "";
    }
  }

  /** Gives the writer a story as a file. @param {Story} story @returns {string} the name of the file */
  download(story) {
    const { text, name } = this.#file(story);
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "text/markdown;charset=utf-8" }));
    link.download = `${name}.md`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
    return link.download;
  }

  /** @param {string} name @returns {HTMLElement} a way that may not be there */
  #way(name) {
    return this.root.querySelector(`[data-way=${name}]`) ?? document.createElement("li");
  }

  /** @param {string} name @returns {HTMLAnchorElement} */
  #link(name) {
    return this.root.querySelector(`a[${name}]`) ?? document.createElement("a");
  }
}
