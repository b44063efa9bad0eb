// The buttons that start and steer reading aloud, and what is drawn in the text meanwhile.

import { boxOf, scrollToSpan } from "../text/geometry.js";
import { Reader } from "./reader.js";
import { localVoices } from "./voices.js";

// The height of the page's header, below which the text is visible.
const HEADER = 90;

export class Player {
  /** `section` of the panel has the voice, the speed and the first button; `bar` stands over the text while it is read. */
  constructor({ section, bar, form, onStart }, { index, cursor, painter, settings, ruler }) {
    Object.assign(this, { section, bar, form, onStart, index, cursor, painter, settings, ruler });
    for (const name of ["spoken-sentence", "spoken-word"]) painter.register(name);
    this.reader = new Reader({ stops: (unit) => cursor.stops(unit), quote: (start, end) => index.quote(start, end) });
    this.reader.addEventListener("state", () => this.showState());
    this.reader.addEventListener("spoken", ({ detail }) => this.draw(detail));
    section.querySelector("[data-act=read]").addEventListener("click", () => this.start());
    bar.addEventListener("click", ({ target }) => this.act(target.closest("[data-act]")?.dataset.act));
    speechSynthesis.addEventListener("voiceschanged", () => this.showVoices());
    this.showVoices();
  }

  showVoices() {
    this.voices = localVoices(speechSynthesis, this.index.root.lang);
    this.section.hidden = !this.voices.length;
    const select = this.form.elements.voice;
    select.replaceChildren(...this.voices.map(({ name }) => new Option(name, name)));
    const chosen = this.voices.find(({ name }) => name === this.settings.get("voice")) ?? this.voices.find((voice) => voice.default) ?? this.voices[0];
    if (chosen) select.value = chosen.name;
  }

  start() {
    this.useSettings();
    if (!this.reader.voice) return;
    this.onStart();
    this.bar.hidden = false;
    this.reader.start(this.cursor.head?.start ?? this.firstVisible());
    this.bar.querySelector("[data-act=pause]").focus({ preventScroll: true });
  }

  useSettings() {
    this.reader.voice = this.voices.find(({ name }) => name === this.form.elements.voice.value) ?? null;
    this.reader.rate = Number(this.form.elements.rate.value) || 1;
  }

  act(name) {
    this.useSettings();
    if (name === "pause") this.reader.toggle();
    if (name === "back") this.reader.skip(-1);
    if (name === "forward") this.reader.skip(1);
    if (name === "stop") this.reader.stop();
  }

  showState() {
    const { state } = this.reader;
    this.bar.hidden = state === "stopped";
    const button = this.bar.querySelector("[data-act=pause]");
    button.setAttribute("aria-pressed", String(state === "paused"));
  }

  draw({ sentence, word }) {
    this.painter.paintSpan("spoken-sentence", sentence);
    this.painter.paintSpan("spoken-word", word);
    if (!sentence) return;
    this.ruler.follow(word ?? sentence);
    const { top, bottom } = boxOf(this.index, word ?? sentence);
    if (top < HEADER || bottom > innerHeight - 120) scrollToSpan(this.index, word ?? sentence);
  }

  /** The start of the first block that is visible below the header. */
  firstVisible() {
    const block = this.index.blocks.find(({ element }) => element.getBoundingClientRect().bottom > HEADER + 20);
    return block?.start ?? 0;
  }
}
