// The reading cursor: where the keyboard is in the text, and what it has selected. All places in code points.

import { toCodePoint } from "./offsets.js";
import { sentences, words } from "./word-boundaries.js";

export class ReadingCursor {
  constructor(index, language) {
    Object.assign(this, { index, language, at: null, known: new Map() });
  }

  /** Every word's, sentence's or paragraph's span, in order of the text; counted once. */
  stops(unit) {
    if (!this.known.has(unit)) this.known.set(unit, this.count(unit));
    return this.known.get(unit);
  }

  count(unit) {
    const cut = { word: words, sentence: sentences, paragraph: (text) => [[0, text.length]] }[unit];
    return this.index.blocks.flatMap(({ text, start, plain }) =>
      cut(text, this.language).map(([from, to]) => ({
        start: start + (plain ? from : toCodePoint(text, from)),
        end: start + (plain ? to : toCodePoint(text, to)),
      })),
    );
  }

  /** Go on by one unit; `extend` keeps what was selected. Returns {start, end, backward}, null in an empty text. */
  move(unit, forward, extend) {
    const stops = this.stops(unit);
    if (!stops.length) return null;
    const { anchor, head } = this.at ?? { head: { start: -1, end: -1 } };
    // From a sentence the next word is the sentence's first.
    const inside = (stop) => stop.start === head.start && stop.end < head.end;
    const ahead = (stop) => (extend ? stop.end > head.end : stop.start > head.start || inside(stop));
    const next = forward ? stops.find(ahead) : stops.findLast((stop) => stop.start < head.start);
    const found = next ?? (this.at ? head : stops[0]);
    this.at = { anchor: extend && anchor ? anchor : found, head: found };
    return this.span();
  }

  /** What is selected: from the anchor to the head, whichever comes first. */
  span() {
    const { anchor, head } = this.at;
    const backward = head.start < anchor.start;
    return { start: Math.min(anchor.start, head.start), end: Math.max(anchor.end, head.end), backward };
  }

  /** Put the cursor on `span`. */
  put(span) {
    this.at = { anchor: span, head: span };
  }

  /** The word that holds a code point, or the last one before it. */
  wordAt(point) {
    return this.stops("word").findLast((stop) => stop.start <= point) ?? null;
  }
}
