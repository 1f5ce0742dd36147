// @ts-check
// Words as the search needs them. tools/samskapt/norwegian.py does the same to the words of the stories; a test holds the
// two against each other.

const SUFFIXES = (
  "hetenes hetene hetens heten heter heitene heita heit heden het hed " +
  "ingenes ingene ingane ingens ingen inger ingar inga ing " +
  "elsene elsen elser elsar else endes ende andes ande " +
  "ligere lige lig lege leg erne ene ane ens ets ers " +
  "ede te er ar en et es ale al a e s t"
).split(" ");
const ROOT = 4; // letters that a root has at least
/** @type {Record<string, number>} */
const ROOT_OF_SHORT_ENDINGS = { al: 6, ale: 6, t: 5, te: 5, lig: 5, leg: 5, lige: 5, lege: 5 };

/** A word in small letters without punctuation, and with æ and ø for the Swedish ä and ö. @param {string} word */
export const bare = (word) =>
  word.normalize("NFC").toLowerCase().replaceAll("ä", "æ").replaceAll("ö", "ø").replace(/[^\p{L}\p{N}]+/gu, "");

/** A text with accents left out, å as a: what Pagefind does by itself. It keeps æ and ø. @param {string} text */
export const withoutAccents = (text) => text.normalize("NFD").replace(/\p{M}/gu, "");

/** A bare word with æ, ø and å also where they are written ae, oe and aa, and without accents. @param {string} word */
function spelt(word) {
  const text = bare(word).replaceAll("ae", "æ").replaceAll("oe", "ø").replaceAll("aa", "å");
  return text.replace(/[^æøå]+/gu, withoutAccents);
}

/** A word with one spelling for all who write æ, ø, å and those without. @param {string} word */
export const fold = (word) => spelt(word).replace(/[æå]/g, "a").replaceAll("ø", "o");

/** What two words have in common that are the same but for their endings; short words must be alike. @param {string} word */
export function key(word) {
  const text = withoutEnding(spelt(word));
  return text.length >= ROOT ? text : bare(word);
}

/** What is left of a word, folded, when its ending is taken off. @param {string} word */
export const root = (word) => withoutEnding(fold(word));

/** @param {string} word */
function withoutEnding(word) {
  let text = word;
  const ends = (/** @type {string} */ suffix) =>
    text.endsWith(suffix) && text.length - suffix.length >= (ROOT_OF_SHORT_ENDINGS[suffix] ?? ROOT);
  const suffix = SUFFIXES.find(ends);
  if (suffix) text = text.slice(0, -suffix.length);
  if (text.length < ROOT) return text;
  return text
    .replace(/([bdfgklmnprst])\1$/, "$1")
    .replace(/([aeiouyæøå])([ptk])l$/, "$1$2$2el")
    .replace(/([^aeiouyæøålr])([lr])$/, "$1e$2");
}
