// Paints the marks on the text, without touching the text: for each tag a Highlight of lines and one of each tint.
// Their ranges are bounded by the text, however many people have marked.

import { joined, strength } from "./coverage.js";
import { element } from "../../dom.js";

const STRENGTHS = [0, 1, 2];

export class Painter {
  constructor(index, tags) {
    this.index = index;
    this.painted = new Map();
    if ("highlights" in CSS) {
      const names = tags.flatMap(({ slug }) => [slug, ...STRENGTHS.map((step) => `${slug}-${step}`)]);
      for (const name of [...names, "open-mark", "pending"]) {
        const highlight = new Highlight();
        highlight.priority = this.painted.size;
        CSS.highlights.set(name, highlight);
        this.painted.set(name, { highlight, spans: [] });
      }
    } else {
      this.layer = element("div", { className: "painted", aria: { hidden: "true" } });
      index.root.after(this.layer);
      new ResizeObserver(() => this.boxes()).observe(index.root);
    }
  }

  /** The runs of one tag's marks, of `readers` people in all. */
  paint(slug, runs, readers) {
    this.put(slug, joined(runs));
    if (this.layer) return;
    for (const step of STRENGTHS) {
      this.put(`${slug}-${step}`, joined(runs.filter(([, , depth]) => strength(depth, readers) === step)));
    }
  }

  /** The one span that is "open-mark" or "pending"; null takes it off. */
  point(name, span) {
    this.put(name, span ? [[span.start, span.end]] : []);
  }

  /** Only what changed is painted anew. */
  put(name, spans) {
    if (this.layer) {
      this.painted.set(name, spans);
      this.boxes();
      return;
    }
    const painted = this.painted.get(name);
    const before = painted.spans;
    // Both are in the order of the text: one walk finds what is gone and what is new.
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

  /** For engines without the Custom Highlight API: boxes over the text, once a frame. */
  boxes() {
    this.drawing ??= requestAnimationFrame(() => {
      this.drawing = null;
      const origin = this.layer.offsetParent.getBoundingClientRect();
      const made = [...this.painted].flatMap(([name, spans]) =>
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
      this.layer.replaceChildren(...made);
    });
  }
}
