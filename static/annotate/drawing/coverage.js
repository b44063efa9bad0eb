// How many readers lie over each stretch of the text. Pure; all places in code points.

/** Disjoint [start, end, readers] under `marks` (of one tag, in order of the text); a reader counts once. */
export function runs(marks, length) {
  const steps = new Int32Array(length + 1);
  const reached = new Map();
  for (const { id, start, end, annotator } of marks) {
    const reader = annotator?.id ?? id;
    const from = Math.max(start, reached.get(reader) ?? 0);
    if (from >= end) continue;
    steps[from] += 1;
    steps[end] -= 1;
    reached.set(reader, end);
  }
  const found = [];
  let [depth, since] = [0, 0];
  for (let at = 0; at <= length; at += 1) {
    if (!steps[at]) continue;
    if (depth) found.push([since, at, depth]);
    depth += steps[at];
    since = at;
  }
  return found;
}

/** [start, end] of runs, those that touch as one. */
export function joined(some) {
  const found = [];
  for (const [start, end] of some) {
    if (found.at(-1)?.[1] === start) found.at(-1)[1] = end;
    else found.push([start, end]);
  }
  return found;
}

/** How strongly a run is tinted, from 0 to 2: one reader alone lightly, two thirds of several strongly. */
export function strength(depth, readers) {
  if (depth <= 1) return 0;
  return depth * 3 >= readers * 2 ? 2 : 1;
}
