// Shows how much of an upload has been read; when all is, reloads the page, which then lists what was added.

import { _ } from "../i18n.js";
import { followProgress } from "../progress.js";

followProgress(document.querySelector("[data-zip]"), ({ done, all, finished }) => {
  if (finished) return null;
  return all === null ? _("The file is being looked through.") : _("{done} of {all} have been read.", { done, all });
});
