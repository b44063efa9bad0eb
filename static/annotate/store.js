// The marks of a round as this page knows them, and the way back: undo and redo. Pure.

export class Store extends EventTarget {
  constructor(marks = []) {
    super();
    this.marks = new Map(marks.map((mark) => [mark.id, mark]));
    this.done = [];
    this.undone = [];
  }

  /** Every mark that stands, in the order of the text, longer ones first. */
  sorted() {
    this.order ??= [...this.marks.values()].sort(byPlace);
    return this.order;
  }

  /** The marks over code point `point`, shortest first. */
  at(point) {
    return this.sorted()
      .filter((mark) => mark.start <= point && point < mark.end)
      .sort((a, b) => a.end - a.start - (b.end - b.start));
  }

  /** Somebody here makes the mark `id` be `after` (null takes it off). */
  change(id, after) {
    const before = this.marks.get(id) ?? null;
    const last = this.done.at(-1);
    if (before && after && last?.id === id && last.typing && after.typing) last.after = after;
    else this.done.push({ id, before, after, typing: Boolean(after?.typing) });
    this.undone = [];
    this.set(id, after);
  }

  undo() {
    const step = this.done.pop();
    if (!step) return null;
    this.undone.push(step);
    this.set(step.id, step.before);
    return step;
  }

  redo() {
    const step = this.undone.pop();
    if (!step) return null;
    this.done.push(step);
    this.set(step.id, step.after);
    return step;
  }

  /** What the server says about a mark: no step of this person's, so nothing to undo. */
  settle(id, mark) {
    this.put(id, mark);
    this.dispatchEvent(new CustomEvent("settled", { detail: { id, mark } }));
  }

  set(id, mark) {
    this.put(id, mark);
    this.dispatchEvent(new CustomEvent("changed", { detail: { id, mark } }));
  }

  put(id, mark) {
    const before = this.marks.get(id);
    if (mark) this.marks.set(id, mark);
    else this.marks.delete(id);
    if (!this.order) return;
    // Among thousands of marks one is moved, not all of them sorted.
    if (before) this.order.splice(this.placeOf(before), 1);
    if (mark) this.order.splice(this.placeOf(mark), 0, mark);
  }

  /** Where `mark` stands, or would stand, in the order of the text. */
  placeOf(mark) {
    let [low, high] = [0, this.order.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (byPlace(this.order[middle], mark) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function byPlace(a, b) {
  if (a.id === b.id) return 0;
  return a.start - b.start || b.end - a.end || (a.id < b.id ? -1 : 1);
}
