// Opens pages in tabs of their own, signed in: the click makes a ticket for the page.

import { element } from "../dom.js";
import { apiHeaders } from "../http.js";
import { _ } from "../i18n.js";

// All addresses on a page in a frame begin so.
const PREFIX = "/embedded";

for (const form of document.querySelectorAll("[data-open-tab]")) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    form.querySelector(".failed")?.remove();
    const problem = await openTab(form.elements.path.value);
    // Where no tab may be opened by a script, the answer to the form has a link.
    if (problem === "blocked") form.submit();
    else if (problem) form.append(element("p", { role: "alert", className: "failed", textContent: _("This did not work. Reload the page and try again.") }));
  });
}

for (const link of document.querySelectorAll("a[data-in-tab]")) {
  link.addEventListener("click", async (event) => {
    event.preventDefault();
    // The link itself leads to a page that opens the tab.
    if (await openTab(link.pathname.slice(PREFIX.length) + link.search)) location.assign(link.href);
  });
}

/** Open `path` in a tab. Resolve to what kept it from that: "blocked" tabs or a "failed" request. */
async function openTab(path) {
  // The tab is opened at once: after a wait browsers take it for an advertisement.
  const tab = window.open("", "_blank");
  if (!tab) return "blocked";
  const response = await fetch(`${PREFIX}/lti/tab/`, { method: "POST", headers: apiHeaders(), body: new URLSearchParams({ path }) }).catch(() => null);
  if (response?.ok) {
    tab.location = (await response.json()).url;
    return "";
  }
  tab.close();
  return "failed";
}
