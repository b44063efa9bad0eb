// A table says at once what is left out, and the page that it works while it does.

import { sendOnce } from "../slow-form.js";

const form = document.querySelector("form.import");

function show(select) {
  select.closest("tr")?.classList.toggle("skipped", select.value === "skip");
}

// Somebody may have chosen before this script was there.
for (const select of form.querySelectorAll("select")) show(select);
form.addEventListener("change", ({ target }) => show(target));

sendOnce(form);
