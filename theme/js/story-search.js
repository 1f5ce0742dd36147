// @ts-check
// Search on the page of all stories. Without it the page is the whole list, and the form leads here.

/** @typedef {{ url: string, excerpt: string }} Hit  What Pagefind tells of one story: its address and a piece of it. */
/** @typedef {{ search(query: string): Promise<{ results: { data(): Promise<Hit> }[] } | null>,
 *              options(options: object): Promise<void> }} Pagefind */

const BUNDLE = new URL("../pagefind/pagefind.js", import.meta.url);
const PAUSE = 150; // milliseconds after the last key before a search begins

/** Lets the reader search in the list that the page already holds. */
class StorySearch extends HTMLElement {
  #latest = 0;
  /** @type {Promise<Pagefind> | undefined} */
  #pagefind;

  connectedCallback() {
    this.form = /** @type {HTMLFormElement} */ (this.querySelector("form"));
    this.input = /** @type {HTMLInputElement} */ (this.querySelector("input[type=search]"));
    this.status = /** @type {HTMLElement} */ (this.querySelector("[role=status]"));
    this.list = /** @type {HTMLElement} */ (this.querySelector(".s-cards"));
    this.cards = /** @type {HTMLElement[]} */ ([...this.list.children]);

    let timer = 0;
    this.input.addEventListener("input", () => {
      clearTimeout(timer);
      timer = window.setTimeout(() => this.#changed("replaceState"), PAUSE);
    });
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      clearTimeout(timer);
      this.#changed("pushState");
    });
    window.addEventListener("popstate", () => this.#restore());
    this.#restore();
  }

  /** Takes the query from the address. */
  #restore() {
    const query = new URLSearchParams(location.search).get("q") ?? "";
    if (this.input) this.input.value = query;
    this.#search(query);
  }

  /** Puts the query in the address, and searches. @param {"pushState" | "replaceState"} how */
  #changed(how) {
    const query = this.input?.value ?? "";
    const address = new URL(location.href);
    if (query.trim()) address.searchParams.set("q", query);
    else address.searchParams.delete("q");
    history[how](null, "", address);
    this.#search(query);
  }

  /** @param {string} query */
  async #search(query) {
    const mine = ++this.#latest;
    const words = query.trim();
    if (!words) {
      this.#show(this.cards.map((card) => ({ card, excerpt: "" })), "");
      return;
    }
    try {
      const hits = await this.#find(words);
      if (mine === this.#latest) this.#show(hits, words);
    } catch {
      if (mine === this.#latest && this.status) this.status.textContent = this.dataset.error ?? "";
    }
  }

  /** Returns the cards of the stories that were found, the best first. @param {string} words */
  async #find(words) {
    this.#pagefind ??= import(BUNDLE.href).then(async (pagefind) => {
      await pagefind.options({ ranking: { metaWeights: { alias: 0.4 } } });
      return pagefind;
    });
    const found = await (await this.#pagefind).search(words);
    const data = await Promise.all((found?.results ?? []).map((result) => result.data()));
    return data.flatMap(({ url, excerpt }) => {
      const card = this.cards.find((one) => url.endsWith(`/${one.dataset.address}`));
      return card ? [{ card, excerpt }] : [];
    });
  }

  /** Shows cards in order. @param {{ card: HTMLElement, excerpt: string }[]} hits @param {string} words */
  #show(hits, words) {
    for (const { card, excerpt } of hits) {
      const piece = /** @type {HTMLElement} */ (card.querySelector(".s-card__excerpt"));
      piece.replaceChildren(...marked(excerpt));
      piece.hidden = excerpt === "";
    }
    this.list?.replaceChildren(...hits.map(({ card }) => card));
    const kind = words === "" ? "all" : hits.length === 0 ? "none" : hits.length === 1 ? "one" : "many";
    const sentence = this.dataset[kind] ?? "";
    if (this.status)
      this.status.textContent = sentence
        .replace("{count}", String(hits.length))
        .replace("{total}", this.dataset.total ?? "")
        .replace("{query}", () => words);
  }
}

/** Turns an excerpt, in which hits stand in <mark>, into nodes; everything else in it is text. @param {string} html */
function marked(html) {
  const read = new DOMParser().parseFromString(html, "text/html").body;
  return [...read.childNodes].map((node) => {
    if (node.nodeName !== "MARK") return document.createTextNode(node.textContent ?? "");
    const mark = document.createElement("mark");
    mark.textContent = node.textContent;
    return mark;
  });
}

customElements.define("story-search", StorySearch);
