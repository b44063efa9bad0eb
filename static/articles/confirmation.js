// The form under something that was sent or shared: adds it as an article when the person says so.

import { showWhenSlow } from "../slow-form.js";
import { _ } from "../i18n.js";

// Milliseconds in which nothing can be pressed after the page came to the front.
const PAUSE = 500;

/** Let the form of this page add what `fill` puts into its FormData; `added` is called when the server has it. */
export function confirmWith(fill, added = () => undefined) {
  // On the document, for the form may be renewed.
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-add]")) return;
    event.preventDefault();
    if (!event.target.querySelector("[aria-disabled]")) send(event.target, fill, added);
  });
  // Somebody may have signed in or out in another tab. What was received is in this page alone, so it is not reloaded.
  addEventListener("focus", renew);
  addEventListener("focus", pause);
  pause();
}

function confirmation(page = document) {
  return page.querySelector("[data-confirmation]");
}

/** Keep a click that was meant for the page in front of this one, say the second of two, from adding anything. */
function pause() {
  const button = confirmation()?.querySelector("[data-action=add]");
  if (!button) return;
  // It keeps the focus of the keyboard, which a disabled button would lose.
  button.setAttribute("aria-disabled", "true");
  setTimeout(() => button.removeAttribute("aria-disabled"), PAUSE);
}

async function renew() {
  const page = (await load("GET", location.href)).response;
  const renewed = page && confirmation(page);
  if (renewed && renewed.dataset.user !== confirmation()?.dataset.user) confirmation()?.replaceWith(document.adoptNode(renewed));
}

async function send(form, fill, added) {
  if (form.ariaBusy === "true") return;
  form.ariaBusy = "true";
  const data = new FormData(form);
  fill(data);
  const hideStatus = showWhenSlow(form.querySelector("[data-status]"), form.dataset.slow);
  const { status: code, response: page, responseURL } = await load("POST", form.action, data);
  if (code >= 200 && code < 400 && page?.querySelector("[data-log-out]")) {
    await added();
    location.assign(responseURL);
    return;
  }
  form.ariaBusy = "false";
  hideStatus();
  const partly = page?.querySelector("[data-added]");
  showOutcome(...problem(code, page));
  if (partly) {
    // Sent again, what has been added would be there twice.
    await added();
    confirmation().remove();
  } else {
    await renew();
  }
}

/** The reason why nothing was added: what the upload page says, or what kept it from answering. */
function problem(code, page) {
  const outcome = page?.getElementById("outcome");
  if (outcome?.children.length) return [...outcome.children];
  if (!code) return [warning(_("There is no connection. Nothing is lost. Try again when you are back online."), "network")];
  if (code < 400) return [warning(_("You have been signed out. Sign in again in a new tab, then come back to this one."), "signed-out")];
  return [warning(page?.querySelector("main")?.innerText.trim() || _("Something went wrong on the server. Try again in a minute."), "failed")];
}

function warning(message, code) {
  const notice = Object.assign(document.createElement("div"), { className: "notice warn", textContent: message });
  notice.setAttribute("role", "alert");
  notice.dataset.error = code;
  return notice;
}

function showOutcome(...nodes) {
  const outcome = document.getElementById("outcome");
  outcome.replaceChildren(...nodes);
  outcome.scrollIntoView({ block: "center" });
}

/** Send a request and return it when it has ended; its response is a document. */
function load(method, url, data = null) {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open(method, url);
    request.responseType = "document";
    request.addEventListener("loadend", () => resolve(request));
    request.send(data);
  });
}
