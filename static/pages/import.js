// The preview of an import: shows at once which rows are skipped, and sends the form once.

import { sendOnce } from "../slow-form.js";

const form = document.querySelector("form.import");

function showSkipped(select) {
  select.closest("tr")?.classList.toggle("skipped", select.value === "skip");
}

// The browser may have restored choices made before a reload.
for (const select of form.querySelectorAll("select")) showSkipped(select);
form.addEventListener("change", ({ target }) => showSkipped(target));

sendOnce(form);
