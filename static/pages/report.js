// The report page: options take effect at once and are part of the address, so that a link leads to the same view.

import { watchDownloads } from "../reports/downloads.js";

watchDownloads(document.querySelectorAll(".downloads a[download]"));

const form = document.querySelector("[data-options]");
const tagBoxes = [...document.querySelectorAll("[data-tag]")];
const initialReaders = selectedReaders();

// The button is for browsers without scripts.
form?.querySelector(":scope > button")?.remove();
for (const field of form?.querySelectorAll("select, .check input") ?? []) field.addEventListener("change", reload);
form?.querySelector("details")?.addEventListener("toggle", ({ target }) => {
  if (!target.open && selectedReaders() !== initialReaders) reload();
});

function selectedReaders() {
  return [...(form?.querySelectorAll("[name=reader]:checked") ?? [])].map((box) => box.value).join();
}

/** Load the page with the options of the form. */
function reload() {
  const query = new URLSearchParams(new FormData(form));
  for (const [name, value] of [...query]) if (!value) query.delete(name);
  for (const slug of hiddenTags()) query.append("hide", slug);
  location.search = query;
}

function hiddenTags() {
  return tagBoxes.filter((box) => !box.checked).map((box) => box.dataset.tag);
}

for (const box of tagBoxes) {
  box.addEventListener("change", () => {
    const url = new URL(location);
    url.searchParams.delete("hide");
    for (const slug of hiddenTags()) url.searchParams.append("hide", slug);
    history.replaceState(history.state, "", url);
  });
}
