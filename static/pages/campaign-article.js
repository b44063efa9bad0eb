// On the annotating page of a campaign: the guidelines, open or closed as this device remembers, and the way to the
// result of a practice article once it is handed in.

const panel = document.querySelector("[data-guidelines]");
if (panel) showGuidelines(panel, document.querySelector("[data-guidelines-toggle]"));

const result = document.querySelector("[data-practice-result][data-go]");
if (result) new MutationObserver(() => result.hidden || location.assign(result.href)).observe(result, { attributeFilter: ["hidden"] });

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
