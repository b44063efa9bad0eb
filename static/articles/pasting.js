// Pasting keeps formatting: the clipboard's HTML is sent beside the text while the text is in the box as it was pasted.

import { element } from "../dom.js";
import { _ } from "../i18n.js";
import { formattingOf } from "./formatting.js";

/** Write each line of `text` as a paragraph of HTML. */
function asHtml(text) {
  const lines = text.split("\n").filter((line) => line.trim());
  return lines.map((line) => element("p", { textContent: line }).outerHTML).join("");
}

/** Watch what is pasted into the textarea `text`: its HTML goes to the field `hidden`, and `line` says what is kept. */
export function keepFormatting(text, hidden, line, limit) {
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

  /** Show `message` with buttons; a line that says the same already is not announced again. */
  function show(state, message, ...buttons) {
    if (shown === message) return;
    shown = message;
    line.dataset.pasted = state;
    line.replaceChildren(message, ...buttons.flatMap(([action, label, click]) => [" ", element("button", { type: "button", className: "link", textContent: label, onclick: click, data: { action } })]));
  }

  function update() {
    const kept = html && text.value.includes(pasted);
    hidden.value = kept && !plain ? toHtml(text.value) : "";
    if (!html) {
      show("", "");
    } else if (!kept) {
      show("edited", _("You changed the pasted text, so its formatting will be left out. To keep it, undo the changes and edit the text on the next page."), ["undo", _("Undo the changes"), () => {
        undone = text.value;
        setText(lastKept);
      }]);
    } else if (plain) {
      show("plain", _("The text will be added without formatting."), ["keep", _("Keep formatting"), () => choose(false)]);
    } else {
      lastKept = text.value;
      const redo = ["redo", _("Redo the changes"), () => setText(undone)];
      show("kept", _("Formatting kept: {formatting}.", { formatting: formattingOf(html) }), ["plain", _("Paste as plain text"), () => choose(true)], ...(undone ? [redo] : []));
    }
  }

  function choose(isPlain) {
    plain = isPlain;
    update();
    line.querySelector("button").focus();
  }

  text.addEventListener("paste", ({ clipboardData }) => {
    // The colours of a code editor are no formatting of an article.
    const copied = clipboardData.types.includes("vscode-editor-data") ? "" : clipboardData.getData("text/html");
    clipboard = copied.length < limit / 4 && formattingOf(copied) ? copied : "";
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
}
