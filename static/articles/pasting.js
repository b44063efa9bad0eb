// Pasting keeps formatting: the clipboard's HTML is sent beside the text while the text is in the box as it was pasted.
// A web address alone stands for the article at it.

import { element } from "../dom.js";
import { _ } from "../i18n.js";
import { formattingOf } from "./formatting.js";
import { hostOf, onlyLink } from "./web-address.js";

// How the bookmarklet begins the copy of a page, and in how many characters the server looks for that.
const SAVED_PAGE = /<!-- saved from url=\(\d+\)(https?:[^\s<>]+)/;
const HEAD = 8192;

/** Write each line of `text` as a paragraph of HTML. */
function asHtml(text) {
  const lines = text.split("\n").filter((line) => line.trim());
  return lines.map((line) => element("p", { textContent: line }).outerHTML).join("");
}

/**
 * Watch what is pasted into the textarea `text`: its HTML goes to the field `hidden`, and `line` says what becomes of it.
 * HTML of more than `limit` characters is not sent; with `fetches`, the server fetches what is at an address.
 */
export function watchBox(text, hidden, line, { limit, fetches }) {
  // The HTML, and the text that it stands for; "" without any.
  let html = "";
  let pasted = "";
  let plain = false;
  let lastKept = "";
  let undone = "";
  let clipboard = null;
  let shown = "";

  /** Return the HTML for a text of the box; what was typed before or after the pasted text becomes paragraphs. */
  function toHtml(value) {
    const start = html ? value.indexOf(pasted) : -1;
    return start < 0 ? asHtml(value) : asHtml(value.slice(0, start)) + html + asHtml(value.slice(start + pasted.length));
  }

  function setText(value) {
    text.value = value;
    text.dispatchEvent(new Event("input"));
    text.focus();
  }

  /** Say what becomes of the text, with buttons. A line that says the same already is not announced again. */
  function show(state, message, ...buttons) {
    if (shown === state + message) return;
    shown = state + message;
    line.dataset.pasted = state;
    line.replaceChildren(message, ...buttons.flatMap(([action, label, click]) => [" ", element("button", { type: "button", className: "link", textContent: label, onclick: click, data: { action } })]));
  }

  function update() {
    const host = fetches ? hostOf(text.value) : "";
    const kept = html && text.value.includes(pasted);
    hidden.value = kept && !plain && !host ? toHtml(text.value) : "";
    if (host) show("address", _("The article will be fetched from {host}.", { host }));
    else if (fetches && onlyLink(text.value)) showLink(onlyLink(text.value));
    else if (!html) show("", "");
    else if (!kept) showEdited();
    else if (plain) show("plain", _("The text will be added without formatting."), ["keep", _("Keep formatting"), () => choose(false)]);
    else showKept();
  }

  function showLink(link) {
    const fetch = _("Fetch the article from {host}", { host: hostOf(link) });
    show("link", _("These are only a few words with a link."), ["fetch", fetch, () => setText(link)]);
  }

  function showEdited() {
    const message = _("You changed the pasted text, so its formatting will be left out. To keep it, undo the changes and edit the text on the next page.");
    const undo = () => {
      undone = text.value;
      setText(lastKept);
    };
    show("edited", message, ["undo", _("Undo the changes"), undo]);
  }

  function showKept() {
    lastKept = text.value;
    const page = SAVED_PAGE.exec(html.slice(0, HEAD))?.[1];
    const message = page ? _("The article will be read from the copied page of {host}.", { host: hostOf(page) }) : _("Formatting kept: {formatting}.", { formatting: formattingOf(html) });
    const redo = ["redo", _("Redo the changes"), () => setText(undone)];
    show("kept", message, ["plain", _("Paste as plain text"), () => choose(true)], ...(undone ? [redo] : []));
  }

  function choose(isPlain) {
    plain = isPlain;
    update();
    line.querySelector("button").focus();
  }

  text.addEventListener("paste", ({ clipboardData }) => {
    // The colours of a code editor are no formatting of an article.
    const copied = clipboardData.types.includes("vscode-editor-data") ? "" : clipboardData.getData("text/html");
    clipboard = copied.length < limit && formattingOf(copied) ? copied : "";
    if (clipboard) clipboard = toHtml(text.value.slice(0, text.selectionStart)) + clipboard + toHtml(text.value.slice(text.selectionEnd));
  });

  text.addEventListener("input", ({ inputType }) => {
    if (inputType === "insertFromPaste" && clipboard) {
      html = clipboard;
      pasted = text.value;
      plain = false;
      undone = "";
    } else if (!text.value.trim()) {
      html = "";
    }
    clipboard = null;
    update();
  });

  // The box may hold an address already.
  update();
}
