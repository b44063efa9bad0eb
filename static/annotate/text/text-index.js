// Maps code points of the text to positions in the DOM and back. The DOM of the text is never changed.

import { length, toCodePoint, toUnit } from "./offsets.js";

export class TextIndex {
  /** `root` contains blocks with data-start (a code point); between blocks are only line breaks. */
  constructor(root) {
    this.root = root;
    this.blocks = [...root.querySelectorAll("[data-start]")].map((element) => {
      const text = element.textContent;
      const start = Number(element.dataset.start);
      const end = start + length(text);
      // In a plain block, without surrogate pairs, code points and UTF-16 units are the same.
      return { element, text, start, end, plain: end - start === text.length, runs: textRuns(element) };
    });
    this.length = this.blocks.at(-1)?.end ?? 0;
  }

  /** The block that contains code point `point`, or the next one. */
  blockAt(point) {
    return this.blocks[this.blockNumberAt(point)];
  }

  blockNumberAt(point) {
    let low = 0;
    let high = this.blocks.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.blocks[middle].end < point) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The DOM position [node, offset] of a code point. Where two text nodes meet, `after` picks the second. */
  position(point, after = false) {
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

  /** A static range, for a CSS highlight. */
  range(start, end) {
    const [startContainer, startOffset] = this.position(start, true);
    const [endContainer, endOffset] = this.position(end);
    return new StaticRange({ startContainer, startOffset, endContainer, endOffset });
  }

  /** A live range, for measuring and selecting. */
  liveRange(start, end) {
    const range = document.createRange();
    range.setStart(...this.position(start, true));
    range.setEnd(...this.position(end));
    return range;
  }

  /** The code point of a DOM position, or null outside the text. Between blocks, "start" rounds up and "end" down. */
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

  /** text[start:end], as the server computes it. */
  quote(start, end) {
    let quote = "";
    let at = start;
    for (let number = this.blockNumberAt(start + 1); number < this.blocks.length; number += 1) {
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

/** The text nodes of a block, each with the UTF-16 unit at which it begins. */
function textRuns(element) {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const runs = [];
  let unit = 0;
  while (walker.nextNode()) {
    runs.push({ node: walker.currentNode, unit });
    unit += walker.currentNode.length;
  }
  return runs;
}
