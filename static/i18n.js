// Interface texts in the page's language; in English where no catalogue is loaded.

const { catalogue = {}, plural } = globalThis.messages ?? {};

/** The language of the page, for dates and numbers. */
export const language = globalThis.document?.documentElement.lang || "en";

const { timeZone } = globalThis.document?.documentElement.dataset ?? {};

/** A moment in the page's language and in the time zone of the account, if the browser knows it. */
export function formatTime(iso, style) {
  const time = new Date(iso);
  try {
    return time.toLocaleString(language, { ...style, timeZone });
  } catch {
    return time.toLocaleString(language, style);
  }
}

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
