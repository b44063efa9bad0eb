// The bar of tags that appears beside a selection, and the chooser where several passages overlap.

import { cloneTemplate, element } from "../../dom.js";
import { placeNear } from "../../place-near.js";
import { byHowMany } from "../a11y/screen-reader.js";
import { countReaders, groupIntoPassages, ownOrFirst } from "../text/passages.js";

const GAP = 10;

/** A button for each passage; a press opens the user's annotation, else the first. */
function passageButtons(annotations, { tags, me, store, onOpen }) {
  return groupIntoPassages(annotations).map((passage) => {
    const button = cloneTemplate("choice-template");
    button.classList.add(`tag-${passage.tag}`);
    button.querySelector("b").textContent = tags.get(passage.tag).name;
    button.querySelector("span").textContent = passage.quote;
    button.querySelector("small").textContent = byHowMany(countReaders(passage.annotations), store.readers);
    button.addEventListener("click", () => onOpen(ownOrFirst(passage, me).id));
    return button;
  });
}

export class TagBar {
  /** `onChoose(slug)` is called for a tag of `choices`, `onOpen(id)` for a passage. */
  constructor(box, { choices, tags, me, store, onChoose, onOpen }) {
    Object.assign(this, { box, tags, me, store, onOpen });
    const buttons = choices.map((tag) =>
      element(
        "button",
        { type: "button", title: tag.meaning, data: { tag: tag.slug }, onclick: () => onChoose(tag.slug) },
        element("kbd", { textContent: tag.key }),
        element("span", { className: `swatch tag-${tag.slug}`, textContent: tag.name }),
      ),
    );
    // A button to show before everything else, or null.
    this.first = null;
    this.passageBox = element("div", { className: "overlapping" });
    this.buttons = buttons;
    box.replaceChildren(this.passageBox, ...buttons);
    // A press on the bar must not clear the selection.
    box.addEventListener("pointerdown", (event) => event.preventDefault());
  }

  /** Show the bar beside `rect`, with the annotations that are there already: a finger has one tap for both. `likely` is a tag. */
  show(rect, annotations = [], likely = null) {
    for (const button of this.buttons) button.classList.toggle("likely", button.dataset.tag === likely);
    this.passageBox.replaceChildren(...(this.first ? [this.first] : []), ...passageButtons(annotations, this));
    placeNear(this.box, rect);
    this.uncover(rect);
  }

  /** Where the bar is docked to the bottom, scroll until the end of the selection is visible. */
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
  constructor(box, { tags, me, store, onOpen }) {
    Object.assign(this, { box, tags, me, store, onOpen });
    document.addEventListener("pointerdown", (event) => box.contains(event.target) || this.hide());
    box.addEventListener("click", () => this.hide());
    box.addEventListener("keydown", (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (!step) return;
      event.preventDefault();
      const buttons = [...box.children];
      buttons.at((buttons.indexOf(document.activeElement) + step) % buttons.length).focus();
    });
  }

  /** Open the annotation if all are of one passage; else list the passages, shortest first, beside `rect`. */
  openOrList(annotations, rect, { focus }) {
    const passages = groupIntoPassages(annotations);
    if (passages.length === 1) this.onOpen(ownOrFirst(passages[0], this.me).id, { focus });
    if (passages.length < 2) return;
    this.box.replaceChildren(...passageButtons(annotations, this));
    placeNear(this.box, rect);
    this.box.querySelector("button").focus({ preventScroll: true });
  }

  get isOpen() {
    return !this.box.hidden;
  }

  hide() {
    this.box.hidden = true;
  }
}
