// The bar of tags that appears beside a selection, and the chooser where several passages lie.

import { byHowMany } from "../a11y/screen-reader.js";
import { element, stamp } from "../../dom.js";
import { mineFirst, passages, readersOf } from "../text/passages.js";

const GAP = 10;

/** Put `box` near `rect` (client coordinates) without covering it: below, above, or beside the text. */
function near(box, rect) {
  box.hidden = false;
  const { width, height } = box.getBoundingClientRect();
  const top = document.querySelector(".bar")?.getBoundingClientRect().bottom ?? 0;
  const [below, above] = [rect.bottom + GAP, rect.top - height - GAP];
  let left = Math.min(Math.max(8, rect.left + rect.width / 2 - width / 2), innerWidth - width - 8);
  let y = below;
  if (below + height > innerHeight - 8) {
    if (above > top) y = above;
    else {
      // Taller than the window: there is room beside the column alone.
      y = top + GAP;
      left = innerWidth - width - 8;
    }
  }
  box.style.top = `${y}px`;
  box.style.left = `${left}px`;
}

/** Rows for passages, shortest first; a press opens the mark. */
function choices(marks, { tags, me, open, readers }) {
  return passages(marks).map((passage) => {
    const row = stamp("choice-template");
    row.classList.add(`tag-${passage.tag}`);
    row.querySelector("b").textContent = tags.get(passage.tag).name;
    row.querySelector("span").textContent = passage.quote;
    row.querySelector("small").textContent = byHowMany(readersOf(passage.marks), readers());
    row.addEventListener("click", () => open(mineFirst(passage, me).id));
    return row;
  });
}

export class TagBar {
  constructor(box, tags, choose, context) {
    Object.assign(this, { box, context });
    const buttons = tags.map((tag) =>
      element(
        "button",
        { type: "button", title: tag.meaning, onclick: () => choose(tag.slug) },
        element("kbd", { textContent: tag.key }),
        element("span", { className: `swatch tag-${tag.slug}`, textContent: tag.name }),
      ),
    );
    this.here = element("div", { className: "here" });
    box.replaceChildren(this.here, ...buttons);
    // A press on the bar must not take the selection away.
    box.addEventListener("pointerdown", (event) => event.preventDefault());
  }

  /** Beside `rect`, with the marks that lie there already: a finger has one tap for both. */
  show(rect, marks = []) {
    this.here.replaceChildren(...choices(marks, this.context));
    near(this.box, rect);
    this.uncover(rect);
  }

  /** Where the bar is docked to the bottom, the text goes up until the selection's end is in sight. */
  uncover(rect) {
    const bar = this.box.getBoundingClientRect();
    const beside = rect.right < bar.left || rect.left > bar.right;
    if (!beside && rect.bottom > bar.top && rect.top < bar.bottom) scrollBy({ top: rect.bottom - bar.top + 2 * GAP });
  }

  hide() {
    this.box.hidden = true;
  }
}

export class Chooser {
  constructor(box, context) {
    Object.assign(this, { box, context });
    document.addEventListener("pointerdown", (event) => box.contains(event.target) || this.hide());
    box.addEventListener("click", () => this.hide());
    box.addEventListener("keydown", (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (!step) return;
      event.preventDefault();
      const rows = [...box.children];
      rows.at((rows.indexOf(document.activeElement) + step) % rows.length).focus();
    });
  }

  /** List `marks`, shortest first, beside the pressed place. */
  show(marks, rect) {
    this.box.replaceChildren(...choices(marks, this.context));
    near(this.box, rect);
    this.box.querySelector("button").focus({ preventScroll: true });
  }

  hide() {
    this.box.hidden = true;
  }
}
