// Announces each move in the text to a screen reader, once and briefly.

import { _, ngettext } from "../../i18n.js";
import { countReaders } from "../text/passages.js";

export class ScreenReader {
  constructor({ index, store, filter, list, tags, announce }) {
    Object.assign(this, { index, store, filter, list, tags, announce });
  }

  /** A word or a selection of words: the text, then each tag that covers all of it. */
  announceWords({ start, end }) {
    const annotations = this.filter.covering(start, end);
    const tags = [...this.tags.values()]
      .map((tag) => ({ tag, readers: countReaders(annotations.filter((annotation) => annotation.tag === tag.slug)) }))
      .filter(({ readers }) => readers)
      .map(({ tag, readers }) => [tag.name.toLocaleLowerCase(), byHowMany(readers, this.store.readers)].filter(Boolean).join(", "));
    this.announce([this.index.quote(start, end), ...tags].join("; "));
  }

  /** A sentence or a paragraph: its text, then how many passages in it are annotated. */
  announceStretch({ start, end }) {
    const quote = this.index.quote(start, end);
    const count = this.list.visiblePassages().filter((passage) => passage.start < end && passage.end > start).length;
    this.announce(count ? `${quote} ${ngettext("{n} highlighted passage.", "{n} highlighted passages.", count)}` : quote);
  }

  announcePassage({ quote, tag, annotations }) {
    this.announce([quote, this.tags.get(tag).name, byHowMany(annotations.length, this.store.readers)].filter(Boolean).join("; "));
  }
}

/** "by 3 of 5", or nothing when only one person annotates. */
export function byHowMany(count, readers) {
  return readers > 1 ? _("by {count} of {readers}", { count, readers }) : "";
}
