// The list of passages beside the text: in order, filtered by tag and by whose they are. Of thousands, a stretch
// has rows: `from` to `until` of the order; a button at each end shows more, by itself when it comes into sight.

import { _, ngettext } from "../../i18n.js";
import { byHowMany } from "../a11y/screen-reader.js";
import { element, stamp } from "../../dom.js";
import { byPlace, keyOf, mineFirst, readersOf } from "../text/passages.js";
import { placeIn } from "../sync/annotation-store.js";

const A_STRETCH = 60;

export class MarkList {
  /** `open(id)` opens a mark; `filtered()` is told when other marks are shown. */
  constructor({ list, filters, counts, empty, earlier, later }, tags, me, { open, filtered }) {
    Object.assign(this, { list, counts, empty, earlier, later, tags, me, filtered });
    this.hidden = new Set();
    this.mineAlone = false;
    this.passages = new Map();
    this.order = [];
    this.from = this.until = 0;
    this.people = new Map();
    this.perTag = new Map([...tags.keys()].map((slug) => [slug, 0]));
    this.chips = new Map([...tags.values()].map((tag) => [tag.slug, this.chip(tag)]));
    this.mine = element("button", { type: "button", textContent: _("Only mine"), aria: { pressed: "false" }, onclick: () => this.toggleMine() });
    filters.append(...this.chips.values(), this.mine);
    const seen = new IntersectionObserver((entries) => entries.forEach((entry) => entry.isIntersecting && this.more(entry.target === earlier)));
    for (const button of [earlier, later]) {
      button.addEventListener("click", () => this.more(button === earlier));
      seen.observe(button);
    }
    list.addEventListener("click", (event) => {
      const row = event.target.closest("[data-passage]");
      if (row) open(mineFirst(this.passages.get(row.dataset.passage), me).id);
    });
  }

  chip(tag) {
    const name = element("span", { className: `swatch tag-${tag.slug}`, textContent: tag.name });
    const chip = element("button", { type: "button", aria: { pressed: "true" }, onclick: () => this.toggle(tag.slug) }, name, " ");
    chip.append(element("span", { data: { tally: "" }, textContent: "0" }));
    return chip;
  }

  toggle(slug) {
    if (!this.hidden.delete(slug)) this.hidden.add(slug);
    this.chips.get(slug).setAttribute("aria-pressed", String(!this.hidden.has(slug)));
    this.refilter();
  }

  toggleMine() {
    this.mineAlone = !this.mineAlone;
    this.mine.setAttribute("aria-pressed", String(this.mineAlone));
    this.refilter();
  }

  refilter() {
    for (const passage of this.order) if (passage.row) passage.row.hidden = !this.showsPassage(passage);
    this.filtered();
  }

  shows(mark) {
    return !this.hidden.has(mark.tag) && (!this.mineAlone || mark.annotator?.id === this.me.id);
  }

  /** Of `marks`, all with the tag `slug`, those that are shown. */
  shown(marks, slug) {
    if (this.hidden.has(slug)) return [];
    return this.mineAlone ? marks.filter((mark) => this.shows(mark)) : marks;
  }

  showsPassage({ marks }) {
    return marks.some((mark) => this.shows(mark));
  }

  /** All of a round's marks, to begin with. */
  fill(marks) {
    for (const mark of marks) this.join(mark);
    this.order.sort(byPlace);
    this.stretch(0);
    this.tally();
  }

  /** A mark was `before` and is `mark` now; null where there was or is none. */
  update(before, mark) {
    const touched = new Set();
    if (before) touched.add(this.leave(before));
    if (mark) touched.add(this.join(mark, true));
    for (const passage of touched) this.refresh(passage);
    this.tally();
  }

  join(mark, place = false) {
    const key = keyOf(mark);
    let passage = this.passages.get(key);
    if (!passage) {
      const { tag, start, end, quote } = mark;
      passage = { key, tag, start, end, quote, marks: [] };
      this.passages.set(key, passage);
      const at = place ? placeIn(this.order, passage, byPlace) : this.order.length;
      this.order.splice(at, 0, passage);
      if (place) this.insert(at);
    }
    passage.marks.push(mark);
    this.count(mark, 1);
    return passage;
  }

  leave(mark) {
    const passage = this.passages.get(keyOf(mark));
    passage.marks = passage.marks.filter(({ id }) => id !== mark.id);
    this.count(mark, -1);
    return passage;
  }

  count({ tag, annotator }, step) {
    this.perTag.set(tag, this.perTag.get(tag) + step);
    if (annotator) this.people.set(annotator.id, (this.people.get(annotator.id) ?? 0) + step);
  }

  /** How many people have marked something. */
  get readers() {
    let number = 0;
    for (const marks of this.people.values()) if (marks) number += 1;
    return number;
  }

  refresh(passage) {
    if (passage.marks.length) {
      if (passage.row) this.write(passage);
      return;
    }
    const at = placeIn(this.order, passage, byPlace);
    this.passages.delete(passage.key);
    this.order.splice(at, 1);
    if (at < this.from) this.from -= 1;
    if (at < this.until) this.until -= 1;
    passage.row?.remove();
  }

  /** Rows for a stretch from the passage number `from` on, and for no others. */
  stretch(from) {
    for (const passage of this.order.slice(this.from, this.until)) passage.row = null;
    this.from = this.until = Math.max(0, from);
    this.list.replaceChildren();
    this.more(false);
  }

  /** Another stretch of rows, before or after those that are there. */
  more(before) {
    const made = (from, until) => this.order.slice(from, until).map((passage) => this.made(passage));
    if (before) {
      const from = Math.max(0, this.from - A_STRETCH);
      this.list.prepend(...made(from, this.from));
      this.from = from;
    } else {
      const until = Math.min(this.order.length, this.until + A_STRETCH);
      this.list.append(...made(this.until, until));
      this.until = until;
    }
    this.ends();
  }

  ends() {
    const left = [this.from, this.order.length - this.until];
    [this.earlier, this.later].forEach((button, end) => {
      button.hidden = !left[end];
      button.textContent = end ? ngettext("{n} more", "{n} more", left[end]) : ngettext("{n} before", "{n} before", left[end]);
    });
  }

  insert(at) {
    if (at < this.from) this.from += 1;
    if (at <= this.until) this.until += 1;
    if (at < this.from || at >= this.until) return;
    this.list.insertBefore(this.made(this.order[at]), at + 1 < this.until ? this.order[at + 1].row : null);
  }

  made(passage) {
    passage.row = stamp("row-template");
    this.write(passage);
    return passage.row;
  }

  write(passage) {
    const { row, tag, quote, marks, key } = passage;
    row.className = `tag-${tag}`;
    row.hidden = marks.length > 0 && !this.showsPassage(passage);
    const button = row.firstElementChild;
    button.dataset.passage = key;
    button.querySelector("b").textContent = this.tags.get(tag).name;
    button.querySelector("q").textContent = quote;
    button.querySelector("small").textContent = [this.whose(marks), ...said(marks, this.tags.get(tag))].filter(Boolean).join(" · ");
  }

  whose(marks) {
    const readers = readersOf(marks);
    if (readers > 2) return byHowMany(readers, this.readers);
    const names = marks.filter((m) => m.annotator?.id !== this.me.id).map((m) => m.annotator?.name ?? _("somebody who has left"));
    const mine = names.length < marks.length;
    return mine && !names.length ? "" : [...new Set(names), ...(mine ? [_("you")] : [])].join(", ");
  }

  /** Show which row is the open mark's, and bring it into sight. */
  point(mark) {
    const passage = mark && this.passages.get(keyOf(mark));
    if (passage === this.current) return;
    this.current?.row?.firstElementChild.removeAttribute("aria-current");
    this.current = passage;
    if (!passage) return;
    if (!passage.row) this.stretch(placeIn(this.order, passage, byPlace) - A_STRETCH / 4);
    passage.row.firstElementChild.setAttribute("aria-current", "true");
    passage.row.scrollIntoView({ block: "nearest" });
  }

  tally() {
    let all = 0;
    for (const [slug, number] of this.perTag) {
      all += number;
      const chip = this.chips.get(slug);
      chip.querySelector("[data-tally]").textContent = number;
      chip.hidden = this.tags.get(slug).archived && !number;
    }
    this.ends();
    for (const place of this.counts) place.textContent = all || "";
    this.empty.hidden = all > 0;
    const own = this.people.get(this.me.id) ?? 0;
    this.mine.hidden = !this.mineAlone && (own === 0 || own === all);
  }
}

/** The readers' notes, and what they answered to the first question of the tag that takes words. */
function said(marks, tag) {
  const first = tag.details.find(({ kind }) => kind === "text")?.slug;
  const each = marks.flatMap(({ details, note }) => [details[first], note]);
  return [...new Set(each.filter(Boolean))];
}
