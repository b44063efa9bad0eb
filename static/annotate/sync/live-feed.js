// Follows what happens in the round: by server-sent events, and where they do not flow by asking for the changes since
// the last one known. Of a person's tabs one listens and tells the others.

const EVERY = 2_000;
const LONGEST = 10_000;
// A proxy that holds the stream back lets nothing through for so long.
const PATIENCE = 4_000;
const STREAM_AGAIN = 60_000;
export const VERBS = [
  "annotation.put", "annotation.delete", "layer.submit", "layer.reopen", "comment.put", "poll.open", "poll.close", "round.set", "round.move", "presence",
];

export class Live extends EventTarget {
  constructor(url, seq, me) {
    super();
    Object.assign(this, { url, seq, me, wait: EVERY });
    document.addEventListener("visibilitychange", () => this.next(0));
    addEventListener("online", () => this.next(0));
    this.channel = new BroadcastChannel(`live ${me} ${url}`);
    this.channel.addEventListener("message", ({ data }) => this.take(data));
    // Without locks (a site without https) each tab asks for itself.
    if (navigator.locks) navigator.locks.request(`live ${me} ${url}`, () => this.lead());
    this.next(EVERY);
  }

  /** This tab listens for all, until it is closed. */
  lead() {
    this.stream();
    return new Promise(() => {});
  }

  stream() {
    const source = new EventSource(`${this.url}?after=${this.seq}&as=${this.me}`);
    const give = () => {
      source.close();
      this.streaming = false;
      this.next(0);
      setTimeout(() => this.stream(), STREAM_AGAIN);
    };
    let patience = setTimeout(give, PATIENCE);
    source.addEventListener("ready", () => {
      clearTimeout(patience);
      this.streaming = true;
    });
    for (const verb of VERBS) {
      source.addEventListener(verb, ({ data, lastEventId }) => {
        const event = { seq: Number(lastEventId), verb, payload: JSON.parse(data) };
        this.channel.postMessage(event);
        this.take(event);
      });
    }
    source.addEventListener("error", () => {
      this.streaming = false;
      clearTimeout(patience);
      // Closed for good: refused, or the answer was no stream. Else the browser comes back by itself, for a while.
      if (source.readyState === EventSource.CLOSED) give();
      else patience = setTimeout(give, PATIENCE);
    });
  }

  take({ seq, verb, payload }) {
    if (verb !== "presence") {
      if (seq <= this.seq) return;
      this.seq = seq;
    }
    this.dispatchEvent(new CustomEvent(verb, { detail: payload }));
  }

  next(wait) {
    clearTimeout(this.timer);
    // A page that nobody sees asks for nothing; it catches up when it is seen.
    if (document.visibilityState === "visible") this.timer = setTimeout(() => this.ask(), wait);
  }

  async ask() {
    if (this.asking) return;
    if (this.streaming) {
      this.next(EVERY);
      return;
    }
    this.asking = true;
    let more = false;
    try {
      const response = await fetch(`${this.url}?after=${this.seq}`, { headers: { Accept: "application/json" }, credentials: "same-origin" });
      if (!response.ok) throw new Error(`the server answered ${response.status}`);
      const answer = await response.json();
      for (const event of answer.results) this.take(event);
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
