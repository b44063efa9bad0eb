// Asks the server what the text around a highlight offers for its details.

const NOTHING = { sources: [], cues: [], neutral: [] };

export class SuggestionClient {
  constructor({ url, headers, outbox }) {
    Object.assign(this, { url, headers, outbox, responses: new Map() });
  }

  /** Resolve to the {sources, cues, neutral} of an annotation; to none of each without a network. */
  find({ id, tag, start, end }) {
    const key = `${id} ${tag} ${start} ${end}`;
    if (!this.responses.has(key)) this.responses.set(key, this.request(id));
    return this.responses.get(key);
  }

  async request(id) {
    await this.saved(id);
    try {
      const response = await fetch(`${this.url}${id}/suggestions/`, { headers: this.headers(), credentials: "same-origin", redirect: "error" });
      return response.ok ? await response.json() : NOTHING;
    } catch {
      return NOTHING;
    }
  }

  /** Resolve once the server has the annotation as it is here. */
  saved(id) {
    const { outbox } = this;
    return new Promise((resolve) => {
      const check = () => {
        if (outbox.records.has(id)) return;
        outbox.removeEventListener("saved", check);
        resolve();
      };
      outbox.addEventListener("saved", check);
      check();
    });
  }
}
