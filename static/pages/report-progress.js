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
    showStatus(ahead ? ngettext("{n} other page comes first.", "{n} other pages come first.", ahead) : ngettext("Calculating for {n} second.", "Calculating for {n} seconds.", seconds));
  } catch {
    showStatus(_("There is no connection. Nothing is lost. Try again when you are back online."));
  }
  setTimeout(poll, pollInterval);
}

function showStatus(text) {
  if (status.textContent !== text) status.textContent = text;
}

setTimeout(poll, pollInterval);
