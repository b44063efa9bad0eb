// The bar beside the chosen words: what can be done with them, and the field in which they are corrected.

import { placeNear } from "../../place-near.js";

export class EditBar {
  /** `onDo(action, words)` is called for each button, and for the field with the corrected words. */
  constructor(box, { onDo, onLeave }) {
    Object.assign(this, { box, onDo, onLeave, span: null });
    this.buttons = box.querySelector("[data-buttons]");
    this.form = box.querySelector("[data-words]");
    this.field = this.form.querySelector("textarea");
    this.failed = box.querySelector("[data-failed]");
    // A press on the bar must not clear the selection.
    box.addEventListener("pointerdown", (event) => event.target === this.field || event.preventDefault());
    box.addEventListener("pointerup", (event) => event.stopPropagation());
    box.addEventListener("click", ({ target }) => this.press(target.closest("[data-do]")?.dataset.do));
    box.addEventListener("keydown", (event) => this.key(event));
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      onDo("correct", this.field.value);
    });
    this.field.addEventListener("input", () => this.fit());
  }

  get isOpen() {
    return !this.box.hidden;
  }

  get isCorrecting() {
    return this.isOpen && !this.form.hidden;
  }

  /** Offer what can be done with a span. */
  show(span) {
    this.span = span;
    this.failed.textContent = "";
    [this.form.hidden, this.buttons.hidden] = [true, false];
    const isHeading = "heading" in span.block.dataset;
    const paragraph = span.paragraph;
    const offered = {
      correct: span.isInOneBlock,
      all: span.isInOneBlock && (span.start > paragraph.start || span.end < paragraph.end),
      split: span.start > paragraph.start,
      join: span.text.runs[0].block !== span.block,
      heading: !isHeading,
      paragraph: isHeading,
    };
    for (const [action, isOffered] of Object.entries(offered)) this.button(action).hidden = !isOffered;
    this.place();
  }

  place() {
    const { box, text } = this.span;
    placeNear(this.box, box, text.root.getBoundingClientRect().left);
  }

  hide() {
    this.box.hidden = true;
    this.span = null;
  }

  /** Show why a change was refused. */
  fail(message) {
    this.failed.textContent = message;
    this.box.hidden = false;
  }

  focus() {
    this.buttons.querySelector("button:not([hidden])").focus({ preventScroll: true });
  }

  button(action) {
    return this.buttons.querySelector(`[data-do="${action}"]`);
  }

  press(action) {
    if (action === "correct") this.correct();
    else if (action === "cancel") this.cancel();
    else if (action) this.onDo(action);
  }

  /** Show the field with the words. */
  correct() {
    [this.form.hidden, this.buttons.hidden] = [false, true];
    this.field.value = this.span.words;
    this.fit();
    this.place();
    this.field.focus({ preventScroll: true });
    this.field.select();
  }

  cancel() {
    this.show(this.span);
    this.onLeave();
  }

  /** Make the field as high as its words. */
  fit() {
    this.field.style.height = "auto";
    this.field.style.height = `${this.field.scrollHeight + 2}px`;
  }

  key(event) {
    if (event.key === "Escape") {
      event.stopPropagation();
      if (this.isCorrecting) this.cancel();
      else this.onLeave();
    } else if (event.key === "Enter" && event.target === this.field && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.form.requestSubmit();
    } else if (this.buttons.contains(event.target)) this.step(event);
  }

  /** The arrow keys move between the buttons, as in every toolbar. */
  step(event) {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const buttons = [...this.buttons.querySelectorAll("button:not([hidden])")];
    buttons.at((buttons.indexOf(event.target) + step) % buttons.length).focus();
  }
}
