// Follows what happens in the round, by asking for the changes since the last one known.

const EVERY = 2_000;
const LONGEST = 10_000;

export class Live extends EventTarget {
  constructor(url, seq) {
    super();
    Object.assign(this, { url, seq, wait: EVERY });
    document.addEventListener("visibilitychange", () => this.next(0));
    addEventListener("online", () => this.next(0));
    this.next(EVERY);
  }

  next(wait) {
    clearTimeout(this.timer);
    // A page that nobody sees asks for nothing; it catches up when it is seen.
    if (document.visibilityState === "visible") this.timer = setTimeout(() => this.ask(), wait);
  }

  async ask() {
    if (this.asking) return;
    this.asking = true;
    let more = false;
    try {
      const response = await fetch(`${this.url}?after=${this.seq}`, { headers: { Accept: "application/json" }, credentials: "same-origin" });
      if (!response.ok) throw new Error(`the server answered ${response.status}`);
      const answer = await response.json();
      for (const { seq, verb, payload } of answer.results) {
        this.seq = seq;
        this.dispatchEvent(new CustomEvent(verb, { detail: payload }));
      }
      more = answer.more;
      this.wait = EVERY;
    } catch {
      // No network is nothing to report here: the outbox says so where it matters.
      this.wait = Math.min(this.wait * 2, LONGEST);
    }
    this.asking = false;
    this.next(more ? 0 : this.wait);
  }
}
