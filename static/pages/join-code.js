// The page with the join code shows who has joined; it asks every three seconds while it is visible.

const POLL_INTERVAL = 3_000;
const box = document.querySelector("[data-joined]");
const nameList = document.querySelector("[data-names]");

async function poll() {
  if (document.visibilityState === "visible") {
    try {
      const response = await fetch(box.dataset.joined, { headers: { Accept: "application/json" } });
      const { joined, names } = await response.json();
      box.querySelector("[data-count]").textContent = joined;
      nameList.replaceChildren(...names.map((name) => Object.assign(document.createElement("li"), { textContent: name })));
    } catch {
      // The number stays as it was; the next request may reach the server again.
    }
  }
  setTimeout(poll, POLL_INTERVAL);
}

poll();
