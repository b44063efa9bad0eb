// Converts between the browser's UTF-16 units and the server's Unicode code points; no other module does. Pure.

const ASTRAL = /[\ud800-\udbff][\udc00-\udfff]/g;
const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** The number of code points in `text`. */
export function length(text) {
  return text.length - (text.match(ASTRAL)?.length ?? 0);
}

/** UTF-16 `unit` -> code point; a unit inside a surrogate pair counts as the pair's start. */
export function toCodePoint(text, unit) {
  return length(text.slice(0, splitsPair(text, unit) ? unit - 1 : unit));
}

/** Code point -> UTF-16 unit. */
export function toUnit(text, point) {
  let unit = Math.min(point, text.length);
  // Each surrogate pair before the point pushes it one unit further.
  ASTRAL.lastIndex = 0;
  for (let pair = ASTRAL.exec(text); pair && pair.index < unit; pair = ASTRAL.exec(text)) unit += 1;
  ASTRAL.lastIndex = 0;
  return Math.min(unit, text.length);
}

/** [start, end) in units, widened so that neither edge splits a grapheme. */
export function toGraphemes(text, start, end) {
  const segments = graphemes.segment(text);
  const first = segments.containing(start);
  const last = end > start ? segments.containing(end - 1) : first;
  return [first ? first.index : start, last ? last.index + last.segment.length : end];
}

function splitsPair(text, unit) {
  return /^[\ud800-\udbff][\udc00-\udfff]$/.test(text.slice(unit - 1, unit + 1));
}
