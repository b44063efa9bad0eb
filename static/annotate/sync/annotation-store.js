// The annotations of a round as this page knows them, with undo and redo. Pure.

import { comparePositions, sortedIndex } from "../text/passages.js";

export class AnnotationStore extends EventTarget {
  constructor(annotations = []) {
    super();
    this.byId = new Map(annotations.map((annotation) => [annotation.id, annotation]));
    this.sorted = [...annotations].sort(comparePositionAndId);
    this.byTag = new Map();
    this.countByPerson = new Map();
    for (const annotation of this.sorted) {
      this.withTag(annotation.tag).push(annotation);
      this.countPerson(annotation, 1);
    }
    this.undoStack = [];
    this.redoStack = [];
  }

  /** The annotations that cover all of [start, end), shortest first. */
  covering(start, end = start + 1) {
    return this.sorted.filter((annotation) => annotation.start <= start && end <= annotation.end).sort((a, b) => a.end - a.start - (b.end - b.start));
  }

  /** The annotations with one tag, in the order of the text. */
  withTag(slug) {
    if (!this.byTag.has(slug)) this.byTag.set(slug, []);
    return this.byTag.get(slug);
  }

  /** The annotations on exactly [start, end). */
  on(start, end) {
    const annotations = [];
    let index = sortedIndex(this.sorted, { start, end, tag: "" }, comparePositions);
    for (; this.sorted[index]?.start === start && this.sorted[index].end === end; index += 1) annotations.push(this.sorted[index]);
    return annotations;
  }

  /** The number of people with annotations. */
  get readers() {
    return this.countByPerson.size;
  }

  /** Change one annotation as a step that can be undone: `id` becomes `after`; null deletes it. */
  change(id, after) {
    this.changeAll([[id, after]]);
  }

  /** Make several changes as one step, undone together. Typing in one annotation continues the previous step. */
  changeAll(changes) {
    const step = changes.map(([id, after]) => ({ id, before: this.byId.get(id) ?? null, after }));
    const last = this.undoStack.at(-1);
    const [only] = step;
    const continues = step.length === 1 && last?.length === 1 && last[0].id === only.id && last[0].after?.typing;
    if (continues && only.before && only.after?.typing) last[0].after = only.after;
    else this.undoStack.push(step);
    this.redoStack = [];
    for (const { id, after } of step) this.set(id, after);
  }

  /** Undo the last step; return its changes, or null when there is none. */
  undo() {
    const step = this.undoStack.pop();
    if (!step) return null;
    this.redoStack.push(step);
    for (const { id, before } of [...step].reverse()) this.set(id, before);
    return step;
  }

  /** Redo the step that was undone last; return its changes, or null when there is none. */
  redo() {
    const step = this.redoStack.pop();
    if (!step) return null;
    this.undoStack.push(step);
    for (const { id, after } of step) this.set(id, after);
    return step;
  }

  /** Replace an annotation and dispatch "changed". `remote` changes were made elsewhere: they cannot be undone here. */
  set(id, after, { remote = false } = {}) {
    const before = this.replace(id, after);
    this.dispatchEvent(new CustomEvent("changed", { detail: { id, before, after, remote } }));
  }

  /** Replace an annotation without an event; return what was there before. */
  replace(id, after) {
    const before = this.byId.get(id) ?? null;
    // Moving one among thousands is faster than sorting them all.
    if (before) {
      for (const sorted of [this.sorted, this.withTag(before.tag)]) sorted.splice(sortedIndex(sorted, before, comparePositionAndId), 1);
      this.countPerson(before, -1);
    }
    if (after) {
      this.byId.set(id, after);
      for (const sorted of [this.sorted, this.withTag(after.tag)]) sorted.splice(sortedIndex(sorted, after, comparePositionAndId), 0, after);
      this.countPerson(after, 1);
    } else this.byId.delete(id);
    return before;
  }

  countPerson({ annotator }, step) {
    if (!annotator) return;
    const count = (this.countByPerson.get(annotator.id) ?? 0) + step;
    if (count) this.countByPerson.set(annotator.id, count);
    else this.countByPerson.delete(annotator.id);
  }
}

function comparePositionAndId(a, b) {
  if (a.id === b.id) return 0;
  return comparePositions(a, b) || (a.id < b.id ? -1 : 1);
}
