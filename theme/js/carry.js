// @ts-check
// The page /ta-med/: the reader takes the whole library along in the browser, sees how old it is, and leaves it again.

const BASE = new URL("../", import.meta.url);
const WORKER = new URL("sw.js", BASE);
const EDITION = new URL("ta-med/utgave.json", BASE);
const NAME = `samskapt ${BASE.pathname} `; // see worker.js
const MEGABYTE = 1_000_000;

/** @typedef {{ version: string, bytes: number, taken?: string }} Edition */

const root = /** @type {HTMLElement} */ (document.querySelector("[data-carry]"));
/** @type {Record<string, string>} */
const words = JSON.parse(root.dataset.carry ?? "{}");
const status = /** @type {HTMLElement} */ (root.querySelector("[role=status]"));
const progress = /** @type {HTMLProgressElement} */ (root.querySelector("progress"));
const button = (/** @type {string} */ name) => /** @type {HTMLButtonElement} */ (root.querySelector(`[data-do=${name}]`));
const language = document.documentElement.lang;
let isBusy = false; // doing what a button here said

/** The library that has been taken along here, if any. */
async function registered() {
  const found = await navigator.serviceWorker.getRegistration(BASE);
  return found?.scope === BASE.href ? found : undefined;
}

/** @returns {Promise<Edition | undefined>} the edition that answers; a newer one may wait for its turn */
async function kept() {
  const names = (await caches.keys()).filter((name) => name.startsWith(NAME));
  const answers = await Promise.all(names.map(async (name) => (await caches.open(name)).match(EDITION)));
  /** @type {Edition[]} */
  const editions = await Promise.all(answers.filter((one) => one !== undefined).map((one) => one.json()));
  return editions.sort((a, b) => (a.taken ?? "").localeCompare(b.taken ?? ""))[0];
}

/** @returns {Promise<Edition | undefined>} what the site has now, if it can be asked */
async function newest() {
  try {
    const answered = await fetch(`${EDITION}?net`, { cache: "no-store" });
    return answered.ok ? await answered.json() : undefined;
  } catch {
    return undefined;
  }
}

/** @param {number} bytes */
const size = (bytes) => `${(bytes / MEGABYTE).toLocaleString(language, { maximumFractionDigits: 0 })} MB`;

/** Says how things stand. @param {string} [first] what has just happened */
async function show(first = "") {
  const [mine, here, there] = [await registered(), await kept(), await newest()];
  const isOn = mine?.active !== null && mine !== undefined && here !== undefined;
  const isStale = isOn && there !== undefined && there.version !== here.version;
  const date = new Date(here?.taken ?? 0).toLocaleDateString(language, { day: "numeric", month: "long", year: "numeric" });
  const on = (words.is_on ?? "").replace("{date}", date).replace("{size}", size(here?.bytes ?? 0));
  const age = there === undefined ? words.unknown : isStale ? words.is_stale : words.is_newest;
  const off = there ? (words.size ?? "").replace("{size}", size(there.bytes)) : words.nothing;
  status.textContent = [first, ...(isOn ? [on, age] : [off])].filter(Boolean).join(" ");
  progress.hidden = true;
  button("on").hidden = isOn || there === undefined;
  button("off").hidden = !isOn;
  button("new").hidden = !isStale;
}

/** Waits until a worker has come so far, or has given up. @param {ServiceWorker} worker @param {ServiceWorkerState[]} states */
function until(worker, states) {
  return new Promise((done, failed) => {
    const look = () => {
      if (states.includes(worker.state)) done(worker);
      else if (worker.state === "redundant") failed(new Error("given up"));
    };
    worker.addEventListener("statechange", look);
    look();
  });
}

/** Does what a button says, and tells how it went. @param {() => Promise<string>} what */
async function act(what) {
  for (const one of root.querySelectorAll("button")) one.hidden = true;
  let said = "";
  isBusy = true;
  try {
    said = await what();
  } catch {
    said = words.failed ?? "";
  }
  isBusy = false;
  await show(said);
  /** @type {HTMLElement | null} */ (root.querySelector("button:not([hidden])"))?.focus();
}

async function turnOn() {
  const mine = await navigator.serviceWorker.register(WORKER, { scope: BASE.href });
  const worker = mine.installing ?? mine.waiting ?? mine.active;
  if (worker) await until(worker, ["activated"]);
  return "";
}

async function turnOff() {
  await (await registered())?.unregister();
  const names = (await caches.keys()).filter((name) => name.startsWith(NAME));
  await Promise.all(names.map((name) => caches.delete(name)));
  return words.is_off ?? "";
}

async function renew() {
  const mine = await registered();
  await mine?.update();
  const worker = mine?.installing ?? mine?.waiting;
  if (!worker) throw new Error("nothing new has come");
  await until(worker, ["installed", "activating", "activated"]);
  worker.postMessage("change");
  await until(worker, ["activated"]);
  return words.is_renewed ?? "";
}

if ("serviceWorker" in navigator && "caches" in window) {
  navigator.serviceWorker.addEventListener("message", ({ data: { done, all } }) => {
    if (!isBusy) return; // a page in another window has asked for it, or the browser by itself
    progress.hidden = false;
    progress.max = all;
    progress.value = done;
    if (done % 25 === 0) status.textContent = (words.taking ?? "").replace("{done}", String(done)).replace("{all}", String(all));
  });
  button("on").addEventListener("click", () => act(turnOn));
  button("off").addEventListener("click", () => act(turnOff));
  button("new").addEventListener("click", () => act(renew));
  show();
} else {
  status.textContent = words.cannot ?? "";
}
