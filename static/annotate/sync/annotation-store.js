// The marks of a round as this page knows them, and the way back: undo and redo. Pure.

import { byPlace } from "../text/passages.js";

export class Store extends EventTarget {
  constructor(marks = []) {
    super();
    this.marks = new Map(marks.map((mark) => [mark.id, mark]));
    this.order = [...marks].sort(byPlaceAndId);
    this.byTag = new Map();
    for (const mark of this.order) this.tagged(mark.tag).push(mark);
    this.done = [];
    this.undone = [];
  }

  /** The marks over all of [start, end), shortest first. */
  over(start, end = start + 1) {
    return this.order.filter((mark) => mark.start <= start && end <= mark.end).sort((a, b) => a.end - a.start - (b.end - b.start));
  }

  /** The marks with one tag, in the order of the text. */
  tagged(slug) {
    if (!this.byTag.has(slug)) this.byTag.set(slug, []);
    return this.byTag.get(slug);
  }

  /** The marks over [start, end) and no more. */
  on(start, end) {
    const found = [];
    let at = placeIn(this.order, { start, end, tag: "" }, byPlace);
    for (; this.order[at]?.start === start && this.order[at].end === end; at += 1) found.push(this.order[at]);
    return found;
  }

  /** Somebody here makes the mark `id` be `after` (null takes it off). */
  change(id, after) {
    this.changeAll([[id, after]]);
  }

  /** Several changes that are one step: they are undone together. Typing goes on in the step before. */
  changeAll(changes) {
    const step = changes.map(([id, after]) => ({ id, before: this.marks.get(id) ?? null, after }));
    const last = this.done.at(-1);
    const [only] = step;
    const goesOn = step.length === 1 && last?.length === 1 && last[0].id === only.id && last[0].after?.typing;
    if (goesOn && only.before && only.after?.typing) last[0].after = only.after;
    else this.done.push(step);
    this.undone = [];
    for (const { id, after } of step) this.set(id, after);
  }

  /** Take the last step back; returns its changes, null when there is none. */
  undo() {
    const step = this.done.pop();
    if (!step) return null;
    this.undone.push(step);
    for (const { id, before } of [...step].reverse()) this.set(id, before);
    return step;
  }

  /** Do again what was taken back last. */
  redo() {
    const step = this.undone.pop();
    if (!step) return null;
    this.done.push(step);
    for (const { id, after } of step) this.set(id, after);
    return step;
  }

  set(id, mark) {
    const before = this.put(id, mark);
    this.dispatchEvent(new CustomEvent("changed", { detail: { id, before, mark } }));
  }

  /** What was decided elsewhere: no step of this person's here, so nothing to undo. */
  settle(id, mark) {
    const before = this.put(id, mark);
    this.dispatchEvent(new CustomEvent("settled", { detail: { id, before, mark } }));
  }

  put(id, mark) {
    const before = this.marks.get(id) ?? null;
    // Among thousands of marks one is moved, not all of them sorted.
    if (before) for (const order of [this.order, this.tagged(before.tag)]) order.splice(placeIn(order, before, byPlaceAndId), 1);
    if (mark) {
      this.marks.set(id, mark);
      for (const order of [this.order, this.tagged(mark.tag)]) order.splice(placeIn(order, mark, byPlaceAndId), 0, mark);
    } else this.marks.delete(id);
    return before;
  }
}

/** Where `item` stands, or would stand, among `sorted` items. */
export function placeIn(sorted, item, compare) {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compare(sorted[middle], item) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

function byPlaceAndId(a, b) {
  if (a.id === b.id) return 0;
  return byPlace(a, b) || (a.id < b.id ? -1 : 1);
}
