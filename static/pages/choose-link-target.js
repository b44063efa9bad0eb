// The list of what a link can open. Whoever comes back from setting up an exercise in a tab finds it in the list.

const section = document.querySelector("[data-list]");

section.querySelector("[data-action=set-up]").addEventListener("click", () => {
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") location.replace(section.dataset.list);
  });
});
