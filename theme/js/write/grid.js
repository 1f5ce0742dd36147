// @ts-check
// Who had how much of a say in which phase, by ticking: a phase opens to a row for each of those who took part.

import { listOf, recordsOf, valueAt } from "./story.js";
import { filled } from "./text.js";

/** @typedef {import("./tables.js").Tables} Tables */
/** @typedef {import("./file.js").Story} Story */
/** @typedef {import("./kinds.js").Value} Value */

export class Grid {
  /** @type {Story | undefined} */
  #story;
  /** @type {Set<string>} */
  #open = new Set();

  /** @param {HTMLElement} root @param {Tables} tables @param {Record<string, string>} words
   * @param {Record<string, Record<string, string>>} labels @param {() => void} changed */
  constructor(root, tables, words, labels, changed) {
    this.root = root;
    this.words = words;
    this.labels = labels;
    this.phases = Object.keys(tables.data.facets.phase?.terms ?? {});
    this.says = Object.keys(tables.data.facets.say?.terms ?? {});
    root.addEventListener("input", (event) => {
      const { phase, actor } = /** @type {HTMLElement} */ (event.target).dataset;
      if (!phase || !actor) return;
      this.#say(phase, actor, /** @type {HTMLInputElement} */ (event.target).value);
      this.#count();
      changed();
    });
    root.addEventListener(
      "toggle",
      (event) => {
        const { phase = "" } = /** @type {HTMLElement} */ (event.target).dataset;
        if (/** @type {HTMLDetailsElement} */ (event.target).open) this.#open.add(phase);
        else this.#open.delete(phase);
      },
      true,
    );
  }

  /** @param {Story} story */
  show(story) {
    this.#story = story;
    const parts = this.#parts();
    const actors = [...new Set([...listOf(valueAt(story, "actors")), ...parts.flatMap(({ actors: some }) => listOf(some))])];
    const none = Object.assign(document.createElement("p"), { className: "s-note", textContent: this.words.need_actors });
    const phases = [...new Set([...this.phases, ...parts.map(({ phase }) => String(phase ?? ""))])].filter(Boolean);
    this.root.replaceChildren(...(actors.length > 0 ? phases.map((phase) => this.#phase(phase, actors)) : [none]));
    this.#count();
  }

  #parts() {
    return this.#story ? recordsOf(valueAt(this.#story, "participation")) : [];
  }

  /** @param {string} phase @param {string[]} actors */
  #phase(phase, actors) {
    const details = document.createElement("details");
    details.className = "s-phase";
    details.dataset.phase = phase;
    details.open = this.#open.has(phase);
    const summary = document.createElement("summary");
    const count = Object.assign(document.createElement("span"), { className: "s-phase__count" });
    summary.append(this.#label("phase", phase), " ", count);
    details.append(summary, ...actors.map((actor) => this.#actor(phase, actor)));
    return details;
  }

  /** @param {string} phase @param {string} actor */
  #actor(phase, actor) {
    const set = document.createElement("fieldset");
    set.className = "s-say";
    const legend = document.createElement("legend");
    const hidden = Object.assign(document.createElement("span"), { className: "s-hidden", textContent: `(${this.#label("phase", phase)})` });
    legend.append(this.#label("actors", actor), " ", hidden);
    const now = this.#parts().find((part) => part.phase === phase && listOf(part.actors).includes(actor))?.say ?? "";
    const options = [...new Set(["", ...this.says, String(now)])].map((say) => {
      const label = document.createElement("label");
      const input = Object.assign(document.createElement("input"), { type: "radio", name: `say-${phase}-${actor}`, value: say });
      input.checked = say === now;
      Object.assign(input.dataset, { phase, actor });
      label.append(input, say ? this.#label("say", say) : (this.words.say_none ?? ""));
      return label;
    });
    set.append(legend, ...options);
    return set;
  }

  /** Notes what an actor had to say in a phase. Those who had as much stand together, in the order of the actors.
   * @param {string} phase @param {string} actor @param {string} say "" for not known */
  #say(phase, actor, say) {
    const story = this.#story;
    if (!story) return;
    const order = listOf(valueAt(story, "actors"));
    const parts = this.#parts()
      .map((part) => (part.phase === phase ? { ...part, actors: listOf(part.actors).filter((one) => one !== actor) } : part))
      .filter((part) => listOf(part.actors).length > 0);
    if (say) {
      const same = parts.find((part) => part.phase === phase && part.say === say);
      const others = same ? listOf(same.actors) : [];
      const together = [...others, actor].sort((a, b) => place(order, a) - place(order, b));
      if (same) same.actors = together;
      else parts.push({ phase, actors: together, say });
    }
    const key = (/** @type {Record<string, Value>} */ part) => this.phases.indexOf(String(part.phase)) * 10 + this.says.indexOf(String(part.say));
    story.values.participation = parts.sort((a, b) => key(a) - key(b));
  }

  #count() {
    for (const details of this.root.querySelectorAll("details")) {
      const parts = this.#parts().filter((part) => part.phase === details.dataset.phase);
      const count = parts.reduce((sum, part) => sum + listOf(part.actors).length, 0);
      const place = details.querySelector(".s-phase__count");
      if (place) place.textContent = count > 0 ? filled(this.words.say_count ?? "", { count }) : "";
    }
  }

  /** @param {string} facet @param {string} term */
  #label(facet, term) {
    return this.labels[facet]?.[term] ?? term;
  }
}

/** @param {string[]} order @param {string} actor */
const place = (order, actor) => (order.includes(actor) ? order.indexOf(actor) : order.length);
