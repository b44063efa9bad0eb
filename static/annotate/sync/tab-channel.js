// Two tabs of one person on one device agree at once: each tells the others what it changed and what was saved.

export class Tabs extends EventTarget {
  constructor(user, round) {
    super();
    this.channel = new BroadcastChannel(`claimlight/${user}/${round}`);
    this.channel.onmessage = ({ data: { type, ...detail } }) => this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  /** This tab made the mark `id` be `mark` (null: gone); it is not sent yet. */
  changed(id, mark) {
    this.channel.postMessage({ type: "changed", id, mark });
  }

  /** The server has the mark `id` as `version`. */
  saved(id, mark, version) {
    this.channel.postMessage({ type: "saved", id, mark, version });
  }
}
