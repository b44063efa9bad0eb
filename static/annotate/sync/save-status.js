// The words for what is saved. Pure.

import { _, ngettext } from "../../i18n.js";

export function savedWords(state, waiting) {
  if (state === "kept") return ngettext("{n} kept on this device", "{n} kept on this device", waiting);
  return { saved: _("saved"), saving: _("saving…"), refused: _("not taken") }[state];
}
