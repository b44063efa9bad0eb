// A form that starts slow work says so after a second, and is sent once.

import { _ } from "./i18n.js";

const SOON = 1_000;
const LONG = 20_000;
// Whoever has stopped the browser waiting may send again after so long.
const AGAIN = 60_000;

/** Say `words` in `status` once the work takes a while; what is returned ends it. */
export function sayThatItTakesLong(status, words) {
  const timers = [
    setTimeout(() => {
      status.textContent = words;
    }, SOON),
    setTimeout(() => {
      status.textContent = _("Still waiting: other people’s files come first. Leave this page open.");
    }, LONG),
  ];
  return () => {
    for (const timer of timers) clearTimeout(timer);
    status.textContent = "";
  };
}

function statusLine(form) {
  const line = Object.assign(document.createElement("span"), { className: "soft" });
  line.setAttribute("role", "status");
  form.append(line);
  return line;
}

/** Have `form` sent once at a time. Its status line says what is being done, in the words of `data-slow`. */
export function sendOnce(form) {
  const status = form.querySelector("[data-status]") ?? statusLine(form);
  const progress = form.querySelector("progress");
  let end = null;

  function reset() {
    end?.();
    end = null;
    if (progress) progress.hidden = true;
    for (const button of form.querySelectorAll("[aria-disabled]")) button.removeAttribute("aria-disabled");
  }

  form.addEventListener("submit", (event) => {
    if (end) {
      event.preventDefault();
      return;
    }
    if (event.submitter && "quick" in event.submitter.dataset) return;
    const silence = sayThatItTakesLong(status, form.dataset.slow);
    const timers = [
      setTimeout(() => {
        if (progress) progress.hidden = false;
      }, SOON),
      setTimeout(reset, AGAIN),
    ];
    end = () => {
      silence();
      for (const timer of timers) clearTimeout(timer);
    };
    for (const button of form.querySelectorAll("button")) button.setAttribute("aria-disabled", "true");
  });
  // The browser may have kept the page as it was when it was left.
  addEventListener("pageshow", reset);
}
