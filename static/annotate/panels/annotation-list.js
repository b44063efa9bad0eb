// The list of passages beside the text. Only a window of them, from `from` to `until`, has rows in the page, because
// there may be thousands; a button at each end adds more, by itself when it scrolls into view.

import { cloneTemplate } from "../../dom.js";
import { _, ngettext } from "../../i18n.js";
import { byHowMany } from "../a11y/screen-reader.js";
import { comparePositions, countReaders, newPassage, ownOrFirst, passageKey, sortedIndex } from "../text/passages.js";

const BATCH = 60;

export class AnnotationList {
  /** `onOpen(id)` is called when a row is pressed. */
  constructor({ list, counts, empty, earlier, later }, { store, filter, tags, me, onOpen }) {
    Object.assign(this, { list, counts, empty, earlier, later, store, filter, tags, me });
    this.passages = new Map();
    this.sorted = [];
    this.from = this.until = 0;
    const observer = new IntersectionObserver((entries) => entries.forEach((entry) => entry.isIntersecting && this.addRows(entry.target === earlier)));
    for (const button of [earlier, later]) {
      button.addEventListener("click", () => this.addRows(button === earlier));
      observer.observe(button);
    }
    list.addEventListener("click", (event) => {
      const row = event.target.closest("[data-passage]");
      if (row) onOpen(ownOrFirst(this.passages.get(row.dataset.passage), me).id);
    });
    filter.addEventListener("changed", () => {
      for (const passage of this.sorted) if (passage.row) passage.row.hidden = !filter.showsPassage(passage);
    });
    store.addEventListener("changed", ({ detail: { before, after } }) => this.update(before, after));
  }

  /** Fill the empty list with all annotations of the store. */
  fill() {
    for (const annotation of this.store.sorted) this.add(annotation);
    this.sorted.sort(comparePositions);
    this.moveWindow(0);
    this.updateCounts();
  }

  visiblePassages() {
    return this.sorted.filter((passage) => this.filter.showsPassage(passage));
  }

  /** The visible passage after or before `annotation`, or the code point `from` without one; after the last comes the first. */
  neighbour(annotation, from, forward) {
    const visible = this.visiblePassages();
    const distance = (passage) => (annotation ? comparePositions(passage, annotation) : passage.start - from);
    const next = forward ? visible.find((passage) => distance(passage) > 0) : visible.findLast((passage) => distance(passage) < 0);
    return next ?? visible.at(forward ? 0 : -1);
  }

  /** An annotation has changed from `before` to `after`; null where it did not exist. */
  update(before, after) {
    const changed = new Set();
    if (before) changed.add(this.remove(before));
    if (after) changed.add(this.add(after, true));
    for (const passage of changed) this.refresh(passage);
    this.updateCounts();
  }

  add(annotation, inPlace = false) {
    const key = passageKey(annotation);
    let passage = this.passages.get(key);
    if (!passage) {
      passage = newPassage(annotation);
      this.passages.set(key, passage);
      const index = inPlace ? sortedIndex(this.sorted, passage, comparePositions) : this.sorted.length;
      this.sorted.splice(index, 0, passage);
      if (inPlace) this.insertRow(index);
    }
    passage.annotations.push(annotation);
    return passage;
  }

  remove(annotation) {
    const passage = this.passages.get(passageKey(annotation));
    passage.annotations = passage.annotations.filter(({ id }) => id !== annotation.id);
    return passage;
  }

  /** Write the row of a passage again, or remove a passage that has no annotations left. */
  refresh(passage) {
    if (passage.annotations.length) {
      if (passage.row) this.writeRow(passage);
      return;
    }
    const index = sortedIndex(this.sorted, passage, comparePositions);
    this.passages.delete(passage.key);
    this.sorted.splice(index, 1);
    if (index < this.from) this.from -= 1;
    if (index < this.until) this.until -= 1;
    passage.row?.remove();
  }

  /** Have rows for a batch of passages from the index `from` on, and for no others. */
  moveWindow(from) {
    for (const passage of this.sorted.slice(this.from, this.until)) passage.row = null;
    this.from = this.until = Math.max(0, from);
    this.list.replaceChildren();
    this.addRows(false);
  }

  /** Add a batch of rows before or after those that are there. */
  addRows(before) {
    const createRows = (from, until) => this.sorted.slice(from, until).map((passage) => this.createRow(passage));
    if (before) {
      const from = Math.max(0, this.from - BATCH);
      this.list.prepend(...createRows(from, this.from));
      this.from = from;
    } else {
      const until = Math.min(this.sorted.length, this.until + BATCH);
      this.list.append(...createRows(this.until, until));
      this.until = until;
    }
    this.updateButtons();
  }

  updateButtons() {
    const [before, after] = [this.from, this.sorted.length - this.until];
    this.earlier.hidden = !before;
    this.earlier.textContent = ngettext("{n} earlier", "{n} earlier", before);
    this.later.hidden = !after;
    this.later.textContent = ngettext("{n} more", "{n} more", after);
  }

  insertRow(index) {
    if (index < this.from) this.from += 1;
    if (index <= this.until) this.until += 1;
    if (index < this.from || index >= this.until) return;
    this.list.insertBefore(this.createRow(this.sorted[index]), index + 1 < this.until ? this.sorted[index + 1].row : null);
  }

  createRow(passage) {
    passage.row = cloneTemplate("row-template");
    this.writeRow(passage);
    return passage.row;
  }

  writeRow(passage) {
    const { row, tag: slug, quote, annotations, key } = passage;
    const tag = this.tags.get(slug);
    row.className = `tag-${slug}`;
    row.hidden = annotations.length > 0 && !this.filter.showsPassage(passage);
    const button = row.firstElementChild;
    Object.assign(button.dataset, { passage: key, readers: countReaders(annotations) });
    button.querySelector("b").textContent = tag.name;
    button.querySelector("q").textContent = quote;
    button.querySelector("small").textContent = [this.authors(annotations), ...comments(annotations, tag)].filter(Boolean).join(" · ");
  }

  authors(annotations) {
    const readers = countReaders(annotations);
    if (readers > 2) return byHowMany(readers, this.store.readers);
    const others = annotations.filter(({ annotator }) => annotator?.id !== this.me.id).map(({ annotator }) => annotator?.name ?? _("a former member"));
    const hasMine = others.length < annotations.length;
    return hasMine && !others.length ? "" : [...new Set(others), ...(hasMine ? [_("you")] : [])].join(", ");
  }

  /** Mark the row of the open annotation (null: none) as current, and scroll to it. */
  point(annotation) {
    const passage = annotation && this.passages.get(passageKey(annotation));
    if (passage === this.current) return;
    this.current?.row?.firstElementChild.removeAttribute("aria-current");
    this.current = passage;
    if (!passage) return;
    if (!passage.row) this.moveWindow(sortedIndex(this.sorted, passage, comparePositions) - BATCH / 4);
    passage.row.firstElementChild.setAttribute("aria-current", "true");
    passage.row.scrollIntoView({ block: "nearest" });
  }

  updateCounts() {
    this.updateButtons();
    const { size } = this.store.byId;
    for (const count of this.counts) count.textContent = size || "";
    this.empty.hidden = size > 0;
  }
}

/** The readers' notes, and their answers to the tag's first text detail. */
function comments(annotations, tag) {
  const detail = tag.details.find(({ kind }) => kind === "text")?.slug;
  const texts = annotations.flatMap(({ details, note }) => [details[detail], note]);
  return [...new Set(texts.filter(Boolean))];
}
