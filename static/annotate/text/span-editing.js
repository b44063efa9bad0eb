// Changes to how far a mark reaches: an edge moved, a mark split, two merged. Pure; code points.

/** [start, end) with its "start" or "end" at the next of `stops`; null when nothing would be left. */
export function moveEdge({ start, end }, edge, stops, forward) {
  if (edge === "end") {
    const to = (forward ? stops.find((s) => s.end > end) : stops.findLast((s) => s.end < end))?.end;
    return to > start ? { start, end: to } : null;
  }
  const to = (forward ? stops.find((s) => s.start > start) : stops.findLast((s) => s.start < start))?.start;
  return to < end ? { start: to, end } : null;
}

/** The two parts of a mark, cut at the white space before `point`; null when one would be empty. */
export function split({ start, end, quote }, point) {
  const letters = [...quote];
  const white = (at) => /\s/.test(letters[at]);
  let from = point - start;
  if (from <= 0 || from >= letters.length) return null;
  while (from > 0 && !white(from - 1)) from -= 1;
  // A script without spaces is cut just there.
  if (from === 0) from = point - start;
  let to = from;
  while (to > 0 && white(to - 1)) to -= 1;
  if (to === 0) return null;
  return [
    { start, end: start + to, quote: letters.slice(0, to).join("") },
    { start: start + from, end, quote: letters.slice(from).join("") },
  ];
}

/** Of the `others` with the mark's tag and annotator: the nearest one, overlapping first; null when there is none. */
export function partner(mark, others) {
  const gap = (other) => Math.max(0, other.start - mark.end, mark.start - other.end);
  const fits = (other) => other.id !== mark.id && other.tag === mark.tag && other.annotator?.id === mark.annotator?.id;
  return others.filter(fits).sort((a, b) => gap(a) - gap(b) || a.start - b.start)[0] ?? null;
}

/** `mark` grown over `other` and all between; what was said of both is kept, the mark's own first. */
export function merged(mark, other) {
  const [first, second] = mark.start <= other.start ? [mark, other] : [other, mark];
  const note = [...new Set([first.note, second.note])].filter(Boolean).join("\n");
  return {
    start: first.start,
    end: Math.max(mark.end, other.end),
    details: { ...other.details, ...mark.details },
    note,
  };
}
