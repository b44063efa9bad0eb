// Handing in, and withdrawing: once everything has reached the server.

import { _, language, ngettext } from "../../i18n.js";

export class HandIn {
  /** `summary()` gives {marks, open, late}: how many marks, how many allegations without a source, whether time is up. */
  constructor({ button, dialog, state }, { url, headers, submittedAt, late, summary, outbox, changed, failed }) {
    Object.assign(this, { button, dialog, state, url, headers, late, summary, outbox, changed, failed, at: submittedAt });
    button?.addEventListener("click", () => (this.at ? this.send("DELETE") : this.ask()));
    dialog.addEventListener("close", () => dialog.returnValue === "hand-in" && this.send("PUT"));
    this.show();
  }

  ask() {
    const { marks, open, late } = this.summary();
    const said = [ngettext("You have made {n} mark.", "You have made {n} marks.", marks)];
    if (open) said.push(ngettext("{n} allegation has no source yet.", "{n} allegations have no source yet.", open));
    if (late) said.push(_("Time is up: it is marked late."));
    this.dialog.querySelector("[data-summary]").textContent = said.join(" ");
    this.dialog.returnValue = "";
    this.dialog.showModal();
  }

  async send(method) {
    this.button.disabled = true;
    try {
      const state = await this.outbox.settled();
      if (state === "refused") throw new Error(_("one of your marks was not taken. Reload the page, then try again."));
      if (state === "kept") throw new TypeError();
      const response = await fetch(this.url, { method, headers: this.headers(), credentials: "same-origin" });
      if (!response.ok) throw new Error(await refusal(response));
      const answer = response.status === 204 ? {} : await response.json();
      this.take(answer.submitted_at ?? null, answer.late);
    } catch (error) {
      this.failed(method === "PUT" ? _("Not handed in yet: {why}", { why: why(error) }) : _("Not withdrawn yet: {why}", { why: why(error) }));
    }
    this.button.disabled = false;
  }

  /** What the server knows of this layer. */
  take(submittedAt, late = false) {
    if (this.at === submittedAt) return;
    Object.assign(this, { at: submittedAt, late });
    this.show();
    this.changed();
  }

  show() {
    if (!this.button) return;
    this.button.textContent = this.at ? _("Withdraw") : _("Hand in");
    const told = this.late ? _("Handed in late, {time}", { time: time(this.at) }) : _("Handed in, {time}", { time: time(this.at) });
    this.state.textContent = this.at ? told : "";
  }
}

function time(iso) {
  return new Date(iso).toLocaleString(language, { dateStyle: "short", timeStyle: "short" });
}

/** What the server says is wrong; what answers in its place need not speak JSON. */
async function refusal(response) {
  const { detail } = await response.json().catch(() => ({}));
  return detail ?? _("The server answered {status}.", { status: response.status });
}

/** A network error's own words are the browser's, and of no help. */
function why(error) {
  return error instanceof TypeError ? _("the server cannot be reached. Try again in a minute; your marks are kept on this device.") : error.message;
}
