// The sources that a reader has named already. Pure.

const MOST = 3;

/** The sources in the details of `annotations`, the most frequent first, a few at most, without those that are `offered` already. */
export function knownSources(annotations, offered) {
  const counts = new Map();
  for (const { details } of annotations) {
    const source = String(details.source ?? "").trim();
    if (source && !offered.includes(source)) counts.set(source, (counts.get(source) ?? 0) + 1);
  }
  return [...counts.keys()].sort((a, b) => counts.get(b) - counts.get(a)).slice(0, MOST);
}
