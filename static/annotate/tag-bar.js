// The bar of tags that appears beside a selection, and the chooser where several marks lie.

import { element, stamp } from "./dom.js";

/** Put `box` near `rect` (client coordinates): below it, or above where there is no room. */
function near(box, rect) {
  box.hidden = false;
  const { width, height } = box.getBoundingClientRect();
  const below = rect.bottom + 10;
  const top = below + height < innerHeight ? below : Math.max(8, rect.top - height - 10);
  const left = Math.min(Math.max(8, rect.left + rect.width / 2 - width / 2), innerWidth - width - 8);
  box.style.top = `${top}px`;
  box.style.left = `${left}px`;
}

export class TagBar {
  constructor(box, tags, choose) {
    this.box = box;
    const buttons = tags.map((tag) =>
      element(
        "button",
        { type: "button", title: tag.meaning, onclick: () => choose(tag.slug) },
        element("kbd", { textContent: tag.key }),
        element("span", { className: `swatch tag-${tag.slug}`, textContent: tag.name }),
      ),
    );
    box.replaceChildren(...buttons);
    // A press on the bar must not take the selection away.
    box.addEventListener("pointerdown", (event) => event.preventDefault());
  }

  show(rect) {
    near(this.box, rect);
  }

  hide() {
    this.box.hidden = true;
  }
}

export class Chooser {
  constructor(box, tags, open) {
    Object.assign(this, { box, tags, open });
    document.addEventListener("pointerdown", (event) => box.contains(event.target) || this.hide());
  }

  /** List `marks`, shortest first, beside the pressed place. */
  show(marks, rect) {
    this.box.replaceChildren(
      ...marks.map((mark) => {
        const row = stamp("choice-template");
        row.classList.add(`tag-${mark.tag}`);
        row.querySelector("b").textContent = this.tags.get(mark.tag)?.name ?? mark.tag;
        row.querySelector("span").textContent = mark.quote;
        row.addEventListener("click", () => {
          this.hide();
          this.open(mark.id);
        });
        return row;
      }),
    );
    near(this.box, rect);
    this.box.querySelector("button").focus();
  }

  hide() {
    this.box.hidden = true;
  }
}
