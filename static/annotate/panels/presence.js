// Who else is on this page now: a number in the bar, the names when somebody asks for them.

import { ngettext } from "../../i18n.js";

/** Show `people` in `box`; alone there is nobody to speak of. */
export function showPresence(box, { people }) {
  box.hidden = people.length < 2;
  box.textContent = ngettext("{n} here", "{n} here", people.length);
  box.title = people.map(({ name }) => name).join(", ");
}
