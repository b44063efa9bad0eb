// Between coordinates in the window and code points of the text.

/** The code point at client coordinates, or null beside the text. */
export function pointAt(index, x, y) {
  const [node, offset] = caretAt(x, y) ?? [];
  return node ? index.point(node, offset) : null;
}

function caretAt(x, y) {
  if (document.caretPositionFromPoint) {
    const position = document.caretPositionFromPoint(x, y);
    return position && [position.offsetNode, position.offset];
  }
  const range = document.caretRangeFromPoint(x, y);
  return range && [range.startContainer, range.startOffset];
}

/** Whether client coordinates lie on the letters of a span, and not in the empty rest of its last line. */
export function covers(index, { start, end }, x, y) {
  const rects = index.liveRange(start, end).getClientRects();
  return [...rects].some((r) => x >= r.left - 1 && x <= r.right + 1 && y >= r.top - 4 && y <= r.bottom + 4);
}

/** The bounding box of a span, in client coordinates. */
export function boxOf(index, { start, end }) {
  return index.liveRange(start, end).getBoundingClientRect();
}

/** Scroll a span into the upper part of the window; on a small screen above the sheet at the bottom. */
export function scrollToSpan(index, span) {
  const reducedMotion = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const { top } = boxOf(index, span);
  const margin = matchMedia("(min-width: 62rem)").matches ? innerHeight / 3 : 120;
  window.scrollTo({ top: window.scrollY + top - margin, behavior: reducedMotion ? "auto" : "smooth" });
}

/** Whether the text at `point` is written from right to left. */
export function isRightToLeft(index, point) {
  const block = index.blockAt(point)?.element ?? index.root;
  return getComputedStyle(block).direction === "rtl";
}
