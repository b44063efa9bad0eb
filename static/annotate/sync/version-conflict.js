// Two versions of one annotation: shows both and lets the user choose.

import { _ } from "../../i18n.js";

/** Summarize an annotation in one line: tag, details, note. Pure. */
export function summarize(annotation, tags) {
  if (!annotation) return _("deleted");
  const details = Object.values(annotation.details).flat();
  return [tags.get(annotation.tag).name, ...details, annotation.note].filter(Boolean).join(" · ");
}

/** Ask which version to use; resolve to "mine" or "theirs". Closing the dialog without an answer is "mine". */
export function chooseVersion(dialog, { quote, mine, theirs }) {
  dialog.querySelector("blockquote").textContent = quote;
  dialog.querySelector("[data-mine]").textContent = mine;
  dialog.querySelector("[data-theirs]").textContent = theirs;
  dialog.returnValue = "mine";
  if (!dialog.open) dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue || "mine"), { once: true });
  });
}
