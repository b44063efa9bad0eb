// Two handles at the ends of a span, to be dragged by a finger or a mouse.

import { element } from "../../dom.js";
import { isRightToLeft, pointAt } from "./geometry.js";

export class Handles {
  /** `snapped(start, end)` is the selection's; `moved(span)` is told while dragging, `dropped(span)` at its end. */
  constructor(layer, index, { snapped, moved, dropped }) {
    Object.assign(this, { layer, index, snapped, moved, dropped, span: null });
    this.edges = { start: this.handle("start"), end: this.handle("end") };
    layer.append(this.edges.start, this.edges.end);
    new ResizeObserver(() => this.place()).observe(index.root);
  }

  handle(edge) {
    const made = element("div", { className: `handle ${edge}`, hidden: true, aria: { hidden: "true" } });
    made.addEventListener("pointerdown", (event) => this.grab(event, edge));
    // Else a browser takes a quick drag for a flick, and the next tap for what stops it.
    made.addEventListener("touchstart", (event) => event.preventDefault(), { passive: false });
    return made;
  }

  show(span) {
    this.span = span;
    for (const handle of Object.values(this.edges)) handle.hidden = false;
    this.place();
  }

  hide() {
    this.span = null;
    for (const handle of Object.values(this.edges)) handle.hidden = true;
  }

  place() {
    if (!this.span) return;
    const origin = this.layer.getBoundingClientRect();
    for (const [edge, handle] of Object.entries(this.edges)) {
      const { x, bottom } = this.tip(edge);
      handle.style.left = `${x - origin.left}px`;
      handle.style.top = `${bottom - origin.top}px`;
    }
  }

  /** Where an edge of the span is in the window: at the outer side of its first or last letter. */
  tip(edge) {
    const { start, end } = this.span;
    const at = edge === "start" ? start : end - 1;
    const rects = this.index.liveRange(at, at + 1).getClientRects();
    const rect = edge === "start" ? rects[0] : rects[rects.length - 1];
    const onLeft = (edge === "start") !== isRightToLeft(this.index, at);
    return { x: onLeft ? rect.left : rect.right, top: rect.top, bottom: rect.bottom };
  }

  grab(event, edge) {
    event.preventDefault();
    const handle = this.edges[edge];
    const tip = this.tip(edge);
    // The finger holds the handle below the line: what it points at is the line.
    const off = { x: event.clientX - tip.x, y: event.clientY - (tip.top + tip.bottom) / 2 };
    // The span's other end stays where it is, even when the finger passes it.
    const fixed = edge === "start" ? this.span.end : this.span.start;
    const move = (to) => this.drag(to.clientX - off.x, to.clientY - off.y, fixed);
    const drop = () => {
      handle.removeEventListener("pointermove", move);
      this.dropped(this.span);
    };
    handle.setPointerCapture(event.pointerId);
    handle.addEventListener("pointermove", move);
    handle.addEventListener("lostpointercapture", drop, { once: true });
  }

  drag(x, y, fixed) {
    this.layer.classList.add("dragging");
    const point = pointAt(this.index, x, y);
    this.layer.classList.remove("dragging");
    if (point === null) return;
    const span = this.snapped(Math.min(point, fixed), Math.max(point, fixed));
    if (!span || (span.start === this.span.start && span.end === this.span.end)) return;
    this.show(span);
    this.moved(span);
  }
}
