// Makes elements without strings of HTML.

/** <tag props...>children</tag>; `data` and `aria` are objects of attributes, children that are false are none. */
export function element(tag, { data = {}, aria = {}, ...props } = {}, ...children) {
  const made = Object.assign(document.createElement(tag), props);
  Object.assign(made.dataset, data);
  for (const [name, value] of Object.entries(aria)) made.setAttribute(`aria-${name}`, value);
  made.append(...children.filter((child) => child || child === 0));
  return made;
}

/** A copy of the <template id=...>'s first element. */
export function stamp(id) {
  return document.getElementById(id).content.firstElementChild.cloneNode(true);
}

/** Whether keys typed here belong to a field. */
export function isField(target) {
  return Boolean(target.closest?.("input, textarea, select, [contenteditable]"));
}
