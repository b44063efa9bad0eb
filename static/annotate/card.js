// The card of one mark: its tag, what the tag asks for, a note, who and when, delete.

import { element, stamp } from "./dom.js";

export class Card {
  /** `edit(id, changes)` writes; `remove(id)` deletes; `close()` shuts the card. */
  constructor(box, tags, me, { edit, remove, close }) {
    Object.assign(this, { box, tags, me, edit, remove, close });
    box.addEventListener("click", (event) => {
      if (event.target.closest("[data-close]")) close();
      if (event.target.closest("[data-delete]")) remove(this.id);
      const retag = event.target.closest("[data-retag]");
      if (retag) edit(this.id, { tag: retag.dataset.retag, details: {} });
    });
    box.addEventListener("input", () => edit(this.id, this.typed()));
    box.addEventListener("submit", (event) => event.preventDefault());
  }

  show(mark) {
    const form = stamp("card-template");
    const tag = this.tags.get(mark.tag);
    this.id = mark.id;
    this.tag = mark.tag;
    this.box.className = `card sheet tag-${mark.tag}`;
    form.querySelector("h2").textContent = tag.name;
    form.querySelector("blockquote").textContent = mark.quote;
    form.querySelector(".retag").append(...[...this.tags.values()].map((other) => this.retag(other, mark)));
    form.querySelector("[data-details]").append(...tag.details.map((detail) => field(detail, mark)));
    form.note.value = mark.note;
    form.querySelector("[data-who]").textContent = who(mark, this.me);
    if (mark.annotator?.id !== this.me.id) readOnly(form);
    this.box.replaceChildren(form);
    this.box.hidden = false;
  }

  /** The card follows what happens elsewhere, but never under the fingers of somebody who types. */
  refresh(mark) {
    if (!mark) return this.close();
    if (mark.tag !== this.tag || !this.box.contains(document.activeElement)) this.show(mark);
  }

  hide() {
    this.box.hidden = true;
    this.box.replaceChildren();
    this.id = null;
  }

  retag(tag, mark) {
    return element(
      "button",
      { type: "button", title: tag.meaning, data: { retag: tag.slug }, aria: { pressed: String(tag.slug === mark.tag) }, className: `tag-${tag.slug}` },
      element("span", { textContent: tag.name }),
    );
  }

  typed() {
    const form = this.box.querySelector("form");
    const details = {};
    for (const { slug, kind } of this.tags.get(this.tag).details) {
      const value = form.elements[`detail-${slug}`].value;
      if (kind === "links") {
        const links = value.split(/\s+/).filter((link) => /^https?:\/\/[^/\s]+/.test(link));
        if (links.length) details[slug] = links;
      } else if (value.trim()) details[slug] = value;
    }
    return { details, note: form.note.value, typing: true };
  }
}

function field(detail, mark) {
  const value = mark.details[detail.slug] ?? "";
  const name = `detail-${detail.slug}`;
  let input;
  if (detail.kind === "choice") {
    const options = [["", "Not said"], ...Object.entries(detail.choices)];
    input = element("select", { name }, ...options.map(([key, label]) => new Option(label, key, false, key === value)));
  } else if (detail.kind === "links") {
    input = element("textarea", { name, rows: 2, placeholder: detail.hint, value: [].concat(value).join("\n") });
  } else {
    input = element("input", { name, placeholder: detail.hint, value, maxLength: 2000, autocomplete: "off" });
  }
  return element("div", { className: "field" }, element("label", {}, detail.label, " ", input));
}

function who(mark, me) {
  const name = mark.annotator?.id === me.id ? "You" : (mark.annotator?.name ?? "Somebody who has left");
  const when = mark.created_at ? new Date(mark.created_at).toLocaleString([], { dateStyle: "medium", timeStyle: "short" }) : "just now";
  return `${name}, ${when}`;
}

function readOnly(form) {
  for (const input of form.querySelectorAll("input, textarea, select")) input.disabled = true;
  form.querySelector(".retag").remove();
  form.querySelector("[data-delete]").remove();
}
