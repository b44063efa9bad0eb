// Watches a ZIP grow; when it is there, shows the page that has it.

import { _ } from "../i18n.js";

const EVERY = 700;
const shown = document.querySelector("[data-bundle]");
const progress = shown.querySelector("progress");
const status = shown.querySelector("[data-status]");

async function look() {
  try {
    const answer = await fetch(location.href, { headers: { Accept: "application/json" }, credentials: "same-origin" });
    const { done, all, finished, failed } = await answer.json();
    if (finished || failed) {
      location.reload();
      return;
    }
    progress.value = done;
    const words = _("{done} of {all} reports are in it.", { done, all });
    if (status.textContent !== words) status.textContent = words;
  } catch {
    status.textContent = _("The network did not answer. Nothing is lost: try again when it is back.");
  }
  setTimeout(look, EVERY);
}

setTimeout(look, EVERY);
