// All unsent annotations of a user on this device, in whichever round: for signing out.

import { apiHeaders } from "../../http.js";
import { openUnsentStore, unsentRounds } from "./unsent-store.js";
import { Outbox } from "./outbox.js";
import { TabChannel } from "./tab-channel.js";

/** Dispatches "state" when something was sent or could not be sent, and "refused" as the outbox does. */
export class UnsentWork extends EventTarget {
  constructor({ userId, roundsUrl }) {
    super();
    Object.assign(this, { userId, roundsUrl, outboxes: [] });
  }

  /** Load what is unsent now, and begin to send it. */
  async load() {
    for (const outbox of this.outboxes) outbox.close();
    // Where the browser has no IndexedDB, nothing is stored.
    this.rounds = await unsentRounds(this.userId).catch(() => []);
    this.outboxes = await Promise.all(this.rounds.map((round) => this.openOutbox(round)));
  }

  async openOutbox(round) {
    const [number, layer = "annotations"] = round.split("-");
    const url = (id) => `${this.roundsUrl}${number}/${layer}/${id}/`;
    const outbox = new Outbox({ unsentStore: await openUnsentStore(this.userId, round), url, headers: () => apiHeaders(this.userId) });
    outbox.addEventListener("state", () => this.dispatchEvent(new Event("state")));
    outbox.addEventListener("refused", ({ detail }) => this.dispatchEvent(new CustomEvent("refused", { detail })));
    await outbox.restore();
    return outbox;
  }

  get count() {
    return this.outboxes.reduce((sum, { records }) => sum + records.size, 0);
  }

  /** The state of the outbox that is furthest from "saved". */
  get state() {
    return ["refused", "kept", "saving"].find((state) => this.outboxes.some((outbox) => outbox.state === state)) ?? "saved";
  }

  /** Try to send everything once. */
  sendAll() {
    return Promise.all(this.outboxes.map((outbox) => outbox.sendAll()));
  }

  /** Delete everything from this device, in the user's other tabs too. */
  async delete() {
    for (const outbox of this.outboxes) outbox.close();
    for (const round of this.rounds) {
      new TabChannel(this.userId, round).postSignedOut();
      await (await openUnsentStore(this.userId, round)).clear();
    }
  }
}
