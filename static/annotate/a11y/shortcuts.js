// The keys of the marking page. What each does stands in the table that it is given.

import { isField } from "../../dom.js";

const MOVES = { ArrowLeft: ["word", false], ArrowRight: ["word", true], ArrowUp: ["sentence", false], ArrowDown: ["sentence", true] };

/** `move(unit, forward, {extend, outer, sideways})`, `tag(key)` (whether there is one), and `commands` by key. */
export function listen({ isText, move, tag, undo, redo, commands }) {
  document.addEventListener("keydown", (event) => {
    if (document.querySelector("dialog[open]") || event.isComposing) return;
    const field = isField(event.target);
    const command = event.ctrlKey || event.metaKey;
    const letter = event.key.toLowerCase();
    if (command && !event.altKey && !field && (letter === "z" || letter === "y")) {
      event.preventDefault();
      if (event.shiftKey || letter === "y") redo();
      else undo();
      return;
    }
    if (MOVES[event.key] && !field && isText(event.target)) {
      const [unit, forward] = MOVES[event.key];
      const outer = event.ctrlKey || event.altKey;
      // Alt with an arrow to the side goes back a page.
      if (event.metaKey || (event.altKey && unit === "word" && !event.shiftKey)) return;
      event.preventDefault();
      move(unit, forward, { extend: event.shiftKey, outer, sideways: unit === "word" });
      return;
    }
    if (command || event.altKey || (field && event.key !== "Escape")) return;
    if (!field && tag(event.key)) return event.preventDefault();
    const known = commands[event.key] ?? commands[letter];
    if (!known || (event.key === "Enter" && !isText(event.target))) return;
    event.preventDefault();
    known();
  });
}
