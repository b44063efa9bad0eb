// The page on which a file with many articles, or many files, are uploaded: progress, pausing, and going on later.

import { createUpload, sendParts, UploadRefused } from "../articles/bulk/tus-client.js";
import { fits, zipOf } from "../articles/bulk/zip-of-files.js";
import { _ } from "../i18n.js";

const form = document.querySelector("[data-bulk]");
const input = form.querySelector("input[type=file]");
const button = form.querySelector("button.primary");
const pauseButton = form.querySelector("[data-pause]");
const progress = form.querySelector("progress");
const status = form.querySelector("[data-status]");
const refusal = form.querySelector("[data-refusal]");
const tables = /\.(?:zip|csv|tsv|jsonl|ndjson|xlsx)$/i;
// Uploads of which a part has arrived.
const unfinished = [...document.querySelectorAll("[data-unfinished]")].map(({ dataset }) => ({
  name: dataset.name, size: Number(dataset.size), address: dataset.address, page: dataset.page,
}));
let sending = null;
let current = null;

input.addEventListener("change", () => {
  current = null;
  refusal.hidden = true;
  if (button.disabled) return;
  const match = input.files.length === 1 && find(input.files[0].name, input.files[0].size);
  status.textContent = match ? _("This file goes on where it stopped.") : "";
});

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (sending || !input.files.length) return;
  refusal.hidden = true;
  setSending(new AbortController());
  try {
    current ??= await prepare([...input.files]);
    await sendParts(current.address, current.file, {
      signal: sending.signal,
      onProgress: (bytes) => show(bytes, current.file.size),
      onWaiting: (waits) => { if (waits) status.textContent = _("No connection. The upload goes on by itself as soon as there is one."); },
    });
    if (!sending.signal.aborted) {
      location.assign(current.page);
      return;
    }
    status.textContent = _("Paused. What has arrived is kept for two days.");
  } catch (error) {
    refusal.textContent = error instanceof UploadRefused ? error.message : _("There is no connection. Nothing is lost. Try again when you are back online.");
    refusal.hidden = false;
    status.textContent = "";
    current = null;
  }
  setSending(null);
});

pauseButton.addEventListener("click", () => sending?.abort());

function setSending(controller) {
  sending = controller;
  const busy = controller !== null;
  progress.hidden = pauseButton.hidden = !busy;
  input.disabled = button.disabled = busy;
  button.textContent = current && !busy ? _("Go on") : _("Upload");
}

/** One file as it is; several in an archive. Return it with the address its parts go to. */
async function prepare(files) {
  let [file] = files;
  let name = file.name;
  if (files.length > 1 || !tables.test(name)) {
    if (!fits(files)) throw new UploadRefused(_("These are more than 20,000 files or 4 GB. Choose some of them at a time."));
    file = await zipOf(files, (done) => { status.textContent = _("{done} of {all} files are prepared.", { done, all: files.length }); });
    name = _("{n} files", { n: files.length }) + ".zip";
  }
  const started = find(name, file.size);
  if (started) return { ...started, file };
  const duplicates = form.elements.duplicates.value;
  const address = await createUpload(form.dataset.create, file.size, { filename: name, duplicates });
  const key = address.split("/").at(-2);
  return { file, address, page: form.dataset.page.replace("/0/", `/${key}/`) };
}

function find(name, size) {
  return unfinished.find((upload) => upload.name === name && upload.size === size);
}

function show(bytes, all) {
  progress.max = all;
  progress.value = bytes;
  const values = { percent: Math.floor((bytes / all) * 100), size: (all / 1048576).toFixed(1) };
  const text = _("{percent} % of {size} MB have arrived.", values);
  if (status.textContent !== text) status.textContent = text;
}

// Leaving the page pauses the upload.
addEventListener("beforeunload", (event) => { if (sending && progress.value < progress.max) event.preventDefault(); });
