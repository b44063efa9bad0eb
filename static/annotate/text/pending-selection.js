// The span that is selected and waits for a tag, whichever way it was selected, with the bar of tags beside it.

import { boxOf } from "./geometry.js";

export class PendingSelection {
  constructor({ index, cursor, painter, handles, tagBar, rights }) {
    Object.assign(this, { index, cursor, painter, handles, tagBar, rights, span: null, draft: null });
  }

  /**
   * A selection by touch gets handles of ours; the system's belong to a long press. `annotations` are listed in the bar.
   * `draft` is an annotation to be: its tag is offered first, and its fields are filled in when that is chosen.
   */
  show(span, { touch = false, annotations = [], draft = null } = {}) {
    Object.assign(this, { span, draft });
    this.cursor.moveTo(span);
    this.painter.paintSpan("pending", touch ? span : null);
    if (touch) this.handles.show(span);
    else this.handles.hide();
    if (this.rights.mayAnnotate || annotations.length) this.tagBar.show(boxOf(this.index, span), annotations, draft?.tag);
  }

  /** A handle is being dragged: `span` is where the selection would end up. */
  drag(span) {
    this.span = span;
    this.painter.paintSpan("pending", span);
  }

  /** The reading cursor has moved to `span`; the tags are offered once it has selected more than one stop. */
  follow(span, extended) {
    this.span = span;
    if (!extended) this.draft = null;
    this.painter.paintSpan("pending", null);
    if (extended && this.rights.mayAnnotate) this.tagBar.show(boxOf(this.index, span), [], this.draft?.tag);
    else this.tagBar.hide();
  }

  clear() {
    // Without a pending span the handles are those of the open annotation.
    if (this.span) this.handles.hide();
    this.span = this.draft = null;
    this.tagBar.hide();
    this.painter.paintSpan("pending", null);
  }
}
