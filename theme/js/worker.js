// @ts-check
// Keeps a whole edition of the library in the reader's browser, who has asked for it on the page /ta-med/, and answers from
// it. The build puts this at the root of the site as sw.js, so that it answers for all pages, wherever the site stands.
//
// A new edition is fetched whole before it is used; until then, and if anything goes wrong, the old one answers.

/** @typedef {{ version: string, bytes: number, files: [string, string, number][], taken?: string }} Edition  `files`: address,
 *   hash and size of each; `taken`: when it was fetched. */

const VERSION = "";
const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
const BASE = new URL("./", worker.location.href);
const NAME = `samskapt ${BASE.pathname} `; // other sites on the same machine have caches too
const EDITION = new URL("ta-med/utgave.json", BASE);
const AT_A_TIME = 6;

worker.addEventListener("install", (event) => event.waitUntil(take()));
worker.addEventListener("activate", (event) => event.waitUntil(dropOthers().then(() => worker.clients.claim())));
worker.addEventListener("message", (event) => {
  if (event.data === "change") worker.skipWaiting();
});
worker.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  const isOurs = url.href.startsWith(BASE.href) && event.request.method === "GET";
  if (isOurs && !url.searchParams.has("net")) event.respondWith(answer(event.request, url));
});

/** Fetches the whole edition, or nothing. */
async function take() {
  const cache = await caches.open(NAME + VERSION);
  /** @type {Edition["files"]} */
  const left = [];
  try {
    const edition = await newest();
    const before = await kept();
    left.push(...edition.files);
    const next = async () => {
      for (let file = left.shift(); file; file = left.shift()) {
        await keep(cache, file, before);
        await tell(edition.files.length - left.length, edition.files.length);
      }
    };
    await Promise.all(Array.from({ length: AT_A_TIME }, next));
    await newest(); // nothing was published in the meantime
    const done = { ...edition, taken: new Date().toISOString() };
    await cache.put(EDITION, new Response(JSON.stringify(done), { headers: { "Content-Type": "application/json" } }));
  } catch (error) {
    left.length = 0; // nobody goes on
    await caches.delete(NAME + VERSION);
    throw error;
  }
}

/** @returns {Promise<Edition>} what the site has now, which must be the edition that this script is of */
async function newest() {
  const answered = await fetch(EDITION, { cache: "no-store" });
  const edition = await answered.json();
  if (edition.version !== VERSION) throw new Error(`${edition.version} has come after ${VERSION}`);
  return edition;
}

/** @returns {Promise<Map<string, Cache>>} where older editions keep each file, by its address and hash */
async function kept() {
  const files = new Map();
  for (const name of await caches.keys()) {
    if (!name.startsWith(NAME) || name === NAME + VERSION) continue;
    const cache = await caches.open(name);
    const edition = /** @type {Edition | undefined} */ (await (await cache.match(EDITION))?.json());
    for (const [address, hash] of edition?.files ?? []) files.set(`${address} ${hash}`, cache);
  }
  return files;
}

/** @param {Cache} cache @param {[string, string, number]} file @param {Map<string, Cache>} before */
async function keep(cache, [address, hash], before) {
  const url = new URL(address, BASE);
  const same = await before.get(`${address} ${hash}`)?.match(url);
  const answered = same ?? (await fetch(url, { cache: "no-cache" }));
  if (!answered.ok) throw new Error(`${address}: ${answered.status}`);
  // one that was sent on from another address may not answer for a page
  await cache.put(url, answered.redirected ? new Response(answered.body, { headers: answered.headers }) : answered);
}

/** Tells the pages that are open how far it has come. @param {number} done @param {number} all */
async function tell(done, all) {
  for (const page of await worker.clients.matchAll({ includeUncontrolled: true })) page.postMessage({ done, all });
}

async function dropOthers() {
  const names = (await caches.keys()).filter((name) => name.startsWith(NAME) && name !== NAME + VERSION);
  await Promise.all(names.map((name) => caches.delete(name)));
}

/** @param {Request} request @param {URL} url @returns {Promise<Response>} */
async function answer(request, url) {
  const held = (/** @type {string} */ one) => caches.match(one, { cacheName: NAME + VERSION });
  const address = `${url.origin}${url.pathname.replace(/\/index\.html$/, "/")}`;
  const page = await held(address);
  if (page) return page;
  if (await held(`${address}/`)) return Response.redirect(`${address}/${url.search}`);
  try {
    return await fetch(request);
  } catch {
    const missing = request.mode === "navigate" ? await held(`${BASE}404.html`) : undefined;
    return missing ? new Response(missing.body, { status: 404, headers: missing.headers }) : Response.error();
  }
}
