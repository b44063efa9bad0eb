// Moving through the text with the keyboard: by word, sentence and paragraph, and from one annotated passage to the next.

import { boxOf, isRightToLeft, scrollToSpan } from "../text/geometry.js";
import { ownOrFirst } from "../text/passages.js";

// Pixels at the top and the bottom of the window in which the cursor counts as out of sight.
const MARGIN = 90;

/** The arrow keys: move the reading cursor, select, or move an edge of the open annotation. */
export class CursorNavigation {
  constructor({ index, cursor, selection, pending, panel, rights, editor, screenReader }) {
    Object.assign(this, { index, cursor, selection, pending, panel, rights, editor, screenReader });
  }

  /** `extend` selects; `outer` means paragraphs, or the start of the open annotation; `sideways` follows the script's direction. */
  move(unit, forward, { extend, outer, sideways }) {
    const { index, cursor, panel } = this;
    const at = panel.annotation?.start ?? cursor.head?.start ?? 0;
    const onwards = forward !== (sideways && isRightToLeft(index, at));
    if (extend && this.rights.mayEdit(panel.annotation)) {
      this.editor.moveEdge(outer ? "start" : "end", unit, onwards);
      return;
    }
    panel.close();
    const moveUnit = outer ? "paragraph" : unit;
    const span = cursor.move(moveUnit, onwards, extend);
    if (!span) return;
    this.selection.select(span);
    const { top, bottom } = boxOf(index, span);
    if (top < MARGIN || bottom > innerHeight - MARGIN) scrollToSpan(index, span);
    if (moveUnit === "word") this.screenReader.announceWords(span);
    else this.screenReader.announceStretch(span);
    this.pending.follow(span, extend);
  }
}

/** Enter opens what is at the reading cursor; n and p open the next and the previous passage. */
export class PassageNavigation {
  constructor({ index, filter, list, me, cursor, panel, chooser, screenReader }) {
    Object.assign(this, { index, filter, list, me, cursor, panel, chooser, screenReader });
  }

  openAtCursor() {
    const { index, cursor, panel } = this;
    if (panel.id) panel.focus();
    else if (cursor.head) {
      this.chooser.openOrList(this.filter.covering(cursor.head.start), boxOf(index, cursor.head), { focus: true });
    }
  }

  /** Open the next or previous visible passage, from the open one or else from the cursor. */
  openNeighbour(forward) {
    const { cursor, panel } = this;
    const passage = this.list.neighbour(panel.annotation, cursor.head?.start ?? -1, forward);
    if (!passage) return;
    const annotation = ownOrFirst(passage, this.me);
    panel.open(annotation.id, { scroll: true });
    cursor.moveTo(cursor.wordAt(annotation.start) ?? annotation);
    this.screenReader.announcePassage(passage);
  }
}
