// A table says at once what is left out, and the page that it works while it does.

import { _ } from "../i18n.js";

const form = document.querySelector("form.import");

form.addEventListener("change", ({ target }) => {
  target.closest("tr")?.classList.toggle("skipped", target.value === "skip");
});

form.addEventListener("submit", ({ submitter }) => {
  if (submitter?.name === "drop") return;
  form.querySelector("progress").hidden = false;
  form.querySelector("[data-status]").textContent = _("Importing…");
  submitter?.setAttribute("aria-disabled", "true");
});
