// Filters the annotations by tag and by "only mine", with a button and a count for each tag.

import { _ } from "../../i18n.js";
import { element } from "../../dom.js";

/** Dispatches "changed" when other annotations become visible. */
export class FilterBar extends EventTarget {
  constructor(box, { store, tags, me }) {
    super();
    Object.assign(this, { store, tags, me, hiddenTags: new Set(), onlyMine: false });
    this.chips = new Map([...tags.values()].map((tag) => [tag.slug, this.chip(tag)]));
    this.mineButton = element("button", { type: "button", textContent: _("Only mine"), aria: { pressed: "false" }, onclick: () => this.toggleMine() });
    box.append(...this.chips.values(), this.mineButton);
    store.addEventListener("changed", () => this.updateCounts());
  }

  chip(tag) {
    const name = element("span", { className: `swatch tag-${tag.slug}`, textContent: tag.name });
    const chip = element("button", { type: "button", data: { tag: tag.slug }, aria: { pressed: "true" }, onclick: () => this.toggleTag(tag.slug) }, name, " ");
    chip.append(element("span", { data: { tally: "" }, textContent: "0" }));
    return chip;
  }

  toggleTag(slug) {
    if (!this.hiddenTags.delete(slug)) this.hiddenTags.add(slug);
    this.chips.get(slug).setAttribute("aria-pressed", String(!this.hiddenTags.has(slug)));
    this.dispatchEvent(new Event("changed"));
  }

  toggleMine() {
    this.onlyMine = !this.onlyMine;
    this.mineButton.setAttribute("aria-pressed", String(this.onlyMine));
    this.dispatchEvent(new Event("changed"));
  }

  shows({ tag, annotator }) {
    return !this.hiddenTags.has(tag) && (!this.onlyMine || annotator?.id === this.me.id);
  }

  /** Whether any annotation of the passage is visible. */
  showsPassage({ annotations }) {
    return annotations.some((annotation) => this.shows(annotation));
  }

  /** The visible ones among `annotations`, which all have the tag `slug`. */
  visible(annotations, slug) {
    if (this.hiddenTags.has(slug)) return [];
    return this.onlyMine ? annotations.filter((annotation) => this.shows(annotation)) : annotations;
  }

  /** The visible annotations that cover all of [start, end), shortest first. */
  covering(start, end) {
    return this.store.covering(start, end).filter((annotation) => this.shows(annotation));
  }

  updateCounts() {
    for (const [slug, chip] of this.chips) {
      const count = this.store.withTag(slug).length;
      chip.querySelector("[data-tally]").textContent = count;
      chip.hidden = this.tags.get(slug).archived && !count;
    }
    const own = this.store.countByPerson.get(this.me.id) ?? 0;
    this.mineButton.hidden = !this.onlyMine && (own === 0 || own === this.store.byId.size);
  }
}
