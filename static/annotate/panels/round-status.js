// How the round stands: whether it takes marks, and what people are told when it does not.

import { _ } from "../../i18n.js";

export class Standing {
  /** `changed()` is told when marks are taken or no more taken; `revealed()` when everybody may see everything. */
  constructor(box, kind, state, { changed, revealed }) {
    Object.assign(this, { box, kind, state, changed, revealed });
    this.show();
  }

  /** The key and what is settled are written at any time. */
  get takesMarks() {
    return this.kind !== "reader" || (this.state.state === "open" && !this.late);
  }

  get late() {
    return Boolean(this.state.due_at) && new Date(this.state.due_at) <= Date.now();
  }

  /** Whoever hands in has been told by then how they did: they hand in once. */
  get tellsOnHandIn() {
    return this.kind === "reader" && this.state.feedback !== "none" && this.state.feedback_when !== "on reveal";
  }

  take(state) {
    const reveals = state.state === "revealed" && this.state.state !== "revealed";
    this.state = state;
    this.show();
    this.changed();
    if (reveals) this.revealed();
  }

  show() {
    this.box.hidden = this.takesMarks;
    if (!this.takesMarks) this.box.firstElementChild.textContent = this.words();
    document.documentElement.dataset.standing = this.takesMarks ? "open" : "closed";
    clearTimeout(this.timer);
    const left = this.takesMarks && this.state.due_at ? new Date(this.state.due_at) - Date.now() : 0;
    // A timer holds no more than 2^31 ms; a page that is open for longer than a day asks again.
    if (left > 0) this.timer = setTimeout(() => this.take(this.state), Math.min(left + 50, 86_400_000));
  }

  words() {
    switch (this.state.state) {
      case "draft":
        return _("This is a draft: it takes marks when you open it.");
      case "revealed":
        return _("This round is revealed: everybody sees everybody’s marks, and no more are taken.");
      case "open":
        return _("Time is up: no more marks are taken. What you have marked is safe.");
      default:
        return _("This round is closed: no more marks are taken. What you have marked is safe.");
    }
  }
}
