// The list of marks beside the text: in order, filtered by tag.

import { element, stamp } from "./dom.js";

export class MarkList {
  constructor({ list, filters, counts, empty }, tags, me, open) {
    Object.assign(this, { list, counts, empty, tags, me });
    this.hidden = new Set();
    this.rows = new Map();
    this.chips = new Map();
    for (const tag of tags.values()) {
      const chip = element("button", { type: "button", className: `tag-${tag.slug}`, aria: { pressed: "true" } });
      chip.addEventListener("click", () => this.toggle(tag.slug));
      this.chips.set(tag.slug, chip);
      filters.append(chip);
    }
    list.addEventListener("click", (event) => {
      const row = event.target.closest("[data-mark]");
      if (row) open(row.dataset.mark);
    });
  }

  toggle(slug) {
    if (!this.hidden.delete(slug)) this.hidden.add(slug);
    this.chips.get(slug).setAttribute("aria-pressed", String(!this.hidden.has(slug)));
    this.onfilter?.();
  }

  shows(mark) {
    return !this.hidden.has(mark.tag);
  }

  /** Rows are kept and moved, so that a long list is not made anew for one mark. */
  render(marks, openId) {
    const shown = marks.filter((mark) => this.shows(mark));
    const alive = new Set(shown.map((mark) => mark.id));
    for (const [id, { row }] of this.rows) {
      if (alive.has(id)) continue;
      row.remove();
      this.rows.delete(id);
    }
    let next = this.list.firstElementChild;
    for (const mark of shown) {
      const row = this.row(mark);
      if (row === next) next = next.nextElementSibling;
      else this.list.insertBefore(row, next);
    }
    this.point(this.rows.get(openId)?.row);
    const counts = new Map();
    for (const mark of marks) counts.set(mark.tag, (counts.get(mark.tag) ?? 0) + 1);
    for (const [slug, chip] of this.chips) {
      chip.replaceChildren(element("span", { className: `swatch tag-${slug}`, textContent: this.tags.get(slug).name }), ` ${counts.get(slug) ?? 0}`);
    }
    for (const place of this.counts) place.textContent = marks.length || "";
    this.empty.hidden = marks.length > 0;
  }

  /** Show which row is the open mark's, and bring it into sight. */
  point(row) {
    if (this.current === row) return;
    this.current?.firstElementChild.removeAttribute("aria-current");
    row?.firstElementChild.setAttribute("aria-current", "true");
    row?.scrollIntoView({ block: "nearest" });
    this.current = row;
  }

  row(mark) {
    const known = this.rows.get(mark.id);
    if (known?.mark === mark) return known.row;
    const row = this.fill(known?.row ?? stamp("row-template"), mark);
    this.rows.set(mark.id, { mark, row });
    return row;
  }

  fill(row, mark) {
    row.className = `tag-${mark.tag}`;
    const button = row.firstElementChild;
    button.dataset.mark = mark.id;
    button.querySelector("b").textContent = this.tags.get(mark.tag)?.name ?? mark.tag;
    button.querySelector("q").textContent = mark.quote;
    const mine = mark.annotator?.id === this.me.id;
    const facts = [mine ? "" : mark.annotator?.name, mark.details.source, mark.details.neutral, mark.note];
    button.querySelector("small").textContent = facts.filter(Boolean).join(" · ");
    return row;
  }
}
