// Shows how many articles have been released or revealed; when all are, reloads the page.

import { _ } from "../i18n.js";
import { followProgress } from "../progress.js";

followProgress(document.querySelector("[data-releasing]"), ({ done, all, finished }) =>
  finished ? null : _("{done} of {all} articles are done.", { done, all })
);
