// The open mark: its card, its handles, and the way from one mark to the next.

import { byHowMany } from "../a11y/screen-reader.js";
import { partner } from "../text/span-editing.js";
import { byPlace, keyOf, mineFirst } from "../text/passages.js";
import { scrollTo } from "../text/geometry.js";

export class Opening {
  constructor(desk, { side, showMarks, cursorBox, comments }) {
    Object.assign(this, { desk, side, showMarks, cursorBox, comments, id: null });
    showMarks.addEventListener("click", () => this.toggleList());
  }

  /** The open mark, or null. */
  get mark() {
    return this.desk.store.marks.get(this.id) ?? null;
  }

  open(id, { scroll = false, focus = false } = {}) {
    const { index, cursor, card, selecting, drawing } = this.desk;
    this.id = id;
    selecting.forget();
    this.show();
    this.side.classList.add("shown", "card-only");
    this.side.scrollTop = 0;
    if (scroll) scrollTo(index, this.mark);
    if (focus) {
      // Keys go on from the mark that is open.
      const { start, end } = this.mark;
      const at = cursor.at?.head.start ?? -1;
      if (at < start || at >= end) cursor.put(cursor.wordAt(start) ?? this.mark);
      card.focus();
    }
    drawing.later();
  }

  show() {
    const { store, card, handles, marking } = this.desk;
    const { mark } = this;
    const mine = marking.mayChange(mark);
    card.show(mark, this.others(), {
      change: mine,
      merge: mine && Boolean(partner(mark, store.tagged(mark.tag))),
      too: !marking.isMine(mark) && marking.mayMark,
    });
    this.showComments();
    if (mine) handles.show(mark);
    else handles.hide();
  }

  /** The other marks of the open mark's passage. */
  others() {
    const { mark } = this;
    return this.desk.store.on(mark.start, mark.end).filter((other) => keyOf(other) === keyOf(mark) && other.id !== mark.id);
  }

  /** What is said of the passage. */
  showComments() {
    if (this.mark) this.desk.comments.show(this.comments, this.mark, this.others());
  }

  /** The card follows what happens, but never under the fingers of somebody who types. */
  refresh() {
    const { card } = this.desk;
    const { mark } = this;
    if (!mark) this.close();
    else if (mark.tag !== card.tag || !card.busy) this.show();
    else card.requote(mark);
  }

  close() {
    const { card, handles, drawing } = this.desk;
    const had = card.hasFocus;
    this.id = null;
    card.hide();
    this.comments.hidden = true;
    handles.hide();
    this.hideSide();
    if (had) this.cursorBox.focus({ preventScroll: true });
    drawing.later();
  }

  hideSide() {
    this.side.classList.remove("shown", "card-only");
    this.showMarks.setAttribute("aria-expanded", "false");
  }

  /** The list of marks, on a small screen. */
  toggleList() {
    const shown = !this.side.classList.contains("shown") || this.id !== null;
    if (this.id) this.close();
    this.side.classList.toggle("shown", shown);
    this.showMarks.setAttribute("aria-expanded", String(shown));
  }

  /** Open the next or the previous passage that is shown; past the last comes the first. */
  neighbour(forward) {
    const { list, cursor, me, tags, say } = this.desk;
    const shown = list.order.filter((passage) => list.showsPassage(passage));
    if (!shown.length) return;
    const opened = this.mark;
    const past = (passage) => (opened ? byPlace(passage, opened) : passage.start - (cursor.at?.head.start ?? -1));
    const next = forward ? shown.find((p) => past(p) > 0) : shown.findLast((p) => past(p) < 0);
    const found = next ?? shown.at(forward ? 0 : -1);
    const mark = mineFirst(found, me);
    this.open(mark.id, { scroll: true });
    cursor.put(cursor.wordAt(mark.start) ?? mark);
    say([mark.quote, tags.get(mark.tag).name, byHowMany(found.marks.length, list.readers)].filter(Boolean).join("; "));
  }
}
