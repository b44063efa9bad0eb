// The sources that a reader has named already. Pure.

const MOST = 3;

/** The sources in the details of `annotations`, the most frequent first, and no more than a few; `left` has those to leave out. */
export function knownSources(annotations, left = []) {
  const counts = new Map();
  for (const { details } of annotations) {
    const source = details.source?.trim();
    if (source && !left.includes(source)) counts.set(source, (counts.get(source) ?? 0) + 1);
  }
  return [...counts.keys()].sort((a, b) => counts.get(b) - counts.get(a)).slice(0, MOST);
}
