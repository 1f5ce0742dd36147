// @ts-check
// What the checker knows, as the build wrote it down for the browser: fields, words, limits, sentences and patterns.

/** @typedef {{ is: string, least?: number, most?: number, facet?: string, values?: string[], partial?: boolean, rule?: string,
 *              form?: [string, string], kind?: Kind, fields?: Field[] }} Kind */
/** @typedef {{ name: string, need: string, label: string, help: string, kind: Kind }} Field */
/** @typedef {{ id: string, critical: boolean, questions: number, ask: string[], titles: Record<string, string> }} Section */
/** @typedef {{ level: string, cases: Record<string, [string, string]> }} Entry  The sentences of a rule: what is wrong, what to do. */
/** @typedef {{ fields: Field[], facets: Record<string, { address: string, terms: Record<string, { public: string }> }>,
 *              sections: Section[], statuses: string[], messages: Record<string, Entry>, patterns: Record<string, [string, string]>,
 *              limits: Record<string, any>, sets: Record<string, any[]>, people: Record<string, string[]>,
 *              ages: Record<string, number>, html: Record<string, string[]>, plain: [string[], string[], string, string[]][],
 *              municipalities: string[], municipalities_year: string, countries: string[], slugs: string[] }} Data */

export class Tables {
  /** @type {Map<string, RegExp>} */
  #compiled = new Map();

  /** @param {Data} data */
  constructor(data) {
    this.data = data;
  }

  /** @param {URL} address @returns {Promise<Tables>} */
  static async open(address) {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
    return new Tables(await answer.json());
  }

  /** A pattern of the checker, to search with from the beginning. @param {string} name @param {string} [flags] more of them */
  pattern(name, flags = "") {
    return this.#compile(name, flags, (source) => source);
  }

  /** A pattern that must fit a whole text. @param {string} name */
  whole(name) {
    return this.#compile(name, "=", (source) => `^(?:${source})$`);
  }

  /** @param {string} name @param {string} how @param {(source: string) => string} change */
  #compile(name, how, change) {
    const key = `${name} ${how}`;
    const found = this.#compiled.get(key);
    if (found) {
      found.lastIndex = 0;
      return found;
    }
    const [source, flags] = this.data.patterns[name] ?? ["(?!)", "u"];
    const made = compiled(change(source), flags + how.replace("=", ""));
    this.#compiled.set(key, made);
    return made;
  }

  /** All the places where a pattern fits. @param {string} name @param {string} text */
  all(name, text) {
    return [...text.matchAll(this.pattern(name, "g"))];
  }

  /** Whether a pattern fits somewhere. @param {string} name @param {string} text */
  has(name, text) {
    return this.pattern(name).test(text);
  }

  /** What fits at one place of a text, and not later. @param {string} name @param {string} text @param {number} at */
  at(name, text, at) {
    const pattern = this.pattern(name, "y");
    pattern.lastIndex = at;
    return pattern.exec(text);
  }

  /** @param {string} name @returns {any} */
  limit(name) {
    return this.data.limits[name];
  }

  /** @type {Map<string, Set<any>>} */
  #sets = new Map();

  /** @param {string} name */
  set(name) {
    let found = this.#sets.get(name);
    if (!found) this.#sets.set(name, (found = new Set(this.data.sets[name] ?? this.data.people[name])));
    return found;
  }
}

/** A pattern; one that finds nothing where the browser is too old for it. @param {string} source @param {string} flags */
function compiled(source, flags) {
  try {
    return new RegExp(source, flags);
  } catch {
    return new RegExp("(?!)", flags);
  }
}

/** What a rule found: `at` is the field, as in `outcomes.0.says`, or `section:vanskelig`. */
export class Finding {
  /** @param {string} rule @param {string} at @param {string} [which] the sentence @param {Record<string, unknown>} [values] */
  constructor(rule, at, which = "", values = {}) {
    this.rule = rule;
    this.at = at;
    this.which = which;
    this.values = values;
  }
}
