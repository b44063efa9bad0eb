// Keeps a user's tabs with the same round in step: each tells the others what it changed and what was saved.

/** Dispatches "changed", "saved" and "signed-out", as other tabs post them. */
export class TabChannel extends EventTarget {
  /** `revision` is that of the page's text: what a tab with another one says counts on that. */
  constructor(userId, round, revision) {
    super();
    this.revision = revision;
    this.channel = new BroadcastChannel(`claimlight/${userId}/${round}`);
    this.channel.onmessage = ({ data: { type, revision: theirs, ...detail } }) => {
      if (theirs === revision || type === "signed-out") this.dispatchEvent(new CustomEvent(type, { detail }));
    };
  }

  /** This tab has changed an annotation (null: deleted) that is not sent yet. */
  postChanged(id, annotation) {
    this.channel.postMessage({ type: "changed", revision: this.revision, id, mark: annotation });
  }

  /** The server has saved an annotation as `version`. */
  postSaved(id, annotation, version) {
    this.channel.postMessage({ type: "saved", revision: this.revision, id, mark: annotation, version });
  }

  /** The user has signed out and deleted what is unsent. */
  postSignedOut() {
    this.channel.postMessage({ type: "signed-out" });
  }
}
