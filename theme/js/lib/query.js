// @ts-check
// What a reader asks for, taken apart: words, words in a row, and words that belong together in one meaning.

import { bare, fold, key, root } from "./words.js";

/** @typedef {{ said: string, words: string[], row: boolean, groups: number[], weight: number }} Concept  Something that is
 *   asked for: as it was said, its words, whether they must stand in a row, the groups of words that mean the same, and
 *   how much it says of what is wanted. */

const LONGEST_QUERY = 200;
const MOST_CONCEPTS = 12;
/** Words that say nothing about a story; they are passed by where there are others. Bokmål, nynorsk, Danish, Swedish and
 * English, as they are typed and folded. */
const SMALL = new Set(
  (
    "og i jeg eg det at en ein et eit ei den dei de til er som på med han av af ikke ikkje inte der så var meg mig " +
    "seg sig men ett har om vi min mitt mi mine ha hadde hun ho hon hen nå no nu da då ved fra frå du ut ud sin sitt " +
    "si sine dem oss opp op man kan kunne hans hennes hvor kor eller hva kva hvad vad skal ska selv sjølv sjøl själv " +
    "her här alle vil vill ville ble vart bli blir blei blev blitt hvordan korleis hur hvem kven vem hvilke hvilken " +
    "hvilket for noe noko noget nogen noen nokon någon något för får få fikk fått å att mellom mellem mellan både når " +
    "hvis viss enn denne dette disse desse andre annet anna annen mot gjennom gjennem genom under over etter efter " +
    "før innen uten utan uden vår vårt våre deres deira hvorfor kvifor varfor også òg bare berre bara jo mer meir " +
    "mere mest må måtte burde bør skulle vært vere være vara gjør gjer gør gjøre gjere göra én éin finnes finst " +
    "findes finns sånn slik skjer hender går gå the a an of in and to on with is are am how what who which why where " +
    "when do does did from by than that this these those it its be been was were can could should would will may we " +
    "our us you your they their them he she his my me as or if not into about there have has had get gets let"
  )
    .split(" ")
    .map(fold),
);
/** Words that say little: a story that lacks one may be what was asked for. By their roots. */
const VAGUE = new Set(
  (
    "folk menneske mennesker människor person personer people prosjekt prosjekter projekt project projects tiltak " +
    "måte måter måde ting sted steder stad stader place places hjelp hjelpe hjælp hjälp help bruke bruker use using " +
    "lage laga lave make making finne finde finna find prøve prøvd prøver prøvde try tried bedre betre bättre better " +
    "god godt gode bra good best ny nye nytt new mange mye mykje meget många many much flere fleire more hele hel " +
    "heile whole egen egne egna eigen eige eigne own samme same sammen saman tillsammans together eksempel eksempler " +
    "døme example examples erfaring erfaringer erfaringar experience experiences fortelling fortellinger forteljing " +
    "forteljingar story stories jobbe arbeide arbeid working work ønske trenger treng behov need needs støtte stötte " +
    "support gang ganger tid year år årene ulike ulik forskjellige different skape skap create starte start begynne " +
    "begynte started drive driver drift run kommer komme come kommet nettverk network tilbud offer"
  )
    .split(" ")
    .map(root),
);
const LITTLE = 0.35;

/** Takes a query apart. @param {string} text @param {Map<string, number[]>} groups by the keys of their words
 * @returns {Concept[]} */
export function parse(text, groups) {
  const concepts = [];
  for (const [, row, rest] of text.slice(0, LONGEST_QUERY).matchAll(/["«“”„]([^"«»“”„]*)["»“”]?|([^"«»“”„]+)/g)) {
    const words = split(row ?? rest ?? "");
    if (row !== undefined && words.length > 1)
      concepts.push({ said: words.map(([said]) => said).join(" "), words: words.map(([, word]) => word), row: true, groups: [], weight: 1 });
    else concepts.push(...together(words, groups));
  }
  const isSmall = (/** @type {string} */ word) => word.length < 2 || SMALL.has(fold(word));
  const telling = concepts.filter(({ row, words }) => row || words.length > 1 || !isSmall(words[0] ?? ""));
  return (telling.length > 0 ? telling : concepts).slice(0, MOST_CONCEPTS);
}

/** @param {string} text @returns {[string, string][]} each word as it was said, and bare */
function split(text) {
  return text
    .split(/\s+/)
    .map((said) => /** @type {[string, string]} */ ([said.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, ""), bare(said)]))
    .filter(([, word]) => word !== "");
}

/** Puts together the words that are a meaning together, the longest first. @param {[string, string][]} words
 * @param {Map<string, number[]>} groups */
function* together(words, groups) {
  for (let place = 0; place < words.length; ) {
    let length = Math.min(4, words.length - place);
    const some = () => words.slice(place, place + length);
    while (length > 1 && !groups.has(keys(some()))) length -= 1;
    const said = some().map(([one]) => one).join(" ");
    const bares = some().map(([, word]) => word);
    const weight = length === 1 && VAGUE.has(root(bares[0] ?? "")) ? LITTLE : 1;
    yield { said, words: bares, row: false, groups: groups.get(keys(some())) ?? [], weight };
    place += length;
  }
}

/** @param {[string, string][]} words */
const keys = (words) => words.map(([, word]) => key(word)).join(" ");

/** Reads the groups of words that mean the same: a line of keys each. @param {string[]} lines */
export function readGroups(lines) {
  /** @type {Map<string, number[]>} */
  const groups = new Map();
  lines.forEach((line, number) => {
    for (const member of line.split(",")) groups.set(member, [...(groups.get(member) ?? []), number]);
  });
  return groups;
}
