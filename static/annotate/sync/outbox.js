// Sends changed annotations to the server until it has them. A record stays in the outbox until the server has saved it.

import { _ } from "../../i18n.js";

const RETRY_SECONDS = [1, 2, 3, 5];
const MAX_SENT = 100;

/** Dispatches "state" when `state` changes ("saved", "saving", "kept" on this device, "refused"), "saved", "refused" and "log-in". */
export class Outbox extends EventTarget {
  /**
   * `unsentStore` keeps the records through a reload; `url(id)` is an annotation's address; `headers()` go with each request.
   * `revision` is that of the page's text: a record keeps the one on which its offsets count.
   */
  constructor({ unsentStore, url, headers, revision }) {
    super();
    Object.assign(this, { unsentStore, url, headers, revision });
    this.records = new Map();
    this.attempts = 0;
    this.state = "saved";
    addEventListener("online", () => this.flush());
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && this.flush());
  }

  /** Load the records that an earlier page left unsent, and return them. */
  async restore() {
    for (const { id, mark, base, sent, revision } of await this.unsentStore.all()) {
      this.records.set(id, { annotation: mark, base, sent, revision, restored: true });
    }
    this.setState(this.records.size ? "saving" : "saved");
    if (this.records.size) this.flush();
    return this.records;
  }

  /** Send `annotation` (null: deleted). `base` is the version that it was changed from. */
  async add(id, annotation, base, revision = this.revision) {
    // Change the same record: a request on its way must notice that it is out of date.
    const record = this.records.get(id) ?? { base, sent: [] };
    Object.assign(record, { annotation, revision, changed: true, restored: false });
    this.records.set(id, record);
    this.setState("saving");
    await this.persist(id, record);
    this.flush();
  }

  /** Another tab has had the annotation saved: drop the record if it was only restored here. */
  dropRestored(id) {
    if (!this.records.get(id)?.restored) return;
    this.records.delete(id);
    if (!this.records.size) this.setState("saved");
  }

  /** Try to send everything; resolve to the state after that: "saved", "kept" or "refused". */
  sendAll() {
    if (!this.records.size) return Promise.resolve("saved");
    return new Promise((resolve) => {
      const check = () => {
        if (this.state === "saving") return;
        this.removeEventListener("state", check);
        resolve(this.state);
      };
      this.addEventListener("state", check);
      this.flush();
    });
  }

  /** Write a record to the store of unsent annotations. Changes during one write are written together, after it. */
  async persist(id, record) {
    record.dirty = true;
    record.writing ??= this.write(id, record);
    await record.writing;
  }

  async write(id, record) {
    try {
      while (record.dirty) {
        record.dirty = false;
        await this.unsentStore.put(id, { mark: record.annotation, base: record.base, sent: record.sent, revision: record.revision });
      }
    } finally {
      record.writing = null;
    }
  }

  /** Send all records one after the other; does nothing while already running. */
  async flush() {
    if (this.running) return;
    this.running = true;
    clearTimeout(this.timer);
    let reached = true;
    for (const id of [...this.records.keys()]) {
      // Another tab may have had it saved meanwhile.
      if (!this.records.has(id) || this.records.get(id).refused) continue;
      reached = await this.send(id);
      if (!reached) break;
    }
    this.running = false;
    const waiting = [...this.records.values()].filter((record) => !record.refused);
    if (reached && waiting.length) return this.flush();
    if (!waiting.length) return this.setState(this.records.size ? "refused" : "saved");
    // What was changed meanwhile may not be on the disk yet: then it is not "kept".
    if (!waiting.some((record) => record.writing)) this.setState("kept");
    this.timer = setTimeout(() => this.flush(), 1000 * RETRY_SECONDS[Math.min(this.attempts++, RETRY_SECONDS.length - 1)]);
  }

  /** Send one record. Return false when it has to be sent again later. */
  async send(id) {
    const record = this.records.get(id);
    const { annotation, revision } = record;
    record.changed = false;
    // Any version that was sent without an answer may be the one that the server has.
    record.sent = [...new Set([...record.sent, canonical(annotation)])].slice(-MAX_SENT);
    let response;
    try {
      await this.persist(id, record);
      // Changes made during that write are not in `record.sent`: they go out next time.
      response = await this.request(id, annotation, record.base, revision);
    } catch {
      return false;
    }
    if (response.status === 401) {
      this.dispatchEvent(new Event("log-in"));
      return false;
    }
    if (response.status >= 500 || response.status === 429 || response.status === 408) return false;
    // The round was deleted, perhaps by mistake: wait here until it is restored.
    if (response.status === 404 && (await isRoundMissing(response))) return false;
    this.attempts = 0;
    try {
      await this.handleResponse(id, record, response, annotation);
    } catch {
      // The response broke off: sent again, it is answered the same.
      return false;
    }
    return true;
  }

  request(id, annotation, base, revision) {
    const headers = this.headers();
    const common = { headers, credentials: "same-origin", redirect: "error", keepalive: true };
    if (!annotation) return fetch(`${this.url(id)}?version=${base}`, { ...common, method: "DELETE" });
    headers["Content-Type"] = "application/json";
    const body = JSON.stringify({ ...requestFields(annotation), from_hint: annotation.from_hint, version: base, ...(revision && { revision }) });
    // Browsers refuse keepalive for requests larger than 64 KiB.
    return fetch(this.url(id), { ...common, method: "PUT", body, keepalive: body.length < 60_000 });
  }

  /** `sent` is the annotation as it was sent: the record may hold a newer one by now. */
  async handleResponse(id, record, response, sent) {
    const gone = !sent && response.status === 404;
    if (response.ok || gone) {
      const saved = response.status === 204 || gone ? null : await response.json();
      const version = saved?.version ?? Number(response.headers.get("ETag")?.replaceAll('"', "") ?? 0);
      const newer = record.changed;
      Object.assign(record, { base: version, sent: [] });
      // Another tab may have had it saved, and a new record begun here, while this one was on its way.
      if (!newer && this.records.get(id) === record) this.records.delete(id);
      // Dispatched before the next await: a change made meanwhile must know this version.
      this.dispatchEvent(new CustomEvent("saved", { detail: { id, saved, version, newer } }));
      if (!this.records.has(id)) await this.unsentStore.remove(id);
      return;
    }
    const problem = await response.json().catch(() => ({ detail: _("The server reported error {status}.", { status: response.status }) }));
    const { current } = problem;
    if (current && record.sent.includes(canonical(current.deleted ? null : current))) {
      // Our own earlier request arrived although its response was lost.
      record.base = current.version;
      return;
    }
    record.refused = true;
    this.dispatchEvent(new CustomEvent("refused", { detail: { id, annotation: record.annotation, problem } }));
  }

  /** The user has decided about a refused record: send it again on top of version `base`, or drop it. */
  async resolveRefusal(id, { base, resend }) {
    const record = this.records.get(id);
    if (!record) return;
    if (resend) {
      Object.assign(record, { base, refused: false });
    } else {
      this.records.delete(id);
      await this.unsentStore.remove(id);
    }
    this.flush();
  }

  /** Stop sending. What is unsent stays in the store of unsent annotations. */
  close() {
    clearTimeout(this.timer);
    this.records.clear();
  }

  setState(state) {
    this.state = state;
    this.dispatchEvent(new Event("state"));
  }
}

async function isRoundMissing(response) {
  const problem = await response.clone().json().catch(() => ({}));
  return problem.missing === "round";
}

function requestFields({ tag, start, end, quote, details, note, answer }) {
  return { tag, start, end, quote, details, note, ...(answer && { answer }) };
}

/** The sent fields as JSON with sorted keys, because the database may return them in another order. */
function canonical(annotation) {
  if (!annotation) return "gone";
  const { details, answer, ...rest } = requestFields(annotation);
  return JSON.stringify({ ...rest, details: sortKeys(details), answer: answer && sortKeys(answer) });
}

function sortKeys(object) {
  return Object.fromEntries(Object.entries(object).sort());
}
