// paint(): the marks on the text, without touching the text. One Highlight a tag.

export class Painter {
  constructor(index, tags) {
    this.index = index;
    this.tags = tags;
    this.layer = null;
    if (!("highlights" in CSS)) {
      this.layer = document.createElement("div");
      this.layer.className = "painted";
      this.layer.setAttribute("aria-hidden", "true");
      index.root.append(this.layer);
      new ResizeObserver(() => this.paint(this.marks ?? [], this.open)).observe(index.root);
    }
  }

  /** Paint `marks`, and `open` among them more strongly. */
  paint(marks, open = null) {
    this.marks = marks;
    this.open = open;
    if (this.layer) return this.paintBoxes(marks);
    this.tags.forEach((tag, priority) => {
      const ranges = marks.filter((m) => m.tag === tag.slug).map((m) => this.index.range(m.start, m.end));
      const highlight = new Highlight(...ranges);
      highlight.priority = priority;
      CSS.highlights.set(tag.slug, highlight);
    });
    const current = new Highlight(...(open ? [this.index.range(open.start, open.end)] : []));
    current.priority = -1;
    CSS.highlights.set("open-mark", current);
  }

  /** For engines without the Custom Highlight API: boxes over the text. */
  paintBoxes(marks) {
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
