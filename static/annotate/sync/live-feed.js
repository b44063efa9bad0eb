// Receives the changes of the round: by server-sent events, or by polling where a proxy does not let them through.
// Of a user's tabs one receives them and passes them on to the others.

const POLL_INTERVAL = 2_000;
const MAX_POLL_INTERVAL = 10_000;
// How long a stream may stay silent before it counts as blocked.
const STREAM_TIMEOUT = 4_000;
const STREAM_RETRY = 60_000;
const VERBS = [
  "annotation.put", "annotation.delete", "layer.submit", "layer.reopen", "comment.put", "poll.open", "poll.close", "round.set", "round.move", "round.groups", "round.extend", "text.corrected",
  "presence",
];

/** Dispatches an event for each change, named by its verb, with its payload as `detail`. */
export class LiveFeed extends EventTarget {
  constructor({ url, seq, userId }) {
    super();
    Object.assign(this, { url, seq, userId, interval: POLL_INTERVAL });
    document.addEventListener("visibilitychange", () => this.schedulePoll(0));
    addEventListener("online", () => this.schedulePoll(0));
    this.channel = new BroadcastChannel(`live ${userId} ${url}`);
    this.channel.addEventListener("message", ({ data }) => this.receive(data));
    // Locks need https: without them each tab polls for itself.
    if (navigator.locks) navigator.locks.request(`live ${userId} ${url}`, () => this.streamForAllTabs());
    this.schedulePoll(POLL_INTERVAL);
  }

  /** Hold the lock, and so the stream, until this tab is closed. */
  streamForAllTabs() {
    this.openStream();
    return new Promise(() => {});
  }

  openStream() {
    const source = new EventSource(`${this.url}?after=${this.seq}&as=${this.userId}`);
    const fallBackToPolling = () => {
      source.close();
      this.streaming = false;
      this.schedulePoll(0);
      setTimeout(() => this.openStream(), STREAM_RETRY);
    };
    let timeout = setTimeout(fallBackToPolling, STREAM_TIMEOUT);
    source.addEventListener("ready", () => {
      clearTimeout(timeout);
      this.streaming = true;
    });
    for (const verb of VERBS) {
      source.addEventListener(verb, ({ data, lastEventId }) => {
        const change = { seq: Number(lastEventId), verb, payload: JSON.parse(data) };
        this.channel.postMessage(change);
        this.receive(change);
      });
    }
    source.addEventListener("error", () => {
      this.streaming = false;
      clearTimeout(timeout);
      // Closed for good: refused, or the response was no stream. Otherwise the browser reconnects by itself.
      if (source.readyState === EventSource.CLOSED) fallBackToPolling();
      else timeout = setTimeout(fallBackToPolling, STREAM_TIMEOUT);
    });
  }

  receive({ seq, verb, payload }) {
    if (verb !== "presence") {
      if (seq <= this.seq) return;
      this.seq = seq;
    }
    this.dispatchEvent(new CustomEvent(verb, { detail: payload }));
  }

  schedulePoll(delay) {
    clearTimeout(this.timer);
    // A hidden page does not poll; it catches up when it becomes visible.
    if (document.visibilityState === "visible") this.timer = setTimeout(() => this.poll(), delay);
  }

  async poll() {
    if (this.polling) return;
    if (this.streaming) {
      this.schedulePoll(POLL_INTERVAL);
      return;
    }
    this.polling = true;
    let more = false;
    try {
      const response = await fetch(`${this.url}?after=${this.seq}`, { headers: { Accept: "application/json" }, credentials: "same-origin" });
      if (!response.ok) throw new Error(`the server answered ${response.status}`);
      const page = await response.json();
      for (const change of page.results) this.receive(change);
      more = page.more;
      this.interval = POLL_INTERVAL;
    } catch {
      // Being offline is not reported here: the outbox does, when something is unsent.
      this.interval = Math.min(this.interval * 2, MAX_POLL_INTERVAL);
    }
    this.polling = false;
    this.schedulePoll(more ? 0 : this.interval);
  }
}
