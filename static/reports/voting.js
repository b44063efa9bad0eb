// Voting again on the projector: asks the class, counts, and shows the result beside the tags chosen before.

import { cloneTemplate } from "../dom.js";
import { apiHeaders } from "../http.js";
import { _, ngettext } from "../i18n.js";

const POLL_INTERVAL = 1_500;

export class Voting {
  /** `revision` is that of the page's text. `find(name)` finds an element; `getPassage()` returns the passage on the projector. */
  constructor({ url, revision, tagNames, find, getPassage }) {
    Object.assign(this, { url, revision, tagNames, find, getPassage, polls: new Map() });
    find("ask").addEventListener("click", () => this.open());
    find("close").addEventListener("click", () => this.close());
  }

  /** Show the state of the vote on the current passage. */
  show() {
    const passage = this.getPassage();
    const poll = this.polls.get(passage.start);
    this.find("vote").hidden = false;
    this.find("ask").hidden = Boolean(poll?.open);
    this.find("running").hidden = !poll?.open;
    this.find("result").hidden = !poll || poll.open;
    if (poll?.open) this.showVotes(total(poll.votes));
    else if (poll) this.showResult(passage, poll);
  }

  showVotes(n) {
    this.find("cast").textContent = ngettext("{n} vote", "{n} votes", n);
    this.find("cast").dataset.cast = n;
  }

  showResult({ before }, { votes }) {
    const counts = Object.entries(votes).sort(([, a], [, b]) => b - a);
    this.find("after").replaceChildren(...counts.map(([tag, count]) => this.bar(tag, count, total(votes))));
    const [was, is] = [pairAgreement(before), pairAgreement(votes)].map((share) => share === null ? null : Math.round(100 * share));
    const agreement = this.find("agreement");
    agreement.textContent = was === null || is === null ? "" : _("Pairs of readers with the same answer: {before} % before, {after} % now.", { before: was, after: is });
    Object.assign(agreement.dataset, { before: was ?? "", after: is ?? "" });
  }

  bar(tag, count, all) {
    const row = cloneTemplate("bar-template");
    row.className = tag ? `tag-${tag}` : "";
    row.querySelector("b").textContent = this.tagNames.get(tag) ?? _("None of these");
    row.querySelector("span").textContent = _("{k} of {n}", { k: count, n: all });
    row.querySelector("i").style.width = `${(100 * count) / all}%`;
    return row;
  }

  async open() {
    const { start, end } = this.getPassage();
    const poll = await this.send(this.url, "POST", { start, end, revision: this.revision });
    if (!poll) return;
    // Opening a vote closes the one on any other passage.
    for (const other of this.polls.values()) other.open = false;
    this.update(start, poll);
    this.watch(start, poll);
  }

  /** Ask for the number of votes until the vote is closed. */
  watch(start, { id }) {
    setTimeout(async () => {
      if (!this.polls.get(start).open) return;
      const poll = await this.send(`${this.url}${id}/`, "GET");
      if (poll) this.update(start, poll);
      this.watch(start, { id });
    }, POLL_INTERVAL);
  }

  async close() {
    const { start } = this.getPassage();
    const poll = await this.send(`${this.url}${this.polls.get(start).id}/`, "DELETE");
    if (poll) this.update(start, poll);
  }

  update(start, poll) {
    this.polls.set(start, poll);
    this.show();
  }

  async send(url, method, body) {
    const headers = { ...apiHeaders(), "Content-Type": "application/json" };
    try {
      const response = await fetch(url, { method, headers, credentials: "same-origin", body: body && JSON.stringify(body) });
      const result = await response.json();
      if (response.ok) return result;
      this.find("cast").textContent = result.detail;
    } catch {
      this.find("cast").textContent = _("No connection to the server. Try again in a moment.");
    }
    this.find("running").hidden = false;
    return null;
  }
}

function total(votes) {
  return Object.values(votes).reduce((sum, count) => sum + count, 0);
}

/** The share of all pairs of people who chose the same; as in reports/analysis/passage_agreement.py. */
function pairAgreement(counts) {
  const people = total(counts);
  if (people < 2) return null;
  return Object.values(counts).reduce((sum, n) => sum + n * (n - 1), 0) / (people * (people - 1));
}
