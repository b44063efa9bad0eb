// The comments on the open annotation: threads, kept up to date, and a form for a new one.

import { cloneTemplate, element } from "../../dom.js";
import { _, formatTime, ngettext } from "../../i18n.js";
import { uuid } from "../../uuid.js";

/** Dispatches "changed" when a comment was added or changed. */
export class Comments extends EventTarget {
  /** `may` has {comment, moderate}: what the user may do. */
  constructor(box, { comments, me, may, url, headers }) {
    super();
    Object.assign(this, { box, me, may, url, headers });
    this.byId = new Map(comments.map((comment) => [comment.id, comment]));
    this.drafts = new Map();
  }

  /** The texts that were begun and not sent, as pairs of the annotation's id and the text; a reply counts as a comment. */
  get unsent() {
    const replies = [...this.box.querySelectorAll("[data-threads] textarea")].map(({ value }) => [this.annotationId, value]);
    return [...this.drafts, ...replies].filter(([, text]) => text.trim());
  }

  /** The comments on `annotations`, oldest first. */
  on(annotations) {
    const ids = new Set(annotations.map(({ id }) => id));
    return [...this.byId.values()].filter(({ annotation }) => ids.has(annotation));
  }

  receive(comment) {
    this.byId.set(comment.id, comment);
    this.dispatchEvent(new Event("changed"));
  }

  /** Show the threads on `annotation` and on `others` of its passage. Drafts stay. */
  show(annotation, others) {
    const { box } = this;
    const comments = this.on([annotation, ...others]);
    const threads = comments.filter(({ reply_to: to }) => !to).map((first) => [first, ...comments.filter(({ reply_to: to }) => to === first.id)]);
    box.hidden = !threads.length && !this.may.comment;
    box.querySelector("summary").textContent = comments.length ? ngettext("{n} comment", "{n} comments", comments.length) : _("Comment");
    box.querySelector("[data-threads]").replaceChildren(...threads.map((thread) => this.thread(thread)));
    const form = box.querySelector("[data-say-form]");
    form.hidden = !this.may.comment;
    // An annotation without a version is not on the server yet.
    for (const field of form.elements) field.disabled = !annotation.version;
    form.body.value = this.drafts.get(annotation.id) ?? "";
    form.body.oninput = () => this.drafts.set(annotation.id, form.body.value);
    form.onsubmit = (event) => this.submit(event, form, annotation.id);
    const unresolved = threads.some(([{ resolved }]) => !resolved) || Boolean(form.body.value);
    // If the user has unfolded the comments, they stay so while this annotation is open.
    box.open = unresolved || (this.annotationId === annotation.id && box.open);
    this.annotationId = annotation.id;
  }

  hide() {
    this.box.hidden = true;
  }

  thread([first, ...replies]) {
    const open = this.may.comment && !first.removed;
    const mine = first.author?.id === this.me.id;
    return element(
      "li",
      { className: first.resolved ? "thread resolved" : "thread" },
      this.row(first),
      ...replies.map((reply) => this.row(reply)),
      element(
        "div",
        { className: "thread-acts" },
        open && this.button("reply", _("Reply"), (event) => this.reply(event.target.closest("li"), first)),
        open && (mine || this.may.moderate) && this.button("resolve", first.resolved ? _("Reopen") : _("Resolve"), () => this.send(first.id, "PATCH", { resolved: !first.resolved })),
      ),
    );
  }

  row({ id, author, body, removed, created_at: createdAt }) {
    const time = formatTime(createdAt, { dateStyle: "short", timeStyle: "short" });
    const name = author?.name ?? _("A former member");
    return element(
      "div",
      { className: "comment" },
      element("b", { textContent: name }),
      " ",
      element("small", { textContent: time }),
      element("p", removed ? { className: "soft", textContent: _("deleted") } : { textContent: body }),
      !removed && (author?.id === this.me.id || this.may.moderate) && this.button("remove", _("Delete"), () => this.send(id, "DELETE")),
    );
  }

  button(action, text, onclick) {
    return element("button", { type: "button", className: "link", textContent: text, data: { action }, onclick });
  }

  reply(item, first) {
    if (item.querySelector("form")) return;
    const form = cloneTemplate("comment-template");
    form.onsubmit = (event) => this.submit(event, form, first.annotation, first.id);
    item.append(form);
    form.body.focus();
  }

  async submit(event, form, annotationId, replyTo = null) {
    event.preventDefault();
    const body = form.body.value.trim();
    if (!body) return;
    // Sent again after a lost response, it has the same id.
    form.dataset.comment ||= uuid();
    form.querySelector("button").disabled = true;
    const comment = await this.send(form.dataset.comment, "PUT", { annotation: annotationId, body, reply_to: replyTo }, form.querySelector("[data-failed]"));
    form.querySelector("button").disabled = false;
    if (!comment) return;
    delete form.dataset.comment;
    this.drafts.delete(annotationId);
    form.body.value = "";
    this.receive(comment);
  }

  /** Send to the server; an error is shown in the element `errorBox`, and the form stays as it is. */
  async send(id, method, body, errorBox) {
    const headers = { ...this.headers(), "Content-Type": "application/json" };
    const showError = (text) => errorBox && (errorBox.textContent = text);
    try {
      const response = await fetch(`${this.url}${id}/`, { method, headers, credentials: "same-origin", body: body && JSON.stringify(body) });
      const result = response.status === 204 ? { ...this.byId.get(id), body: "", removed: true } : await response.json();
      showError(response.ok ? "" : result.detail);
      if (response.ok && method !== "PUT") this.receive(result);
      return response.ok ? result : null;
    } catch {
      showError(_("Not sent, because there is no connection to the server. Your text is still here. Try again."));
      return null;
    }
  }
}
