// A vote on one passage: shown to everybody at once, answered with one press.

import { element } from "../../dom.js";
import { _ } from "../../i18n.js";

export class Poll {
  /** `eligible`: whether the user may vote. */
  constructor(dialog, { eligible, tags, url, headers, index, announce }) {
    Object.assign(this, { dialog, eligible, tags, url, headers, index, announce });
  }

  /** A vote was opened or closed. */
  receive(poll) {
    if (!this.eligible) return;
    this.poll = poll;
    if (!poll.open) {
      this.dialog.close();
      return;
    }
    const quote = this.index.quote(poll.start, poll.end);
    this.dialog.querySelector("blockquote").textContent = quote;
    const options = [...this.tags, { slug: "", name: _("None of these") }];
    this.dialog.querySelector("[data-options]").replaceChildren(...options.map((tag) => this.option(tag)));
    this.dialog.querySelector("[data-status]").textContent = "";
    // Opening a dialog takes the focus: give it back to whoever is typing. It is not modal for the same reason.
    const focused = document.activeElement;
    if (!this.dialog.open) this.dialog.show();
    focused?.focus({ preventScroll: true });
    this.announce(_("Please vote on this passage: {quote}", { quote }));
  }

  option({ slug, name }) {
    const text = element("span", { className: slug ? `swatch tag-${slug}` : "", textContent: name });
    return element("button", { type: "button", data: { tag: slug }, aria: { pressed: "false" }, onclick: (event) => this.vote(slug, event.currentTarget) }, text);
  }

  async vote(tag, button) {
    const status = this.dialog.querySelector("[data-status]");
    try {
      const headers = { ...this.headers(), "Content-Type": "application/json" };
      const response = await fetch(`${this.url}${this.poll.id}/vote/`, { method: "PUT", headers, credentials: "same-origin", body: JSON.stringify({ tag }) });
      if (!response.ok) throw new Error((await response.json()).detail);
      for (const other of button.parentElement.children) other.ariaPressed = String(other === button);
      status.textContent = _("Your vote is counted. You can change it until voting ends.");
    } catch (error) {
      status.textContent = error instanceof TypeError ? _("No connection to the server. Try again in a moment.") : error.message;
    }
  }
}
