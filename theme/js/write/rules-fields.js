// @ts-check
// The rules on how the fields of a story fit together, as in tools/samskapt/rules/fields.py. Each is run when all that it
// asks for could be read.

import { Finding } from "./tables.js";
import { closest } from "./text.js";

/** @typedef {import("./check.js").Looked} Looked */

const EARLY = ["initiering", "utforming"];

/** @type {[string[], (look: Looked) => Generator<Finding>][]} what each asks for, and the rule */
export const FIELD_RULES = [
  [["place"], placeWithoutName],
  [["period"], periodOutOfOrder],
  [["period"], dateInTheFuture],
  [["published"], publishedInTheFuture],
  [["published", "reviewed"], reviewedBeforePublished],
  [["outcomes", "sources"], outcomeWithoutSource],
  [["participation", "actors"], participationWithoutActor],
  [["related"], relatedUnknown],
  [["place"], municipalityUnknown],
  [["place"], countryUnknown],
  [["actors"], actorsOnOneSide],
  [["participation"], participationTogetherAlone],
  [["participation"], participationTwice],
  [["co_creation_type", "participation"], typeContradicted],
];

/** @param {Looked} look */
function* placeWithoutName({ fields: { place } }) {
  if (!place.municipality && !place.name) yield new Finding("place-without-name", "place");
}

/** @param {Looked} look */
function* periodOutOfOrder({ fields: { period } }) {
  if (!period.from) return;
  for (const name of ["to", "known_as_of"])
    if (period[name] && period[name] < period.from.slice(0, period[name].length))
      yield new Finding("period-out-of-order", `period.${name}`, "", { from: period.from, date: period[name] });
}

/** @param {Looked} look */
function* dateInTheFuture({ fields: { period }, today }) {
  for (const name of ["from", "known_as_of"])
    if (period[name] && `${period[name]}-01-01`.slice(0, 10) > today)
      yield new Finding("date-in-the-future", `period.${name}`, "", { date: period[name], today });
}

/** @param {Looked} look */
function* publishedInTheFuture({ fields: { published }, today }) {
  if (published > today) yield new Finding("published-in-the-future", "published", "", { date: published, today });
}

/** @param {Looked} look */
function* reviewedBeforePublished({ fields: { published, reviewed }, today }) {
  if (reviewed < published) yield new Finding("reviewed-before-published", "reviewed", "before", { date: reviewed, published });
  else if (reviewed > today) yield new Finding("reviewed-before-published", "reviewed", "future", { date: reviewed, today });
}

/** @param {Looked} look */
function* outcomeWithoutSource({ fields: { outcomes, sources } }) {
  for (const [index, outcome] of outcomes.entries())
    for (const number of outcome.source)
      if (number > sources.length)
        yield new Finding("outcome-without-source", `outcomes.${index}.source`, "", { number, count: sources.length });
}

/** @param {Looked} look */
function* participationWithoutActor({ fields: { participation, actors } }) {
  for (const [index, part] of participation.entries())
    for (const actor of part.actors)
      if (!actors.includes(actor)) yield new Finding("participation-without-actor", `participation.${index}.actors`, "", { actor });
}

/** @param {Looked} look */
function* relatedUnknown({ fields: { related }, slug, slugs, tables }) {
  for (const [index, name] of related.entries()) {
    if (name === slug) yield new Finding("related-unknown", `related.${index}`, "itself", { name });
    else if (!slugs.includes(name)) {
      const guess = closest(name, slugs.filter((one) => one !== slug), tables.limit("text.NEAR"));
      yield new Finding("related-unknown", `related.${index}`, guess === null ? "plain" : "guess", { name, guess });
    }
  }
}

/** @param {Looked} look */
function* municipalityUnknown({ fields: { place }, tables }) {
  const name = place.municipality;
  const known = tables.data.municipalities;
  if (place.country !== "NO" || !name || known.includes(name)) return;
  const guess = closest(name.replace(/ kommune$/u, ""), known, tables.limit("text.NEAR"));
  const values = { name, guess, year: tables.data.municipalities_year };
  yield new Finding("municipality-unknown", "place.municipality", guess === null ? "plain" : "guess", values);
}

/** @param {Looked} look */
function* countryUnknown({ fields: { place }, tables }) {
  if (!tables.data.countries.includes(place.country)) yield new Finding("country-unknown", "place.country", "", { code: place.country });
}

/** @param {Looked} look @param {string} actor */
const isPublic = ({ tables }, actor) => tables.data.facets.actors?.terms[actor]?.public;

/** @param {Looked} look */
function* actorsOnOneSide(look) {
  const sides = new Set(look.fields.actors.map((/** @type {string} */ actor) => isPublic(look, actor)));
  if (!sides.has("yes") && !sides.has("varies")) yield new Finding("actors-on-one-side", "actors", "none-public");
  else if (sides.size === 1 && sides.has("yes")) yield new Finding("actors-on-one-side", "actors", "all-public");
}

/** @param {Looked} look */
function* participationTogetherAlone({ fields: { participation } }) {
  for (const [index, part] of participation.entries())
    if (part.say === "bestemte-sammen" && part.actors.length === 1)
      yield new Finding("participation-together-alone", `participation.${index}.say`, "", { actor: part.actors[0] });
}

/** @param {Looked} look */
function* participationTwice({ fields: { participation } }) {
  const seen = new Set();
  for (const [index, { phase, actors }] of participation.entries())
    for (const actor of actors) {
      if (seen.has(`${phase} ${actor}`)) yield new Finding("participation-twice", `participation.${index}.actors`, "", { actor, phase });
      seen.add(`${phase} ${actor}`);
    }
}

/** @param {Looked} look */
function* typeContradicted(look) {
  const { co_creation_type: kind, participation } = look.fields;
  const index = contradiction(look, kind, participation);
  if (index < 0) return;
  const part = participation[index];
  const values = { type_line: "…", type: kind, say_line: "…", say: `${part.actors.join(", ")}: ${part.say}` };
  yield new Finding("type-contradicted", "co_creation_type", kind, values);
}

/** The entry that most plainly speaks against a type, -1 where nothing does. @param {Looked} look @param {string} kind
 * @param {{ phase: string, actors: string[], say: string }[]} participation */
function contradiction(look, kind, participation) {
  const only = (/** @type {string[]} */ actors, /** @type {string} */ side) => actors.every((actor) => isPublic(look, actor) === side);
  const index = participation.findIndex(({ phase, actors, say }) => {
    const alone = say === "bestemte" && only(actors, kind === "styrt" ? "no" : "yes");
    if (kind === "ansvarliggjorende") return alone && phase === "iverksetting";
    return (kind === "styrt" || kind === "fasiliterende") && alone && EARLY.includes(phase);
  });
  if (index >= 0 || kind !== "likeverdig") return index;
  const ladder = Object.keys(look.tables.data.facets.say?.terms ?? {});
  const tookPart = ladder.indexOf("medvirket");
  const others = participation.filter(({ actors }) => !only(actors, "yes"));
  if (others.length === 0 || others.some(({ say }) => ladder.indexOf(say) >= tookPart)) return -1;
  return participation.indexOf(/** @type {any} */ (others[0]));
}
