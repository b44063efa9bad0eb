// Small helpers around the DOM. Elements are built without strings of HTML.

/** Create <tag props…>children</tag>. `data` and `aria` are objects of attributes; children that are false are left out. */
export function element(tag, { data = {}, aria = {}, ...props } = {}, ...children) {
  const node = Object.assign(document.createElement(tag), props);
  Object.assign(node.dataset, data);
  for (const [name, value] of Object.entries(aria)) node.setAttribute(`aria-${name}`, value);
  node.append(...children.filter((child) => child || child === 0));
  return node;
}

/** Clone the first element of the <template> with this id. */
export function cloneTemplate(id) {
  return document.getElementById(id).content.firstElementChild.cloneNode(true);
}

/** Whether keys typed into `target` belong to a form field. */
export function isField(target) {
  return Boolean(target.closest?.("input, textarea, select, [contenteditable]"));
}
