// What changed here goes out; what the server, other people and this person's other tabs say comes in.

import { _ } from "../../i18n.js";
import { choose, describe } from "./conflict.js";
import { owned } from "./annotations.js";

export class Syncing {
  constructor(desk, { outbox, tabs, live, conflict, tell }) {
    Object.assign(this, { desk, outbox, tabs, conflict, tell });
    const { store, me, handIn } = desk;
    this.versions = new Map([...store.marks.values()].map((mark) => [mark.id, mark.version]));
    on(store, "changed", (change) => this.changed(change));
    on(store, "settled", (change) => this.drawn(change));
    on(outbox, "saved", (answer) => this.saved(answer));
    on(outbox, "refused", (answer) => this.refused(answer));
    on(outbox, "log-in", () => tell(_("You have been signed out. Your marks are kept on this device: sign in again in another tab, then come back here.")));
    on(tabs, "changed", ({ id, mark }) => this.arrive(id, mark, 0, true));
    on(tabs, "saved", ({ id, mark, version }) => this.arrive(id, mark, version, true));
    const here = ({ layer = "reader" }) => layer === desk.kind;
    on(live, "annotation.put", (mark) => here(mark) && this.arrive(mark.id, owned(mark, desk.kind, me), mark.version));
    on(live, "annotation.delete", (gone) => here(gone) && this.arrive(gone.id, null, gone.version));
    on(live, "comment.put", (comment) => desk.comments.take(comment));
    for (const verb of ["poll.open", "poll.close"]) on(live, verb, (poll) => desk.poll.take(poll));
    for (const verb of ["round.set", "round.move"]) on(live, verb, (state) => desk.standing.take(state));
    for (const verb of ["layer.submit", "layer.reopen"]) {
      on(live, verb, ({ annotator, submitted_at: at, late }) => annotator === me.id && handIn.take(at, late));
    }
  }

  /** Takes up what an earlier page of this person has left unsent. */
  async restore() {
    for (const [id, { mark, base }] of await this.outbox.restore()) {
      this.desk.store.put(id, mark);
      if (!this.versions.has(id)) this.versions.set(id, base);
    }
  }

  changed(change) {
    this.drawn(change);
    this.tabs.changed(change.id, change.mark);
    this.outbox.add(change.id, change.mark, this.versions.get(change.id) ?? 0);
  }

  drawn({ id, before, mark }) {
    const { list, drawing, opening } = this.desk;
    list.update(before, mark);
    drawing.later([before?.tag, mark?.tag].filter(Boolean));
    if (id === opening.id) drawing.afterwards(() => opening.refresh());
  }

  saved({ id, saved, version, newer }) {
    this.versions.set(id, version);
    if (newer) return;
    this.tabs.saved(id, saved, version);
    if (saved) this.desk.store.settle(id, owned(saved, this.desk.kind, this.desk.me));
  }

  async refused({ id, mark: mine, problem }) {
    const { store, tags, kind, me } = this.desk;
    const current = owned(problem.current, kind, me);
    if (!current) {
      this.tell(_("A mark was not taken: {why} It is kept on this device and tried again when you reload the page.", { why: problem.detail }));
      return;
    }
    this.versions.set(id, current.version);
    const theirs = current.deleted ? null : current;
    const keep = (await choose(this.conflict, mine ?? current, describe(mine, tags), describe(theirs, tags))) === "mine";
    if (!keep) store.settle(id, theirs);
    this.outbox.decide(id, current.version, keep);
  }

  /** What was decided elsewhere, unless this page has its own word on it that is still to be sent.
   *
   * What this page has merely taken up another tab may have sent (`byTab`); what the server tells may be older than it.
   */
  arrive(id, mark, version, byTab = false) {
    const { opening, card, store } = this.desk;
    const mine = this.outbox.records.get(id);
    if (mine && !(mine.restored && byTab)) return;
    // Somebody is typing in this very card: their next letter meets the other version, and they are asked.
    if (id === opening.id && card.busy) return;
    if (version) {
      if (version <= (this.versions.get(id) ?? 0)) return;
      this.versions.set(id, version);
      this.outbox.forget(id);
    }
    store.settle(id, mark);
  }
}

function on(source, name, handle) {
  source.addEventListener(name, ({ detail }) => handle(detail));
}
