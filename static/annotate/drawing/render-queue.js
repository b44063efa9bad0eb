// Renders what has changed at most once a frame: the highlights in the text first, everything else after the paint.

import { coverageRuns } from "./coverage.js";

export class RenderQueue {
  /** `getOpen()` returns the open annotation or null; `length` is that of the text. */
  constructor({ store, filter, list, tags, painter, minimap, length, getOpen }) {
    Object.assign(this, { store, filter, list, tags, painter, minimap, length, getOpen, changedTags: new Set(), deferred: [], frame: 0 });
    store.addEventListener("changed", ({ detail: { before, after } }) => this.schedule([before?.tag, after?.tag].filter(Boolean)));
    filter.addEventListener("changed", () => this.schedule(tags.keys()));
    // Deferred work is done at the latest before the next key or press is handled.
    for (const name of ["keydown", "pointerdown"]) document.addEventListener(name, () => this.runDeferred(), { capture: true });
  }

  /** Render in the next frame; highlights only of these tags. */
  schedule(slugs = []) {
    for (const slug of slugs) this.changedTags.add(slug);
    this.frame ||= requestAnimationFrame(() => this.render());
  }

  /** Do `work` after the next frame has been painted, so that it does not delay the highlights. */
  afterPaint(work) {
    this.deferred.push(work);
    this.schedule();
  }

  runDeferred() {
    for (const work of this.deferred.splice(0)) work();
  }

  renderAll() {
    this.changedTags = new Set(this.tags.keys());
    this.render();
  }

  render() {
    this.frame = 0;
    for (const slug of this.changedTags) {
      const runs = coverageRuns(this.filter.visible(this.store.withTag(slug), slug), this.length);
      this.painter.paint(slug, runs, this.store.readers);
      this.deferred.push(() => this.minimap.paint(slug, runs));
    }
    this.changedTags.clear();
    this.painter.paintSpan("open-mark", this.getOpen());
    this.deferred.push(() => this.list.point(this.getOpen()));
    setTimeout(() => this.runDeferred());
  }
}
