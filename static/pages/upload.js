// The upload form with progress; an error leaves the form as it is, the chosen files too.

import { _ } from "../i18n.js";
import { sayThatItTakesLong } from "../slow-form.js";

const form = document.querySelector("form.upload");
const drop = form.querySelector(".drop");
const files = drop.querySelector("input");
const text = form.querySelector("textarea");
const status = form.querySelector("[data-status]");
const progress = form.querySelector("progress");
const limit = Number(form.dataset.limit);
let silence = () => {};

for (const type of ["dragover", "dragleave", "drop"]) {
  drop.addEventListener(type, (event) => {
    event.preventDefault();
    drop.classList.toggle("over", type === "dragover");
    if (type === "drop" && event.dataTransfer.files.length) files.files = event.dataTransfer.files;
  });
}

function busy(doing) {
  form.querySelector("button").disabled = Boolean(doing);
  progress.hidden = !doing;
  progress.removeAttribute("value");
  silence();
  status.textContent = doing;
}

function show(outcome) {
  const place = document.getElementById("outcome");
  place.replaceChildren(...outcome);
  place.scrollIntoView({ block: "center" });
}

// What was added is not sent again with what was refused.
function keepRefused(page) {
  const refused = new Set([...page.querySelectorAll("[data-refused]")].map((item) => item.dataset.refused));
  const rest = new DataTransfer();
  for (const file of files.files) if (refused.has(file.name)) rest.items.add(file);
  files.files = rest.files;
  if (text) text.value = page.getElementById(text.id).value;
}

function sentence(words) {
  const notice = Object.assign(document.createElement("div"), { className: "notice warn", textContent: words });
  notice.setAttribute("role", "alert");
  return [notice];
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const size = [...files.files].reduce((sum, file) => sum + file.size, new Blob([text?.value ?? ""]).size);
  if (size > limit) {
    const sizes = { size: Math.ceil(size / 1048576), most: Math.floor(limit / 1048576) };
    show(sentence(_("This is {size} MB; the most is {most} MB at once. Send fewer, or only the part you need.", sizes)));
    return;
  }
  const request = new XMLHttpRequest();
  request.open("POST", form.action);
  request.responseType = "document";
  request.upload.addEventListener("progress", (sent) => {
    if (sent.lengthComputable) progress.value = sent.loaded / sent.total;
  });
  request.upload.addEventListener("load", () => {
    busy(_("Reading…"));
    silence = sayThatItTakesLong(status, form.dataset.slow);
  });
  request.addEventListener("load", () => {
    const page = request.response;
    const outcome = page?.getElementById("outcome");
    if (request.status < 400 && request.responseURL) {
      location.assign(request.responseURL);
    } else {
      busy("");
      if (page?.querySelector("[data-added]")) keepRefused(page);
      show(outcome ? [...outcome.children] : sentence(page?.querySelector("main")?.innerText.trim() || _("The server could not take it. Try again in a minute.")));
    }
  });
  request.addEventListener("error", () => {
    busy("");
    show(sentence(_("The network did not answer. Nothing is lost: try again when it is back.")));
  });
  busy(_("Sending…"));
  request.send(new FormData(form));
});
