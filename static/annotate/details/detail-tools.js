// On the card of a highlight: chips with what the text offers for its details, and a button to pick the source in the text.

import { cloneTemplate, element } from "../../dom.js";
import { knownSources } from "./known-sources.js";

// Detail -> the suggestions for it.
const OFFERED = { source: "sources", cue: "cues", neutral: "neutral" };

export class DetailTools {
  constructor({ store, rights, pointer, client, picker }) {
    Object.assign(this, { store, rights, pointer, client, picker });
  }

  /** Add the tools to the card's form for `annotation`; the chips come later, below fields that are empty. */
  async show(annotation, form) {
    const fields = Object.keys(OFFERED).filter((slug) => form.elements[nameOf(slug)]?.matches("input"));
    if (fields.includes("source")) this.addPicker(form.elements[nameOf("source")], annotation.id);
    if (fields.every((slug) => form.elements[nameOf(slug)].value)) return;
    const offers = await this.client.find(annotation);
    for (const slug of fields) {
      const texts = offers[OFFERED[slug]].map((offer) => offer.text ?? offer);
      if (slug === "source") texts.push(...knownSources(this.ownAnnotations, texts));
      if (texts.length) this.addChips(form.elements[nameOf(slug)], texts);
    }
  }

  get ownAnnotations() {
    return this.store.sorted.filter((annotation) => this.rights.isMine(annotation));
  }

  addPicker(field, id) {
    const button = cloneTemplate("pick-template");
    button.addEventListener("click", () => this.picker.start(id, field.name));
    field.closest(".field").append(button);
  }

  addChips(field, texts) {
    const chips = cloneTemplate("chips-template");
    chips.append(...texts.map((text) => element("button", { type: "button", textContent: text, title: text, onclick: () => this.fill(field, text) })));
    const update = () => (chips.hidden = Boolean(field.value));
    field.addEventListener("change", update);
    update();
    const add = () => field.closest(".field").append(chips);
    const typing = document.activeElement;
    // They must not move a field below in which somebody types.
    const isBelow = typing.form === field.form && field.compareDocumentPosition(typing) & Node.DOCUMENT_POSITION_FOLLOWING;
    if (isBelow) typing.addEventListener("blur", add, { once: true });
    else add();
  }

  /** Fill in a field as if it had been typed. */
  fill(field, text) {
    field.value = text;
    // A finger does not want the keyboard on the screen.
    if (!this.pointer.touch) field.focus({ preventScroll: true });
    field.dispatchEvent(new Event("change"));
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

function nameOf(slug) {
  return `detail-${slug}`;
}
