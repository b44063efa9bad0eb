// Sends local changes, and applies what the server, other people and the user's other tabs have changed.

import { _ } from "../../i18n.js";
import { withOwner } from "./page-annotations.js";
import { chooseVersion, summarize } from "./version-conflict.js";

export class SyncClient {
  constructor({ store, outbox, tabs, feed, layer, me, tags, index, panel, unplaced, correction, conflictDialog, showAlert }) {
    Object.assign(this, { store, outbox, tabs, layer, me, tags, index, panel, unplaced, correction, conflictDialog, showAlert });
    this.versions = new Map([...store.byId.values(), ...unplaced.byId.values()].map(({ id, version }) => [id, version]));
    on(store, "changed", ({ id, after, remote }) => remote || this.sendChange(id, after));
    on(outbox, "saved", (result) => this.applySaved(result));
    on(outbox, "refused", (refusal) => this.resolveRefusal(refusal));
    on(outbox, "log-in", () => showAlert(signedOutText(), "signed-out"));
    on(tabs, "changed", ({ id, mark }) => this.applyRemote(id, mark, 0, { fromTab: true }));
    on(tabs, "saved", ({ id, mark, version }) => this.applyRemote(id, mark, version, { fromTab: true }));
    const isOurLayer = ({ layer: changedLayer = "reader" }) => changedLayer === layer;
    on(feed, "annotation.put", (annotation) => isOurLayer(annotation) && this.applyRemote(annotation.id, withOwner(annotation, layer, me), annotation.version));
    on(feed, "annotation.delete", (deleted) => isOurLayer(deleted) && this.applyRemote(deleted.id, null, deleted.version));
  }

  /** Load what an earlier page of this user has left unsent. */
  async restore() {
    for (const [id, { annotation, base }] of await this.outbox.restore()) {
      if (!annotation) this.unplaced.restoreDiscarded(id);
      this.store.replace(id, annotation && !this.isInText(annotation) ? this.atItsPlace(id, annotation) : annotation);
      if (!this.versions.has(id)) this.versions.set(id, base);
    }
    this.unplaced.show();
  }

  /** Whether the words of an annotation are where it says: an earlier page may have had another revision of the text. */
  isInText({ start, end, quote }) {
    return this.index.quote(start, end) === quote;
  }

  /** The annotation at the place that the server has for it; null if only the server can find one. */
  atItsPlace(id, annotation) {
    const known = this.store.byId.get(id);
    return known ? { ...annotation, start: known.start, end: known.end, quote: known.quote } : null;
  }

  sendChange(id, annotation) {
    // Undone, the placing of an annotation leaves it without a place, not deleted.
    if (this.unplaced.changed(id, annotation)) {
      this.unplaced.writeWithoutPlace(id, this.versions.get(id));
      return;
    }
    this.tabs.postChanged(id, annotation);
    this.outbox.add(id, annotation, this.versions.get(id) ?? 0);
  }

  applySaved({ id, saved, version, newer }) {
    this.versions.set(id, version);
    this.unplaced.saved(id, version);
    if (newer) return;
    if (saved?.lost_from) {
      if (saved.lost_from < this.correction.revision) this.store.set(id, null, { remote: true });
      this.unplaced.receive(saved);
      return;
    }
    this.tabs.postSaved(id, saved, version);
    if (!saved) return;
    // The text may have been corrected, and this page not know yet.
    const shown = this.isInText(saved) ? saved : this.atItsPlace(id, saved);
    if (shown) this.store.set(id, withOwner(shown, this.layer, this.me), { remote: true });
  }

  async resolveRefusal({ id, annotation: mine, problem }) {
    const current = withOwner(problem.current, this.layer, this.me);
    if (!current) {
      this.showAlert(_("A highlight could not be saved on the server: {why} It is still on this device and will be sent again when you reload the page.", { why: problem.detail }), "refused");
      return;
    }
    this.versions.set(id, current.version);
    const theirs = current.deleted ? null : current;
    const choice = await chooseVersion(this.conflictDialog, { quote: (mine ?? current).quote, mine: summarize(mine, this.tags), theirs: summarize(theirs, this.tags) });
    if (choice !== "mine") this.store.set(id, theirs, { remote: true });
    this.outbox.resolveRefusal(id, { base: current.version, resend: choice === "mine" });
  }

  /** Apply a change made elsewhere, unless this page has a change of the same annotation that is still unsent.
   *
   * A record that was only restored here may have been sent by another tab; what the feed reports may be older than it.
   */
  applyRemote(id, annotation, version, { fromTab = false } = {}) {
    if (this.correction.outdated) return;
    const unsent = this.outbox.records.get(id);
    if (unsent && !(unsent.restored && fromTab)) return;
    // The user is typing in this annotation: the next letter meets the other version, and the user is asked.
    if (this.panel.isTypingIn(id)) return;
    if (version) {
      if (version <= (this.versions.get(id) ?? 0)) return;
      this.versions.set(id, version);
      this.outbox.dropRestored(id);
    }
    this.store.set(id, annotation, { remote: true });
  }
}

function on(source, name, handle) {
  source.addEventListener(name, ({ detail }) => handle(detail));
}

/** What to do then: in a learning platform's frame nobody signs in. */
function signedOutText() {
  if (document.documentElement.dataset.csrfToken) return _("This page has been open for too long. Your highlights are saved on this device. Open the exercise from your course again.");
  return _("You have been signed out. Your highlights are saved on this device. Sign in again in another tab, then come back here.");
}
