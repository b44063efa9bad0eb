// Knows where each code point of the text stands in the page. The text's own DOM is never touched.

import { length, toCodePoint, toUnit } from "./offsets.js";

export class TextIndex {
  /** `root` holds blocks with data-start (code points); between blocks lie line breaks alone. */
  constructor(root) {
    this.root = root;
    this.blocks = [...root.querySelectorAll("[data-start]")].map((element) => {
      const text = element.textContent;
      const start = Number(element.dataset.start);
      const end = start + length(text);
      // Where no pair of units makes one code point, counting one is counting the other.
      return { element, text, start, end, plain: end - start === text.length, runs: runs(element) };
    });
    this.length = this.blocks.at(-1)?.end ?? 0;
  }

  /** The block that holds code point `point`, or the next one. */
  blockAt(point) {
    return this.blocks[this.numberAt(point)];
  }

  numberAt(point) {
    let low = 0;
    let high = this.blocks.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.blocks[middle].end < point) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** [node, unit] of a code point. `after` picks the run that follows where two runs meet. */
  place(point, after = false) {
    const block = this.blockAt(after && point < this.length ? point + 0.5 : point);
    const unit = this.unit(block, Math.max(block.start, Math.min(point, block.end)));
    let run = block.runs[0];
    for (const next of block.runs) {
      if (next.unit > unit || (!after && next.unit === unit && unit > 0)) break;
      run = next;
    }
    return [run.node, Math.min(unit - run.unit, run.node.length)];
  }

  /** The UTF-16 unit of a code point in its block. */
  unit(block, point) {
    return block.plain ? point - block.start : toUnit(block.text, point - block.start);
  }

  /** The range that a highlight paints. */
  range(start, end) {
    const [startContainer, startOffset] = this.place(start, true);
    const [endContainer, endOffset] = this.place(end);
    return new StaticRange({ startContainer, startOffset, endContainer, endOffset });
  }

  /** A live range, for measuring and selecting. */
  liveRange(start, end) {
    const range = document.createRange();
    range.setStart(...this.place(start, true));
    range.setEnd(...this.place(end));
    return range;
  }

  /** The code point of a place in the page, or null outside the text. `edge` says which way to round. */
  point(node, offset, edge = "start") {
    if (!this.root.contains(node)) return null;
    const probe = document.createRange();
    probe.setStart(node, offset);
    const block = this.blocks.findLast((b) => probe.comparePoint(b.element, 0) <= 0) ?? this.blocks[0];
    if (!block.element.contains(node) || node === block.element) {
      const inside = node === block.element && offset < node.childNodes.length;
      if (node === block.element) return inside && offset === 0 ? block.start : block.end;
      const next = this.blocks[this.blocks.indexOf(block) + 1];
      const before = probe.comparePoint(block.element, 0) > 0;
      if (before) return block.start;
      return edge === "start" && next ? next.start : block.end;
    }
    probe.setStart(block.element, 0);
    probe.setEnd(node, offset);
    const unit = probe.toString().length;
    return block.start + toCodePoint(block.text, unit);
  }

  /** text[start:end], as the server has it. */
  quote(start, end) {
    let quote = "";
    let at = start;
    for (let number = this.numberAt(start + 1); number < this.blocks.length; number += 1) {
      const block = this.blocks[number];
      if (block.start >= end) break;
      if (at < block.start) quote += "\n".repeat(block.start - at);
      const [from, to] = [Math.max(at, block.start), Math.min(end, block.end)].map((point) => this.unit(block, point));
      quote += block.text.slice(from, to);
      at = Math.min(end, block.end);
    }
    return quote;
  }
}

function runs(element) {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const found = [];
  let unit = 0;
  while (walker.nextNode()) {
    found.push({ node: walker.currentNode, unit });
    unit += walker.currentNode.length;
  }
  return found;
}
