// The card of one mark: its tag, what the tag asks for, a note, who and when, who else, and what can be done with it.

import { _, language } from "../../i18n.js";
import { element, stamp } from "../../dom.js";

export class Card {
  /** `edit(id, changes)` writes; `acts` are what the buttons with data-act do; `signed` marks say whose they are. */
  constructor(box, tags, me, { edit, acts, signed }) {
    Object.assign(this, { box, tags, me, signed });
    box.addEventListener("click", (event) => {
      const button = event.target.closest("[data-act]");
      if (button) acts[button.dataset.act]();
      const retag = event.target.closest("[data-retag]");
      if (retag) edit(this.id, { tag: retag.dataset.retag, details: {} });
    });
    box.addEventListener("input", () => {
      this.typing = true;
      edit(this.id, this.typed());
    });
    box.addEventListener("focusout", ({ relatedTarget }) => {
      if (!box.contains(relatedTarget)) this.typing = false;
    });
    box.addEventListener("submit", (event) => event.preventDefault());
  }

  /** Show `mark`; `others` are other people's on the same passage; `may` says what can be done: change, merge, too. */
  show(mark, others, may) {
    const { id, tag: slug, quote, details, note, answer } = mark;
    const shown = JSON.stringify([id, slug, quote, details, note, answer, others, may]);
    // A card that is made anew under the pointer would swallow the press.
    if (shown === this.shown) {
      this.box.querySelector("[data-who]").textContent = this.who(mark);
      return;
    }
    const form = stamp("card-template");
    const tag = this.tags.get(slug);
    Object.assign(this, { id, tag: slug, shown });
    this.box.className = `card sheet tag-${slug}`;
    form.querySelector("h2").textContent = tag.name;
    form.querySelector("blockquote").textContent = quote;
    const choice = [...this.tags.values()].filter((other) => !other.archived || other === tag);
    form.querySelector(".retag").append(...choice.map((other) => retagButton(other, mark)));
    form.querySelector("[data-details]").append(...tag.details.map((detail) => field(detail, mark)));
    form.note.value = note;
    if (form.tolerance) showAnswer(form, mark);
    form.querySelector("[data-who]").textContent = this.who(mark);
    form.querySelector("[data-others]").append(...others.map((other) => this.otherRow(other)));
    for (const part of form.querySelectorAll("[data-if]")) part.hidden = !may[part.dataset.if];
    for (const input of form.querySelectorAll("input, textarea, select")) input.disabled = !may.change;
    const focused = this.hasFocus ? sameAs(document.activeElement) : null;
    this.box.replaceChildren(form);
    this.box.hidden = false;
    if (focused) this.box.querySelector(focused)?.focus({ preventScroll: true });
  }

  get hasFocus() {
    return this.box.contains(document.activeElement);
  }

  /** Whether somebody types in it: then nothing that happens elsewhere may touch it. */
  get busy() {
    return Boolean(this.typing) && this.hasFocus;
  }

  /** The mark reaches elsewhere now; what is typed stays. */
  requote({ quote }) {
    this.box.querySelector("blockquote").textContent = quote;
  }

  /** To the first thing that can be typed or pressed. */
  focus() {
    const field = this.box.querySelector(":is(input, select, textarea):enabled") ?? this.box.querySelector("button");
    field?.focus({ preventScroll: true });
  }

  hide() {
    this.box.hidden = true;
    this.box.replaceChildren();
    this.id = this.shown = null;
  }

  who(mark) {
    const name = mark.annotator?.id === this.me.id ? _("You") : (mark.annotator?.name ?? _("Somebody who has left"));
    const when = mark.created_at
      ? new Date(mark.created_at).toLocaleString(language, { dateStyle: "medium", timeStyle: "short" })
      : _("just now");
    return this.signed ? `${name}, ${when}` : when;
  }

  otherRow({ annotator, details, note }) {
    const said = [...Object.values(details).flat(), note].filter(Boolean).join(" · ");
    return element("li", {}, element("b", { textContent: annotator?.name ?? _("Somebody who has left") }), said ? ` ${said}` : "");
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
    return { details, note: form.note.value, typing: true, ...(form.tolerance && { answer: answerOf(form) }) };
  }
}

/** What the key says of how this answer is scored. */
function showAnswer(form, { tag, answer }) {
  form.tolerance.value = answer?.tolerance ?? "overlap";
  for (const label of form.querySelectorAll("[data-also]")) {
    label.hidden = label.dataset.also === tag;
    label.firstElementChild.checked = Boolean(answer?.also.includes(label.dataset.also));
  }
}

function answerOf(form) {
  return { tolerance: form.tolerance.value, also: [...form.querySelectorAll("[name=also]:checked")].map(({ value }) => value) };
}

/** A selector for the element in the next form that is the same as this one. */
function sameAs({ name, dataset, value, type }) {
  if (type === "checkbox") return `[value="${value}"]`;
  if (name) return `[name="${name}"]`;
  return dataset.retag ? `[data-retag="${dataset.retag}"]` : `[data-act="${dataset.act}"]`;
}

function retagButton(tag, mark) {
  return element(
    "button",
    { type: "button", title: tag.meaning, data: { retag: tag.slug }, aria: { pressed: String(tag.slug === mark.tag) }, className: `tag-${tag.slug}` },
    element("span", { textContent: tag.name }),
  );
}

function field(detail, mark) {
  const value = mark.details[detail.slug] ?? "";
  const name = `detail-${detail.slug}`;
  let input;
  if (detail.kind === "choice") {
    const options = [["", _("Not said")], ...Object.entries(detail.choices)];
    input = element("select", { name }, ...options.map(([key, label]) => new Option(label, key, false, key === value)));
  } else if (detail.kind === "links") {
    input = element("textarea", { name, rows: 2, placeholder: detail.hint, value: [].concat(value).join("\n") });
  } else {
    input = element("input", { name, placeholder: detail.hint, value, maxLength: 2000, autocomplete: "off" });
  }
  return element("div", { className: "field" }, element("label", {}, detail.label, " ", input));
}
