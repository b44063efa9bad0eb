// The card of the hint that is looked at: beside its cue in the text, on a small screen at the bottom of the window.

import { boxOf } from "../text/geometry.js";

const GAP = 10;

export class HintCard {
  /** Calls `onAction(name)` for a button with data-act. */
  constructor(box, { index, onAction }) {
    Object.assign(this, { box, index });
    box.addEventListener("click", (event) => {
      const button = event.target.closest("[data-act]");
      if (button) onAction(button.dataset.act);
    });
    // Not a selection in the text that has come to its end.
    box.addEventListener("pointerup", (event) => event.stopPropagation());
    new ResizeObserver(() => this.place()).observe(index.root);
  }

  get isOpen() {
    return !this.box.hidden;
  }

  get hasFocus() {
    return this.box.contains(document.activeElement);
  }

  /**
   * Show a state ("hint", "dismissed", "pause", "end") below `passage`, which begins at `cue`; or where the reader is.
   * Return what it says.
   */
  show(state, { cue = null, passage = null, reason = "", isFirst = false }) {
    const { box, hasFocus } = this;
    box.querySelector("[data-reason]").textContent = reason;
    for (const part of box.querySelectorAll("[data-for]")) part.hidden = !part.dataset.for.split(" ").includes(state);
    box.querySelector("[data-act=previous]").disabled = isFirst;
    Object.assign(this, { state, cue, passage });
    box.hidden = false;
    this.place();
    if (hasFocus) this.focus();
    return reason || box.querySelector(`p[data-for~="${state}"]`).textContent;
  }

  /** Stand below the cue, within the column. A small screen places it by its style sheet. */
  place() {
    // Hidden or fixed to the window, it has no parent to be placed in.
    const origin = this.box.offsetParent?.getBoundingClientRect();
    if (!origin) return;
    const bar = document.querySelector(".bar").getBoundingClientRect();
    const cue = this.cue ? boxOf(this.index, this.cue) : new DOMRect(origin.right, bar.bottom, 0, 0);
    const passage = this.passage ? boxOf(this.index, this.passage) : cue;
    const left = Math.min(cue.left - origin.left, origin.width - this.box.offsetWidth);
    // What is said should stay in sight, unless it is long.
    const bottom = passage.bottom < cue.bottom + innerHeight / 4 ? passage.bottom : cue.bottom;
    this.box.style.setProperty("--left", `${Math.max(0, left)}px`);
    this.box.style.setProperty("--top", `${bottom - origin.top + GAP}px`);
  }

  focus() {
    (this.box.querySelector(".actions button:not([hidden])") ?? this.box.querySelector("button:enabled")).focus({ preventScroll: true });
  }

  hide() {
    this.box.hidden = true;
  }
}
