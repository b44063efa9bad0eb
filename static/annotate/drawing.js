// Draws what changed: however much happens within one frame, it is drawn once.

import { runs } from "./coverage.js";

export class Drawing {
  /** `opened()` is the open mark or null; `drawn()` is told after each drawing. */
  constructor({ store, list, painter, strip, length }, { opened, drawn }) {
    Object.assign(this, { store, list, painter, strip, length, opened, drawn, dirty: new Set(), frame: 0 });
  }

  /** Draw in the next frame; of the marks only those with these tags. */
  later(slugs = []) {
    for (const slug of slugs) this.dirty.add(slug);
    this.frame ||= requestAnimationFrame(() => this.now());
  }

  now() {
    this.frame = 0;
    for (const slug of this.dirty) {
      const shown = this.store.order.filter((mark) => mark.tag === slug && this.list.shows(mark));
      const found = runs(shown, this.length);
      this.painter.paint(slug, found, this.list.readers);
      this.strip.paint(slug, found);
    }
    this.dirty.clear();
    const mark = this.opened();
    this.painter.point("open-mark", mark);
    this.list.point(mark);
    this.drawn();
  }
}
