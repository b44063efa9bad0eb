// The text of the save indicator. Pure.

import { _, ngettext } from "../../i18n.js";

export function saveStatusText(state, unsent) {
  if (state === "kept") return ngettext("{n} saved on this device only", "{n} saved on this device only", unsent);
  return { saved: _("saved"), saving: _("saving…"), refused: _("not saved") }[state];
}
