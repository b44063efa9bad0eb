// On the card of a highlight: chips with what the text offers for its details, and a button to pick the source in the text.

import { cloneTemplate, element } from "../../dom.js";
import { knownSources } from "./known-sources.js";

// Detail -> the suggestions for it.
const OFFERED = { source: "sources", cue: "cues", neutral: "neutral" };

export class DetailTools {
  constructor({ store, rights, pointer, client, picker }) {
    Object.assign(this, { store, rights, pointer, client, picker });
  }

  /** Add the tools to the card's form for `annotation`; chips come later, and only into fields that are empty. */
  async show(annotation, form) {
    const fields = new Map(Object.keys(OFFERED).flatMap((slug) => (form.elements[`detail-${slug}`] ? [[slug, form.elements[`detail-${slug}`]]] : [])));
    if (fields.has("source")) this.addPicker(fields.get("source"), annotation.id);
    if ([...fields.values()].every(({ value }) => value)) return;
    const offers = await this.client.find(annotation);
    if (!form.isConnected) return;
    for (const [slug, field] of fields) {
      const found = offers[OFFERED[slug]].map((offer) => offer.text ?? offer);
      const known = slug === "source" ? knownSources(this.store.sorted.filter((other) => this.rights.isMine(other)), found) : [];
      if (found.length + known.length) this.addChips(field, [...found, ...known]);
    }
  }

  addPicker(field, id) {
    const button = cloneTemplate("pick-template");
    button.addEventListener("click", () => this.picker.start(id, field.name));
    field.closest(".field").append(button);
    field.closest(".field").classList.add("with-picker");
  }

  addChips(field, texts) {
    const chips = cloneTemplate("chips-template");
    chips.append(...texts.map((text) => element("button", { type: "button", textContent: text, title: text, onclick: () => this.fill(field, text) })));
    const update = () => (chips.hidden = Boolean(field.value));
    field.addEventListener("input", update);
    update();
    field.closest(".field").append(chips);
  }

  /** Fill in a field as if it had been typed. */
  fill(field, text) {
    field.value = text;
    // A finger does not want the keyboard on the screen.
    if (!this.pointer.touch) field.focus({ preventScroll: true });
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}
