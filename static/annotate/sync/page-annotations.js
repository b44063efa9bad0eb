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
