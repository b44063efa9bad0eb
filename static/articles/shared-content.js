// What is in a shared form: files, or a text, or a link, or a text with a link in it.

/** The parts of a form that the share menu sends. Apps put a link into either field, so it is looked for in both. */
export function sharedContent(form) {
  const [title, text, url] = ["title", "text", "url"].map((name) => String(form.get(name) ?? "").trim());
  const files = form.getAll("files").filter((file) => file instanceof File && (file.name || file.size));
  if (files.length) return { title, text: "", link: "", files };
  const link = [url, ...text.split(/\s+/)].find(isLink) ?? "";
  return { title, text: text === link ? "" : text, link, files };
}

function isLink(word) {
  return URL.canParse(word) && ["http:", "https:"].includes(new URL(word).protocol);
}
