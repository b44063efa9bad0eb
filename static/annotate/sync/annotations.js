// Marks as the page is given them, short: [id, tag, start, end, annotator, version, details, note,
// created], of the key with its answer at the end.

/** A mark of the key or a settled one is nobody's, so it is also the reader's of this page. */
export function owned(mark, kind, me) {
  return mark && kind !== "reader" ? { ...mark, annotator: me } : mark;
}

/** The round's marks in full; their quotes are read off the text. */
export function received({ marks, people, kind, me }, index) {
  const names = new Map(people.map((person) => [person.id, person]));
  const inFull = ([id, tag, start, end, annotator, version, details, note, created, answer]) => ({
    id, tag, start, end, quote: index.quote(start, end), details, note, version, created_at: created, annotator: names.get(annotator) ?? null, ...(answer && { answer }),
  });
  return marks.map((row) => owned(inFull(row), kind, me));
}

/** An id for a new mark. */
export function uuid() {
  // crypto.randomUUID exists on https and localhost alone; a school's own server may have neither.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
