// Keeps a sheet at the bottom of the window above the on-screen keyboard, where the browser lays it over the page.

export function keepAboveKeyboard(sheet) {
  const viewport = globalThis.visualViewport;
  if (!viewport) return;
  const update = () => {
    const covered = Math.max(0, innerHeight - viewport.height - viewport.offsetTop);
    sheet.style.setProperty("--keyboard", `${covered}px`);
    const focused = document.activeElement;
    if (covered && sheet.contains(focused)) focused.scrollIntoView({ block: "nearest" });
  };
  viewport.addEventListener("resize", update);
  viewport.addEventListener("scroll", update);
  // Where the keyboard makes the page smaller instead, the field must still be in sight.
  addEventListener("resize", () => sheet.contains(document.activeElement) && document.activeElement.scrollIntoView({ block: "nearest" }));
}
