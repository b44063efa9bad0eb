// Voting again on the projector: asks the class, counts, and lays the outcome beside what was marked before.

import { stamp } from "../dom.js";
import { _, ngettext } from "../i18n.js";

const EVERY = 1_500;

export class Voting {
  constructor({ polls, readers }, { names, find, shown }) {
    Object.assign(this, { url: polls, readers, names, find, shown, results: new Map() });
    find("ask").addEventListener("click", () => this.ask());
    find("close").addEventListener("click", () => this.close());
  }

  /** What belongs to the passage that is shown. */
  show() {
    const place = this.shown();
    const poll = this.results.get(place.start);
    this.find("vote").hidden = false;
    this.find("ask").hidden = Boolean(poll?.open);
    this.find("running").hidden = !poll?.open;
    this.find("result").hidden = !poll || poll.open;
    if (poll?.open) this.find("cast").textContent = ngettext("{n} vote", "{n} votes", total(poll.votes));
    else if (poll) this.after(place, poll);
  }

  after({ before }, { votes }) {
    const counts = Object.entries(votes).sort(([, a], [, b]) => b - a);
    this.find("after").replaceChildren(...counts.map(([tag, votes_]) => this.bar(tag, votes_, total(votes))));
    const [was, is] = [agreeing(before), agreeing(votes)];
    this.find("agreement").textContent = was === null || is === null ? "" : _("Two of you who are asked say the same: {before} % before, {after} % now.", { before: Math.round(100 * was), after: Math.round(100 * is) });
  }

  bar(tag, votes, all) {
    const row = stamp("bar-template");
    row.className = tag ? `tag-${tag}` : "";
    row.querySelector("b").textContent = this.names.get(tag) ?? _("None of them");
    row.querySelector("span").textContent = _("{k} of {n}", { k: votes, n: all });
    row.querySelector("i").style.width = `${(100 * votes) / all}%`;
    return row;
  }

  async ask() {
    const { start, end } = this.shown();
    const poll = await this.send(this.url, "POST", { start, end });
    if (!poll) return;
    // A vote that was open elsewhere is closed by this one.
    for (const other of this.results.values()) other.open = false;
    this.keep(start, poll);
    this.count(start, poll);
  }

  count(start, { id }) {
    setTimeout(async () => {
      if (!this.results.get(start).open) return;
      const poll = await this.send(`${this.url}${id}/`, "GET");
      if (poll) this.keep(start, poll);
      this.count(start, { id });
    }, EVERY);
  }

  async close() {
    const { start } = this.shown();
    const poll = await this.send(`${this.url}${this.results.get(start).id}/`, "DELETE");
    if (poll) this.keep(start, poll);
  }

  keep(start, poll) {
    this.results.set(start, poll);
    this.show();
  }

  async send(url, method, body) {
    const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? "";
    const headers = { "X-CSRFToken": token, "Content-Type": "application/json", Accept: "application/json" };
    try {
      const response = await fetch(url, { method, headers, credentials: "same-origin", body: body && JSON.stringify(body) });
      const answer = await response.json();
      if (response.ok) return answer;
      this.find("cast").textContent = answer.detail;
    } catch {
      this.find("cast").textContent = _("The server cannot be reached. Press again in a moment.");
    }
    this.find("running").hidden = false;
    return null;
  }
}

function total(votes) {
  return Object.values(votes).reduce((sum, each) => sum + each, 0);
}

/** Of all pairs of people, the share that said the same; as reports/analysis/passage_agreement.py has it. */
export function agreeing(counts) {
  const people = total(counts);
  if (people < 2) return null;
  return Object.values(counts).reduce((sum, n) => sum + n * (n - 1), 0) / (people * (people - 1));
}
