// Asks the server for hints and tells it what the reader made of them.

export class HintClient {
  /** `offline` is what to say without a network. */
  constructor({ urls, headers, offline }) {
    Object.assign(this, { urls, headers, offline, unsent: new Map(), sending: Promise.resolve() });
    addEventListener("online", () => this.sendLater());
  }

  /** Resolve to the version of the rules and the hints that the reader has had. */
  load() {
    return this.request("GET", this.urls.hints);
  }

  /** Resolve to the next hint from code point `after` on, or null; with `more` also one that is not shown first. */
  async next(after, more) {
    const { hint } = await this.request("POST", this.urls.request, { after, more });
    return hint;
  }

  /** Record the response to a hint; without a network as soon as there is one again. */
  respond(key, response) {
    this.unsent.set(key, response);
    this.sendLater();
  }

  /** Send one after the other: the last response to a hint must arrive last. */
  sendLater() {
    this.sending = this.sending.then(() => this.sendResponses());
  }

  async sendResponses() {
    try {
      for (const [key, response] of this.unsent) {
        await this.request("PUT", `${this.urls.hints}${key}/`, { response });
        if (this.unsent.get(key) === response) this.unsent.delete(key);
      }
    } catch (problem) {
      // What the server refuses is not sent again, unless it is only busy.
      if (problem.status && ![429, 503].includes(problem.status)) this.unsent.clear();
    }
  }

  /** Rejects with a problem, whose `detail` is for the reader; without a `status` if there is no network. */
  async request(method, url, data) {
    const headers = { ...this.headers(), "Content-Type": "application/json" };
    const options = { method, headers, credentials: "same-origin", redirect: "error", body: data && JSON.stringify(data) };
    const response = await fetch(url, options).catch(() => null);
    const answer = await response?.json().catch(() => null);
    if (answer && response.ok) return answer;
    throw answer ?? { detail: this.offline };
  }
}
