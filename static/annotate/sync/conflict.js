// Two versions of one mark: shows both, and lets the person choose.

import { _ } from "../../i18n.js";

/** One line on a mark: its tag, what was said of it, its note. Pure. */
export function describe(mark, tags) {
  if (!mark) return _("deleted");
  const said = Object.values(mark.details).flat();
  return [tags.get(mark.tag).name, ...said, mark.note].filter(Boolean).join(" · ");
}

/** Ask; resolves to "mine" or "theirs". Closing the question without an answer keeps what is here. */
export function choose(dialog, { quote }, mine, theirs) {
  dialog.querySelector("blockquote").textContent = quote;
  dialog.querySelector("[data-mine]").textContent = mine;
  dialog.querySelector("[data-theirs]").textContent = theirs;
  dialog.returnValue = "mine";
  if (!dialog.open) dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue || "mine"), { once: true });
  });
}
