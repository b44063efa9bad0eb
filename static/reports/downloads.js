// A file that is being made says so, and one that could not be made says why.

import { _ } from "../i18n.js";

/** Fetch what these links lead to, and tell beside them how it goes. */
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
  say(link, _("The {format} file is being made. It is saved when it is ready.", { format }));
  try {
    const answer = await fetch(link.href, { credentials: "same-origin" });
    if (answer.ok) save(await answer.blob(), nameOf(answer));
    say(link, answer.ok ? "" : await reason(answer));
  } catch {
    say(link, _("The network did not answer. Nothing is lost: try again when it is back."));
  } finally {
    link.ariaBusy = "false";
  }
}

async function reason(answer) {
  const problem = await answer.json().catch(() => ({}));
  return problem.detail ?? _("This file could not be made. Try again, or choose another format.");
}

function nameOf(answer) {
  const header = answer.headers.get("Content-Disposition") ?? "";
  const encoded = header.match(/filename\*=utf-8''([^;]+)/i);
  return encoded ? decodeURIComponent(encoded[1]) : (header.match(/filename="([^"]+)"/)?.[1] ?? "report");
}

function save(file, name) {
  const url = URL.createObjectURL(file);
  Object.assign(document.createElement("a"), { href: url, download: name }).click();
  // The browser has taken it by then.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

function say(link, words) {
  const beside = link.closest("nav");
  let status = beside.nextElementSibling;
  if (!status?.matches("[data-download]")) {
    status = document.createElement("p");
    status.setAttribute("role", "status");
    status.className = "soft no-print";
    status.dataset.download = "";
    beside.after(status);
  }
  status.textContent = words;
}
