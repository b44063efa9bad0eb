// What a mouse or a finger does on the text: drag over it, press a place, tap a word. `pages/annotate.js` connects it
// with `selection-controller.js`.

import { pointAt } from "./geometry.js";

// Milliseconds without a change after which the system's selection handles count as released.
const RELEASED_AFTER = 200;

export class Pointer {
  /** Calls `onSelect(touch, exact)` after a selection and `onPress(point, event, touch)` after a press. */
  constructor(index, { isInTagBar, onSelect, onPress }) {
    Object.assign(this, { index, onSelect, touch: false, released: null });
    const { root } = index;
    document.addEventListener("pointerup", (event) => {
      if (event.pointerType !== "mouse" || isInTagBar(event.target)) return;
      this.released = { exact: event.altKey };
      // The browser clears a pressed selection after this event.
      setTimeout(() => this.release());
    });
    // The timer may come late: a key must not wait for it, and it must not cut off the next drag.
    document.addEventListener("keydown", () => this.release(), { capture: true });
    document.addEventListener(
      "pointerdown",
      ({ pointerType }) => Object.assign(this, { released: null, touch: pointerType !== "mouse" }),
      { capture: true },
    );
    document.addEventListener("selectionchange", () => {
      clearTimeout(this.releaseTimer);
      if (this.touch && this.hasSelection()) this.releaseTimer = setTimeout(() => this.hasSelection() && onSelect(true, false), RELEASED_AFTER);
    });
    root.addEventListener("click", (event) => {
      if (getSelection().isCollapsed && !event.target.closest(".picture")) onPress(pointAt(index, event.clientX, event.clientY), event, this.touch);
    });
  }

  /** The mouse button was released: report what it has selected, if anything. */
  release() {
    const { released } = this;
    this.released = null;
    if (released && this.hasSelection()) this.onSelect(false, released.exact);
  }

  hasSelection() {
    const { anchorNode, isCollapsed } = getSelection();
    return Boolean(anchorNode) && !isCollapsed && this.index.root.contains(anchorNode);
  }
}
