// The card of the open annotation: its tag and details, a note, author and time, the other readers, and the actions.

import { _, formatTime } from "../../i18n.js";
import { cloneTemplate, element } from "../../dom.js";

export class AnnotationCard {
  /** Calls `onEdit(id, changes)`, `onAction(name)` for a button with data-act, `onShow(annotation, form)` for a form to fill in. `showsAuthor` is false where all is the team's. */
  constructor(box, { tags, me, showsAuthor, onEdit, onAction, onShow }) {
    Object.assign(this, { box, tags, me, showsAuthor, onShow });
    box.addEventListener("click", (event) => {
      const button = event.target.closest("[data-act]");
      if (button) onAction(button.dataset.act);
      const retag = event.target.closest("[data-retag]");
      if (retag) onEdit(this.id, { tag: retag.dataset.retag, details: {} });
    });
    box.addEventListener("input", () => {
      this.typing = true;
      onEdit(this.id, this.formValues());
    });
    box.addEventListener("focusout", ({ relatedTarget }) => {
      if (!box.contains(relatedTarget)) this.typing = false;
    });
    box.addEventListener("submit", (event) => event.preventDefault());
  }

  /** Show `annotation` and `others` on the same passage; `may` has {change, merge, too}: what the user can do with it. */
  show(annotation, others, may) {
    const { id, tag: slug, quote, details, note, answer } = annotation;
    const content = JSON.stringify([id, slug, quote, details, note, answer, others, may]);
    // Replacing the card under the pointer would swallow a press.
    if (content === this.content) {
      this.box.querySelector("[data-who]").textContent = this.authorAndTime(annotation);
      return;
    }
    const form = cloneTemplate("card-template");
    const tag = this.tags.get(slug);
    Object.assign(this, { id, tag: slug, content });
    this.box.className = `card sheet tag-${slug}`;
    form.querySelector("h2").textContent = tag.name;
    form.querySelector("blockquote").textContent = quote;
    const choices = [...this.tags.values()].filter((other) => !other.archived || other === tag);
    form.querySelector(".retag").append(...choices.map((other) => retagButton(other, annotation)));
    form.querySelector("[data-details]").append(...tag.details.map((detail) => detailField(detail, annotation)));
    form.note.value = note;
    if (form.tolerance) showAnswer(form, annotation);
    form.querySelector("[data-who]").textContent = this.authorAndTime(annotation);
    form.querySelector("[data-others]").append(...others.map((other) => this.otherRow(other)));
    for (const part of form.querySelectorAll("[data-if]")) part.hidden = !may[part.dataset.if];
    for (const input of form.querySelectorAll("input, textarea, select")) input.disabled = !may.change;
    const focused = this.hasFocus ? selectorOf(document.activeElement) : null;
    this.box.replaceChildren(form);
    this.box.hidden = false;
    if (focused) this.box.querySelector(focused)?.focus({ preventScroll: true });
    if (may.change) this.onShow(annotation, form);
  }

  get hasFocus() {
    return this.box.contains(document.activeElement);
  }

  /** Whether the user is typing in it: then changes made elsewhere must not replace it. */
  get busy() {
    return Boolean(this.typing) && this.hasFocus;
  }

  /** Update the quote alone; what is being typed stays. */
  showQuote({ quote }) {
    this.box.querySelector("blockquote").textContent = quote;
  }

  /** Focus the first enabled field, else the first button. */
  focus() {
    const field = this.box.querySelector(":is(input, select, textarea):enabled") ?? this.box.querySelector("button");
    field?.focus({ preventScroll: true });
  }

  hide() {
    this.box.hidden = true;
    this.box.replaceChildren();
    this.id = this.content = null;
  }

  authorAndTime({ annotator, created_at: createdAt }) {
    const name = annotator?.id === this.me.id ? _("You") : (annotator?.name ?? _("A former member"));
    const time = createdAt
      ? formatTime(createdAt, { dateStyle: "medium", timeStyle: "short" })
      : _("just now");
    return this.showsAuthor ? `${name}, ${time}` : time;
  }

  otherRow({ annotator, details, note }) {
    const text = [...Object.values(details).flat(), note].filter(Boolean).join(" · ");
    return element("li", {}, element("b", { textContent: annotator?.name ?? _("A former member") }), text ? ` ${text}` : "");
  }

  formValues() {
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

/** Fill in how this passage of the answer key is scored. */
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

/** A selector that matches this element again once the card has been replaced. */
function selectorOf({ name, dataset, value, type }) {
  if (type === "checkbox") return `[value="${value}"]`;
  if (name) return `[name="${name}"]`;
  return dataset.retag ? `[data-retag="${dataset.retag}"]` : `[data-act="${dataset.act}"]`;
}

function retagButton(tag, annotation) {
  return element(
    "button",
    { type: "button", title: tag.meaning, data: { retag: tag.slug }, aria: { pressed: String(tag.slug === annotation.tag) }, className: `tag-${tag.slug}` },
    element("span", { textContent: tag.name }),
  );
}

function detailField(detail, annotation) {
  const value = annotation.details[detail.slug] ?? "";
  const name = `detail-${detail.slug}`;
  let input;
  if (detail.kind === "choice") {
    const options = [["", _("Not stated")], ...Object.entries(detail.choices)];
    input = element("select", { name }, ...options.map(([key, label]) => new Option(label, key, false, key === value)));
  } else if (detail.kind === "links") {
    input = element("textarea", { name, rows: 2, placeholder: detail.hint, value: [].concat(value).join("\n") });
  } else {
    input = element("input", { name, placeholder: detail.hint, value, maxLength: 2000, autocomplete: "off" });
  }
  return element("div", { className: "field" }, element("label", {}, detail.label, " ", input));
}
