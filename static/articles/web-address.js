// Find out whether a text is a web address, or little more than one.

// A title with a link, as apps copy them, is shorter than an article.
const SHORT = 400;

/** Return the host if `text` is a web address and nothing else, or "". */
export function hostOf(text) {
  const address = text.trim().replace(/^www\./i, "https://www.");
  return /^https?:\/\/\S+$/i.test(address) && URL.canParse(address) ? new URL(address).hostname : "";
}

/** Return the only web address in a short text, or "". */
export function onlyLink(text) {
  const links = text.length < SHORT ? text.split(/\s+/).filter(hostOf) : [];
  return links.length === 1 ? links[0] : "";
}
