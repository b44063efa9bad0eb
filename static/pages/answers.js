// The answers on the page of an assignment: saved while they are written, and on the device until the server has them.

import { AnswerDrafts } from "../annotate/answer-drafts.js";
import { _ } from "../i18n.js";

// Milliseconds after the last letter, and between two attempts without a network.
const PAUSE = 800;
const RETRY = 4_000;

const form = document.querySelector("[data-answers]");
const status = form.querySelector("[data-status]");
const { api, user } = form.dataset;
const assignment = Number(form.dataset.assignment);
const drafts = new AnswerDrafts(user, (_assignment, number) => `${api}${number}/`);
const fields = [...form.querySelectorAll("textarea")];
// By number of the question: what the server has.
const stored = new Map(fields.map((field) => [field, field.defaultValue.trim()]));
let timer = null;
let sending = null;

const unsaved = () => fields.filter((field) => field.value.trim() !== stored.get(field));

for (const draft of drafts.all()) {
  const field = fields.find(({ dataset }) => Number(dataset.number) === draft.number);
  if (draft.assignment !== assignment || !field) continue;
  const onServer = stored.get(field);
  // Written on another device in the meantime: keep both.
  field.value = draft.base === onServer || !onServer || draft.text.includes(onServer) ? draft.text : `${onServer}\n\n${draft.text}`;
}

form.addEventListener("input", ({ target }) => {
  if (target.value.trim() === stored.get(target)) drafts.remove(assignment, target.dataset.number);
  else drafts.put(assignment, target.dataset.number, target.value, stored.get(target));
  show("saving");
  later(PAUSE);
});

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const next = event.submitter?.value === "hand-in";
  await save();
  if (!unsaved().length && next) location.assign(form.dataset.handIn);
});

addEventListener("online", () => save());
addEventListener("beforeunload", (event) => unsaved().length && event.preventDefault());

function later(milliseconds) {
  clearTimeout(timer);
  timer = setTimeout(save, milliseconds);
}

/** Send what is not saved; one run at a time, and another one for what was written meanwhile. */
async function save() {
  clearTimeout(timer);
  await sending;
  sending = sendUnsaved();
  await sending;
}

async function sendUnsaved() {
  let state = "saved";
  for (const field of unsaved()) {
    const { number } = field.dataset;
    const text = field.value.trim();
    try {
      const refusal = await drafts.send(assignment, number, text);
      field.closest(".field").querySelector("[data-failed]").textContent = refusal;
      if (refusal) {
        state = "refused";
        continue;
      }
    } catch {
      show("kept");
      later(RETRY);
      return;
    }
    stored.set(field, text);
    if (field.value.trim() === text) drafts.remove(assignment, number);
    else later(PAUSE);
  }
  show(state);
}

function show(state) {
  status.dataset.state = state;
  status.textContent = {
    saving: _("saving…"),
    saved: _("saved"),
    refused: _("not saved"),
    kept: _("No connection. Your answers are saved on this device and will be sent."),
  }[state];
}

if (unsaved().length) save();
document.documentElement.dataset.ready = "true";
