// The three lists after handing in: walks through them by keyboard, and answers without loading the page again.

import { element, isField } from "../dom.js";
import { apiHeaders } from "../http.js";
import { _ } from "../i18n.js";

const lists = document.querySelector("[data-lists]");
const entries = [...lists.querySelectorAll("li")];
const text = document.getElementById("text");
const beside = matchMedia("(min-width: 62rem)");
const { api, user } = lists.dataset;

const announce = (message) => document.querySelector("[data-say]").replaceChildren(message);
const current = () => document.activeElement?.closest("[data-lists] li");

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || isField(event.target)) return;
  const step = { n: 1, p: -1 }[event.key];
  const answer = current()?.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (step) go(step);
  else if (answer) answer.click();
  else return;
  event.preventDefault();
});

lists.addEventListener("focusin", show);

lists.addEventListener("submit", (event) => {
  event.preventDefault();
  respond(event.target, event.submitter);
});

/** Move the focus to the next or previous entry, or to the first one; where the text stands beside, scroll that, too. */
function go(step) {
  const index = entries.indexOf(current());
  const entry = entries[index < 0 ? 0 : Math.min(Math.max(index + step, 0), entries.length - 1)];
  entry?.focus();
  if (beside.matches) passageOf(entry)?.scrollIntoView({ block: "center" });
}

/** Point at the passage of the current entry. It stays where it is: a button that moves while it is pressed is not pressed. */
function show() {
  for (const pointed of text.querySelectorAll(".current")) pointed.classList.remove("current");
  passageOf(current())?.classList.add("current");
}

function passageOf(entry) {
  return entry && document.getElementById(entry.dataset.at);
}

/** Save an answer; pressing it again takes it back. */
async function respond(form, button) {
  const response = button.getAttribute("aria-pressed") === "true" ? "seen" : button.value;
  form.querySelector(".failed")?.remove();
  try {
    const answer = await fetch(`${api}${form.elements.key.value}/`, {
      method: "PUT",
      headers: { ...apiHeaders(user), "Content-Type": "application/json" },
      body: JSON.stringify({ response }),
      credentials: "same-origin",
    });
    if (!answer.ok) throw new Error(answer.statusText);
  } catch {
    form.append(element("p", { className: "failed", role: "alert" }, _("Not saved. Try again.")));
    return;
  }
  for (const each of form.querySelectorAll("button")) each.setAttribute("aria-pressed", String(each.value === response));
  announce(response === "seen" ? _("Answer removed.") : _("Saved."));
}
