// Shows which page of a scan is being read; when all are, reloads the page, which then leads to the review.

import { _ } from "../i18n.js";
import { followProgress } from "../progress.js";

const box = document.querySelector("[data-scan]");
const keep = document.querySelector("[data-keep]");

followProgress(box, ({ state, done, page, pages, readable, finished, language }) => {
  // The first page may have turned out to be in another language, which the page then names.
  if (finished || language !== box.dataset.language) return null;
  box.dataset.scan = state;
  if (keep) keep.hidden = !readable;
  if (state === "waiting" && !done) return _("Your scan is waiting: others are being read first.");
  return done < pages ? _("Reading page {page} of {pages}", { page, pages }) : _("Putting the pages together");
});
