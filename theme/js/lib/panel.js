// @ts-check
// What stands around the list: how many stories each term has, what is chosen, and ways on where nothing was found.

import { fits, write } from "./choices.js";

/** @typedef {import("./choices.js").Choices} Choices */
/** @typedef {import("./choices.js").Facet} Facet */
/** @typedef {import("./library.js").Answer} Answer */
/** @typedef {import("./library.js").Hit} Hit */
/** @typedef {Record<string, string>} Strings */
/** @typedef {{ key: "without" | "without_facet" | "only", name: string, count: number, search: string }} Offer  What to leave out,
 *   by the sentence that says it, how many stories that gives, and the end of the address. */

/** Puts on each term how many stories there would be. @param {Element} root @param {Facet[]} facets
 * @param {number[][]} numbers by facet and term @param {Choices} choices */
export function showCounts(root, facets, numbers, choices) {
  facets.forEach(({ address, terms }, place) => {
    const set = root.querySelector(`fieldset[data-facet="${address}"]`);
    const some = choices.chosen.get(address)?.size ?? 0;
    const said = set?.closest("details")?.querySelector(".s-facet__chosen");
    if (said) said.textContent = some > 0 ? ` (${some})` : "";
    for (const box of set?.querySelectorAll("input") ?? []) {
      const count = numbers[place]?.[terms.indexOf(box.value)] ?? 0;
      const label = /** @type {HTMLElement} */ (box.closest("label"));
      /** @type {HTMLElement} */ (label.querySelector(".s-count")).textContent = String(count);
      label.classList.toggle("s-is-empty", count === 0 && !box.checked);
    }
  });
}

/** Shows a button for each thing that is chosen, which takes it away. @param {Element} root @param {Choices} choices
 * @param {Facet[]} facets @param {Strings} words */
export function showChips(root, choices, facets, words) {
  const chips = [...choices.chosen].flatMap(([address, terms]) =>
    [...terms].map((term) => {
      const chosen = new Map(choices.chosen);
      chosen.set(address, new Set([...terms].filter((one) => one !== term)));
      const box = root.querySelector(`fieldset[data-facet="${address}"] input[value="${term}"]`);
      const label = box?.nextElementSibling?.textContent ?? term;
      const chip = button(label, write({ ...choices, chosen }, facets));
      chip.classList.add("s-chip");
      chip.setAttribute("aria-label", (words.remove ?? "").replace("{label}", label));
      return chip;
    }),
  );
  const list = root.querySelector(".s-chips");
  list?.replaceChildren(...chips.map(item));
  list?.toggleAttribute("hidden", chips.length === 0);
}

/** What could be left out to find something. @param {import("./library.js").Library} library @param {Choices} choices
 * @param {Answer | undefined} answer @param {Hit[]} hits those for the text alone @param {Facet[]} facets
 * @returns {Offer[]} */
export function offers(library, choices, answer, hits, facets) {
  const count = (/** @type {Hit[]} */ some, /** @type {string} */ address = "") =>
    some.filter(({ story }) => fits(story, choices.chosen, library.facets, address)).length;
  const words = (answer?.without ?? []).map(([name, found]) => {
    const query = rest(answer, name);
    return /** @type {Offer} */ ({ key: "without", name, count: count(found), search: write({ ...choices, query }, facets) });
  });
  const chosen = facets.filter(({ address }) => choices.chosen.has(address)).map(({ address }) => {
    const others = new Map([...choices.chosen].filter(([one]) => one !== address));
    const search = write({ ...choices, chosen: others }, facets);
    return /** @type {Offer} */ ({ key: "without_facet", name: address, count: count(hits, address), search });
  });
  const some = [...words, ...chosen].filter((offer) => offer.count > 0);
  if (some.length > 0 || choices.chosen.size === 0) return some;
  // nothing is found by leaving out one thing: offer the text alone, or each of its words
  const none = new Map();
  const whole = { name: choices.query.trim(), found: hits };
  const alone = hits.length > 0 ? [whole] : (answer?.without ?? []).map(([word, found]) => ({ name: rest(answer, word), found }));
  return alone.map(({ name, found }) => ({
    ...{ key: /** @type {"only"} */ ("only"), name, count: found.length },
    search: write({ ...choices, query: name, chosen: none }, facets),
  }));
}

/** What is asked for without one of its words. @param {Answer | undefined} answer @param {string} word */
const rest = (answer, word) => (answer?.concepts ?? []).map(({ said }) => said).filter((said) => said !== word).join(" ");

/** Shows ways on where nothing was found. @param {Element} root @param {Offer[]} some @param {Strings} words
 * @param {number} found how many stories are shown */
export function showOffers(root, some, words, found) {
  const none = /** @type {HTMLElement} */ (root.querySelector(".s-none"));
  none.hidden = found > 0;
  const buttons = some.map(({ key, name, count, search }) => {
    const legend = root.querySelector(`fieldset[data-facet="${CSS.escape(name)}"] legend`)?.textContent ?? name;
    const label = (words[key] ?? "").replace("{word}", () => name).replace("{label}", () => legend);
    return button(label.replace("{count}", String(count)), search);
  });
  none.querySelector("ul")?.replaceChildren(...buttons.map(item));
  none.querySelector("ul")?.toggleAttribute("hidden", buttons.length === 0 || found > 0);
}

/** @param {string} label @param {string} search the end of the address that it leads to */
function button(label, search) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "s-tag";
  made.textContent = label;
  made.dataset.search = search;
  return made;
}

/** @param {Element} inside */
function item(inside) {
  const made = document.createElement("li");
  made.append(inside);
  return made;
}
