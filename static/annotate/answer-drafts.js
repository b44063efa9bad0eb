// Answers to questions that the server does not have yet: stored on the device, by user, assignment and question.

import { apiHeaders } from "../http.js";

const PREFIX = "claimlight-answer";

export class AnswerDrafts {
  /** `url(assignment, number)` is where the answer to a question is sent. */
  constructor(userId, url) {
    Object.assign(this, { prefix: `${PREFIX}/${userId}/`, userId, url });
  }

  /** What is stored: {assignment, number, text, base}; `base` is what the server had when the user began to write. */
  all() {
    try {
      return Object.keys(localStorage)
        .filter((key) => key.startsWith(this.prefix))
        .map((key) => {
          const [assignment, number] = key.slice(this.prefix.length).split("/").map(Number);
          return { assignment, number, ...JSON.parse(localStorage.getItem(key)) };
        });
    } catch {
      // Where the browser stores nothing, there is nothing.
      return [];
    }
  }

  put(assignment, number, text, base) {
    try {
      localStorage.setItem(`${this.prefix}${assignment}/${number}`, JSON.stringify({ text, base }));
    } catch {
      // The page itself still has the text, and asks before it is left.
    }
  }

  remove(assignment, number) {
    try {
      localStorage.removeItem(`${this.prefix}${assignment}/${number}`);
    } catch {
      // Nothing was stored.
    }
  }

  /** Send one answer. Throws a TypeError without a network; otherwise resolves with the server's refusal, or "". */
  async send(assignment, number, text) {
    const response = await fetch(this.url(assignment, number), {
      method: "PUT",
      headers: { ...apiHeaders(this.userId), "Content-Type": "application/json" },
      body: JSON.stringify({ body: text }),
      credentials: "same-origin",
    });
    if (response.ok) return "";
    if (response.status >= 500 || response.status === 429) throw new TypeError(response.statusText);
    const { detail } = await response.json().catch(() => ({}));
    return detail ?? response.statusText;
  }

  /** Try once to send everything that is stored. */
  async sendAll() {
    for (const { assignment, number, text } of this.all()) {
      const refusal = await this.send(assignment, number, text).catch(() => "offline");
      if (!refusal) this.remove(assignment, number);
    }
  }

  discard() {
    for (const { assignment, number } of this.all()) this.remove(assignment, number);
  }
}
