// Shows what was shared to the installed app. Until the person adds it, it is on this device alone.

import { confirmWith } from "../articles/confirmation.js";
import { sharedContent } from "../articles/shared-content.js";
import { discardSharedItem, openSharedItem } from "../articles/shared-item.js";
import { element } from "../dom.js";
import { registerWorker } from "../register-worker.js";

const MAX_TITLE = 300;
const box = document.querySelector("[data-share]");
const find = (name) => box.querySelector(`[data-${name}]`);

function show(state) {
  box.dataset.state = state;
  for (const part of box.querySelectorAll("[data-shown]")) part.hidden = part.dataset.shown !== state;
}

function showItem({ title, text, link, files }) {
  const size = files.reduce((sum, file) => sum + file.size, new Blob([text]).size);
  if (size > Number(box.dataset.limit)) {
    show("too-large");
    return;
  }
  find("title").textContent = title;
  find("text").textContent = text;
  find("files").append(...files.map((file) => element("li", { textContent: file.name })));
  find("address").textContent = link;
  find("link").hidden = !link;
  find("content").hidden = !text && !files.length;
  find("or").hidden = !link || !find("fetch");
  // A site that fetches no pages has no such button.
  find("fetch")?.addEventListener("click", () => leave(`${find("fetch").dataset.fetch}?${new URLSearchParams({ url: link })}`));
  show("item");
  confirmWith((data) => {
    data.set("text", text);
    data.set("title", files.length ? "" : title.slice(0, MAX_TITLE));
    for (const file of files) data.append("files", file);
  }, discardSharedItem);
}

async function leave(address) {
  await discardSharedItem();
  location.assign(address);
}

for (const button of box.querySelectorAll("[data-action=discard]")) button.addEventListener("click", () => leave(button.dataset.then));

// Whoever came here without the worker has it next time.
registerWorker("/articles/share/worker.js").catch(() => undefined);
const form = "caches" in window ? await openSharedItem(box.dataset.user) : null;
const content = form && sharedContent(form);
if (content && (content.text || content.link || content.files.length)) showItem(content);
else show("nothing");
