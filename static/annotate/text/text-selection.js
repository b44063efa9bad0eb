// The browser's selection in the text, in code points, snapped to words.

import { toCodePoint, toUnit } from "./offsets.js";
import { snap } from "./word-boundaries.js";

export class TextSelection {
  constructor(index, language) {
    Object.assign(this, { index, language });
  }

  /** The snapped span of what is selected in the text; null when nothing is. */
  current(exact = false) {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    if (!range.intersectsNode(this.index.root)) return null;
    const start = this.index.point(range.startContainer, range.startOffset, "start") ?? 0;
    const end = this.index.point(range.endContainer, range.endOffset, "end") ?? this.index.length;
    return start < end ? this.snap(start, end, exact) : null;
  }

  /** Trim [start, end) and widen it to whole words; null when only white space is left. */
  snap(start, end, exact = false) {
    const first = this.index.blocks.find((b) => b.end > start);
    const last = this.index.blocks.findLast((b) => b.start < end);
    if (!first || !last || first.start > last.start) return null;
    const from = this.snapEdge(first, Math.max(start, first.start), first === last ? end : first.end, 0, exact);
    const to = this.snapEdge(last, first === last ? start : last.start, Math.min(end, last.end), 1, exact);
    return from < to ? { start: from, end: to } : null;
  }

  snapEdge(block, start, end, side, exact) {
    const units = [toUnit(block.text, start - block.start), toUnit(block.text, end - block.start)];
    const snapped = snap(block.text, ...units, { exact, language: this.language });
    return block.start + toCodePoint(block.text, snapped[side]);
  }

  /** Select a span in the browser, as a mouse would. */
  select({ start, end, backward = false }) {
    const range = this.index.liveRange(start, end);
    const [from, to] = [
      [range.startContainer, range.startOffset],
      [range.endContainer, range.endOffset],
    ];
    getSelection().setBaseAndExtent(...(backward ? [...to, ...from] : [...from, ...to]));
  }
}
