// The text on the page: which words are where in the original. The page shows what was removed as well, so that only
// some elements, the runs, have words that stay.

import { toCodePoint } from "../../annotate/text/offsets.js";
import { snap, words } from "../../annotate/text/word-boundaries.js";

export class EditedText {
  /** `root` contains runs with data-start, an offset in the original; those with data-end stand for all up to there. */
  constructor(root) {
    this.root = root;
    this.language = root.lang;
    this.refresh();
  }

  /** Read the runs again, after the page has changed. */
  refresh() {
    this.runs = [...this.root.querySelectorAll("[data-start]")].map((element, number) => ({
      element,
      number,
      text: element.textContent,
      block: element.closest("[data-at]"),
    }));
    this.byElement = new Map(this.runs.map((run) => [run.element, run]));
    this.stops = null;
  }

  /** All words in order, as spans. */
  get words() {
    this.stops ??= this.runs.flatMap((run) => words(run.text, this.language).map(([from, to]) => new Span(this, [run, from], [run, to])));
    return this.stops;
  }

  /** The words that a DOM range touches, as a span; null if there are none. */
  spanOf(range) {
    const start = this.place(range.startContainer, range.startOffset, true);
    const end = this.place(range.endContainer, range.endOffset, false);
    return start && end && this.snapped(start, end);
  }

  /** The span without white space at its ends, widened to whole words. */
  snapped([first, from], [last, to]) {
    let [start, end] = [first, last];
    while (start && start.number <= end.number && !start.text.slice(from, start === end ? to : undefined).trim()) {
      [start, from] = [this.runs[start.number + 1], 0];
    }
    while (start && end.number > start.number && !end.text.slice(0, to).trim()) {
      end = this.runs[end.number - 1];
      to = end.text.length;
    }
    if (!start || start.number > end.number) return null;
    const language = this.language;
    const [snappedFrom] = snap(start.text, from, start === end ? to : start.text.length, { language });
    const [, snappedTo] = snap(end.text, start === end ? from : 0, to, { language });
    return new Span(this, [start, snappedFrom], [end, snappedTo]);
  }

  /** The [run, UTF-16 unit] of a DOM position; beside all runs, where the next one begins or the previous one ends. */
  place(node, offset, atStart) {
    const probe = document.createRange();
    probe.setStart(node, offset);
    const run = this.byElement.get((node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("[data-start]"));
    if (run) {
      probe.setStart(run.element, 0);
      probe.setEnd(node, offset);
      return [run, probe.toString().length];
    }
    if (atStart) {
      const next = this.runs.find(({ element }) => probe.comparePoint(element, 0) >= 0);
      return next && [next, 0];
    }
    const previous = this.runs.findLast(({ element }) => probe.comparePoint(element, 0) < 0);
    return previous && [previous, previous.text.length];
  }

  /** The word at a DOM position; null beside all words. */
  wordAt(node, offset) {
    const element = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("[data-start]");
    if (!this.byElement.has(element)) return null;
    const [run, unit] = this.place(node, offset, true);
    return this.words.find(({ first: [other, from], last: [, to] }) => other === run && from <= unit && unit <= to) ?? null;
  }

  /** The word at an offset of the original, or the first one after it. */
  wordFrom(offset) {
    return this.words.find((word) => word.end > offset) ?? this.words.at(-1) ?? null;
  }
}

/** Some words of the text, from `first` to `last`: each a run and a UTF-16 unit in it. */
export class Span {
  constructor(text, first, last) {
    Object.assign(this, { text, first, last });
  }

  get start() {
    const [{ element, text }, unit] = this.first;
    return Number(element.dataset.start) + ("end" in element.dataset ? 0 : toCodePoint(text, unit));
  }

  get end() {
    const [{ element, text }, unit] = this.last;
    return "end" in element.dataset ? Number(element.dataset.end) : Number(element.dataset.start) + toCodePoint(text, unit);
  }

  /** The paragraph in which the span begins. */
  get block() {
    return this.first[0].block;
  }

  get isInOneBlock() {
    return this.block === this.last[0].block;
  }

  /** The span with the whole of each run that was written by hand. */
  get whole() {
    const [first, last] = [this.first, this.last];
    const isWhole = ([run]) => "end" in run.element.dataset;
    return new Span(this.text, isWhole(first) ? [first[0], 0] : first, isWhole(last) ? [last[0], last[0].text.length] : last);
  }

  /** Its words as they are now. */
  get words() {
    const { first: [first, from], last: [last, to], text } = this.whole;
    const parts = text.runs.slice(first.number, last.number + 1).map((run) => run.text.slice(run === first ? from : 0, run === last ? to : undefined));
    return parts.join("");
  }

  /** The paragraph in which it begins, as a span. */
  get paragraph() {
    const runs = this.text.runs.filter((run) => run.block === this.block);
    return this.text.snapped([runs[0], 0], [runs.at(-1), runs.at(-1).text.length]);
  }

  /** From the start of this span or the other to the end of either. */
  to(other) {
    const [before, after] = other.start < this.start ? [other, this] : [this, other];
    return new Span(this.text, before.first, after.end > before.end ? after.last : before.last);
  }

  /** A live DOM range of it. */
  get range() {
    const range = document.createRange();
    range.setStart(...position(...this.first, true));
    range.setEnd(...position(...this.last, false));
    return range;
  }

  /** A DOM range of it in each run: without what was removed between them. */
  get ranges() {
    const { first: [first, from], last: [last, to], text } = this;
    return text.runs.slice(first.number, last.number + 1).map((run) =>
      new Span(text, [run, run === first ? from : 0], [run, run === last ? to : run.text.length]).range,
    );
  }

  get box() {
    return this.range.getBoundingClientRect();
  }
}

/** The DOM position of a UTF-16 unit of a run. Where two text nodes meet, `after` picks the second. */
function position(run, unit, after) {
  const walker = document.createTreeWalker(run.element, NodeFilter.SHOW_TEXT);
  let rest = unit;
  let node = walker.nextNode();
  for (let next = walker.nextNode(); next && (rest > node.length || (after && rest === node.length)); next = walker.nextNode()) {
    rest -= node.length;
    node = next;
  }
  return [node, Math.min(rest, node.length)];
}
