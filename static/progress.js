// Shows how far background work is that this page is about; when it is over, reloads the page.

import { _ } from "./i18n.js";

const POLL_INTERVAL = 1000;

// `describe` makes a sentence of the page's JSON, or null when the work is over.
export function followProgress(box, describe) {
  const progress = box.querySelector("progress");
  const status = box.querySelector("[data-status]");

  async function poll() {
    let text;
    try {
      const response = await fetch(location.href, { headers: { Accept: "application/json" }, credentials: "same-origin" });
      const work = await response.json();
      text = describe(work);
      if (text === null) {
        location.reload();
        return;
      }
      if (work.all) progress.max = work.all;
      if (work.done) progress.value = work.done;
    } catch {
      text = _("There is no connection. Nothing is lost. Try again when you are back online.");
    }
    if (status.textContent !== text) status.textContent = text;
    setTimeout(poll, POLL_INTERVAL);
  }

  setTimeout(poll, POLL_INTERVAL);
}
