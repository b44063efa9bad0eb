// Finds the words and sentences of a paragraph, in UTF-16 units. Pure.

import { toGraphemes } from "./offsets.js";

const segmenters = new Map();

function segments(text, granularity, language) {
  const key = `${granularity} ${language}`;
  if (!segmenters.has(key)) segmenters.set(key, new Intl.Segmenter(language || undefined, { granularity }));
  return [...segmenters.get(key).segment(text)];
}

/** [start, end] of each word of `text`. */
export function words(text, language = "") {
  return segments(text, "word", language)
    .filter((s) => s.isWordLike)
    .map((s) => [s.index, s.index + s.segment.length]);
}

/** [start, end] of each sentence of `text`, without the white space after it. */
export function sentences(text, language = "") {
  return segments(text, "sentence", language)
    .map((s) => [s.index, s.index + s.segment.trimEnd().length])
    .filter(([start, end]) => start < end);
}

/** [start, end) without its outer white space, widened to graphemes, and to whole words unless `exact`. */
export function snap(text, start, end, { exact = false, language = "" } = {}) {
  while (start < end && /\s/.test(text[start])) start += 1;
  while (end > start && /\s/.test(text[end - 1])) end -= 1;
  if (start === end) return [start, end];
  [start, end] = toGraphemes(text, start, end);
  if (exact) return [start, end];
  for (const [from, to] of words(text, language)) {
    if (from < start && start < to) start = from;
    if (from < end && end < to) end = to;
    if (from >= end) break;
  }
  return [start, end];
}
