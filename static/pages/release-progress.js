// Shows how many articles have been released or revealed; when all are, reloads the page.

import { _ } from "../i18n.js";

const POLL_INTERVAL = 1000;
const box = document.querySelector("[data-releasing]");
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
    progress.value = done;
    text = _("{done} of {all} articles are done.", { done, all });
  } catch {
    text = _("There is no connection. Nothing is lost. Try again when you are back online.");
  }
  if (status.textContent !== text) status.textContent = text;
  setTimeout(poll, POLL_INTERVAL);
}

setTimeout(poll, POLL_INTERVAL);
