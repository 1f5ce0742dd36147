// @ts-check
// What every page needs: the colour scheme, and the notice on stories that are overdue for review. It runs before the
// page is drawn, so that a reader who has chosen a scheme never sees the other.

const KEY = "samskapt-utseende";
const root = document.documentElement;
const system = matchMedia("(prefers-color-scheme: dark)");

/** @returns {string | null} The reader's own choice; null where they follow their machine or keep nothing. */
function chosen() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

/** @param {string | null} scheme */
function choose(scheme) {
  if (scheme) root.dataset.scheme = scheme;
  else delete root.dataset.scheme;
  try {
    if (scheme) localStorage.setItem(KEY, scheme);
    else localStorage.removeItem(KEY);
  } catch {
    // nothing can be kept: the choice holds for this page
  }
}

root.dataset.script = "on"; // what is said to those without scripts is not shown
if (location.search) root.dataset.asked = "yes"; // a list waits for what is asked for, see story-search.js
const kept = chosen();
if (kept === "dark" || kept === "light") root.dataset.scheme = kept;

document.addEventListener("DOMContentLoaded", () => {
  const button = /** @type {HTMLButtonElement | null} */ (document.getElementById("utseende"));
  const isDark = () => (root.dataset.scheme ?? (system.matches ? "dark" : "light")) === "dark";
  const tell = () => button?.setAttribute("aria-pressed", String(isDark()));
  button?.addEventListener("click", () => {
    const wanted = isDark() ? "light" : "dark";
    choose(wanted === (system.matches ? "dark" : "light") ? null : wanted); // the machine's own is no choice to keep
    tell();
  });
  system.addEventListener("change", tell);
  tell();

  if (navigator.serviceWorker?.controller) tellOfNewer();

  for (const note of document.querySelectorAll("[data-review-by]"))
    if (note instanceof HTMLElement) note.hidden = Date.now() < Date.parse(note.dataset.reviewBy ?? "");
  for (const place of document.querySelectorAll("[data-due]")) {
    if (!(place instanceof HTMLElement)) continue;
    const past = (place.dataset.due ?? "").split(" ").filter((day) => Date.parse(day) < Date.now()).length;
    place.textContent = (place.dataset.says ?? "").replace("{count}", String(past));
  }
});

/** Says so when the reader has taken the library along and a newer edition of it waits, see carry.js. */
async function tellOfNewer() {
  const note = document.querySelector(".s-newer");
  const mine = await navigator.serviceWorker.getRegistration();
  const look = () => note?.toggleAttribute("hidden", !mine?.waiting);
  mine?.addEventListener("updatefound", () => mine.installing?.addEventListener("statechange", look));
  look();
}
