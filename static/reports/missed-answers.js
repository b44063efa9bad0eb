// On the projector: the answer key over the class overview, and the answers that most missed, one by one.

import { scrollToSpan } from "../annotate/text/geometry.js";
import { cloneTemplate } from "../dom.js";
import { _ } from "../i18n.js";

export class MissedAnswers {
  /** `find(name)` finds an element; `onDisputes()` is called when somebody goes back to the disagreements. */
  constructor({ data, index, painter, tagNames, find, shorten, onDisputes }) {
    Object.assign(this, { data, index, painter, tagNames, find, shorten, onDisputes, active: false, current: -1 });
    this.topics = [...document.querySelectorAll("[data-topic]")];
    for (const button of this.topics) button.addEventListener("click", () => this.choose(button.dataset.topic));
    find("key")?.addEventListener("click", () => this.toggleKey());
    for (const tag of Object.keys(data.key ?? {})) painter.register(`key-${tag}`);
  }

  /** Begin with the answers that most missed if the address asks for them. */
  start() {
    if (location.hash === "#missed" && this.topics.length) this.choose("missed");
  }

  toggleKey() {
    const visible = this.find("key").ariaPressed !== "true";
    this.find("key").ariaPressed = String(visible);
    for (const [tag, spans] of Object.entries(this.data.key)) this.painter.setSpans(`key-${tag}`, visible ? spans : []);
  }

  choose(topic) {
    this.active = topic === "missed";
    for (const button of this.topics) button.ariaPressed = String(button.dataset.topic === topic);
    for (const heading of document.querySelectorAll("[data-heading]")) heading.hidden = heading.dataset.heading !== topic;
    for (const name of ["vote", "names", "others", "none"]) this.find(name).hidden = this.active || name !== "names";
    if (this.active) this.show(Math.max(0, this.current));
    else this.onDisputes();
  }

  /** Show an answer; after the last comes the first. */
  show(number) {
    const { missed } = this.data;
    this.current = (number + missed.length) % missed.length;
    const answer = missed[this.current];
    this.find("number").textContent = _("{k} of {n}", { k: this.current + 1, n: missed.length });
    this.find("quote").hidden = false;
    this.find("quote").textContent = this.shorten(this.index.quote(answer.start, answer.end));
    const bars = [
      [answer.tag, this.tagNames.get(answer.tag), answer.found, _("found")],
      [answer.tag, _("Other boundary"), answer.boundary],
      ...answer.mistaken.map(([tag, readers]) => [tag, this.tagNames.get(tag), readers, _("another tag")]),
      ["", _("Missed"), answer.missed],
    ];
    this.find("bars").replaceChildren(...bars.filter(([, , readers], place) => readers || !place).map((row) => this.bar(row, answer.readers)));
    this.painter.paintSpan("open-mark", answer);
    scrollToSpan(this.index, answer);
  }

  bar([tag, name, readers, note = ""], all) {
    const row = cloneTemplate("bar-template");
    row.className = tag ? `tag-${tag}` : "nobody";
    row.querySelector("b").textContent = name;
    row.querySelector("span").textContent = _("{k} of {n}", { k: readers, n: all });
    row.querySelector("i").style.width = `${(100 * readers) / all}%`;
    row.querySelector("small").textContent = note;
    return row;
  }
}
