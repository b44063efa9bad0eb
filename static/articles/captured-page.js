// A page that another site has sent: hostile text until the person has looked at where it comes from.

const MAX_TITLE = 300;
// As much as the reader of saved pages accepts.
const MAX_ADDRESS = 2000;

/** The page in a message, or null if the message holds none. An address counts only if it is on the site that sent it. */
export function capturedPage({ origin, data }) {
  const { title, address, html } = data ?? {};
  if ([title, address, html].some((value) => typeof value !== "string")) return null;
  const url = URL.canParse(address) ? new URL(address) : null;
  const isOwn = url?.origin === origin && origin.startsWith("http");
  if (url) url.hash = "";
  return { origin, title: title.trim().slice(0, MAX_TITLE), address: isOwn && url.href.length <= MAX_ADDRESS ? url.href : "", isOwn, html };
}

/** The page as a file, as browsers save it: its first line says where it comes from. */
export function pageFile({ address, html }) {
  const comment = address && `<!-- saved from url=(${String(address.length).padStart(4, "0")})${address} -->\n`;
  const name = address ? `${new URL(address).hostname}.html` : "page.html";
  // The byte order mark counts more than the encoding that the page declares, in which it is no longer.
  return new File(["\ufeff", comment, html], name, { type: "text/html" });
}
