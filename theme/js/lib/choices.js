// @ts-check
// What the reader has chosen, in the address and out of it, and what that leaves of the stories. No page, no network.

/** @typedef {{ number: number, slug: string, title: string, place: string, published: string, terms: Set<number>[] }} Story */
/** @typedef {{ address: string, terms: string[] }} Facet */
/** @typedef {{ query: string, sort: string, chosen: Map<string, Set<string>> }} Choices  `chosen`: terms by facet. */

export const SORTS = ["treff", "nyeste", "tittel"];

/** Reads choices from an address; what is no facet, term or order of ours is passed by. @param {string} search
 * @param {Facet[]} facets @returns {Choices} */
export function read(search, facets) {
  const asked = new URLSearchParams(search);
  const chosen = new Map();
  for (const { address, terms } of facets) {
    const some = asked.getAll(address).filter((term) => terms.includes(term));
    if (some.length > 0) chosen.set(address, new Set(some));
  }
  const sort = asked.get("sorter") ?? "";
  return { query: asked.get("q") ?? "", sort: SORTS.includes(sort) ? sort : "", chosen };
}

/** Writes choices as the end of an address. @param {Choices} choices @param {Facet[]} facets */
export function write({ query, sort, chosen }, facets) {
  const said = new URLSearchParams();
  if (query.trim()) said.set("q", query);
  for (const { address, terms } of facets)
    for (const term of terms) if (chosen.get(address)?.has(term)) said.append(address, term);
  if (sort) said.set("sorter", sort);
  return said.toString();
}

/** Whether a story carries one of the chosen terms in every facet, but for one that is left out. @param {Story} story
 * @param {Choices["chosen"]} chosen @param {Facet[]} facets @param {string} [without] */
export function fits(story, chosen, facets, without) {
  return facets.every(({ address, terms }, place) => {
    const some = chosen.get(address);
    if (!some || some.size === 0 || address === without) return true;
    return [...some].some((term) => story.terms[place]?.has(terms.indexOf(term)));
  });
}

/** How many of some stories each term has, its own facet's choice left out. @param {Story[]} stories
 * @param {Choices["chosen"]} chosen @param {Facet[]} facets @returns {number[][]} by facet and term */
export function counts(stories, chosen, facets) {
  return facets.map(({ address, terms }, place) => {
    const left = stories.filter((story) => fits(story, chosen, facets, address));
    return terms.map((_, term) => left.filter((story) => story.terms[place]?.has(term)).length);
  });
}

/** Puts stories in order: the best first, the newest, or as they stand in the library. @template {{ story: Story,
 * score: number }} T @param {T[]} hits @param {string} sort @returns {T[]} */
export function inOrder(hits, sort) {
  const byTitle = (/** @type {T} */ a, /** @type {T} */ b) => a.story.number - b.story.number;
  if (sort === "treff") return hits.toSorted((a, b) => b.score - a.score || byTitle(a, b));
  if (sort === "nyeste") return hits.toSorted((a, b) => b.story.published.localeCompare(a.story.published) || byTitle(a, b));
  return hits.toSorted(byTitle);
}
