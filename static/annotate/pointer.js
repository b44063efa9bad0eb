// What a mouse or a finger does on the text: drags over it, presses a place, taps a word.

import { pointAt } from "./place.js";

const SETTLED = 200;

export class Pointer {
  /** `then` is told: `selected(touch, exact)` after a selection, `pressed(point, event, touch)` after a press. */
  constructor(index, inBar, then) {
    Object.assign(this, { index, touch: false });
    const { root } = index;
    root.addEventListener("pointerdown", (event) => {
      this.touch = event.pointerType !== "mouse";
    });
    document.addEventListener("pointerup", (event) => {
      if (event.pointerType !== "mouse" || inBar(event.target)) return;
      // The browser clears a pressed selection after this event.
      setTimeout(() => this.inText() && then.selected(false, event.altKey));
    });
    document.addEventListener("selectionchange", () => {
      // The system's own handles: they are dragged until they rest.
      clearTimeout(this.settling);
      if (this.touch && this.inText()) this.settling = setTimeout(() => this.inText() && then.selected(true, false), SETTLED);
    });
    root.addEventListener("click", (event) => {
      if (getSelection().isCollapsed) then.pressed(pointAt(index, event.clientX, event.clientY), event, this.touch);
    });
  }

  inText() {
    const { anchorNode, isCollapsed } = getSelection();
    return Boolean(anchorNode) && !isCollapsed && this.index.root.contains(anchorNode);
  }
}
