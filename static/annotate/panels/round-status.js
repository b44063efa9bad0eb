// Whether the round takes annotations, and the notice that says why when it does not.

import { _ } from "../../i18n.js";

export class RoundStatus {
  /** Calls `onChange()` when the state changes or the time is up, `onReveal()` when everybody may see everything. */
  constructor(box, { layer, state, onChange, onReveal }) {
    Object.assign(this, { box, layer, state, onChange, onReveal });
    this.show();
  }

  /** The answer key and the final annotations can be changed at any time. */
  get takesAnnotations() {
    return this.layer !== "reader" || (this.state.state === "open" && !this.isOverdue);
  }

  get isOverdue() {
    return Boolean(this.state.due_at) && new Date(this.state.due_at) <= Date.now();
  }

  /** Where feedback comes with handing in, one can hand in only once. */
  get givesFeedbackOnHandIn() {
    return this.layer === "reader" && this.state.feedback !== "none" && this.state.feedback_when !== "on reveal";
  }

  receive(state) {
    const reveals = state.state === "revealed" && this.state.state !== "revealed";
    this.state = state;
    this.show();
    this.onChange();
    if (reveals) this.onReveal();
  }

  show() {
    this.box.hidden = this.takesAnnotations;
    this.box.dataset.stands = this.takesAnnotations ? "" : this.state.state;
    if (!this.takesAnnotations) this.box.firstElementChild.textContent = this.notice();
    document.documentElement.dataset.standing = this.takesAnnotations ? "open" : "closed";
    clearTimeout(this.timer);
    const left = this.takesAnnotations && this.state.due_at ? new Date(this.state.due_at) - Date.now() : 0;
    // A timer takes at most 2^31 ms: check at least once a day.
    if (left > 0) this.timer = setTimeout(() => this.receive(this.state), Math.min(left + 50, 86_400_000));
  }

  notice() {
    switch (this.state.state) {
      case "draft":
        return _("This is a draft. You can highlight after it has been opened.");
      case "revealed":
        return _("All highlights have been revealed. Everyone can see them, and nobody can add more.");
      case "open":
        return _("Time is up. You can no longer highlight. Your highlights are saved.");
      default:
        return _("Highlighting is closed. Your highlights are saved.");
    }
  }
}
