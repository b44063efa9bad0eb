// The words of the interface in the reader's language; in English where no catalogue is loaded.

const { gettext = (text) => text, ngettext: plural = (one, many, n) => (n === 1 ? one : many) } = globalThis.django ?? {};

/** The language of the page, for dates and numbers. */
export const language = globalThis.document?.documentElement.lang || "en";

/** `text` in the reader's language; `{name}` in it becomes `values.name`. */
export function _(text, values = {}) {
  return fill(gettext(text), values);
}

/** One or many of something; `{n}` becomes the number. */
export function ngettext(one, many, n, values = {}) {
  return fill(plural(one, many, n), { n, ...values });
}

function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}
