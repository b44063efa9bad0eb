// The open annotation: its card, its comments and its handles in the text.

import { scrollToSpan } from "../text/geometry.js";
import { passageKey } from "../text/passages.js";
import { mergePartner } from "../text/span-editing.js";

export class AnnotationPanel {
  constructor({ side, toggle, cursorBox }, { store, rights, index, cursor, card, comments, handles, pending, renderQueue }) {
    Object.assign(this, { side, toggle, cursorBox, store, rights, index, cursor, card, comments, handles, pending, renderQueue, id: null });
    toggle.addEventListener("click", () => this.toggleList());
    store.addEventListener("changed", ({ detail: { id } }) => id === this.id && renderQueue.afterPaint(() => this.refresh()));
    comments.addEventListener("changed", () => this.annotation && this.showComments());
  }

  /** The open annotation, or null. */
  get annotation() {
    return this.store.byId.get(this.id) ?? null;
  }

  open(id, { scroll = false, focus = false } = {}) {
    const { cursor, index } = this;
    this.id = id;
    this.pending.clear();
    this.show();
    this.side.classList.add("shown", "card-only");
    this.side.scrollTop = 0;
    if (scroll) scrollToSpan(index, this.annotation);
    if (focus) {
      // The keyboard continues from the open annotation.
      const { start, end } = this.annotation;
      const at = cursor.head?.start ?? -1;
      if (at < start || at >= end) cursor.moveTo(cursor.wordAt(start) ?? this.annotation);
      this.focus();
    }
    this.renderQueue.schedule();
  }

  show() {
    const { annotation, rights, handles } = this;
    const editable = rights.mayEdit(annotation);
    this.card.show(annotation, this.others(), {
      change: editable,
      merge: editable && Boolean(mergePartner(annotation, this.store.withTag(annotation.tag))),
      too: !rights.isMine(annotation) && rights.mayAnnotate,
    });
    this.showComments();
    if (editable) handles.show(annotation);
    else handles.hide();
  }

  /** The other annotations of the open one's passage. */
  others() {
    const { annotation } = this;
    return this.store.on(annotation.start, annotation.end).filter((other) => passageKey(other) === passageKey(annotation) && other.id !== annotation.id);
  }

  showComments() {
    this.comments.show(this.annotation, this.others());
  }

  /** Show what has changed; a card in which the user is typing keeps its fields. */
  refresh() {
    const { annotation, card } = this;
    if (!annotation) this.close();
    else if (annotation.tag !== card.tag || !card.busy) this.show();
    else card.showQuote(annotation);
  }

  isTypingIn(id) {
    return id === this.id && this.card.busy;
  }

  focus() {
    this.card.focus();
  }

  close() {
    if (!this.id) return;
    const { hasFocus } = this.card;
    this.id = null;
    this.card.hide();
    this.comments.hide();
    this.handles.hide();
    this.side.classList.remove("shown", "card-only");
    this.toggle.setAttribute("aria-expanded", "false");
    if (hasFocus) this.cursorBox.focus({ preventScroll: true });
    this.renderQueue.schedule();
  }

  /** Hide the list of annotations, on a small screen. */
  hideList() {
    this.side.classList.remove("shown");
    this.toggle.setAttribute("aria-expanded", "false");
  }

  /** Show or hide the list of annotations, on a small screen. */
  toggleList() {
    const visible = !this.side.classList.contains("shown") || this.id !== null;
    this.close();
    this.side.classList.toggle("shown", visible);
    this.toggle.setAttribute("aria-expanded", String(visible));
  }
}
