// Shows which page of a scan is being read; when all are, reloads the page, which then leads to the review.

import { _ } from "../i18n.js";

const POLL_INTERVAL = 1000;
const box = document.querySelector("[data-scan]");
const progress = box.querySelector("progress");
const status = box.querySelector("[data-status]");
const keep = document.querySelector("[data-keep]");

function show({ state, done, page, pages, readable }) {
  if (done) progress.value = done;
  box.dataset.scan = state;
  if (keep) keep.hidden = !readable;
  if (state === "waiting" && !done) return _("Your scan is waiting: others are being read first.");
  return done < pages ? _("Reading page {page} of {pages}", { page, pages }) : _("Putting the pages together");
}

async function poll() {
  let text;
  try {
    const response = await fetch(location.href, { headers: { Accept: "application/json" }, credentials: "same-origin" });
    const scan = await response.json();
    // The first page may have turned out to be in another language, which the page then names.
    if (scan.finished || scan.language !== box.dataset.language) {
      location.reload();
      return;
    }
    text = show(scan);
  } catch {
    text = _("There is no connection. Nothing is lost. Try again when you are back online.");
  }
  if (status.textContent !== text) status.textContent = text;
  setTimeout(poll, POLL_INTERVAL);
}

setTimeout(poll, POLL_INTERVAL);
