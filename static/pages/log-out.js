// Signing out on a shared computer: sends what is unsent first, and leaves neither pages, nor unsent highlights, nor
// what was shared behind.

import { AnswerDrafts } from "../annotate/answer-drafts.js";
import { saveStatusText } from "../annotate/sync/save-status.js";
import { UnsentWork } from "../annotate/sync/unsent-work.js";
import { discardSharedItem, discardUnlessFor } from "../articles/shared-item.js";
import { element } from "../dom.js";
import { _, ngettext } from "../i18n.js";

// Milliseconds to try sending before the user is asked.
const SEND_TIMEOUT = 5_000;

const form = document.querySelector("[data-log-out]");
const unsent = new UnsentWork({ userId: form.dataset.user, roundsUrl: form.dataset.rounds });
const answers = new AnswerDrafts(form.dataset.user, (assignment, number) => `${form.dataset.rounds}../assignments/${assignment}/answers/${number}/`);
const status = element("span", { role: "status", className: "soft" });
const heading = element("h2", { id: "unsent-title" });
const explanation = element("p", { textContent: _("What is unsent is stored on this device only. If you stay, it will be sent as soon as there is a connection.") });
const problem = element("p", { role: "alert", className: "failed" });
const deleteButton = element("button", { type: "button", className: "danger", data: { action: "delete" }, onclick: signOutAndDelete });
const buttons = element("form", { method: "dialog", className: "actions" }, element("button", { className: "primary", data: { action: "stay" }, textContent: _("Stay and send") }), deleteButton);
const dialog = element("dialog", { className: "sheet ask", aria: { labelledby: heading.id } }, heading, explanation, problem, buttons);

// Somebody else may have used this device before.
discardUnlessFor(form.dataset.user);

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (form.ariaBusy === "true") return;
  form.ariaBusy = "true";
  problem.textContent = "";
  await unsent.load();
  if (unsent.count) {
    form.prepend(status);
    await Promise.race([unsent.sendAll(), new Promise((resolve) => setTimeout(resolve, SEND_TIMEOUT))]);
  }
  if (answers.all().length) await Promise.race([answers.sendAll(), new Promise((resolve) => setTimeout(resolve, SEND_TIMEOUT))]);
  if (unsent.count || answers.all().length) warn();
  else await signOut();
  form.ariaBusy = "false";
});

unsent.addEventListener("state", () => {
  status.textContent = saveStatusText(unsent.state, unsent.count);
  Object.assign(status.dataset, { state: unsent.state, waiting: unsent.count });
  if (dialog.open && !unsent.count && !answers.all().length) {
    dialog.close();
    signOut();
  }
});
unsent.addEventListener("refused", ({ detail }) => {
  problem.dataset.error = "refused";
  problem.textContent = _("A highlight could not be saved on the server: {why} It is still on this device and will be sent again when you reload the page.", { why: detail.problem.detail });
});

function warn() {
  heading.textContent = unsent.count
    ? ngettext("{n} highlight has not been sent yet", "{n} highlights have not been sent yet", unsent.count)
    : ngettext("{n} answer has not been sent yet", "{n} answers have not been sent yet", answers.all().length);
  const count = unsent.count + answers.all().length;
  deleteButton.textContent = ngettext("Sign out and delete it", "Sign out and delete them", count);
  dialog.dataset.unsent = count;
  document.body.append(dialog);
  dialog.showModal();
}

async function signOut() {
  await deletePages();
  form.submit();
}

async function signOutAndDelete() {
  const request = { method: "POST", body: new FormData(form), credentials: "same-origin", redirect: "manual" };
  const response = await fetch(form.action, request).catch(() => null);
  if (response?.type !== "opaqueredirect") {
    problem.dataset.error = "still-signed-in";
    problem.textContent = _("You are still signed in, because there is no connection to the server. Nothing was deleted.");
    return;
  }
  await unsent.delete();
  answers.discard();
  await deletePages();
  location.assign("/");
}

async function deletePages() {
  await discardSharedItem();
  if ("caches" in window) await caches.delete("claimlight-pages");
}
