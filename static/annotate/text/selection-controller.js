// What is selected and waits for a tag, whichever way it was selected: mouse, finger, keyboard.

import { heard, heardStretch } from "../a11y/screen-reader.js";
import { mineFirst, passages } from "./passages.js";
import { boxOf, covers, isRightToLeft, scrollTo } from "./geometry.js";

const MARGIN = 90;

export class Selecting {
  constructor(desk) {
    Object.assign(this, { desk, pending: null });
  }

  forget() {
    const { tagBar, painter, handles, opening } = this.desk;
    this.pending = null;
    tagBar.hide();
    painter.point("pending", null);
    if (!opening.id) handles.hide();
  }

  /** A finger is shown its selection with handles; the system's own belong to a long press. */
  take(span, { byFinger = false, here = [] } = {}) {
    const { opening, cursor, painter, handles, tagBar, index, marking } = this.desk;
    if (opening.id) opening.close();
    this.pending = span;
    cursor.put(span);
    painter.point("pending", byFinger ? span : null);
    if (byFinger) handles.show(span);
    else handles.hide();
    if (marking.mayMark || here.length) tagBar.show(boxOf(index, span), here);
  }

  /** After the mouse or the system's handles have selected something. */
  selected(touch, exact) {
    const { selection, marking } = this.desk;
    const span = selection.current(exact);
    if (!span || !marking.mayMark) {
      this.forget();
      return;
    }
    // A finger that drags the system's handles must not be disturbed.
    if (!touch) selection.select(span);
    this.take(span);
  }

  /** A press on a place of the text, `point` null beside its letters. */
  pressed(point, { clientX: x, clientY: y }, touch) {
    const { cursor, store, list, index, me, opening, chooser } = this.desk;
    const word = point === null ? null : cursor.wordAt(point);
    if (word) cursor.put(word);
    const here = point === null ? [] : store.over(point).filter((m) => list.shows(m) && covers(index, m, x, y));
    if (touch && word && covers(index, word, x, y)) {
      const again = this.pending?.start === word.start && this.pending.end === word.end;
      if (again) this.forget();
      else this.take(word, { byFinger: true, here });
      return;
    }
    const found = passages(here);
    if (found.length === 1) opening.open(mineFirst(found[0], me).id);
    else if (found.length) chooser.show(here, new DOMRect(x, y, 0, 0));
    else if (opening.id) opening.close();
    else this.forget();
  }

  /** A handle is being dragged: of the open mark, or of the selection. */
  dragged(span) {
    const { opening, painter } = this.desk;
    if (!opening.id) this.pending = span;
    painter.point(opening.id ? "open-mark" : "pending", span);
  }

  dropped(span) {
    const { opening, marking } = this.desk;
    if (opening.id) marking.reach(span);
    else this.take(span, { byFinger: true });
  }

  /** The reading cursor goes on; with `extend` it selects, or moves an edge of the open mark. */
  move(unit, forward, { extend, outer, sideways }) {
    const { index, opening, marking, cursor, selection, painter, tagBar } = this.desk;
    const at = opening.mark?.start ?? cursor.at?.head.start ?? 0;
    const onwards = forward !== (sideways && isRightToLeft(index, at));
    if (extend && marking.mayChange(opening.mark)) {
      marking.moveEdge(outer ? "start" : "end", unit, onwards);
      return;
    }
    if (opening.id) opening.close();
    const span = cursor.move(outer ? "paragraph" : unit, onwards, extend);
    if (!span) return;
    selection.select(span);
    this.pending = span;
    painter.point("pending", null);
    const { top, bottom } = boxOf(index, span);
    if (top < MARGIN || bottom > innerHeight - MARGIN) scrollTo(index, span);
    this.announce(span, outer ? "paragraph" : unit);
    if (extend && marking.mayMark) tagBar.show(boxOf(index, span));
    else tagBar.hide();
  }

  announce({ start, end }, unit) {
    const { index, store, list, tags, say } = this.desk;
    const quote = index.quote(start, end);
    if (unit === "word") {
      const over = store.over(start, end).filter((mark) => list.shows(mark));
      say(heard(quote, over, tags, list.readers));
    } else {
      const inside = list.order.filter((passage) => passage.start < end && passage.end > start && list.showsPassage(passage));
      say(heardStretch(quote, inside.length));
    }
  }

  /** Open what lies at the reading cursor. */
  enter() {
    const { cursor, store, list, me, index, opening, chooser, card } = this.desk;
    if (opening.id) {
      card.focus();
      return;
    }
    const here = cursor.at ? store.over(cursor.at.head.start).filter((mark) => list.shows(mark)) : [];
    const found = passages(here);
    if (found.length === 1) opening.open(mineFirst(found[0], me).id, { focus: true });
    else if (found.length) chooser.show(here, boxOf(index, cursor.at.head));
  }
}
