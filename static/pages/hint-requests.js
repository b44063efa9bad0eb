// Hints on the annotation page; its script loads this one when they are needed first.

import { addHintKeys } from "../annotate/hints/hint-keys.js";
import { Hints } from "../annotate/hints/hints.js";

/** Start hints in `box`, with the parts of the annotation page. */
export function start(box, parts) {
  const number = document.querySelector("[data-hints-used] b");
  const hints = new Hints(box, { ...parts, number });
  addHintKeys(parts.commands, hints);
  hints.restore();
  return hints;
}
