// What the text offers for the details of a highlight; the script of the annotation page loads this one when the card of
// such a highlight is opened first.

import { DetailTools } from "../annotate/details/detail-tools.js";
import { SuggestionClient } from "../annotate/details/suggestion-client.js";
import { TextPicker } from "../annotate/details/text-picker.js";
import { element } from "../dom.js";

/** Start the tools with the parts of the annotation page; `bar` is shown while words are picked in the text. */
export function start(bar, parts) {
  document.head.append(element("link", { rel: "stylesheet", href: bar.dataset.style }));
  const client = new SuggestionClient({ ...parts, url: parts.data.urls.annotations });
  const picker = new TextPicker(bar, parts);
  return new DetailTools({ ...parts, client, picker });
}
