// For pages with forms that start slow work.

import { sendOnce } from "../slow-form.js";

for (const form of document.querySelectorAll("form[data-slow]")) sendOnce(form);
