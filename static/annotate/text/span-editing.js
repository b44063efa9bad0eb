// Changes to the span of an annotation: move an edge, split it, merge two. Pure; positions are code points.

/** Move the "start" or "end" of [start, end) to the next of `stops`; null when nothing would be left. */
export function moveEdge({ start, end }, edge, stops, forward) {
  if (edge === "end") {
    const to = (forward ? stops.find((s) => s.end > end) : stops.findLast((s) => s.end < end))?.end;
    return to > start ? { start, end: to } : null;
  }
  const to = (forward ? stops.find((s) => s.start > start) : stops.findLast((s) => s.start < start))?.start;
  return to < end ? { start: to, end } : null;
}

/** Split an annotation at the white space before `point` into two spans with quotes; null when one would be empty. */
export function split({ start, end, quote }, point) {
  const letters = [...quote];
  const isSpace = (at) => /\s/.test(letters[at]);
  let from = point - start;
  if (from <= 0 || from >= letters.length) return null;
  while (from > 0 && !isSpace(from - 1)) from -= 1;
  // A script without spaces is split right at the point.
  if (from === 0) from = point - start;
  let to = from;
  while (to > 0 && isSpace(to - 1)) to -= 1;
  if (to === 0) return null;
  return [
    { start, end: start + to, quote: letters.slice(0, to).join("") },
    { start: start + from, end, quote: letters.slice(from).join("") },
  ];
}

/** The nearest of `others` with the same tag and annotator, overlapping ones first; null when there is none. */
export function mergePartner(annotation, others) {
  const gap = (other) => Math.max(0, other.start - annotation.end, annotation.start - other.end);
  const fits = (other) => other.id !== annotation.id && other.tag === annotation.tag && other.annotator?.id === annotation.annotator?.id;
  return others.filter(fits).sort((a, b) => gap(a) - gap(b) || a.start - b.start)[0] ?? null;
}

/** What `annotation` becomes when it takes in `other` and all between; its own details win. */
export function merge(annotation, other) {
  const [first, second] = annotation.start <= other.start ? [annotation, other] : [other, annotation];
  const note = [...new Set([first.note, second.note])].filter(Boolean).join("\n");
  return {
    start: first.start,
    end: Math.max(annotation.end, other.end),
    details: { ...other.details, ...annotation.details },
    note,
  };
}
