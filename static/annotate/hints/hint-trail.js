// The hints that the reader has had, in the order in which they came, and the one that is looked at. Pure.

/** Whether the reader has not responded to a hint yet. */
export function isOpen({ response }) {
  return response === null || response === "seen";
}

export class HintTrail {
  constructor() {
    this.hints = [];
    this.at = 0;
  }

  /** The hint that is looked at, or null. */
  get current() {
    return this.hints[this.at] ?? null;
  }

  /** Take in those that were shown on an earlier visit. */
  restore(hints) {
    this.hints = hints;
    this.leave();
  }

  /** Look at none: the reader is past them all. */
  leave() {
    this.at = this.hints.length;
  }

  /** Add a hint and look at it. */
  add(hint) {
    this.at = this.hints.push(hint) - 1;
  }

  /** Go to the next or previous open hint; return it, or null if there is none. */
  step(forward) {
    const at = this.neighbour(forward);
    if (at < 0) return null;
    this.at = at;
    return this.current;
  }

  /** Go to the open hint that is drawn at a place of the text; return it, or null if there is none. */
  goTo(point) {
    const at = this.hints.findIndex((hint) => isOpen(hint) && hint.cue[0] <= point && point < hint.cue[1]);
    if (at < 0) return null;
    this.at = at;
    return this.current;
  }

  /** The number of the next or previous open hint; -1 if there is none. */
  neighbour(forward) {
    return forward ? this.hints.findIndex((hint, at) => at > this.at && isOpen(hint)) : this.hints.findLastIndex((hint, at) => at < this.at && isOpen(hint));
  }

  /** Note the response to the hint with this key. */
  respond(key, response) {
    this.hints = this.hints.map((hint) => (hint.key === key ? { ...hint, response } : hint));
  }

  /** The sorted spans [start, end] at which open hints are drawn. */
  get cues() {
    return this.hints.filter(isOpen).map(({ cue }) => cue).sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  }
}
