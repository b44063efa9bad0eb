// A vote on one passage: asked of everybody at once, answered by a press.

import { _ } from "../../i18n.js";
import { element } from "../../dom.js";

export class Poll {
  constructor(dialog, { poll, tags, urls, mayMark, kind }, index, headers, say) {
    Object.assign(this, { dialog, tags, urls, index, headers, say, asked: mayMark && kind === "reader" });
    if (poll) this.take(poll);
  }

  /** A vote was opened or closed. */
  take(poll) {
    if (!this.asked) return;
    this.poll = poll;
    if (!poll.open) {
      this.dialog.close();
      return;
    }
    this.dialog.querySelector("blockquote").textContent = this.index.quote(poll.start, poll.end);
    const options = [...this.tags, { slug: "", name: _("None of them") }];
    this.dialog.querySelector("[data-options]").replaceChildren(...options.map((tag) => this.option(tag)));
    this.dialog.querySelector("[data-told]").textContent = "";
    // Not over the page but beside it, and not under the fingers of somebody who types: a dialog takes the focus.
    const typing = document.activeElement;
    if (!this.dialog.open) this.dialog.show();
    typing?.focus({ preventScroll: true });
    this.say(_("A vote is open: {quote}", { quote: this.dialog.querySelector("blockquote").textContent }));
  }

  option({ slug, name }) {
    const text = element("span", { className: slug ? `swatch tag-${slug}` : "", textContent: name });
    return element("button", { type: "button", aria: { pressed: "false" }, onclick: (event) => this.cast(slug, event.currentTarget) }, text);
  }

  async cast(tag, button) {
    const told = this.dialog.querySelector("[data-told]");
    try {
      const headers = { ...this.headers(), "Content-Type": "application/json" };
      const response = await fetch(`${this.urls.polls}${this.poll.id}/vote/`, { method: "PUT", headers, credentials: "same-origin", body: JSON.stringify({ tag }) });
      if (!response.ok) throw new Error((await response.json()).detail);
      for (const other of button.parentElement.children) other.ariaPressed = String(other === button);
      told.textContent = _("Your vote is in. You can change it until the vote is closed.");
    } catch (error) {
      told.textContent = error instanceof TypeError ? _("The server cannot be reached. Press again in a moment.") : error.message;
    }
  }
}
