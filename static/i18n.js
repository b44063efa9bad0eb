// Interface texts in the page's language; in English where no catalogue is loaded.

const { catalogue = {}, plural } = globalThis.messages ?? {};

/** The language of the page, for dates and numbers. */
export const language = globalThis.document?.documentElement.lang || "en";

/** Translate `text`; `{name}` in it becomes `values.name`. */
export function _(text, values = {}) {
  return interpolate(catalogue[text] ?? text, values);
}

/** Translate the singular or the plural; `{n}` becomes the number. */
export function ngettext(one, many, n, values = {}) {
  return interpolate(catalogue[one]?.[plural(n)] ?? (n === 1 ? one : many), { n, ...values });
}

function interpolate(text, values) {
  return text.replace(/\{(\w+)\}/g, (placeholder, name) => values[name] ?? placeholder);
}
