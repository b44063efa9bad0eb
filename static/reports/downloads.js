// Download links that tell the user while a file is being made, and why one could not be made.

import { _ } from "../i18n.js";

/** Fetch what these links lead to with a script, and show the progress beside them. */
export function watchDownloads(links) {
  for (const link of links) {
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      if (link.ariaBusy !== "true") download(link);
    });
  }
}

async function download(link) {
  link.ariaBusy = "true";
  const format = link.textContent;
  showStatus(link, _("Creating the {format} file. It will be downloaded when it is ready.", { format }), "busy");
  try {
    const response = await fetch(link.href, { credentials: "same-origin" });
    if (response.ok) save(await response.blob(), fileName(response));
    if (response.ok) showStatus(link, "", "saved");
    else showStatus(link, await problemDetail(response), "failed");
  } catch {
    showStatus(link, _("There is no connection. Nothing is lost. Try again when you are back online."), "failed");
  } finally {
    link.ariaBusy = "false";
  }
}

async function problemDetail(response) {
  const problem = await response.json().catch(() => ({}));
  return problem.detail ?? _("The file could not be created. Try again, or choose another format.");
}

function fileName(response) {
  const header = response.headers.get("Content-Disposition") ?? "";
  const encoded = header.match(/filename\*=utf-8''([^;]+)/i);
  return encoded ? decodeURIComponent(encoded[1]) : (header.match(/filename="([^"]+)"/)?.[1] ?? "report");
}

function save(file, name) {
  const url = URL.createObjectURL(file);
  Object.assign(document.createElement("a"), { href: url, download: name }).click();
  // The browser has read the file by then.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

function showStatus(link, text, state) {
  const links = link.closest("nav");
  let status = links.nextElementSibling;
  if (!status?.matches("[data-download]")) {
    status = document.createElement("p");
    status.setAttribute("role", "status");
    status.className = "soft no-print";
    links.after(status);
  }
  status.textContent = text;
  status.dataset.download = state;
}
