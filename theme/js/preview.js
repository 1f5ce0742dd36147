// @ts-check
// In a preview only: shows a page anew when a file is saved. MkDocs puts an inline script for that at the end of each
// page, which the page's policy rightly stops; what it would have asked for is read from it, and asked for here.

const PAUSE = 3000; // milliseconds before the server is asked again, when it does not answer
const said = [...document.scripts].map((one) => one.text.match(/livereload\((\d+), (\d+)\);\s*$/)).find(Boolean);

/** Asks whether there is something newer, which is answered when there is. @param {string} epoch @param {string} id */
async function wait(epoch, id) {
  for (;;) {
    try {
      const answer = await fetch(`/livereload/${epoch}/${id}`);
      if (Number(await answer.text()) > Number(epoch)) return location.reload();
    } catch {
      await new Promise((go) => setTimeout(go, PAUSE));
    }
  }
}

if (said?.[1] && said[2]) wait(said[1], said[2]);
