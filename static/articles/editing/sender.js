// Sends a change to the server, and puts the text that it answers in the place of the one on the page.

import { _ } from "../../i18n.js";

export class Refused extends Error {}

/** Send the fields; return the text that the server answers. Throws `Refused` if that is none. */
export async function send(url, fields) {
  const page = await post(url, new URLSearchParams(fields));
  const answer = page?.querySelector("[data-edited-text]");
  if (!answer) throw new Refused(_("Your change was not saved. Reload the page and try again."));
  return answer;
}

/** Return the answer as a document. Not with `fetch`, for which a page would have to make markup of text. */
function post(url, body) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", url);
    request.responseType = "document";
    request.setRequestHeader("X-Requested-With", "XMLHttpRequest");
    request.onload = () => resolve(request.response);
    request.onerror = () => reject(new Refused(_("No connection to the server. Your change was not saved. Try again in a moment.")));
    request.send(body);
  });
}

/** Give `old` the content of `fresh`, and replace only what differs: so the page stays where it is. */
export function update(old, fresh) {
  const [before, after] = [[...old.childNodes], [...fresh.childNodes]];
  let start = 0;
  while (start < before.length && start < after.length && before[start].isEqualNode(after[start])) start += 1;
  let rest = 0;
  while (rest < Math.min(before.length, after.length) - start && before.at(-1 - rest).isEqualNode(after.at(-1 - rest))) rest += 1;
  for (const node of before.slice(start, before.length - rest)) node.remove();
  old.insertBefore(fragment(after.slice(start, after.length - rest)), before[before.length - rest] ?? null);
}

function fragment(nodes) {
  const result = document.createDocumentFragment();
  for (const node of nodes) result.append(document.adoptNode(node));
  return result;
}
