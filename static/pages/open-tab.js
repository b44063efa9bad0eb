// Opens a page in a tab of its own, signed in: the click makes a ticket for it.

import { element } from "../dom.js";
import { apiHeaders } from "../http.js";
import { _ } from "../i18n.js";

for (const form of document.querySelectorAll("[data-open-tab]")) form.addEventListener("submit", openTab);

async function openTab(event) {
  event.preventDefault();
  const form = event.target;
  form.querySelector(".failed")?.remove();
  // The tab is opened at once: after a wait browsers take it for an advertisement.
  const tab = window.open("", "_blank");
  const response = await fetch(form.action, { method: "POST", headers: apiHeaders(), body: new FormData(form) }).catch(() => null);
  if (response?.ok && tab) {
    tab.location = (await response.json()).url;
    return;
  }
  tab?.close();
  // Where no tab may be opened by a script, the answer to the form has a link.
  if (response?.ok) form.submit();
  else form.append(element("p", { role: "alert", className: "failed", textContent: _("This did not work. Reload the page and try again.") }));
}
