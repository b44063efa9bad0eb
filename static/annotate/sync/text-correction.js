// Follows what makes a page show something else than it has: a corrected text, or another group. Shows it as soon as
// nothing is lost by that, and where the reader was.

import { _, ngettext } from "../../i18n.js";

const LOOK_INTERVAL = 300;
const RETRY_INTERVAL = 5_000;
// The pages of a class ask for the new text one after the other.
const SPREAD = 1_500;
const STORED = "text-correction";

export class TextCorrection {
  /** `revision` is that of the page's text. `isBusy()`: whether the user is in the middle of something; `session()`: what is open and begun, to go on with. */
  constructor(notice, { revision, feed, root, isBusy, session }) {
    Object.assign(this, { notice, revision, root, isBusy, session, newest: revision });
    notice.querySelector("[data-now]").addEventListener("click", () => this.show());
    notice.querySelector("[data-close]").addEventListener("click", () => (notice.hidden = true));
    feed.addEventListener("text.corrected", ({ detail }) => this.receive(detail));
  }

  /** Whether the text of this page is no longer the newest: what the feed says from then on counts on another one. */
  get outdated() {
    return this.newest > this.revision;
  }

  receive({ revision }) {
    if (revision <= this.newest) return;
    const isFirst = !this.outdated;
    this.newest = revision;
    this.say(_("The text has been corrected. The new text appears as soon as you are not writing or selecting."), { button: true });
    if (isFirst) setTimeout(() => this.showWhenIdle(), Math.random() * SPREAD);
  }

  /** The reader's group has changed: the page has highlights of those who are no longer in it, and none of who is new. */
  receiveGroups() {
    if (this.outdated) return;
    this.reason = "groups";
    this.say(_("Your group has changed. The highlights of your new group appear as soon as you are not writing or selecting."), { button: true });
    setTimeout(() => this.showWhenIdle(), Math.random() * SPREAD);
  }

  showWhenIdle() {
    if (this.isBusy()) setTimeout(() => this.showWhenIdle(), LOOK_INTERVAL);
    else this.show();
  }

  /** Reload the page, once the service worker has the new one: the network may fail at any time. */
  async show() {
    if (this.loading) return;
    this.loading = true;
    clearTimeout(this.timer);
    const response = await fetch(location.href, { credentials: "same-origin" }).catch(() => null);
    this.loading = false;
    if (!response || response.status >= 500) {
      this.timer = setTimeout(() => this.showWhenIdle(), RETRY_INTERVAL);
      return;
    }
    sessionStorage.setItem(STORED, JSON.stringify({ path: location.pathname, place: this.readingPlace(), session: this.session(), reason: this.outdated ? "text" : this.reason }));
    location.reload();
  }

  /** The first block in sight, and how far it is from the top of the window. */
  readingPlace() {
    const block = [...this.root.querySelectorAll("[data-start]")].find((each) => each.getBoundingClientRect().bottom > 0);
    return block && { text: block.textContent, top: block.getBoundingClientRect().top };
  }

  /** Go on where the page with the old text was left: return its `session()`, null if there was none. */
  resume(unplaced) {
    const { path, place, session, reason } = JSON.parse(sessionStorage.getItem(STORED) ?? "{}");
    sessionStorage.removeItem(STORED);
    if (path !== location.pathname) return null;
    const block = place && [...this.root.querySelectorAll("[data-start]")].find(({ textContent }) => textContent === place.text);
    if (block) scrollBy({ top: block.getBoundingClientRect().top - place.top, behavior: "instant" });
    if (reason === "groups") {
      this.say(_("Your group has changed. You now see the highlights of your new group."));
      return session;
    }
    const lost = unplaced && ngettext("{n} of your highlights has no place any more: see the list of highlights.", "{n} of your highlights have no place any more: see the list of highlights.", unplaced);
    this.say([_("The text has been corrected. Your highlights are where their words are now."), lost].filter(Boolean).join(" "));
    return session;
  }

  say(text, { button = false } = {}) {
    this.notice.hidden = false;
    this.notice.querySelector("p").textContent = text;
    this.notice.querySelector("[data-now]").hidden = !button;
    this.notice.querySelector("[data-close]").hidden = button;
  }
}
