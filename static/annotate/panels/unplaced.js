// The user's highlights that have no place in the corrected text: each can get a new place, or be discarded.

import { cloneTemplate, element } from "../../dom.js";
import { _ } from "../../i18n.js";

export class Unplaced {
  /** `annotations` have `lost_from`, the revision of the text that they were in. */
  constructor({ box, number }, { annotations, tags, me, rights, store, outbox, index, pending, tagBar, panel, announce }) {
    Object.assign(this, { box, number, tags, me, rights, store, outbox, index, pending, tagBar, panel, announce });
    this.byId = new Map(annotations.map((annotation) => [annotation.id, annotation]));
    this.discarded = new Set();
    this.placingId = null;
    this.show();
  }

  get placing() {
    return this.byId.get(this.placingId) ?? null;
  }

  /** The server has found no place for an annotation. */
  receive(annotation) {
    this.byId.set(annotation.id, annotation);
    this.show();
  }

  /** The user has changed an annotation (null: deleted). Return whether that undid its placing: then it is listed again. */
  changed(id, after) {
    if (!this.byId.has(id)) return false;
    const undone = after === null && Boolean(this.store.redoStack.at(-1)?.some((change) => change.id === id && !change.before));
    if (after === null && !undone) this.byId.delete(id);
    this.show();
    return undone;
  }

  show() {
    const rows = [...this.byId.values()].filter(({ id }) => !this.store.byId.has(id));
    this.box.hidden = !rows.length;
    // On a small screen the list is closed: its button says that there is something to do, and the box what to do next.
    const n = rows.filter(({ id }) => !this.discarded.has(id)).length;
    this.number.textContent = n ? _("{n} without a place", { n }) : "";
    this.box.classList.toggle("placing", Boolean(this.placing));
    this.box.querySelector("ul").replaceChildren(...rows.map((annotation) => this.row(annotation)));
  }

  row(annotation) {
    const { id, tag: slug, quote, note } = annotation;
    const tag = this.tags.get(slug);
    const head = [element("b", { textContent: tag.name }), element("q", { textContent: quote }), note && element("small", { textContent: note })];
    return element("li", { className: `tag-${slug}`, data: { lost: id } }, ...head, element("div", { className: "actions" }, ...this.buttons(annotation)));
  }

  buttons({ id }) {
    if (!this.rights.mayAnnotate) return [element("span", { className: "soft", textContent: _("You can place or discard it as long as you can highlight.") })];
    if (this.discarded.has(id)) return [element("span", { className: "soft", textContent: _("Discarded.") }), this.button("undo", _("Undo"), () => this.undoDiscard(id))];
    const isPlacing = id === this.placingId;
    const place = this.button("place", isPlacing ? _("Cancel") : _("Place"), () => this.choose(isPlacing ? null : id));
    place.setAttribute("aria-pressed", String(isPlacing));
    const hint = isPlacing && element("p", { className: "soft", textContent: _("Select the new passage in the text, then choose “Place here” or press Enter.") });
    return [place, this.button("discard", _("Discard"), () => this.discard(id)), hint];
  }

  button(action, textContent, onclick) {
    return element("button", { type: "button", textContent, data: { action }, onclick });
  }

  /** The next passage that is selected becomes the place of this annotation; null: of none. */
  choose(id) {
    this.placingId = id;
    this.tagBar.first = this.placing && this.placeButton(this.placing);
    // On a small screen the list covers the text.
    if (id) this.panel.hideList();
    this.announce(id ? _("Select the new passage in the text, then choose “Place here” or press Enter.") : _("Cancelled."));
    const hadFocus = document.activeElement.closest("[data-lost]")?.dataset.lost;
    this.show();
    if (hadFocus) this.focusOn(hadFocus);
  }

  placeButton({ tag, quote }) {
    const button = cloneTemplate("choice-template");
    button.classList.add(`tag-${tag}`, "place-here");
    button.querySelector("b").textContent = _("Place here");
    button.querySelector("span").textContent = quote;
    button.addEventListener("click", () => this.place(this.pending.span));
    return button;
  }

  /** Give the chosen annotation its new place. */
  place(span) {
    const { placing } = this;
    if (!placing || !span || !this.rights.mayAnnotate) return;
    this.placingId = this.tagBar.first = null;
    const { start, end } = span;
    const { lost_from: _from, ...annotation } = placing;
    this.pending.clear();
    getSelection().removeAllRanges();
    this.store.change(placing.id, { ...annotation, annotator: this.me, start, end, quote: this.index.quote(start, end) });
    this.panel.open(placing.id);
    this.announce(_("Placed."));
  }

  discard(id) {
    this.discarded.add(id);
    if (id === this.placingId) this.choose(null);
    this.outbox.add(id, null, this.byId.get(id).version);
    this.show();
    this.focusOn(id);
  }

  /** Write it once more as it stood: the server then keeps it without a place again. */
  undoDiscard(id) {
    this.discarded.delete(id);
    this.writeWithoutPlace(id);
    this.show();
    this.focusOn(id);
  }

  writeWithoutPlace(id, base = this.byId.get(id).version) {
    const { lost_from: revision, ...annotation } = this.byId.get(id);
    this.outbox.add(id, annotation, base, revision);
  }

  /** An earlier page has discarded it, and that is not sent yet. */
  restoreDiscarded(id) {
    if (this.byId.has(id)) this.discarded.add(id);
  }

  /** The server has saved what was written of an annotation. */
  saved(id, version) {
    if (this.byId.has(id)) this.byId.get(id).version = version;
  }

  focusOn(id) {
    this.box.querySelector(`[data-lost="${id}"] button`)?.focus();
  }
}
