// The reading settings; the script of the annotation page loads this one when they are opened first, or when the reader
// has the ruler on.

import { Player } from "../annotate/comfort/player.js";
import { ReadingSettings } from "../annotate/comfort/settings.js";
import { Ruler } from "../annotate/comfort/ruler.js";
import { element } from "../dom.js";

// What a setting is if nothing is stored.
const STANDARD = { size: "2", spacing: "1", width: "2", rate: "1" };

/** Start the panel with the parts of the annotation page; resolve to it once it has its style. */
export async function start(panel, parts) {
  document.head.append(element("link", { rel: "stylesheet", href: panel.dataset.fonts }));
  const style = element("link", { rel: "stylesheet", href: panel.dataset.style });
  await new Promise((resolve, reject) => {
    Object.assign(style, { onload: resolve, onerror: reject });
    document.head.append(style);
  });
  const form = panel.querySelector("form");
  const settings = new ReadingSettings();
  const ruler = new Ruler(parts);
  ruler.show(Boolean(settings.get("ruler")));

  const close = () => panel.close();
  if ("speechSynthesis" in window) {
    const section = panel.querySelector("[data-read]");
    new Player({ section, bar: document.querySelector("[data-player]"), form, onStart: close }, { ...parts, settings, ruler });
  }

  for (const field of form.elements) {
    if (!field.name) continue;
    const value = settings.get(field.name) || STANDARD[field.name] || "";
    if (field.type === "radio") field.checked = field.value === value;
    else if (field.type === "checkbox") field.checked = value === field.value;
    else if (value) field.value = value;
  }
  form.addEventListener("input", ({ target }) => {
    const value = target.type === "checkbox" && !target.checked ? "" : target.value;
    settings.set(target.name, value === STANDARD[target.name] ? "" : value);
    ruler.show(Boolean(settings.get("ruler")));
  });
  form.addEventListener("reset", () => {
    settings.reset();
    ruler.show(false);
  });
  panel.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    close();
  });

  return { toggle: () => (panel.open ? close() : panel.show()) };
}
