// The pages on which people change a text by hand: the review, and the correction of a text that is annotated.

import { Choosing } from "../articles/editing/choosing.js";
import { EditBar } from "../articles/editing/edit-bar.js";
import { EditedText } from "../articles/editing/edited-text.js";
import { Refused, send, update } from "../articles/editing/sender.js";
import { _ } from "../i18n.js";
import { showWhenSlow } from "../slow-form.js";

const editor = document.querySelector("[data-editor]");
const root = document.getElementById("text");
const undoForm = document.getElementById("by-hand");
const done = document.querySelector("[data-done]");
const text = new EditedText(root);
const undoable = [];
let busy = false;

root.tabIndex = 0;
root.setAttribute("role", "group");
root.setAttribute("aria-describedby", "edit-hint");
document.getElementById("edit-hint").hidden = false;

const bar = new EditBar(document.querySelector("[data-bar]"), {
  onDo: (action, words) => act(action, words),
  onLeave: () => root.focus({ preventScroll: true }),
});
const choosing = new Choosing(text, {
  onChoose: show,
  onEnter: () => bar.focus(),
  onDelete: () => act("cross-out"),
});

/** Paint the chosen words and offer what can be done with them. */
function show(span) {
  if (!globalThis.Highlight) select(span);
  else if (span) CSS.highlights.set("chosen", new Highlight(...span.ranges));
  else CSS.highlights.delete("chosen");
  if (span) {
    bar.show(span);
    done.textContent = span.words;
  } else bar.hide();
}

/** For browsers without the CSS Custom Highlight API: select the words as a mouse would. */
function select(span) {
  getSelection().removeAllRanges();
  if (span) getSelection().addRange(span.range);
}

function act(action, words) {
  const { span } = bar;
  if (action === "all") {
    getSelection().removeAllRanges();
    choosing.choose(span.paragraph);
  } else change(undoForm, { action, start: span.start, end: span.end, ...(words !== undefined && { words }) });
}

/** Send a change; then the page shows the text as it is now, at the same place. */
async function change(form, fields) {
  if (busy) return;
  busy = true;
  const finish = form.dataset.slow ? showWhenSlow(done, form.dataset.slow) : () => {};
  editor.setAttribute("aria-busy", "true");
  try {
    const before = editIds();
    const sent = { ...Object.fromEntries(new FormData(form)), version: root.dataset.version, ...fields };
    const answer = await send(form.getAttribute("action"), sent);
    finish();
    showAnswer(answer, fields);
    undoable.push(...editIds().filter((id) => !before.includes(id)));
    if (!answer.dataset.error) done.textContent = sent.action === "undo" ? _("Undone.") : _("Changed.");
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    finish();
    bar.fail(error.message);
  } finally {
    busy = false;
    editor.removeAttribute("aria-busy");
  }
}

function showAnswer(answer, { start }) {
  const hadFocus = editor.contains(document.activeElement);
  const fresh = answer.querySelector("#text");
  root.dataset.version = fresh.dataset.version;
  update(root, fresh);
  for (const summary of document.querySelectorAll("[data-shown-summary]")) update(summary, answer.querySelector("[data-summary]"));
  text.refresh();
  choosing.choose(null);
  // Whoever uses the keyboard goes on where the change was made.
  choosing.head = start === undefined ? null : text.wordFrom(start);
  choosing.anchor = choosing.head;
  if (hadFocus) root.focus({ preventScroll: true });
  getSelection().removeAllRanges();
  if (answer.dataset.error) bar.fail(answer.dataset.error);
}

function editIds() {
  return [...root.querySelectorAll("button.undo")].map(({ value }) => value);
}

for (const form of document.querySelectorAll("[data-editor] form[method=post]")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    change(form, { edit: event.submitter.value });
  });
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "z" || !(event.ctrlKey || event.metaKey) || event.shiftKey || bar.isCorrecting) return;
  const last = undoable.findLast((id) => editIds().includes(id));
  if (!last || event.target.closest("input, textarea")) return;
  event.preventDefault();
  undoable.splice(undoable.lastIndexOf(last), 1);
  change(undoForm, { edit: last });
});

document.addEventListener("pointerdown", ({ target }) => {
  if (!editor.contains(target)) choosing.choose(null);
});
