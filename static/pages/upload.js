// The upload form with its progress. After an error the form stays as it is, with the chosen files.

import { watchBox } from "../articles/pasting.js";
import { _ } from "../i18n.js";
import { showWhenSlow } from "../slow-form.js";

const form = document.querySelector("form.upload");
const drop = form.querySelector(".drop");
const files = drop.querySelector("input");
const text = form.querySelector("textarea");
const html = form.querySelector("[name=html]");
const status = form.querySelector("[data-status]");
const progress = form.querySelector("progress");
const limit = Number(form.dataset.limit);
let hideStatus = () => {};

const line = form.querySelector("[data-pasted]");
if (text) watchBox(text, html, line, { limit: limit / 4, fetches: "fetches" in form.dataset });

for (const type of ["dragover", "dragleave", "drop"]) {
  drop.addEventListener(type, (event) => {
    event.preventDefault();
    drop.classList.toggle("over", type === "dragover");
    if (type === "drop" && event.dataTransfer.files.length) files.files = event.dataTransfer.files;
  });
}

/** Show that the form is being sent; an empty message ends that. */
function setBusy(message) {
  form.querySelector("button").disabled = Boolean(message);
  progress.hidden = !message;
  progress.removeAttribute("value");
  hideStatus();
  status.textContent = message;
}

function showOutcome(nodes) {
  const outcome = document.getElementById("outcome");
  outcome.replaceChildren(...nodes);
  outcome.scrollIntoView({ block: "center" });
}

/** Leave only the refused files in the form: the others have been added. */
function keepRefused(page) {
  const refused = new Set([...page.querySelectorAll("[data-refused]")].map((item) => item.dataset.refused));
  const remaining = new DataTransfer();
  for (const file of files.files) if (refused.has(file.name)) remaining.items.add(file);
  files.files = remaining.files;
  if (!text) return;
  text.value = page.getElementById(text.id).value;
  text.dispatchEvent(new Event("input"));
}

function warning(message, code) {
  const notice = Object.assign(document.createElement("div"), { className: "notice warn", textContent: message });
  notice.setAttribute("role", "alert");
  notice.dataset.error = code;
  return [notice];
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const size = [...files.files].reduce((sum, file) => sum + file.size, new Blob([text?.value ?? "", html?.value ?? ""]).size);
  if (size > limit) {
    const sizes = { size: Math.ceil(size / 1048576), most: Math.floor(limit / 1048576) };
    showOutcome(warning(_("These files have {size} MB together. You can send up to {most} MB at once. Send fewer files, or only the part you need.", sizes), "too-large"));
    return;
  }
  const request = new XMLHttpRequest();
  request.open("POST", form.action);
  request.responseType = "document";
  request.upload.addEventListener("progress", ({ lengthComputable, loaded, total }) => {
    if (lengthComputable) progress.value = loaded / total;
  });
  request.upload.addEventListener("load", () => {
    const fetching = line?.dataset.pasted === "address";
    setBusy(fetching ? _("Fetching the page…") : _("Reading…"));
    hideStatus = showWhenSlow(status, fetching ? _("Fetching the page… This can take up to 30 seconds.") : form.dataset.slow);
  });
  request.addEventListener("load", () => {
    const page = request.response;
    const outcome = page?.getElementById("outcome");
    if (request.status < 400 && request.responseURL) {
      location.assign(request.responseURL);
    } else {
      setBusy("");
      if (page?.querySelector("[data-added]")) keepRefused(page);
      showOutcome(outcome ? [...outcome.children] : warning(page?.querySelector("main")?.innerText.trim() || _("Something went wrong on the server. Try again in a minute."), "failed"));
    }
  });
  request.addEventListener("error", () => {
    setBusy("");
    showOutcome(warning(_("There is no connection. Nothing is lost. Try again when you are back online."), "network"));
  });
  setBusy(_("Sending…"));
  request.send(new FormData(form));
});
