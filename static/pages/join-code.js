// The board shows who has joined, by asking every three seconds while it is seen.

const EVERY = 3_000;
const place = document.querySelector("[data-joined]");
const names = document.querySelector("[data-names]");

async function ask() {
  if (document.visibilityState === "visible") {
    try {
      const response = await fetch(place.dataset.joined, { headers: { Accept: "application/json" } });
      const answer = await response.json();
      place.querySelector("[data-count]").textContent = answer.joined;
      names.replaceChildren(...answer.names.map((name) => Object.assign(document.createElement("li"), { textContent: name })));
    } catch {
      // The number stays as it was; the next question may reach the server again.
    }
  }
  setTimeout(ask, EVERY);
}

ask();
