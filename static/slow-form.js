// Forms that start slow work: tells the user after a second that it takes a while, and sends each form only once.

import { _ } from "./i18n.js";

const SOON = 1_000;
const LONG = 20_000;
// After this time the form can be sent again, in case the user has stopped the browser from loading.
const RESET_AFTER = 60_000;

/** Show `text` in `status` if the work takes longer than a second. Returns a function that ends this. */
export function showWhenSlow(status, text) {
  const timers = [
    setTimeout(() => {
      status.textContent = text;
    }, SOON),
    setTimeout(() => {
      status.textContent = _("Still waiting, because other files come first. Keep this page open.");
    }, LONG),
  ];
  return () => {
    for (const timer of timers) clearTimeout(timer);
    status.textContent = "";
  };
}

function addStatus(form) {
  const status = Object.assign(document.createElement("span"), { className: "soft" });
  status.setAttribute("role", "status");
  form.append(status);
  return status;
}

/** Let `form` be sent once at a time. While the server works, its status shows the text of `data-slow`. */
export function sendOnce(form) {
  const status = form.querySelector("[data-status]") ?? addStatus(form);
  const progress = form.querySelector("progress");
  let finish = null;

  function reset() {
    finish?.();
    finish = null;
    if (progress) progress.hidden = true;
    for (const button of form.querySelectorAll("[aria-disabled]")) button.removeAttribute("aria-disabled");
  }

  form.addEventListener("submit", (event) => {
    if (finish) {
      event.preventDefault();
      return;
    }
    if (event.submitter && "quick" in event.submitter.dataset) return;
    const hideStatus = showWhenSlow(status, form.dataset.slow);
    const timers = [
      setTimeout(() => {
        if (progress) progress.hidden = false;
      }, SOON),
      setTimeout(reset, RESET_AFTER),
    ];
    finish = () => {
      hideStatus();
      for (const timer of timers) clearTimeout(timer);
    };
    for (const button of form.querySelectorAll("button")) button.setAttribute("aria-disabled", "true");
  });
  // The browser may restore the page from its cache as it was left.
  addEventListener("pageshow", reset);
}
