// Decides what a selection or a press by mouse or finger means: select, open an annotation, or close it.

import { covers } from "./geometry.js";

export class SelectionController {
  constructor({ index, filter, cursor, selection, pending, panel, chooser, rights }) {
    Object.assign(this, { index, filter, cursor, selection, pending, panel, chooser, rights });
  }

  /** The mouse or the system's handles have selected something; `exact` does not snap to words. */
  select(touch, exact) {
    const span = this.selection.current(exact);
    if (!span || !this.rights.mayAnnotate) {
      this.pending.clear();
      return;
    }
    // The browser's selection is not changed while a finger drags the system's handles.
    if (!touch) this.selection.select(span);
    this.panel.close();
    this.pending.show(span);
  }

  /** A place of the text was pressed; `point` is null beside its letters. */
  press(point, { clientX: x, clientY: y }, touch) {
    const { index, pending, panel } = this;
    const word = point === null ? null : this.cursor.wordAt(point);
    if (word) this.cursor.moveTo(word);
    const annotations = point === null ? [] : this.filter.covering(point).filter((annotation) => covers(index, annotation, x, y));
    if (touch && word && covers(index, word, x, y)) {
      const pressedAgain = pending.span?.start === word.start && pending.span.end === word.end;
      if (pressedAgain) {
        pending.clear();
      } else {
        panel.close();
        pending.show(word, { touch: true, annotations });
      }
    } else if (annotations.length) this.chooser.openOrList(annotations, new DOMRect(x, y, 0, 0), { focus: false });
    else if (panel.id) panel.close();
    else pending.clear();
  }
}
