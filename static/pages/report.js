// The report's page: what is chosen shows at once, and stands in the address, so that a link leads to the same view.

import { watchDownloads } from "../reports/downloads.js";

watchDownloads(document.querySelectorAll(".downloads a[download]"));

const form = document.querySelector("[data-wishes]");
const tags = [...document.querySelectorAll("[data-tag]")];

// A script shows at once what the button would.
form?.querySelector(":scope > button")?.remove();
for (const field of form?.querySelectorAll("select, .check input") ?? []) field.addEventListener("change", () => send());
form?.querySelector("details")?.addEventListener("toggle", ({ target }) => {
  if (!target.open && readers() !== asked) send();
});

const asked = readers();

function readers() {
  return [...(form?.querySelectorAll("[name=reader]:checked") ?? [])].map((box) => box.value).join();
}

function send() {
  const query = new URLSearchParams(new FormData(form));
  for (const [name, value] of [...query]) if (!value) query.delete(name);
  for (const slug of hidden()) query.append("hide", slug);
  location.search = query;
}

function hidden() {
  return tags.filter((box) => !box.checked).map((box) => box.dataset.tag);
}

for (const box of tags) {
  box.addEventListener("change", () => {
    const address = new URL(location);
    address.searchParams.delete("hide");
    for (const slug of hidden()) address.searchParams.append("hide", slug);
    history.replaceState(history.state, "", address);
  });
}
