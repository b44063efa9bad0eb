// Receives one page from the window that opened this one. Until the person adds it, it is in this page alone.

import { capturedPage, pageFile } from "../articles/captured-page.js";
import { confirmWith } from "../articles/confirmation.js";
import { language } from "../i18n.js";

const WAIT = 10_000;
const box = document.querySelector("[data-receive]");
const sender = window.opener;

function show(state) {
  box.dataset.state = state;
  for (const part of box.querySelectorAll("[data-shown]")) part.hidden = part.dataset.shown !== state;
}

function receive(event) {
  const page = event.source === sender ? capturedPage(event) : null;
  if (!page) return;
  removeEventListener("message", receive);
  window.opener = null;
  const file = pageFile(page);
  if (file.size > Number(box.dataset.limit)) show("too-large");
  else showPage(page, file);
}

function showPage(page, file) {
  const set = (name, text) => (box.querySelector(`[data-${name}]`).textContent = text);
  set("origin", page.origin);
  set("title", page.title || page.address || page.origin);
  set("address", page.address);
  set("size", (file.size / 1000).toLocaleString(language, { style: "unit", unit: "kilobyte", maximumFractionDigits: 0 }));
  box.querySelector("[data-mismatch]").hidden = page.isOwn;
  show("received");
  confirmWith((data) => data.append("files", file));
}

if (sender) {
  addEventListener("message", receive);
  // Anybody may know this: it says nothing about who is here.
  sender.postMessage("ready", "*");
  setTimeout(() => box.dataset.state === "waiting" && show("nothing"), WAIT);
} else {
  show("nothing");
}
