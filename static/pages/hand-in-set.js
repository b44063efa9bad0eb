// The question before handing in a whole assignment: sends what is unsent on this device first, whichever article it is in.

import { UnsentWork } from "../annotate/sync/unsent-work.js";
import { _ } from "../i18n.js";

// Milliseconds to try sending.
const TIMEOUT = 5_000;

const form = document.querySelector("[data-hand-in]");
const unsent = new UnsentWork({ userId: form.dataset.user, roundsUrl: form.dataset.rounds });

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (form.ariaBusy === "true") return;
  form.ariaBusy = "true";
  await unsent.load();
  if (unsent.count) await Promise.race([unsent.sendAll(), new Promise((resolve) => setTimeout(resolve, TIMEOUT))]);
  if (unsent.count) form.querySelector("[data-failed]").textContent = _("Some of your highlights have not been sent yet. They are saved on this device. Try again in a minute.");
  else form.submit();
  form.ariaBusy = "false";
});

document.documentElement.dataset.ready = "true";
