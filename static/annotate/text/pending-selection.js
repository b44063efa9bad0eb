// The span that is selected and waits for a tag, whichever way it was selected, with the bar of tags beside it.

import { boxOf } from "./geometry.js";

export class PendingSelection {
  constructor({ index, cursor, painter, handles, tagBar, rights }) {
    Object.assign(this, { index, cursor, painter, handles, tagBar, rights, span: null });
  }

  /** A selection by touch gets handles of ours; the system's belong to a long press. `annotations` are listed in the bar. */
  show(span, { touch = false, annotations = [] } = {}) {
    this.span = span;
    this.cursor.moveTo(span);
    this.painter.paintSpan("pending", touch ? span : null);
    if (touch) this.handles.show(span);
    else this.handles.hide();
    if (this.rights.mayAnnotate || annotations.length) this.tagBar.show(boxOf(this.index, span), annotations);
  }

  /** A handle is being dragged: `span` is where the selection would end up. */
  drag(span) {
    this.span = span;
    this.painter.paintSpan("pending", span);
  }

  /** The reading cursor has moved to `span`; the tags are offered once it has selected more than one stop. */
  follow(span, extended) {
    this.span = span;
    this.painter.paintSpan("pending", null);
    if (extended && this.rights.mayAnnotate) this.tagBar.show(boxOf(this.index, span));
    else this.tagBar.hide();
  }

  clear() {
    // Without a pending span the handles are those of the open annotation.
    if (this.span) this.handles.hide();
    this.span = null;
    this.tagBar.hide();
    this.painter.paintSpan("pending", null);
  }
}
