// A table says at once what is left out, and the page that it works while it does.

import { _ } from "../i18n.js";

const form = document.querySelector("form.import");

function show(select) {
  select.closest("tr")?.classList.toggle("skipped", select.value === "skip");
}

// Somebody may have chosen before this script was there.
for (const select of form.querySelectorAll("select")) show(select);
form.addEventListener("change", ({ target }) => show(target));

form.addEventListener("submit", ({ submitter }) => {
  if (submitter?.name === "drop") return;
  form.querySelector("progress").hidden = false;
  form.querySelector("[data-status]").textContent = _("Importing…");
  submitter?.setAttribute("aria-disabled", "true");
});
