// A part of the page whose script comes when it is needed first: not every reader asks for hints.

export class LateScript {
  /** The address of the script is data-script of `box`; its `start(box, parts)` returns the part. */
  constructor(box, parts) {
    Object.assign(this, { box, parts });
  }

  /** Resolve to the part; reject without a network. */
  load() {
    this.loading ??= import(this.box.dataset.script).then(({ start }) => start(this.box, this.parts));
    this.loading.catch(() => (this.loading = null));
    return this.loading;
  }
}
