// The text of the save indicator. Pure.

import { _, ngettext } from "../../i18n.js";

export function saveStatusText(state, unsent) {
  if (state === "kept") return ngettext("{n} kept on this device", "{n} kept on this device", unsent);
  return { saved: _("saved"), saving: _("saving…"), refused: _("not taken") }[state];
}
