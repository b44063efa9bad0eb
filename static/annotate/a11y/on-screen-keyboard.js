// Keeps a sheet at the bottom of the window above the on-screen keyboard, where a browser lays it over the page.

export function keepAboveKeyboard(sheet) {
  const seen = globalThis.visualViewport;
  if (!seen) return;
  const place = () => {
    const covered = Math.max(0, innerHeight - seen.height - seen.offsetTop);
    sheet.style.setProperty("--keyboard", `${covered}px`);
    const typing = document.activeElement;
    if (covered && sheet.contains(typing)) typing.scrollIntoView({ block: "nearest" });
  };
  seen.addEventListener("resize", place);
  seen.addEventListener("scroll", place);
  // Where the keyboard makes the page smaller instead, the field must still be in sight.
  addEventListener("resize", () => sheet.contains(document.activeElement) && document.activeElement.scrollIntoView({ block: "nearest" }));
}
