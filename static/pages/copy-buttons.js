// Buttons that copy the text of the element they name. They are hidden where the site may not use the clipboard.

import { _ } from "../i18n.js";

const SHOWN = 2_000;

for (const button of document.querySelectorAll("[data-copies]")) {
  const label = button.textContent;
  button.hidden = !navigator.clipboard;
  button.setAttribute("aria-live", "polite");
  button.addEventListener("click", async () => {
    const text = document.getElementById(button.dataset.copies).textContent;
    button.textContent = await navigator.clipboard.writeText(text).then(() => _("Copied."), () => _("Not copied"));
    setTimeout(() => { button.textContent = label; }, SHOWN);
  });
}
