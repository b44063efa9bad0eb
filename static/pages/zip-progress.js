// Shows how much of an upload has been read; when all is, reloads the page, which then lists what was added.

import { _ } from "../i18n.js";

const POLL_INTERVAL = 1000;
const box = document.querySelector("[data-zip]");
const progress = box.querySelector("progress");
const status = box.querySelector("[data-status]");

async function poll() {
  let text;
  try {
    const response = await fetch(location.href, { headers: { Accept: "application/json" }, credentials: "same-origin" });
    const { done, all, finished } = await response.json();
    if (finished) {
      location.reload();
      return;
    }
    if (all !== null) progress.max = all;
    progress.value = done;
    text = all === null ? _("The file is being looked through.") : _("{done} of {all} have been read.", { done, all });
  } catch {
    text = _("There is no connection. Nothing is lost. Try again when you are back online.");
  }
  if (status.textContent !== text) status.textContent = text;
  setTimeout(poll, POLL_INTERVAL);
}

setTimeout(poll, POLL_INTERVAL);
