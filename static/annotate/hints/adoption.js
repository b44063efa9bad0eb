// Hints that become highlights: the passage is selected and its tag offered; the reader makes the highlight.

// The server takes names of models up to this length.
const LONGEST_RULES = 40;

export class Adoption {
  /** Calls `onChange(key, isMade)` when a highlight from the hint `key` is made, undone or made again. */
  constructor({ index, selection, store, tags, pending, pointer, onChange }) {
    Object.assign(this, { index, selection, tags, pending, pointer });
    const keys = new Map();
    store.addEventListener("changed", ({ detail: { id, before, after, remote } }) => {
      if (after?.from_hint?.key) keys.set(id, after.from_hint.key);
      if (!remote && keys.has(id) && !before !== !after) onChange(keys.get(id), Boolean(after));
    });
  }

  /** Whether the passage of a hint is selected. */
  get isSelected() {
    return Boolean(this.pending.draft);
  }

  /** Select the passage of a hint; offer its tag first, with source and cue filled in. */
  select({ key, tag, start, end, source, cue, code, suggested_by }, version) {
    // A sentence is highlighted without its full stop.
    const span = { start, end: this.index.quote(start, end).endsWith(".") ? end - 1 : end };
    const { touch } = this.pointer;
    if (!touch) this.selection.select(span);
    const rules = suggested_by?.slice(0, LONGEST_RULES) ?? version;
    const draft = { tag, details: this.details(tag, { source, cue }), origin: { from_hint: { code, rules, key } } };
    this.pending.show(span, { touch, draft });
    const { box } = this.pending.tagBar;
    (box.querySelector(".likely") ?? box.querySelector("[data-tag]")).focus({ preventScroll: true });
  }

  /** The details that the tag asks for, from their extents in the text. */
  details(tag, extents) {
    const slugs = (this.tags.get(tag)?.details ?? []).map(({ slug }) => slug).filter((slug) => extents[slug]);
    return Object.fromEntries(slugs.map((slug) => [slug, this.index.quote(...extents[slug]).replace(/\s+/g, " ")]));
  }
}
