// Counts how many readers have annotated each stretch of the text. Pure; all positions are code points.

/** Disjoint runs [start, end, readers] under sorted annotations of one tag; a reader counts once. */
export function coverageRuns(annotations, length) {
  const steps = new Int32Array(length + 1);
  const covered = new Map();
  for (const { id, start, end, annotator } of annotations) {
    const reader = annotator?.id ?? id;
    const from = Math.max(start, covered.get(reader) ?? 0);
    if (from >= end) continue;
    steps[from] += 1;
    steps[end] -= 1;
    covered.set(reader, end);
  }
  const runs = [];
  let [depth, since] = [0, 0];
  for (let at = 0; at <= length; at += 1) {
    if (!steps[at]) continue;
    if (depth) runs.push([since, at, depth]);
    depth += steps[at];
    since = at;
  }
  return runs;
}

/** The spans [start, end] of runs, those that touch joined. */
export function joinRuns(runs) {
  const spans = [];
  for (const [start, end] of runs) {
    if (spans.at(-1)?.[1] === start) spans.at(-1)[1] = end;
    else spans.push([start, end]);
  }
  return spans;
}

/** How strongly a run is tinted, from 0 to 2: a single reader lightly, two thirds of several strongly. */
export function tintStrength(depth, readers) {
  if (depth <= 1) return 0;
  return depth * 3 >= readers * 2 ? 2 : 1;
}
