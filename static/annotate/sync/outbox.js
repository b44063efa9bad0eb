// Sends what changed here, as often as it takes. A record leaves the outbox when the server has it.

import { _ } from "../../i18n.js";

const WAITS = [1, 2, 3, 5];
const MOST_SENT = 100;

export class Outbox extends EventTarget {
  /** `kept` holds records through a reload; `url(id)` is where a mark is put; `headers()` go with each request. */
  constructor({ kept, url, headers }) {
    super();
    Object.assign(this, { kept, url, headers });
    this.records = new Map();
    this.tries = 0;
    this.state = "saved";
    addEventListener("online", () => this.flush());
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && this.flush());
  }

  /** Takes up what an earlier page left behind; returns its records. */
  async restore() {
    for (const { id, mark, base, sent } of await this.kept.all()) {
      this.records.set(id, { mark, base, sent, restored: true });
    }
    this.show(this.records.size ? "saving" : "saved");
    if (this.records.size) this.flush();
    return this.records;
  }

  /** The mark `id` is to be `mark` (null: gone). `base` is the version that this person saw. */
  async add(id, mark, base) {
    // The same record, for one that is on its way must notice that it is out of date.
    const record = this.records.get(id) ?? { base, sent: [] };
    Object.assign(record, { mark, changed: true, restored: false });
    this.records.set(id, record);
    this.show("saving");
    await this.keep(id, record);
    this.flush();
  }

  /** Another tab of this person has had the record of `id` saved: what was merely taken up here is done, too. */
  async forget(id) {
    if (!this.records.get(id)?.restored) return;
    this.records.delete(id);
    if (!this.records.size) this.show("saved");
  }

  /** Try to send everything; resolves to how that ended: "saved", "kept" or "refused". */
  settled() {
    if (!this.records.size) return Promise.resolve("saved");
    return new Promise((resolve) => {
      const look = () => {
        if (this.state === "saving") return;
        this.removeEventListener("state", look);
        resolve(this.state);
      };
      this.addEventListener("state", look);
      this.flush();
    });
  }

  /** On this device. What changes while one writing runs is written once, after it. */
  async keep(id, record) {
    record.unkept = true;
    record.keeping ??= this.write(id, record);
    await record.keeping;
  }

  async write(id, record) {
    try {
      while (record.unkept) {
        record.unkept = false;
        await this.kept.put(id, { mark: record.mark, base: record.base, sent: record.sent });
      }
    } finally {
      record.keeping = null;
    }
  }

  /** Send everything, one after the other; a second call while one runs changes nothing. */
  async flush() {
    if (this.running) return;
    this.running = true;
    clearTimeout(this.timer);
    let reached = true;
    for (const id of [...this.records.keys()]) {
      if (this.records.get(id)?.refused) continue;
      reached = await this.send(id);
      if (!reached) break;
    }
    this.running = false;
    const waiting = [...this.records.values()].filter((record) => !record.refused);
    if (reached && waiting.length) return this.flush();
    if (!waiting.length) return this.show(this.records.size ? "refused" : "saved");
    // Said when it is true: what was changed while this ran may still be on its way to the disk.
    if (!waiting.some((record) => record.keeping)) this.show("kept");
    this.timer = setTimeout(() => this.flush(), 1000 * WAITS[Math.min(this.tries++, WAITS.length - 1)]);
  }

  /** One record to the server: false when the server could not be reached. */
  async send(id) {
    const record = this.records.get(id);
    const { mark } = record;
    record.changed = false;
    // Every version that went out unanswered may be the one that the server has.
    record.sent = [...new Set([...record.sent, canonical(mark)])].slice(-MOST_SENT);
    let response;
    try {
      await this.keep(id, record);
      // What is changed while it is being kept goes out the next time: it is not among what was sent.
      response = await this.request(id, mark, record.base);
    } catch {
      return false;
    }
    if (response.status === 401) {
      this.dispatchEvent(new Event("log-in"));
      return false;
    }
    if (response.status >= 500 || response.status === 429 || response.status === 408) return false;
    // The exercise was deleted, perhaps by mistake: what is marked waits here until it is restored.
    if (response.status === 404 && (await isRoundMissing(response))) return false;
    this.tries = 0;
    try {
      await this.settle(id, record, response, mark);
    } catch {
      // The answer broke off in the middle: asked again, the server says the same.
      return false;
    }
    return true;
  }

  request(id, mark, base) {
    const headers = this.headers();
    const common = { headers, credentials: "same-origin", redirect: "error", keepalive: true };
    if (!mark) return fetch(`${this.url(id)}?version=${base}`, { ...common, method: "DELETE" });
    headers["Content-Type"] = "application/json";
    const body = JSON.stringify({ ...fields(mark), version: base });
    // A browser refuses to keep a request alive that is larger than 64 KiB.
    return fetch(this.url(id), { ...common, method: "PUT", body, keepalive: body.length < 60_000 });
  }

  /** `sent` is the mark that was sent: the record may hold another one by now. */
  async settle(id, record, response, sent) {
    const gone = !sent && response.status === 404;
    if (response.ok || gone) {
      const saved = response.status === 204 || gone ? null : await response.json();
      const version = saved?.version ?? Number(response.headers.get("ETag")?.replaceAll('"', "") ?? 0);
      const newer = record.changed;
      Object.assign(record, { base: version, sent: [] });
      // Another tab may have had it saved, and a new record begun here, while this one was on its way.
      if (!newer && this.records.get(id) === record) this.records.delete(id);
      // Told before anything is waited for: what is changed meanwhile must know this version.
      this.dispatchEvent(new CustomEvent("saved", { detail: { id, saved, version, newer } }));
      if (!this.records.has(id)) await this.kept.remove(id);
      return;
    }
    const problem = await response.json().catch(() => ({ detail: _("The server answered {status}.", { status: response.status }) }));
    const { current } = problem;
    if (current && record.sent.includes(canonical(current.deleted ? null : current))) {
      // Our own earlier write arrived although its answer was lost.
      record.base = current.version;
      return;
    }
    record.refused = true;
    this.dispatchEvent(new CustomEvent("refused", { detail: { id, mark: record.mark, problem } }));
  }

  /** Somebody has decided what becomes of a refused record: `mark` to send again, or nothing to give it up. */
  async decide(id, base, again) {
    const record = this.records.get(id);
    if (!record) return;
    if (again) {
      Object.assign(record, { base, refused: false });
      this.flush();
      return;
    }
    this.records.delete(id);
    await this.kept.remove(id);
    this.flush();
  }

  show(state) {
    this.state = state;
    this.dispatchEvent(new Event("state"));
  }
}

async function isRoundMissing(response) {
  const problem = await response.clone().json().catch(() => ({}));
  return problem.missing === "round";
}

/** What of a mark is sent. */
function fields({ tag, start, end, quote, details, note, answer }) {
  return { tag, start, end, quote, details, note, ...(answer && { answer }) };
}

/** What of a mark is sent, as JSON with sorted members: a database may hand them back in another order. */
function canonical(mark) {
  if (!mark) return "gone";
  const { details, answer, ...rest } = fields(mark);
  return JSON.stringify({ ...rest, details: sorted(details), answer: answer && sorted(answer) });
}

function sorted(object) {
  return Object.fromEntries(Object.entries(object).sort());
}
