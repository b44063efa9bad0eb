// Applies the reading settings of this device before the page is drawn, as data-reading-… of the root. No module: a
// module would come after the first drawing.
(() => {
  let stored;
  try {
    stored = JSON.parse(localStorage.getItem("reading-settings"));
  } catch {
    // Storage is blocked, or was written by something else: the page looks as for everybody.
  }
  if (stored?.font) {
    const fonts = document.createElement("link");
    Object.assign(fonts, { rel: "stylesheet", href: document.currentScript.dataset.fonts });
    document.head.append(fonts);
  }
  for (const name of ["size", "spacing", "width", "font", "contrast", "ruler"]) {
    if (stored?.[name]) document.documentElement.setAttribute(`data-reading-${name}`, stored[name]);
  }
})();
