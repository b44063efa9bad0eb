// What is said of the open mark: threads in its card, kept up to date, and a place to say something.

import { _, language, ngettext } from "../../i18n.js";
import { element, stamp } from "../../dom.js";
import { uuid } from "../sync/annotations.js";

export class Comments extends EventTarget {
  /** `may` says what this person may do: comment, moderate. */
  constructor(comments, me, may, { url, headers }) {
    super();
    Object.assign(this, { me, may, url, headers });
    this.all = new Map(comments.map((comment) => [comment.id, comment]));
    this.typed = new Map();
  }

  /** The comments on `marks`, oldest first. */
  on(marks) {
    const ids = new Set(marks.map(({ id }) => id));
    return [...this.all.values()].filter(({ annotation }) => ids.has(annotation));
  }

  take(comment) {
    this.all.set(comment.id, comment);
    this.dispatchEvent(new Event("changed"));
  }

  /** Fill `box` with the threads on `mark` and on `others` of its passage. What somebody is typing there stays. */
  show(box, mark, others) {
    const said = this.on([mark, ...others]);
    const threads = said.filter(({ reply_to: to }) => !to).map((first) => [first, ...said.filter(({ reply_to: to }) => to === first.id)]);
    box.hidden = !threads.length && !this.may.comment;
    box.querySelector("summary").textContent = said.length ? ngettext("{n} comment", "{n} comments", said.length) : _("Comment");
    box.querySelector("[data-threads]").replaceChildren(...threads.map((thread) => this.thread(thread)));
    const form = box.querySelector("[data-say-form]");
    form.hidden = !this.may.comment;
    // A mark that has not reached the server yet cannot be spoken of there.
    for (const part of form.elements) part.disabled = !mark.version;
    form.body.value = this.typed.get(mark.id) ?? "";
    form.body.oninput = () => this.typed.set(mark.id, form.body.value);
    form.onsubmit = (event) => this.say(event, form, mark.id);
    const unsettled = threads.some(([{ resolved }]) => !resolved) || Boolean(form.body.value);
    // What somebody has opened stays open while they are at this mark.
    box.open = unsettled || (this.shown === mark.id && box.open);
    this.shown = mark.id;
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
        open && this.button(_("Reply"), (event) => this.reply(event.target.closest("li"), first)),
        open && (mine || this.may.moderate) && this.button(first.resolved ? _("Open again") : _("Resolve"), () => this.send(first.id, "PATCH", { resolved: !first.resolved })),
      ),
    );
  }

  row({ id, author, body, removed, created_at: at }) {
    const when = new Date(at).toLocaleString(language, { dateStyle: "short", timeStyle: "short" });
    const name = author?.name ?? _("Somebody who has left");
    return element(
      "div",
      { className: "comment" },
      element("b", { textContent: name }),
      " ",
      element("small", { textContent: when }),
      element("p", removed ? { className: "soft", textContent: _("taken off") } : { textContent: body }),
      !removed && (author?.id === this.me.id || this.may.moderate) && this.button(_("Take off"), () => this.send(id, "DELETE")),
    );
  }

  button(text, act) {
    return element("button", { type: "button", className: "link", textContent: text, onclick: act });
  }

  reply(item, first) {
    if (item.querySelector("form")) return;
    const form = stamp("comment-template");
    form.onsubmit = (event) => this.say(event, form, first.annotation, first.id);
    item.append(form);
    form.body.focus();
  }

  async say(event, form, annotation, replyTo = null) {
    event.preventDefault();
    const body = form.body.value.trim();
    if (!body) return;
    // Sent again after a lost answer it is the same comment.
    form.dataset.comment ||= uuid();
    form.querySelector("button").disabled = true;
    const sent = await this.send(form.dataset.comment, "PUT", { annotation, body, reply_to: replyTo }, form.querySelector("[data-failed]"));
    form.querySelector("button").disabled = false;
    if (!sent) return;
    delete form.dataset.comment;
    this.typed.delete(annotation);
    form.body.value = "";
    this.take(sent);
  }

  /** To the server; what it says is shown in `failed`, and what was typed stays. */
  async send(id, method, body, failed) {
    const headers = { ...this.headers(), "Content-Type": "application/json" };
    const tell = (text) => failed && (failed.textContent = text);
    try {
      const response = await fetch(`${this.url}${id}/`, { method, headers, credentials: "same-origin", body: body && JSON.stringify(body) });
      const answer = response.status === 204 ? { ...this.all.get(id), body: "", removed: true } : await response.json();
      tell(response.ok ? "" : answer.detail);
      if (response.ok && method !== "PUT") this.take(answer);
      return response.ok ? answer : null;
    } catch {
      tell(_("Not sent: the server cannot be reached. What you wrote stays here; try again."));
      return null;
    }
  }
}
