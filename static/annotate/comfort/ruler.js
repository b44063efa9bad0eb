// The reading ruler: a window of one line over the text that follows the mouse, the finger, the keyboard and the voice.

import { element } from "../../dom.js";
import { boxOf } from "../text/geometry.js";

// Height of the window, in lines.
const LINES = 1.5;

export class Ruler {
  constructor({ index, cursor }) {
    Object.assign(this, { index, cursor });
    this.line = element("i");
    this.box = element("div", { className: "ruler", aria: { hidden: "true" } }, this.line);
    const { root } = index;
    root.addEventListener("pointermove", (event) => this.moveTo(event.clientY));
    root.addEventListener("pointerdown", (event) => this.moveTo(event.clientY));
    document.addEventListener("keyup", () => cursor.head && this.follow(cursor.head));
  }

  /** Show or hide the ruler. */
  show(shown) {
    if (!shown) return this.box.remove();
    this.index.root.after(this.box);
    this.moveTo(this.index.root.getBoundingClientRect().top + this.lineHeight / 2);
  }

  get lineHeight() {
    return parseFloat(getComputedStyle(this.index.root).lineHeight);
  }

  /** Centre the window at a height in client coordinates. */
  moveTo(y) {
    const height = this.lineHeight * LINES;
    this.line.style.height = `${height}px`;
    this.line.style.top = `${y - this.box.getBoundingClientRect().top - height / 2}px`;
  }

  /** Move to the first line of a span. */
  follow(span) {
    const { top } = boxOf(this.index, span);
    this.moveTo(top + this.lineHeight / 2);
  }
}
