// What a screen reader is told, once for each move and briefly. Pure.

import { _, ngettext } from "../../i18n.js";
import { readersOf } from "../text/passages.js";

/** "by 3 of 5", or nothing when one person marks alone. */
export function byHowMany(count, readers) {
  return readers > 1 ? _("by {count} of {readers}", { count, readers }) : "";
}

/** A word, a selection or a mark: the words, then each tag that lies over all of them. */
export function heard(quote, marks, tags, readers) {
  const over = [...tags.values()]
    .map((tag) => ({ tag, over: marks.filter((mark) => mark.tag === tag.slug) }))
    .filter(({ over }) => over.length)
    .map(({ tag, over }) => [tag.name.toLocaleLowerCase(), byHowMany(readersOf(over), readers)].filter(Boolean).join(", "));
  return [quote, ...over].join("; ");
}

/** A sentence or a paragraph: its words, then how many passages are marked in it. */
export function heardStretch(quote, count) {
  return count ? `${quote} ${ngettext("{n} marked passage.", "{n} marked passages.", count)}` : quote;
}
