// What a mouse or a finger does on the text: drags over it, presses a place, taps a word.

import { pointAt } from "./geometry.js";

const SETTLED = 200;

export class Pointer {
  /** `then` is told: `selected(touch, exact)` after a selection, `pressed(point, event, touch)` after a press. */
  constructor(index, inBar, then) {
    Object.assign(this, { index, then, touch: false, released: null });
    const { root } = index;
    root.addEventListener("pointerdown", (event) => {
      this.touch = event.pointerType !== "mouse";
    });
    document.addEventListener("pointerup", (event) => {
      if (event.pointerType !== "mouse" || inBar(event.target)) return;
      this.released = { exact: event.altKey };
      // The browser clears a pressed selection after this event.
      setTimeout(() => this.release());
    });
    // A timer may come late: a key does not wait for it, and the next drag is not cut off by it.
    document.addEventListener("keydown", () => this.release(), { capture: true });
    document.addEventListener("pointerdown", () => (this.released = null), { capture: true });
    document.addEventListener("selectionchange", () => {
      // The system's own handles: they are dragged until they rest.
      clearTimeout(this.settling);
      if (this.touch && this.inText()) this.settling = setTimeout(() => this.inText() && then.selected(true, false), SETTLED);
    });
    root.addEventListener("click", (event) => {
      if (getSelection().isCollapsed) then.pressed(pointAt(index, event.clientX, event.clientY), event, this.touch);
    });
  }

  /** The mouse has been let go: what it has selected, if anything. */
  release() {
    const { released } = this;
    this.released = null;
    if (released && this.inText()) this.then.selected(false, released.exact);
  }

  inText() {
    const { anchorNode, isCollapsed } = getSelection();
    return Boolean(anchorNode) && !isCollapsed && this.index.root.contains(anchorNode);
  }
}
