// Asks whether the page is worked out, says how far it is, and shows it when it is there.

import { _, ngettext } from "../i18n.js";

const shown = document.querySelector("[data-not-ready]");
const status = shown.querySelector("[data-status]");
const every = 1000 * Number(shown.dataset.notReady);
const began = Date.now();

async function look() {
  try {
    const answer = await fetch(location.href, { headers: { Accept: "application/json" }, credentials: "same-origin" });
    if (answer.status !== 202) {
      // Here it is; or it could not be made, and the server says why.
      location.reload();
      return;
    }
    const { ahead } = await answer.json();
    const seconds = Math.round((Date.now() - began) / 1000);
    say(ahead ? ngettext("{n} other page is worked out first.", "{n} other pages are worked out first.", ahead) : ngettext("Worked at for {n} second.", "Worked at for {n} seconds.", seconds));
  } catch {
    say(_("The network did not answer. Nothing is lost: try again when it is back."));
  }
  setTimeout(look, every);
}

function say(words) {
  if (status.textContent !== words) status.textContent = words;
}

setTimeout(look, every);
