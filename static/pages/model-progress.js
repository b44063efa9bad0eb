// Shows how much of an article the language model has read; when it is done, reloads the page, which then has its hints.

const POLL_INTERVAL = 1500;
const progress = document.querySelector("[data-model] progress");

async function poll() {
  try {
    const response = await fetch(location.href, { headers: { Accept: "application/json" }, credentials: "same-origin" });
    const { state, done } = await response.json();
    if (state === "done" || state === "failed") {
      location.reload();
      return;
    }
    if (done) progress.value = done;
  } catch {
    // Without a connection the page stays as it is; the next attempt may succeed.
  }
  setTimeout(poll, POLL_INTERVAL);
}

setTimeout(poll, POLL_INTERVAL);
