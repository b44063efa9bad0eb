// Say which formatting there is in copied HTML. The tags are only counted here; the server reads them.

import { _, language, ngettext } from "../i18n.js";

const TAG = /<(h[1-6]|a|li|blockquote|table|strong|b|em|i|p|div|span)\b([^<>]*)>/gi;
const HEADING = /\brole=["']?heading|\bclass=["']?msotitle/i;
const ITEM = /mso-list:\s*l/i;
const QUOTATION = /\bclass=["']?mso(?:intense)?quote/i;
const LINK = /\bhref=["']?https?:/i;
const BOLD_OR_ITALIC = /[\s;"'](?:font-weight:\s*(?:bold|[6-9]00)|font-style:\s*italic)/i;
const NORMAL = /[\s;"'](?:font-weight:\s*(?:normal|[1-5]00)|font-style:\s*normal)/i;

function kindOf(name, attributes) {
  if (/^h\d$/.test(name)) return "headings";
  if (name === "li") return "items";
  if (name === "blockquote") return "quotations";
  if (name === "table") return "tables";
  if (name === "a") return LINK.test(attributes) ? "links" : "";
  if (["b", "strong", "i", "em"].includes(name)) return NORMAL.test(attributes) ? "" : "emphasis";
  if (name === "span") return BOLD_OR_ITALIC.test(attributes) ? "emphasis" : "";
  if (HEADING.test(attributes)) return "headings";
  if (ITEM.test(attributes)) return "items";
  return QUOTATION.test(attributes) ? "quotations" : "";
}

/** Return for example "2 headings and 5 links"; "" if there is no formatting. */
export function formattingOf(html) {
  const counts = { headings: 0, links: 0, items: 0, quotations: 0, tables: 0, emphasis: 0 };
  for (const [, name, attributes] of html.matchAll(TAG)) {
    const kind = kindOf(name.toLowerCase(), attributes);
    if (kind) counts[kind] += 1;
  }
  const { headings, links, items, quotations, tables, emphasis } = counts;
  const parts = [
    headings && ngettext("{n} heading", "{n} headings", headings),
    links && ngettext("{n} link", "{n} links", links),
    items && ngettext("{n} list item", "{n} list items", items),
    quotations && ngettext("{n} quotation", "{n} quotations", quotations),
    tables && ngettext("{n} table", "{n} tables", tables),
    emphasis && _("bold or italic words"),
  ];
  return new Intl.ListFormat(language, { type: "conjunction" }).format(parts.filter(Boolean));
}
