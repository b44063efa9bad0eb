// What a person does to marks: make, change, move their edges, split, merge, delete, undo.

import { _ } from "../../i18n.js";
import { merged, moveEdge, partner, split } from "../text/span-editing.js";
import { uuid } from "../sync/annotations.js";

// How an answer of the key is scored, unless its card says otherwise.
const PLAIN = { tolerance: "overlap", also: [] };

export class Marking {
  constructor(desk, allowed) {
    Object.assign(this, { desk, allowed });
    // What a button with data-act in the card does, and a key.
    this.acts = { close: () => desk.opening.close(), delete: () => this.delete(), split: () => this.split(), merge: () => this.merge(), too: () => this.markToo() };
  }

  get mayMark() {
    return this.allowed && this.desk.standing.takesMarks && !this.desk.handIn.at;
  }

  isMine(mark) {
    return mark?.annotator?.id === this.desk.me.id;
  }

  mayChange(mark) {
    return this.isMine(mark) && this.mayMark;
  }

  /** Mark `span` with a tag; where that is done already, open what is there. */
  mark(slug, span) {
    const { store, index, me, drawing } = this.desk;
    if (!this.mayMark || !span) return;
    const { start, end } = span;
    const same = store.on(start, end).find((mark) => mark.tag === slug && this.isMine(mark));
    const id = same?.id ?? uuid();
    if (!same) store.change(id, { id, tag: slug, start, end, quote: index.quote(start, end), details: {}, note: "", annotator: me, ...(this.desk.kind === "key" && { answer: PLAIN }) });
    drawing.afterwards(() => this.marked(id, slug));
  }

  marked(id, slug) {
    const { tags, opening, selecting, say } = this.desk;
    selecting.forget();
    getSelection().collapseToEnd();
    // On a small screen the card would cover the text that is read on.
    if (matchMedia("(min-width: 62rem)").matches) opening.open(id);
    say(_("Marked as {tag}.", { tag: tags.get(slug).name }));
  }

  /** Somebody else's open mark: mine on the same passage, with this tag. */
  markToo(slug = this.desk.opening.mark.tag) {
    const { start, end } = this.desk.opening.mark;
    this.mark(slug, { start, end });
  }

  edit(id, changes) {
    const before = this.desk.store.marks.get(id);
    if (this.mayChange(before)) this.desk.store.change(id, { ...before, typing: false, ...changes });
  }

  retag(slug) {
    this.edit(this.desk.opening.id, { tag: slug, details: {} });
  }

  /** Let the open mark reach over `span`. */
  reach(span) {
    const { index, opening, handles, say } = this.desk;
    if (!span) return;
    const quote = index.quote(span.start, span.end);
    this.edit(opening.id, { start: span.start, end: span.end, quote });
    handles.show(span);
    say(quote);
  }

  moveEdge(edge, unit, forward) {
    this.reach(moveEdge(this.desk.opening.mark, edge, this.desk.cursor.stops(unit), forward));
  }

  delete() {
    const { store, opening, say } = this.desk;
    if (!this.mayChange(opening.mark)) return;
    store.change(opening.id, null);
    say(_("Mark deleted. Control Z brings it back."));
  }

  split() {
    const { store, cursor, opening, say } = this.desk;
    const whole = opening.mark;
    if (!this.mayChange(whole)) return;
    const word = cursor.at && cursor.wordAt(cursor.at.head.start);
    const parts = word && split(whole, word.start);
    if (!parts) {
      say(_("Press the word before which the mark is to be split, then split it."));
      return;
    }
    const [first, second] = parts;
    const other = { ...whole, id: uuid(), version: undefined, created_at: undefined, typing: false, ...second };
    store.changeAll([
      [whole.id, { ...whole, typing: false, ...first }],
      [other.id, other],
    ]);
    opening.open(whole.id);
    say(_("Split into “{first}” and “{second}”.", { first: first.quote, second: second.quote }));
  }

  merge() {
    const { store, index, opening, say } = this.desk;
    const whole = opening.mark;
    if (!this.mayChange(whole)) return;
    const other = partner(whole, store.tagged(whole.tag));
    if (!other) {
      say(_("There is no other mark of yours with this tag."));
      return;
    }
    const grown = merged(whole, other);
    const quote = index.quote(grown.start, grown.end);
    store.changeAll([
      [other.id, null],
      [whole.id, { ...whole, typing: false, ...grown, quote }],
    ]);
    opening.open(whole.id);
    say(_("Merged: “{quote}”.", { quote }));
  }

  undo() {
    this.step(this.desk.store.undo());
  }

  redo() {
    this.step(this.desk.store.redo());
  }

  step(done) {
    const { store, opening, say } = this.desk;
    if (!done) return;
    const standing = done.find(({ id }) => store.marks.has(id));
    if (standing) opening.open(standing.id, { scroll: true });
    say(_("Done."));
  }
}
