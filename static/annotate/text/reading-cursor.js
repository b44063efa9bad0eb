// The reading cursor: where the keyboard is in the text, and what it has selected. All positions are code points.

import { toCodePoint } from "./offsets.js";
import { sentences, words } from "./word-boundaries.js";

export class ReadingCursor {
  constructor(index, language) {
    Object.assign(this, { index, language, position: null, stopsByUnit: new Map() });
  }

  /** The spans of all words, sentences or paragraphs, in the order of the text (cached). */
  stops(unit) {
    if (!this.stopsByUnit.has(unit)) this.stopsByUnit.set(unit, this.findStops(unit));
    return this.stopsByUnit.get(unit);
  }

  findStops(unit) {
    const segment = { word: words, sentence: sentences, paragraph: (text) => [[0, text.length]] }[unit];
    return this.index.blocks.flatMap(({ text, start, plain }) =>
      segment(text, this.language).map(([from, to]) => ({
        start: start + (plain ? from : toCodePoint(text, from)),
        end: start + (plain ? to : toCodePoint(text, to)),
      })),
    );
  }

  /** Move by one unit; `extend` grows the selection. Return {start, end, backward}, or null in an empty text. */
  move(unit, forward, extend) {
    const stops = this.stops(unit);
    if (!stops.length) return null;
    const { anchor, head } = this.position ?? { head: { start: -1, end: -1 } };
    // From a sentence the next word is the sentence's first.
    const isInside = (stop) => stop.start === head.start && stop.end < head.end;
    const isAhead = (stop) => (extend ? stop.end > head.end : stop.start > head.start || isInside(stop));
    const next = forward ? stops.find(isAhead) : stops.findLast((stop) => stop.start < head.start);
    const target = next ?? (this.position ? head : stops[0]);
    this.position = { anchor: extend && anchor ? anchor : target, head: target };
    return this.span();
  }

  /** The selected span, from the anchor to the head, whichever comes first. */
  span() {
    const { anchor, head } = this.position;
    const backward = head.start < anchor.start;
    return { start: Math.min(anchor.start, head.start), end: Math.max(anchor.end, head.end), backward };
  }

  moveTo(span) {
    this.position = { anchor: span, head: span };
  }

  /** The word that contains a code point, or the last one before it. */
  wordAt(point) {
    return this.stops("word").findLast((stop) => stop.start <= point) ?? null;
  }

  /** The span under the cursor, or null before its first move. */
  get head() {
    return this.position?.head ?? null;
  }
}
