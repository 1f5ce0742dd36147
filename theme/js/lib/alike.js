// @ts-check
// Which stories are like what a reader has chosen, and what each has in common with it. No page, no network.

/** @typedef {import("./choices.js").Story} Story */
/** @typedef {import("./choices.js").Facet} Facet */
/** @typedef {{ story: Story, shared: Map<string, string[]> }} Like  `shared`: terms by the address of their facet. */

/** The stories that share something with the choice: first those alike in most ways, then in most terms, then in the
 * order of the library. @param {Story[]} stories @param {Facet[]} facets @param {Map<string, Set<string>>} chosen
 * @returns {Like[]} */
export function alike(stories, facets, chosen) {
  const size = (/** @type {Like} */ { shared }) => [...shared.values()].flat().length;
  return stories
    .map((story) => ({ story, shared: common(story, facets, chosen) }))
    .filter(({ shared }) => shared.size > 0)
    .sort((a, b) => b.shared.size - a.shared.size || size(b) - size(a) || a.story.number - b.story.number);
}

/** @param {Story} story @param {Facet[]} facets @param {Map<string, Set<string>>} chosen */
function common(story, facets, chosen) {
  /** @type {Map<string, string[]>} */
  const shared = new Map();
  facets.forEach(({ address, terms }, place) => {
    const both = [...(chosen.get(address) ?? [])].filter((term) => story.terms[place]?.has(terms.indexOf(term)));
    if (both.length > 0) shared.set(address, both);
  });
  return shared;
}
