// From a place in the window to a place in the text, and back.

/** The code point under client coordinates, or null beside the text. */
export function pointAt(index, x, y) {
  const [node, offset] = caretAt(x, y) ?? [];
  return node ? index.point(node, offset) : null;
}

function caretAt(x, y) {
  if (document.caretPositionFromPoint) {
    const found = document.caretPositionFromPoint(x, y);
    return found && [found.offsetNode, found.offset];
  }
  const found = document.caretRangeFromPoint(x, y);
  return found && [found.startContainer, found.startOffset];
}

/** Whether client coordinates lie on a span, and not only in its last line's empty rest. */
export function covers(index, { start, end }, x, y) {
  const rects = index.liveRange(start, end).getClientRects();
  return [...rects].some((r) => x >= r.left - 1 && x <= r.right + 1 && y >= r.top - 4 && y <= r.bottom + 4);
}

/** The box round a span, in client coordinates. */
export function boxOf(index, { start, end }) {
  return index.liveRange(start, end).getBoundingClientRect();
}

/** Bring a span into the upper part of the window; on a small screen above the sheet that comes from below. */
export function scrollTo(index, span) {
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const { top } = boxOf(index, span);
  const room = matchMedia("(min-width: 62rem)").matches ? innerHeight / 3 : 120;
  window.scrollTo({ top: window.scrollY + top - room, behavior: calm ? "auto" : "smooth" });
}

/** Whether the text at `point` is written from right to left. */
export function isRightToLeft(index, point) {
  const block = index.blockAt(point)?.element ?? index.root;
  return getComputedStyle(block).direction === "rtl";
}
