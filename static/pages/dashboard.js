// Keeps the classes up to date while the page is seen: every few seconds the board is fetched again, unless somebody is
// using it by keyboard. What was unfolded stays unfolded.

const INTERVAL = 15_000;

async function refresh() {
  const board = document.querySelector("[data-board]");
  if (document.hidden || board.contains(document.activeElement)) return;
  const response = await fetch(location.href, { credentials: "same-origin" }).catch(() => null);
  // Signed out, or no network: the page stays as it is.
  if (!response?.ok || response.redirected) return;
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const next = page.querySelector("[data-board]");
  for (const open of board.querySelectorAll("details[open]")) {
    next.querySelector(`details[data-key="${CSS.escape(open.dataset.key)}"]`)?.setAttribute("open", "");
  }
  board.replaceWith(next);
}

setInterval(refresh, INTERVAL);
