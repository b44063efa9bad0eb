// Changes annotations: edit, move an edge, split, merge, delete, undo.

import { _ } from "../../i18n.js";
import { uuid } from "../../uuid.js";
import { merge, mergePartner, moveEdge, split } from "../text/span-editing.js";

export class AnnotationEditor {
  constructor({ store, rights, index, cursor, handles, panel, announce }) {
    Object.assign(this, { store, rights, index, cursor, handles, panel, announce });
  }

  edit(id, changes) {
    const before = this.store.byId.get(id);
    if (this.rights.mayEdit(before)) this.store.change(id, { ...before, typing: false, ...changes });
  }

  /** Give the open annotation another tag. */
  retag(slug) {
    this.edit(this.panel.id, { tag: slug, details: {} });
  }

  /** Let the open annotation cover `span`. */
  resize(span) {
    if (!span) return;
    const quote = this.index.quote(span.start, span.end);
    this.edit(this.panel.id, { start: span.start, end: span.end, quote });
    this.handles.show(span);
    this.announce(quote);
  }

  /** Move the "start" or "end" of the open annotation by one unit. */
  moveEdge(edge, unit, forward) {
    this.resize(moveEdge(this.panel.annotation, edge, this.cursor.stops(unit), forward));
  }

  delete() {
    if (!this.rights.mayEdit(this.panel.annotation)) return;
    this.store.change(this.panel.id, null);
    this.announce(_("Highlight deleted. Press Control Z to undo."));
  }

  /** Split the open annotation before the word at the cursor. */
  split() {
    const { store, cursor, panel } = this;
    const { annotation } = panel;
    if (!this.rights.mayEdit(annotation)) return;
    const word = cursor.head && cursor.wordAt(cursor.head.start);
    const parts = word && split(annotation, word.start);
    if (!parts) {
      this.announce(_("First choose the word that starts the second part. Then split the highlight."));
      return;
    }
    const [first, second] = parts;
    const added = { ...annotation, id: uuid(), version: undefined, created_at: undefined, typing: false, ...second };
    store.changeAll([
      [annotation.id, { ...annotation, typing: false, ...first }],
      [added.id, added],
    ]);
    panel.open(annotation.id);
    this.announce(_("Split into “{first}” and “{second}”.", { first: first.quote, second: second.quote }));
  }

  /** Merge the open annotation with the nearest one of its tag. */
  merge() {
    const { store, panel } = this;
    const { annotation } = panel;
    if (!this.rights.mayEdit(annotation)) return;
    const partner = mergePartner(annotation, store.withTag(annotation.tag));
    if (!partner) {
      this.announce(_("You have no other highlight with this tag."));
      return;
    }
    const merged = merge(annotation, partner);
    const quote = this.index.quote(merged.start, merged.end);
    store.changeAll([
      [partner.id, null],
      [annotation.id, { ...annotation, typing: false, ...merged, quote }],
    ]);
    panel.open(annotation.id);
    this.announce(_("Merged: “{quote}”.", { quote }));
  }

  undo() {
    this.showStep(this.store.undo());
  }

  redo() {
    this.showStep(this.store.redo());
  }

  showStep(step) {
    if (!step) return;
    const existing = step.find(({ id }) => this.store.byId.has(id));
    if (existing) this.panel.open(existing.id, { scroll: true });
    this.announce(_("Done."));
  }
}
