// Places a box beside something on the page.

const GAP = 10;

/** Show `box` near `rect` (client coordinates) without covering it: below, above, or beside the text; not left of `minLeft`. */
export function placeNear(box, rect, minLeft = 8) {
  box.hidden = false;
  const { width, height } = box.getBoundingClientRect();
  const top = document.querySelector(".bar")?.getBoundingClientRect().bottom ?? 0;
  const [below, above] = [rect.bottom + GAP, rect.top - height - GAP];
  let left = Math.min(Math.max(8, rect.left + rect.width / 2 - width / 2), innerWidth - width - 8);
  let y = below;
  if (below + height > innerHeight - 8) {
    if (above > top) y = above;
    else {
      // A selection taller than the window leaves room beside the column only.
      y = top + GAP;
      left = innerWidth - width - 8;
    }
  }
  box.style.top = `${y}px`;
  box.style.left = `${Math.max(left, Math.min(minLeft, innerWidth - width - 8))}px`;
}
