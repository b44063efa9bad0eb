// Shows how many people are on this page now, and their names in the tooltip.

import { ngettext } from "../../i18n.js";

/** Show `people` in `box`, unless the user is alone. */
export function showPresence(box, { people }) {
  box.hidden = people.length < 2;
  box.textContent = ngettext("{n} online", "{n} online", people.length);
  box.title = people.map(({ name }) => name).join(", ");
}
