// Hints on request: one at a time, each beside its cue in the text. A hint is a question; only the reader highlights.

import { boxOf, pointAt, scrollToSpan } from "../text/geometry.js";
import { Adoption } from "./adoption.js";
import { HintCard } from "./hint-card.js";
import { HintClient } from "./hint-client.js";
import { HintTrail } from "./hint-trail.js";

// Pixels at the top of the window that its header covers.
const HEADER = 90;

// Names of highlights in CSS; no slug of a tag has an underscore.
const DRAWING = "_hints";
const CURRENT = "_hint";

export class Hints {
  /** `number` is the element with the number of hints that the reader has asked for. */
  constructor(box, { data, index, cursor, painter, pending, panel, chooser, rights, cursorBox, announce, showAlert, headers, number, ...parts }) {
    Object.assign(this, { index, cursor, painter, pending, panel, chooser, rights, cursorBox, announce, showAlert, number, drawn: true, lessSure: false });
    this.trail = new HintTrail();
    this.client = new HintClient({ urls: data.hints.urls, headers, offline: box.dataset.offline });
    this.card = new HintCard(box, { index, onAction: (name) => this[name]() });
    this.adoption = new Adoption({ index, pending, ...parts, onChange: (key, isMade) => this.adopted(key, isMade) });
    for (const name of [DRAWING, CURRENT]) painter.register(name);
    index.root.addEventListener("click", (event) => this.press(event, parts.pointer.touch));
  }

  /** Load once what the reader has had on earlier visits, and the version of the rules. */
  restore() {
    this.restoring ??= this.load();
    this.restoring.catch(() => (this.restoring = null));
    return this.restoring;
  }

  async load() {
    const { rules, hints } = await this.client.load();
    this.rules = rules;
    this.trail.restore(hints);
    this.draw();
  }

  /** Show the next hint: one that was left behind, else a new one from the reading position on. */
  async next() {
    if (this.busy || !this.rights.mayAnnotate) return;
    this.busy = true;
    try {
      await this.restore();
      const hint = this.trail.step(true) ?? (await this.request());
      this.showAlert("");
      if (hint) this.show();
      else this.end();
      // From the button in the header, a keyboard has a long way to the card.
      if (document.activeElement.matches("[data-next-hint]")) this.card.focus();
    } catch (error) {
      if (!error.detail) throw error;
      this.showAlert(error.detail);
    } finally {
      this.busy = false;
    }
  }

  async request() {
    const hint = await this.client.next(this.position(), this.lessSure);
    if (!hint) return null;
    this.trail.add(hint);
    this.number.textContent = Number(this.number.textContent) + 1;
    this.number.parentElement.hidden = false;
    return hint;
  }

  previous() {
    if (this.trail.step(false)) this.show();
  }

  /** Show the hint whose dotted line the mouse has pressed; a finger chooses the word there, as everywhere. */
  press({ clientX: x, clientY: y }, touch) {
    if (touch || !this.drawn || !getSelection().isCollapsed || this.panel.id || this.chooser.isOpen) return;
    const point = pointAt(this.index, x, y);
    if (point !== null && this.rights.mayAnnotate && this.trail.goTo(point)) this.show();
  }

  /** Where the reader is: at the reading cursor if it is in sight, else at the first paragraph in sight. */
  position() {
    const { index, cursor } = this;
    const first = index.blocks.find(({ element }) => element.getBoundingClientRect().bottom > HEADER);
    if (!first) return 0;
    const at = cursor.head?.start ?? -1;
    const isInSight = at >= first.start && boxOf(index, cursor.head).top < innerHeight;
    return isInSight ? at : first.start;
  }

  /** Show the current hint, and let the keyboard continue from its cue. */
  show() {
    const { reason, ...hint } = this.trail.current;
    const cue = { start: hint.cue[0], end: hint.cue[1] };
    const passage = { start: Math.min(hint.start, cue.start), end: Math.max(hint.end, cue.end) };
    this.pending.clear();
    this.panel.close();
    getSelection().removeAllRanges();
    this.word = this.cursor.wordAt(cue.start) ?? cue;
    this.cursor.moveTo(this.word);
    // What is said begins above some cues: it should be in sight too, unless it is long.
    const isNear = boxOf(this.index, cue).bottom - boxOf(this.index, passage).top < innerHeight / 3;
    scrollToSpan(this.index, isNear ? passage : cue);
    this.showCard("hint", { cue, passage, reason });
    const sentence = this.cursor.stops("sentence").findLast(({ start }) => start <= cue.start);
    this.announce(`${reason} ${sentence ? this.index.quote(sentence.start, sentence.end) : ""}`);
  }

  /** Show the card; return what it says. */
  showCard(state, where = {}) {
    const text = this.card.show(state, { ...where, isFirst: this.trail.neighbour(false) < 0 });
    this.draw();
    return text;
  }

  /** There is no hint left, or only those that are not shown first. */
  end() {
    this.trail.leave();
    this.announce(this.showCard(this.lessSure ? "end" : "pause"));
  }

  /** From now on also show the hints that are not shown first. */
  more() {
    this.lessSure = true;
    this.next();
  }

  adopt() {
    this.card.hide();
    this.adoption.select(this.trail.current, this.rules);
  }

  dismiss() {
    this.respond(this.trail.current.key, "dismissed");
    const { cue, passage } = this.card;
    this.announce(this.showCard("dismissed", { cue, passage }));
  }

  undo() {
    this.respond(this.trail.current.key, "seen");
    this.show();
  }

  respond(key, response) {
    this.trail.respond(key, response);
    this.client.respond(key, response);
  }

  /** The highlight itself tells the server which hint it is from. */
  adopted(key, isMade) {
    if (isMade) this.trail.respond(key, "adopted");
    else this.respond(key, "seen");
    this.draw();
  }

  close() {
    if (this.card.hasFocus) this.cursorBox.focus({ preventScroll: true });
    this.card.hide();
    this.draw();
  }

  /** Go back from the passage to its hint; or close the card. */
  escape() {
    if (this.adoption.isSelected) this.show();
    else this.close();
  }

  toggle() {
    this.drawn = !this.drawn;
    this.draw();
  }

  /** Draw the hints that wait for a response, the current one a little stronger. */
  draw() {
    const { current, cues } = this.trail;
    this.painter.setSpans(DRAWING, this.drawn ? cues : []);
    const isShown = this.drawn && this.card.isOpen && this.card.state === "hint";
    this.painter.setSpans(CURRENT, isShown ? [current.cue] : []);
  }
}
