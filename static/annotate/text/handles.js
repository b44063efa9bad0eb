// Two handles at the ends of a span, to be dragged by a finger or a mouse.

import { element } from "../../dom.js";
import { isRightToLeft, pointAt } from "./geometry.js";

export class Handles {
  /** `selection` snaps spans to words; `onMove(span)` is called during a drag, `onDrop(span)` at its end. */
  constructor(layer, { index, selection, onMove, onDrop }) {
    Object.assign(this, { layer, index, selection, onMove, onDrop, span: null });
    this.edges = { start: this.createHandle("start"), end: this.createHandle("end") };
    layer.append(this.edges.start, this.edges.end);
    new ResizeObserver(() => this.position()).observe(index.root);
  }

  createHandle(edge) {
    const handle = element("div", { className: `handle ${edge}`, hidden: true, aria: { hidden: "true" } });
    handle.addEventListener("pointerdown", (event) => this.grab(event, edge));
    // Otherwise a browser takes a quick drag for a flick, and the next tap for what stops it.
    handle.addEventListener("touchstart", (event) => event.preventDefault(), { passive: false });
    return handle;
  }

  show(span) {
    this.span = span;
    for (const handle of Object.values(this.edges)) handle.hidden = false;
    this.position();
  }

  hide() {
    this.span = null;
    for (const handle of Object.values(this.edges)) handle.hidden = true;
  }

  position() {
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
    const point = edge === "start" ? start : end - 1;
    const rects = this.index.liveRange(point, point + 1).getClientRects();
    const rect = edge === "start" ? rects[0] : rects[rects.length - 1];
    const onLeft = (edge === "start") !== isRightToLeft(this.index, point);
    return { x: onLeft ? rect.left : rect.right, top: rect.top, bottom: rect.bottom };
  }

  grab(event, edge) {
    event.preventDefault();
    const handle = this.edges[edge];
    const tip = this.tip(edge);
    // The finger is below the line that it points at: keep its distance from the line.
    const off = { x: event.clientX - tip.x, y: event.clientY - (tip.top + tip.bottom) / 2 };
    // The other end of the span stays where it is, even when the finger passes it.
    const fixed = edge === "start" ? this.span.end : this.span.start;
    const move = (to) => this.drag(to.clientX - off.x, to.clientY - off.y, fixed);
    const drop = () => {
      handle.removeEventListener("pointermove", move);
      this.onDrop(this.span);
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
    const span = this.selection.snap(Math.min(point, fixed), Math.max(point, fixed));
    if (!span || (span.start === this.span.start && span.end === this.span.end)) return;
    this.show(span);
    this.onMove(span);
  }
}
