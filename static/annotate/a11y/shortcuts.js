// Keyboard shortcuts of the annotation page.

import { isField } from "../../dom.js";

const MOVES = { ArrowLeft: ["word", false], ArrowRight: ["word", true], ArrowUp: ["sentence", false], ArrowDown: ["sentence", true] };

/** Call `move(unit, forward, {extend, outer, sideways})`, `tag(key)` (which returns whether the key has one), and `commands` by key. */
export function listenForShortcuts({ isText, move, tag, undo, redo, commands }) {
  document.addEventListener("keydown", (event) => {
    if (document.querySelector("dialog[open]") || event.isComposing) return;
    const inField = isField(event.target);
    const control = event.ctrlKey || event.metaKey;
    const letter = event.key.toLowerCase();
    if (control && !event.altKey && !inField && (letter === "z" || letter === "y")) {
      event.preventDefault();
      if (event.shiftKey || letter === "y") redo();
      else undo();
      return;
    }
    if (MOVES[event.key] && !inField && isText(event.target)) {
      const [unit, forward] = MOVES[event.key];
      const outer = event.ctrlKey || event.altKey;
      // Alt with a sideways arrow goes back a page.
      if (event.metaKey || (event.altKey && unit === "word" && !event.shiftKey)) return;
      event.preventDefault();
      move(unit, forward, { extend: event.shiftKey, outer, sideways: unit === "word" });
      return;
    }
    if (control || event.altKey || (inField && event.key !== "Escape")) return;
    if (!inField && tag(event.key)) return event.preventDefault();
    const command = commands[event.key] ?? commands[letter];
    if (!command || (event.key === "Enter" && !isText(event.target))) return;
    event.preventDefault();
    command();
  });
}
