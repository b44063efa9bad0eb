// Shows how far a ZIP file is; when it is ready, reloads the page, which then has the file.

import { _ } from "../i18n.js";

const POLL_INTERVAL = 700;
const box = document.querySelector("[data-export-job]");
const progress = box.querySelector("progress");
const status = box.querySelector("[data-status]");

async function poll() {
  try {
    const response = await fetch(location.href, { headers: { Accept: "application/json" }, credentials: "same-origin" });
    const { done, all, finished, failed } = await response.json();
    if (finished || failed) {
      location.reload();
      return;
    }
    progress.value = done;
    const text = _("{done} of {all} articles are done.", { done, all });
    if (status.textContent !== text) status.textContent = text;
  } catch {
    status.textContent = _("There is no connection. Nothing is lost. Try again when you are back online.");
  }
  setTimeout(poll, POLL_INTERVAL);
}

setTimeout(poll, POLL_INTERVAL);
