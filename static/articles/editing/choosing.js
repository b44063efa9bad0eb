// Choosing words of the text: by dragging over them, by a click or a tap on one, and with the arrow keys.

// Milliseconds without a change after which the system's selection handles count as released.
const RELEASED_AFTER = 250;

export class Choosing {
  /** `onChoose(span, how)` is called with the words, or with null where somebody pressed beside them. */
  constructor(text, { onChoose, onEnter, onDelete }) {
    Object.assign(this, { text, onChoose, onEnter, onDelete, anchor: null, head: null, touch: false });
    const { root } = text;
    root.addEventListener("pointerdown", (event) => {
      this.touch = event.pointerType !== "mouse";
    });
    document.addEventListener("pointerup", ({ pointerType }) => {
      // The browser clears a pressed selection after this event.
      if (pointerType === "mouse") setTimeout(() => this.takeSelection());
    });
    document.addEventListener("selectionchange", () => {
      clearTimeout(this.timer);
      if (this.touch) this.timer = setTimeout(() => this.takeSelection(), RELEASED_AFTER);
    });
    root.addEventListener("click", (event) => this.press(event));
    root.addEventListener("keydown", (event) => event.target === root && this.key(event));
  }

  /** Choose what the browser has selected in the text. */
  takeSelection() {
    const { root } = this.text;
    const selection = getSelection();
    if (selection.isCollapsed || !(root.contains(selection.anchorNode) || root.contains(selection.focusNode))) return;
    const range = selection.getRangeAt(0).cloneRange();
    // A press of three clicks selects up to the next paragraph, and a drag may begin beside the text.
    if (!root.contains(range.startContainer)) range.setStart(root, 0);
    if (!root.contains(range.endContainer)) range.setEnd(root, root.childNodes.length);
    const span = this.text.spanOf(range);
    if (span) this.choose(span);
  }

  /** A click or a tap chooses the word under it; beside all words it lets go. */
  press(event) {
    if (!getSelection().isCollapsed || event.target.closest("button")) return;
    const [node, offset] = caretAt(event.clientX, event.clientY) ?? [];
    const word = node && this.text.root.contains(node) ? this.text.wordAt(node, offset) : null;
    this.choose(word);
  }

  choose(span) {
    this.anchor = this.head = span;
    this.onChoose(span);
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const move = {
      ArrowRight: ["word", 1], ArrowLeft: ["word", -1], ArrowDown: ["paragraph", 1], ArrowUp: ["paragraph", -1],
    }[event.key];
    if (move) this.move(...move, event.shiftKey);
    else if (event.key === "Enter" && this.head) this.onEnter();
    else if ((event.key === "Delete" || event.key === "Backspace") && this.head) this.onDelete();
    else if (event.key === "Escape" && this.head) this.choose(null);
    else return;
    event.preventDefault();
  }

  /** Move by one word or paragraph; `extend` keeps what is chosen and adds to it. */
  move(unit, step, extend) {
    const { words } = this.text;
    if (!words.length) return;
    const rightToLeft = unit === "word" && this.head && getComputedStyle(this.head.block).direction === "rtl";
    const forward = step > 0 !== Boolean(rightToLeft);
    const head = this.head ? this.text.wordFrom(this.head.start) : null;
    const number = head ? words.indexOf(head) : -1;
    let next = words[Math.min(Math.max(number + (forward ? 1 : -1), 0), words.length - 1)];
    if (unit === "paragraph" && head) {
      const inNext = (word) => word.block !== head.block;
      next = (forward ? words.slice(number).find(inNext) : firstOf(words, words.slice(0, number).findLast(inNext))) ?? head;
    }
    this.head = next;
    if (!extend || !this.anchor) this.anchor = next;
    const span = this.anchor.to(next);
    this.onChoose(span);
    showOnPage(next.box);
  }
}

/** The first word of the paragraph of `word`. */
function firstOf(words, word) {
  return word && words.find(({ block }) => block === word.block);
}

function showOnPage({ top, bottom }) {
  const margin = 90;
  if (top < margin || bottom > innerHeight - 2 * margin) scrollBy({ top: top - innerHeight / 3 });
}

function caretAt(x, y) {
  if (document.caretPositionFromPoint) {
    const position = document.caretPositionFromPoint(x, y);
    return position && [position.offsetNode, position.offset];
  }
  const range = document.caretRangeFromPoint(x, y);
  return range && [range.startContainer, range.startOffset];
}
