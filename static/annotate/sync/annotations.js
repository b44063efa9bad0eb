// Annotations as the server writes them into the page: rows of [id, tag, start, end, annotator, version, details, note,
// created], those of the answer key with how they are scored at the end.

/** `annotation` with an owner: in the answer key and the final annotations everything belongs to whoever edits them. */
export function withOwner(annotation, layer, me) {
  return annotation && layer !== "reader" ? { ...annotation, annotator: me } : annotation;
}

/** The annotations in the page's data; their quotes are read from the text. */
export function annotationsFrom({ marks, people, kind, me }, index) {
  const peopleById = new Map(people.map((person) => [person.id, person]));
  const expand = ([id, tag, start, end, annotator, version, details, note, created, answer]) => ({
    id, tag, start, end, quote: index.quote(start, end), details, note, version, created_at: created, annotator: peopleById.get(annotator) ?? null, ...(answer && { answer }),
  });
  return marks.map((row) => withOwner(expand(row), kind, me));
}

/** A random UUID. crypto.randomUUID exists on https and localhost only; a school's own server may have neither. */
export function uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
