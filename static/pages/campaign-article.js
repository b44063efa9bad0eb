// On the annotating page of a campaign: the guidelines, open or closed as this device remembers; how many articles are
// handed in; and the way to the result of a practice article once it is.

const panel = document.querySelector("[data-guidelines]");
if (panel) showGuidelines(panel, document.querySelector("[data-guidelines-toggle]"));

const result = document.querySelector("[data-practice-result][data-go]");
if (result) watch(result, (handedIn) => handedIn && location.assign(result.href));

const done = document.querySelector("[data-done]");
const next = document.querySelector("[data-after-hand-in]");
if (done && next) {
  const others = Number(done.dataset.done) - ("withThis" in done.dataset ? 1 : 0);
  watch(next, (handedIn) => (done.textContent = others + (handedIn ? 1 : 0)));
}

/** Call `change(handedIn)` when the page shows or hides what comes after handing in. */
function watch(element, change) {
  new MutationObserver(() => change(!element.hidden)).observe(element, { attributeFilter: ["hidden"] });
}

function showGuidelines(panel, toggle) {
  const key = `guidelines-${panel.dataset.guidelines}`;
  const isOpen = () => getComputedStyle(panel).display !== "none";
  const set = (state) => {
    panel.dataset.state = state;
    toggle.setAttribute("aria-expanded", String(isOpen()));
  };
  const move = (state) => {
    set(state);
    store(key, state);
    (state === "open" ? panel : toggle).focus({ preventScroll: true });
  };
  set(stored(key));
  toggle.addEventListener("click", () => move(isOpen() ? "closed" : "open"));
  panel.querySelector("[data-close-guidelines]").addEventListener("click", () => move("closed"));
  panel.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    move("closed");
  });
}

function stored(key) {
  try {
    const state = localStorage.getItem(key);
    return ["open", "closed"].includes(state) ? state : "usual";
  } catch {
    return "usual";
  }
}

function store(key, state) {
  try {
    localStorage.setItem(key, state);
  } catch {
    // Storage is blocked: it holds until the page is left.
  }
}
