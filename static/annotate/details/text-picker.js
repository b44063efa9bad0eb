// Picks the words for a detail in the text: the next selection fills the field. It stands in for the bar of tags meanwhile.

import { isField } from "../../dom.js";

export class TextPicker {
  constructor(bar, { index, store, pending, panel, pointer, editor, cursorBox, announce }) {
    Object.assign(this, { bar, index, store, pending, panel, pointer, editor, cursorBox, announce });
    this.useButton = bar.querySelector("[data-act=take]");
    this.useButton.addEventListener("click", () => this.take());
    bar.querySelector("[data-act=cancel]").addEventListener("click", () => this.cancel());
    // Not a selection in the text that has come to its end.
    bar.addEventListener("pointerup", (event) => event.stopPropagation());
    this.onKey = (event) => this.press(event);
    this.onPointer = () => (this.byKeyboard = false);
    // The mouse selects by dragging; where it is only pressed, nothing opens meanwhile.
    this.onClick = (event) => !pointer.touch && index.root.contains(event.target) && event.stopPropagation();
  }

  /** Pick the words for the field `name` of the annotation `id`. */
  start(id, name) {
    const { pending } = this;
    Object.assign(this, { id, name, tagBar: pending.tagBar, byKeyboard: true });
    this.panel.close();
    pending.clear();
    getSelection().removeAllRanges();
    pending.tagBar = this;
    this.listen("addEventListener");
    this.bar.hidden = false;
    this.hide();
    this.cursorBox.focus({ preventScroll: true });
    this.announce(this.bar.querySelector("p").textContent);
  }

  /** Something has been selected: with the mouse that is all; by key or finger it can still grow. */
  show() {
    if (!this.byKeyboard && !this.pointer.touch) {
      this.take();
      return;
    }
    this.useButton.hidden = false;
    this.useButton.querySelector("q").textContent = this.text;
  }

  hide() {
    this.useButton.hidden = true;
  }

  get text() {
    const { start, end } = this.pending.span;
    return this.index.quote(start, end).replace(/\s+/g, " ");
  }

  press(event) {
    this.byKeyboard = true;
    if (isField(event.target) || (event.key === "Enter" && this.bar.contains(event.target))) return;
    if (event.key === "Escape") this.cancel();
    else if (event.key === "Enter" && this.pending.span) this.take();
    // Letters and digits are commands and tags, which have to wait.
    else if (event.key.length > 1 || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
  }

  take() {
    const { id, name, text } = this;
    const annotation = this.store.byId.get(id);
    this.stop();
    if (annotation) this.editor.edit(id, { details: { ...annotation.details, [name.replace("detail-", "")]: text } });
    this.reopen();
  }

  cancel() {
    this.stop();
    this.reopen();
  }

  stop() {
    this.pending.clear();
    this.pending.tagBar = this.tagBar;
    this.listen("removeEventListener");
    getSelection().removeAllRanges();
    this.bar.hidden = true;
  }

  /** Open the card again, unless the annotation was deleted elsewhere. */
  reopen() {
    if (!this.store.byId.has(this.id)) return;
    this.panel.open(this.id);
    if (!this.pointer.touch) this.panel.card.box.querySelector(`[name="${this.name}"]`).focus({ preventScroll: true });
  }

  listen(method) {
    document[method]("keydown", this.onKey, { capture: true });
    document[method]("pointerdown", this.onPointer, { capture: true });
    document[method]("click", this.onClick, { capture: true });
  }
}
