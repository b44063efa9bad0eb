// Paints highlights over the text without changing its DOM: for each tag one CSS highlight for the lines and one for
// each strength of the tint. The number of ranges depends on the text, not on how many people have annotated it.

import { element } from "../../dom.js";
import { joinRuns, tintStrength } from "./coverage.js";

const STRENGTHS = [0, 1, 2];

export class Painter {
  constructor(index, tags) {
    this.index = index;
    this.painted = new Map();
    if ("highlights" in CSS) {
      const names = tags.flatMap(({ slug }) => [slug, ...STRENGTHS.map((step) => `${slug}-${step}`)]);
      for (const name of [...names, "open-mark", "pending"]) this.register(name);
    } else {
      this.layer = element("div", { className: "painted", aria: { hidden: "true" } });
      index.root.after(this.layer);
      new ResizeObserver(() => this.paintBoxes()).observe(index.root);
    }
  }

  /** Make a highlight of this name, above those that there are. */
  register(name) {
    if (this.layer) return;
    const highlight = new Highlight();
    highlight.priority = this.painted.size;
    CSS.highlights.set(name, highlight);
    this.painted.set(name, { highlight, spans: [] });
  }

  /** Paint one tag's coverage runs; `readers` is the number of people in all. */
  paint(slug, runs, readers) {
    this.setSpans(slug, joinRuns(runs));
    if (this.layer) return;
    for (const step of STRENGTHS) {
      this.setSpans(`${slug}-${step}`, joinRuns(runs.filter(([, , depth]) => tintStrength(depth, readers) === step)));
    }
  }

  /** Paint the single span named "open-mark" or "pending"; null removes it. */
  paintSpan(name, span) {
    this.setSpans(name, span ? [[span.start, span.end]] : []);
  }

  /** Replace the sorted spans of one highlight; ranges that stay are not touched. */
  setSpans(name, spans) {
    if (this.layer) {
      this.painted.set(name, spans);
      this.paintBoxes();
      return;
    }
    const painted = this.painted.get(name);
    const before = painted.spans;
    let old = 0;
    painted.spans = spans.map(([start, end]) => {
      while (old < before.length && (before[old].start - start || before[old].end - end) < 0) painted.highlight.delete(before[old++].range);
      if (before[old]?.start === start && before[old].end === end) return before[old++];
      const range = this.index.range(start, end);
      painted.highlight.add(range);
      return { start, end, range };
    });
    for (; old < before.length; old += 1) painted.highlight.delete(before[old].range);
  }

  /** For browsers without the CSS Custom Highlight API: paint boxes over the text, once a frame. */
  paintBoxes() {
    this.frame ??= requestAnimationFrame(() => {
      this.frame = null;
      const origin = this.layer.offsetParent.getBoundingClientRect();
      const boxes = [...this.painted].flatMap(([name, spans]) =>
        spans.flatMap(([start, end]) =>
          [...this.index.liveRange(start, end).getClientRects()].map((rect) => {
            const box = element("i", { className: `tag-${name} ${name}` });
            box.style.left = `${rect.left - origin.left}px`;
            box.style.top = `${rect.top - origin.top}px`;
            box.style.width = `${rect.width}px`;
            box.style.height = `${rect.height}px`;
            return box;
          }),
        ),
      );
      this.layer.replaceChildren(...boxes);
    });
  }
}
