// Keeps the classes up to date while the page is seen: every few seconds the board is fetched again, unless somebody is
// using it by keyboard. What was unfolded stays unfolded.

const INTERVAL = 15_000;

function refresh() {
  const board = document.querySelector("[data-board]");
  if (document.hidden || board.contains(document.activeElement)) return;
  // The browser parses the page: trusted types allow no script to do so.
  const request = new XMLHttpRequest();
  request.responseType = "document";
  request.open("GET", location.href);
  request.addEventListener("load", () => show(request.responseXML?.querySelector("[data-board]")));
  request.send();
}

/** Put a new board in place of the old one; without one (signed out, an error) the page stays as it is. */
function show(next) {
  if (!next) return;
  const board = document.querySelector("[data-board]");
  for (const open of board.querySelectorAll("details[open]")) {
    next.querySelector(`details[data-key="${CSS.escape(open.dataset.key)}"]`)?.setAttribute("open", "");
  }
  board.replaceWith(document.adoptNode(next));
}

setInterval(refresh, INTERVAL);
