// What is selected in the text, in code points, snapped to words.

import { toCodePoint, toUnit } from "./offsets.js";
import { snap } from "./word-boundaries.js";

export class TextSelection {
  constructor(index, language) {
    Object.assign(this, { index, language });
  }

  /** {start, end} of what is selected in the text, snapped; null when nothing is. */
  current(exact = false) {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    if (!range.intersectsNode(this.index.root)) return null;
    const start = this.index.point(range.startContainer, range.startOffset, "start") ?? 0;
    const end = this.index.point(range.endContainer, range.endOffset, "end") ?? this.index.length;
    return start < end ? this.snapped(start, end, exact) : null;
  }

  /** [start, end) trimmed and widened; null when nothing but white space is left. */
  snapped(start, end, exact = false) {
    const first = this.index.blocks.find((b) => b.end > start);
    const last = this.index.blocks.findLast((b) => b.start < end);
    if (!first || !last || first.start > last.start) return null;
    const from = this.edge(first, Math.max(start, first.start), first === last ? end : first.end, 0, exact);
    const to = this.edge(last, first === last ? start : last.start, Math.min(end, last.end), 1, exact);
    return from < to ? { start: from, end: to } : null;
  }

  edge(block, start, end, side, exact) {
    const units = [toUnit(block.text, start - block.start), toUnit(block.text, end - block.start)];
    const found = snap(block.text, ...units, { exact, language: this.language });
    return block.start + toCodePoint(block.text, found[side]);
  }

  /** Select a span in the page, as a mouse would. */
  select({ start, end, backward = false }) {
    const range = this.index.liveRange(start, end);
    const [from, to] = [
      [range.startContainer, range.startOffset],
      [range.endContainer, range.endOffset],
    ];
    getSelection().setBaseAndExtent(...(backward ? [...to, ...from] : [...from, ...to]));
  }
}
