// paint(): the marks on the text, without touching the text. One Highlight a tag.

export class Painter {
  constructor(index, tags) {
    this.index = index;
    this.painted = new Map();
    if ("highlights" in CSS) {
      this.highlights = new Map(tags.map(({ slug }) => [slug, new Highlight()]));
      [...this.highlights].forEach(([slug, highlight], priority) => {
        highlight.priority = priority;
        CSS.highlights.set(slug, highlight);
      });
    } else {
      this.layer = document.createElement("div");
      this.layer.className = "painted";
      this.layer.setAttribute("aria-hidden", "true");
      index.root.append(this.layer);
      new ResizeObserver(() => this.paintBoxes()).observe(index.root);
    }
  }

  /** Paint `marks`, and `open` among them more strongly. Only what changed is painted anew. */
  paint(marks, open = null) {
    if (this.layer) return this.paintBoxes(marks);
    const gone = new Map(this.painted);
    for (const mark of marks) {
      const known = gone.get(mark.id);
      if (known && known.mark.tag === mark.tag && known.mark.start === mark.start && known.mark.end === mark.end) {
        gone.delete(mark.id);
      } else this.add(mark);
    }
    for (const { mark, range } of gone.values()) {
      this.highlights.get(mark.tag).delete(range);
      if (this.painted.get(mark.id)?.range === range) this.painted.delete(mark.id);
    }
    const current = new Highlight(...(open ? [this.index.range(open.start, open.end)] : []));
    current.priority = -1;
    CSS.highlights.set("open-mark", current);
  }

  add(mark) {
    const range = this.index.range(mark.start, mark.end);
    this.highlights.get(mark.tag).add(range);
    this.painted.set(mark.id, { mark, range });
  }

  /** For engines without the Custom Highlight API: boxes over the text. */
  paintBoxes(marks = this.marks ?? []) {
    this.marks = marks;
    const origin = this.index.root.getBoundingClientRect();
    const boxes = marks.flatMap((mark) =>
      [...this.index.liveRange(mark.start, mark.end).getClientRects()].map((rect) => {
        const box = document.createElement("i");
        box.className = `tag-${mark.tag}`;
        box.style.left = `${rect.left - origin.left}px`;
        box.style.top = `${rect.top - origin.top}px`;
        box.style.width = `${rect.width}px`;
        box.style.height = `${rect.height}px`;
        return box;
      }),
    );
    this.layer.replaceChildren(...boxes);
  }
}
