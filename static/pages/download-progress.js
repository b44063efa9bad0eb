// Shows how far a ZIP file is; when it is ready, reloads the page, which then has the file.

import { _ } from "../i18n.js";
import { followProgress } from "../progress.js";

followProgress(document.querySelector("[data-export-job]"), ({ done, all, finished, failed }) =>
  finished || failed ? null : _("{done} of {all} articles are done.", { done, all })
);
