// The page shown while a report is being computed: shows the progress, and reloads when it is done.

import { _, ngettext } from "../i18n.js";

const box = document.querySelector("[data-not-ready]");
const status = box.querySelector("[data-status]");
const pollInterval = 1000 * Number(box.dataset.notReady);
const startTime = Date.now();

async function poll() {
  try {
    const response = await fetch(location.href, { headers: { Accept: "application/json" }, credentials: "same-origin" });
    if (response.status !== 202) {
      // It is ready, or it failed and the server says why.
      location.reload();
      return;
    }
    const { ahead } = await response.json();
    const seconds = Math.round((Date.now() - startTime) / 1000);
    showStatus(ahead ? ngettext("{n} other page is worked out first.", "{n} other pages are worked out first.", ahead) : ngettext("Worked at for {n} second.", "Worked at for {n} seconds.", seconds));
  } catch {
    showStatus(_("The network did not answer. Nothing is lost: try again when it is back."));
  }
  setTimeout(poll, pollInterval);
}

function showStatus(text) {
  if (status.textContent !== text) status.textContent = text;
}

setTimeout(poll, pollInterval);
