// A passage: all annotations with the same tag on the same span, whoever made them. Pure.

/** The key that the annotations of one passage share. */
export function passageKey({ tag, start, end }) {
  return `${start}-${end}-${tag}`;
}

/** Compare by position in the text; of two that begin together the longer one comes first. */
export function comparePositions(a, b) {
  return a.start - b.start || b.end - a.end || compare(a.tag, b.tag);
}

function compare(a, b) {
  return a < b ? -1 : Number(a > b);
}

/** The index at which `item` is, or would be inserted, in the array `sorted`. */
export function sortedIndex(sorted, item, compareItems) {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compareItems(sorted[middle], item) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** An empty passage for `annotation` and others like it. */
export function newPassage({ tag, start, end, quote }) {
  return { key: passageKey({ tag, start, end }), tag, start, end, quote, annotations: [] };
}

/** Group annotations into passages, in the order of each passage's first annotation. */
export function groupIntoPassages(annotations) {
  const passages = new Map();
  for (const annotation of annotations) {
    const key = passageKey(annotation);
    if (!passages.has(key)) passages.set(key, newPassage(annotation));
    passages.get(key).annotations.push(annotation);
  }
  return [...passages.values()];
}

/** The number of people who made `annotations`. */
export function countReaders(annotations) {
  return new Set(annotations.map(({ annotator, id }) => annotator?.id ?? id)).size;
}

/** The passage's annotation by `me`, else its first. */
export function ownOrFirst({ annotations }, me) {
  return annotations.find(({ annotator }) => annotator?.id === me.id) ?? annotations[0];
}
