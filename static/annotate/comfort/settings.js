// The reading settings of this device: read, stored and applied.

const KEY = "reading-settings";
// Settings that are attributes of the root, as pages/apply-reading-settings.js sets them.
const ATTRIBUTES = ["size", "spacing", "width", "font", "contrast", "ruler"];

export class ReadingSettings {
  constructor() {
    this.values = {};
    try {
      const stored = JSON.parse(localStorage.getItem(KEY));
      if (stored && typeof stored === "object") this.values = stored;
    } catch {
      // Storage is blocked, or was written by something else: settings begin anew, and hold until the page is left.
    }
  }

  get(name) {
    return this.values[name] ?? "";
  }

  /** Set, apply and store one setting; "" is the standard. */
  set(name, value) {
    if (value === "") delete this.values[name];
    else this.values[name] = String(value);
    this.apply();
    try {
      localStorage.setItem(KEY, JSON.stringify(this.values));
    } catch {
      // See the constructor.
    }
  }

  /** Go back to the standard. */
  reset() {
    this.values = {};
    this.set("size", "");
  }

  apply() {
    for (const name of ATTRIBUTES) {
      if (this.get(name)) document.documentElement.setAttribute(`data-reading-${name}`, this.get(name));
      else document.documentElement.removeAttribute(`data-reading-${name}`);
    }
  }
}
