// Handing in and withdrawing, once everything has been sent to the server.

import { _, formatTime, ngettext } from "../../i18n.js";
import { unsentRounds } from "../sync/unsent-store.js";

export class HandIn {
  /** `final` means that a submission cannot be withdrawn; `onChange()` is called after handing in or withdrawing. */
  constructor({ button, dialog, status, links }, { url, headers, submittedAt, late, final, set, me, tags, store, roundStatus, outbox, onChange, showAlert }) {
    Object.assign(this, { button, dialog, status, links, url, headers, submittedAt, late, final, set, me, tags, store, roundStatus, outbox, onChange, showAlert });
    button?.addEventListener("click", () => (this.submittedAt ? this.send("DELETE") : this.confirm()));
    dialog.addEventListener("close", () => dialog.returnValue === "hand-in" && this.send("PUT"));
    this.show();
  }

  confirm() {
    const own = this.store.sorted.filter(({ annotator }) => annotator?.id === this.me.id);
    const wantsSource = ({ tag, details }) => this.tags.get(tag).details.some(({ slug }) => slug === "source") && !details.source;
    const unsourced = own.filter(wantsSource).length;
    const sentences = [ngettext("You have {n} highlight.", "You have {n} highlights.", own.length)];
    if (unsourced) sentences.push(ngettext("{n} allegation has no source yet.", "{n} allegations have no source yet.", unsourced));
    if (this.set) sentences.push(...this.missingInSet(own.length));
    if (!this.roundStatus.takesAnnotations) sentences.push(_("Time is up. Your work will be recorded as late."));
    const summary = this.dialog.querySelector("[data-summary]");
    summary.textContent = sentences.join(" ");
    Object.assign(summary.dataset, { annotations: own.length, unsourced, late: !this.roundStatus.takesAnnotations });
    this.dialog.returnValue = "";
    this.dialog.showModal();
  }

  /** What is missing in the other articles and the questions, which are handed in, too. */
  missingInSet(own) {
    const { others, questions, unanswered } = this.set;
    const all = others.length + 1;
    const empty = this.set.empty + (own ? 0 : 1);
    const sentences = [];
    if (all > 1 && empty) sentences.push(ngettext("{n} of {all} articles has no highlights.", "{n} of {all} articles have no highlights.", empty, { all }));
    if (unanswered) sentences.push(ngettext("{n} of {all} questions has no answer.", "{n} of {all} questions have no answer.", unanswered, { all: questions }));
    const link = this.dialog.querySelector("[data-questions]");
    if (link) link.hidden = !unanswered || !this.roundStatus.takesAnnotations;
    return sentences;
  }

  /** What is unsent in another article could not be sent any more. */
  async checkOthers() {
    if (!this.set?.others.length) return;
    const unsent = await unsentRounds(this.me.id).catch(() => []);
    if (this.set.others.some((round) => unsent.includes(String(round)))) throw new Error(_("some highlights in another article have not been sent yet. Open that article, then try again."));
  }

  async send(method) {
    this.button.disabled = true;
    try {
      const state = await this.outbox.sendAll();
      if (state === "refused") throw new Error(_("one of your highlights could not be saved. Reload the page, then try again."));
      if (state === "kept") throw new TypeError();
      if (method === "PUT") await this.checkOthers();
      const response = await fetch(this.url, { method, headers: this.headers(), credentials: "same-origin" });
      if (!response.ok) throw new Error(await problemDetail(response));
      const submission = response.status === 204 ? {} : await response.json();
      this.receive(submission.submitted_at ?? null, submission.late);
    } catch (error) {
      const why = reason(error);
      if (method === "PUT") this.showAlert(_("Not handed in yet: {why}", { why }), "not-handed-in");
      else this.showAlert(_("Not withdrawn yet: {why}", { why }), "not-withdrawn");
    }
    this.button.disabled = false;
  }

  /** The server's state of this submission: when it was handed in, or null. */
  receive(submittedAt, late = false) {
    if (this.submittedAt === submittedAt && this.late === late) return;
    Object.assign(this, { submittedAt, late });
    this.show();
    this.onChange();
  }

  show() {
    if (!this.button) return;
    const { submittedAt, roundStatus } = this;
    this.button.textContent = submittedAt ? _("Withdraw") : _("Hand in");
    this.button.classList.toggle("primary", !submittedAt);
    this.button.dataset.handIn = submittedAt ? "withdraw" : "submit";
    this.button.hidden = Boolean(submittedAt) && (this.final || roundStatus.givesFeedbackOnHandIn || !roundStatus.takesAnnotations);
    const time = formatTime(submittedAt, { dateStyle: "medium", timeStyle: "short" });
    const text = this.late ? _("Handed in late, {time}", { time }) : _("Handed in, {time}", { time });
    this.status.textContent = submittedAt ? text : "";
    this.status.dataset.handedIn = submittedAt ? (this.late ? "late" : "on-time") : "";
    for (const link of this.links) link.hidden = !submittedAt;
  }
}

/** The reason in the response's problem document; another server's error page need not have one. */
async function problemDetail(response) {
  const { detail } = await response.json().catch(() => ({}));
  return detail ?? _("The server reported error {status}.", { status: response.status });
}

/** The browser's own words for a network error (a TypeError) are of no help to the user. */
function reason(error) {
  return error instanceof TypeError ? _("there is no connection to the server. Your highlights are saved on this device. Try again in a minute.") : error.message;
}
