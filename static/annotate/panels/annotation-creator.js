// Creates annotations.

import { _ } from "../../i18n.js";
import { uuid } from "../../uuid.js";

export class AnnotationCreator {
  /** `defaults` are the fields that every new annotation gets. */
  constructor({ store, rights, index, tags, pending, panel, renderQueue, defaults, announce }) {
    Object.assign(this, { store, rights, index, tags, pending, panel, renderQueue, defaults, announce });
  }

  /** Annotate `span` with a tag; where the user has done so already, open that annotation. */
  annotate(slug, span) {
    const { store, rights, pending } = this;
    if (!rights.mayAnnotate || !span) return;
    const { start, end } = span;
    const existing = store.on(start, end).find((annotation) => annotation.tag === slug && rights.isMine(annotation));
    const id = existing?.id ?? uuid();
    const draft = span === pending.span ? pending.draft : null;
    const details = draft?.tag === slug ? draft.details : {};
    if (!existing) store.change(id, { id, tag: slug, start, end, quote: this.index.quote(start, end), details, note: "", ...this.defaults, ...draft?.origin });
    this.renderQueue.afterPaint(() => this.finish(id, slug, Boolean(draft)));
  }

  /** Annotate the passage of the open annotation, somebody else's, as one's own. */
  copy(slug = this.panel.annotation.tag) {
    this.annotate(slug, this.panel.annotation);
  }

  finish(id, slug, filledIn) {
    this.pending.clear();
    if (getSelection().rangeCount) getSelection().collapseToEnd();
    // On a small screen the card would cover the text that is read next; one that is filled in is there to be checked.
    if (filledIn || matchMedia("(min-width: 62rem)").matches) this.panel.open(id);
    this.announce(_("Highlighted as {tag}.", { tag: this.tags.get(slug).name }));
  }
}
