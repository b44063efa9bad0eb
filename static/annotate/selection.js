// What is selected in the text, in code points, snapped to words; and the reading cursor of the keyboard.

import { toCodePoint, toUnit } from "./offsets.js";
import { sentences, snap, words } from "./words.js";

export class TextSelection {
  constructor(index, language) {
    this.index = index;
    this.language = language;
  }

  /** {start, end} of what is selected in the text, snapped; null when nothing is. */
  current(exact = false) {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    const root = this.index.root;
    if (!range.intersectsNode(root)) return null;
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

  select({ start, end }, backward = false) {
    const range = this.index.liveRange(start, end);
    const [from, to] = [
      [range.startContainer, range.startOffset],
      [range.endContainer, range.endOffset],
    ];
    getSelection().setBaseAndExtent(...(backward ? [...to, ...from] : [...from, ...to]));
  }

  /** Every word's (or sentence's) span in the text, in code points; counted once. */
  stops(unit) {
    this.known ??= new Map();
    if (!this.known.has(unit)) {
      const cut = unit === "word" ? words : sentences;
      const spans = this.index.blocks.flatMap((block) =>
        cut(block.text, this.language).map(([start, end]) => ({
          start: block.start + toCodePoint(block.text, start),
          end: block.start + toCodePoint(block.text, end),
        })),
      );
      this.known.set(unit, spans);
    }
    return this.known.get(unit);
  }

  /** Move the reading cursor by one word or sentence; `extend` selects up to there. Returns what is selected. */
  move(unit, forward, extend) {
    const stops = this.stops(unit);
    if (!stops.length) return null;
    const { anchor, head } = this.cursor ?? { head: { start: -1, end: -1 } };
    const ahead = (stop) => (extend ? stop.end > head.end : stop.start > head.start);
    const next = forward ? stops.find(ahead) : stops.findLast((stop) => stop.start < head.start);
    const found = next ?? (this.cursor ? head : stops[0]);
    this.cursor = { anchor: extend && anchor ? anchor : found, head: found };
    const span = this.span();
    this.select(span, this.cursor.head.start < this.cursor.anchor.start);
    return span;
  }

  /** What the reading cursor covers: from its anchor to its head, whichever comes first. */
  span() {
    const { anchor, head } = this.cursor;
    return { start: Math.min(anchor.start, head.start), end: Math.max(anchor.end, head.end) };
  }

  /** Put the reading cursor on `span`. */
  put(span) {
    this.cursor = { anchor: span, head: span };
  }

  /** Put the reading cursor on the word at a code point. */
  putAt(point) {
    const word = this.stops("word").findLast((stop) => stop.start <= point);
    if (word) this.put(word);
  }
}
