// Draws what changed: however much happens within one frame, it is drawn once, and the marks on the text first.

import { runs } from "./coverage.js";

export class Drawing {
  /** `opened()` is the open mark or null; `drawn()` is told after each drawing. */
  constructor({ store, list, painter, strip, length }, { opened, drawn }) {
    Object.assign(this, { store, list, painter, strip, length, opened, drawn, dirty: new Set(), waiting: [], frame: 0 });
    // What waits for the picture never waits longer than the next thing that somebody does.
    for (const name of ["keydown", "pointerdown"]) document.addEventListener(name, () => this.flush(), { capture: true });
  }

  /** Draw in the next frame; of the marks only those with these tags. */
  later(slugs = []) {
    for (const slug of slugs) this.dirty.add(slug);
    this.frame ||= requestAnimationFrame(() => this.now());
  }

  /** Do `work` when the next frame has been shown: what follows a mark must not hold its picture up. */
  afterwards(work) {
    this.waiting.push(work);
    this.later();
  }

  flush() {
    for (const work of this.waiting.splice(0)) work();
  }

  now() {
    this.frame = 0;
    for (const slug of this.dirty) {
      const shown = this.list.shown(this.store.tagged(slug), slug);
      const found = runs(shown, this.length);
      this.painter.paint(slug, found, this.list.readers);
      this.waiting.push(() => this.strip.paint(slug, found));
    }
    this.dirty.clear();
    this.painter.point("open-mark", this.opened());
    this.waiting.push(() => this.list.point(this.opened()), this.drawn);
    setTimeout(() => this.flush());
  }
}
