// The page that offers the bookmarklet: it is dragged to the bookmarks bar, or its address is copied.

import { _ } from "../i18n.js";

const bookmarklet = document.querySelector("[data-bookmarklet]");
const copied = document.querySelector("[data-copied]");

document.querySelector("[data-phone]").open = matchMedia("(pointer: coarse)").matches;

// Here it would do nothing.
bookmarklet.addEventListener("click", (event) => {
  event.preventDefault();
  document.querySelector("[data-drag-hint]").textContent = _("Drag the button to the bookmarks bar instead of clicking it. You use it on other pages.");
});

document.querySelector("[data-action=copy]").addEventListener("click", async () => {
  const done = await copy(bookmarklet.href);
  copied.dataset.copied = done ? "yes" : "no";
  copied.textContent = done ? _("Copied.") : _("Your browser did not allow copying. Long-press the button above and copy its link.");
});

/** Copy a text and return whether the browser allowed it. Sites without https have no clipboard. */
function copy(text) {
  return navigator.clipboard ? navigator.clipboard.writeText(text).then(() => true, () => false) : false;
}
