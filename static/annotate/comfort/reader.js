// Reads the text aloud, sentence by sentence, with a voice of the device; says which sentence and word is being spoken.

import { toCodePoint } from "../text/offsets.js";

export class Reader extends EventTarget {
  /** `stops(unit)` gives the spans of all sentences and words, `quote(start, end)` their text. */
  constructor({ stops, quote, synthesis = window.speechSynthesis }) {
    super();
    Object.assign(this, { stops, quote, synthesis, number: 0, state: "stopped", voice: null, rate: 1 });
    // Without this a voice goes on after the page is left.
    addEventListener("pagehide", () => this.stop());
  }

  get sentence() {
    return this.stops("sentence")[this.number];
  }

  /** Read from the sentence at `point` (a code point) to the end. */
  start(point) {
    const sentences = this.stops("sentence");
    const first = sentences.findIndex((span) => span.end > point);
    this.number = Math.max(first, 0);
    this.speak();
  }

  /** Pause, or go on from the beginning of the sentence: not every voice can go on inside it. */
  toggle() {
    if (this.state === "speaking") this.silence("paused");
    else this.speak();
  }

  stop() {
    if (this.state !== "stopped") this.silence("stopped");
  }

  /** Read the next or the previous sentence. */
  skip(step) {
    const last = this.stops("sentence").length - 1;
    this.number = Math.min(Math.max(this.number + step, 0), last);
    this.speak();
  }

  speak() {
    const span = this.sentence;
    if (!span) return this.stop();
    // What was being spoken reports its end later, and must not be taken for the end of this sentence.
    this.utterance = null;
    this.synthesis.cancel();
    const text = this.quote(span.start, span.end);
    const utterance = Object.assign(new SpeechSynthesisUtterance(text), { voice: this.voice, lang: this.voice.lang, rate: this.rate });
    utterance.addEventListener("boundary", (event) => utterance === this.utterance && event.name !== "sentence" && this.report(span, text, event));
    utterance.addEventListener("end", () => utterance === this.utterance && this.next());
    utterance.addEventListener("error", () => utterance === this.utterance && this.silence("stopped"));
    this.utterance = utterance;
    this.change("speaking");
    this.tell({ sentence: span, word: null });
    this.synthesis.speak(utterance);
  }

  next() {
    if (this.number + 1 >= this.stops("sentence").length) return this.stop();
    this.number += 1;
    this.speak();
  }

  report(sentence, text, { charIndex }) {
    const point = sentence.start + toCodePoint(text, charIndex);
    const word = this.stops("word").findLast((span) => span.start <= point);
    this.tell({ sentence, word: word && word.end > point ? word : null });
  }

  silence(state) {
    this.utterance = null;
    this.synthesis.cancel();
    this.change(state);
    if (state === "stopped") this.tell({ sentence: null, word: null });
  }

  change(state) {
    this.state = state;
    this.dispatchEvent(new CustomEvent("state"));
  }

  tell(detail) {
    this.dispatchEvent(new CustomEvent("spoken", { detail }));
  }
}
