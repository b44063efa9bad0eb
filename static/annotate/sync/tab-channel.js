// Keeps a user's tabs with the same round in step: each tells the others what it changed and what was saved.

/** Dispatches "changed", "saved" and "signed-out", as other tabs post them. */
export class TabChannel extends EventTarget {
  constructor(userId, round) {
    super();
    this.channel = new BroadcastChannel(`claimlight/${userId}/${round}`);
    this.channel.onmessage = ({ data: { type, ...detail } }) => this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  /** This tab has changed an annotation (null: deleted) that is not sent yet. */
  postChanged(id, annotation) {
    this.channel.postMessage({ type: "changed", id, mark: annotation });
  }

  /** The server has saved an annotation as `version`. */
  postSaved(id, annotation, version) {
    this.channel.postMessage({ type: "saved", id, mark: annotation, version });
  }

  /** The user has signed out and deleted what is unsent. */
  postSignedOut() {
    this.channel.postMessage({ type: "signed-out" });
  }
}
