// Stories with a list and a page for each term, as plain as Eleventy lets them be.
const PAGE = 60; // stories on each page of a list

const listed = (value) => (Array.isArray(value) ? value : value ? [value] : []);

/** Cuts what a list shows into pages, each with its address and those around it. */
function pages(title, address, stories) {
  const count = Math.max(1, Math.ceil(stories.length / PAGE));
  const at = (number) => (number === 0 ? address : `${address}${number + 1}/`);
  return Array.from({ length: count }, (_, number) => ({
    title,
    address: at(number),
    count: stories.length,
    stories: stories.slice(number * PAGE, (number + 1) * PAGE),
    earlier: number > 0 ? at(number - 1) : "",
    later: number + 1 < count ? at(number + 1) : "",
  }));
}

module.exports = (config) => {
  const facets = require("./_data/facets.json");
  config.addPassthroughCopy("style.css");
  config.addFilter("listed", listed);
  config.addFilter("day", (date) => new Date(date).toLocaleDateString("nb", { dateStyle: "long" }));
  config.addCollection("lists", (all) => {
    const stories = all.getFilteredByGlob("fortellinger/*.md");
    const terms = Object.entries(facets).flatMap(([facet, { terms }]) =>
      Object.entries(terms).flatMap(([term, label]) =>
        pages(label, `/${facet}/${term}/`, stories.filter(({ data }) => listed(data[facet]).includes(term)))
      )
    );
    return [...pages("Alle fortellinger", "/fortellinger/", stories), ...terms];
  });
  return { markdownTemplateEngine: false, htmlTemplateEngine: "njk", dir: { output: "public" } };
};
