// Passages: the marks of one tag on one span, whoever made them. Pure.

/** What marks of one passage share. */
export function keyOf({ tag, start, end }) {
  return `${start}-${end}-${tag}`;
}

/** The order of the text; of two that begin together the longer one first. */
export function byPlace(a, b) {
  return a.start - b.start || b.end - a.end || compare(a.tag, b.tag);
}

function compare(a, b) {
  return a < b ? -1 : Number(a > b);
}

/** `marks` as passages {key, tag, start, end, quote, marks}, in the order in which each is first met. */
export function passages(marks) {
  const found = new Map();
  for (const mark of marks) {
    const key = keyOf(mark);
    const { tag, start, end, quote } = mark;
    if (!found.has(key)) found.set(key, { key, tag, start, end, quote, marks: [] });
    found.get(key).marks.push(mark);
  }
  return [...found.values()];
}

/** How many people made `marks`. */
export function readersOf(marks) {
  return new Set(marks.map((mark) => mark.annotator?.id ?? mark.id)).size;
}

/** The mark of a passage that is `me`'s, else the first. */
export function mineFirst({ marks }, me) {
  return marks.find((mark) => mark.annotator?.id === me.id) ?? marks[0];
}
