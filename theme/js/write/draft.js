// @ts-check
// Keeps the draft in the browser. Two tabs never write over each other: a version that is not ours is left alone.

/** @typedef {import("./file.js").Story} Story */
/** @typedef {{ version: string, story: Story, step?: string }} Kept */

export const KEY = "samskapt-fortelling";
const ASIDE = "samskapt-fortelling-til-side";

export class Draft {
  #version = "";

  /** What is kept, null for nothing. @param {string} [key] @returns {Kept | null} */
  #read(key = KEY) {
    try {
      const kept = JSON.parse(localStorage.getItem(key) ?? "null");
      return kept?.story?.values && Array.isArray(kept.story.sections) ? kept : null;
    } catch {
      return null;
    }
  }

  /** Takes what is kept, and follows it from now on. @returns {Kept | null} */
  open() {
    const kept = this.#read();
    this.#version = kept?.version ?? "";
    return kept;
  }

  /** Keeps a story. "conflict": another tab has kept something else, and ours is laid aside. @param {Story} story
   * @param {string} step @returns {"kept" | "conflict" | "failed"} */
  keep(story, step) {
    const there = this.#read();
    const version = crypto.randomUUID?.() ?? String(Math.random());
    const isOurs = !there || there.version === this.#version;
    try {
      localStorage.setItem(isOurs ? KEY : ASIDE, JSON.stringify({ version, story, step }));
    } catch {
      return "failed";
    }
    if (!isOurs) return "conflict";
    this.#version = version;
    return "kept";
  }

  /** Lets ours take the place of what the other tab kept, which is returned. @param {Story} story @param {string} step */
  insist(story, step) {
    const other = this.open();
    this.keep(story, step);
    this.forgetAside();
    return other;
  }

  /** What was laid aside when two tabs were open. @returns {Kept | null} */
  aside() {
    return this.#read(ASIDE);
  }

  forgetAside() {
    this.#remove(ASIDE);
  }

  delete() {
    this.#remove(KEY);
    this.#remove(ASIDE);
    this.#version = "";
  }

  /** @param {string} key */
  #remove(key) {
    try {
      localStorage.removeItem(key);
    } catch {
      // nothing can be kept, so there is nothing to remove
    }
  }

  /** Calls when another tab has kept or deleted something. @param {() => void} changed */
  listen(changed) {
    window.addEventListener("storage", (event) => {
      if ((event.key === KEY || event.key === null) && this.#read()?.version !== this.#version) changed();
    });
  }
}
