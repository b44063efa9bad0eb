// The report of a trial: until when it is kept, in the reader's own time zone and words.

import { language } from "../i18n.js";

const DAY = 24 * 60 * 60 * 1000;

const element = document.querySelector("[data-ends]");
element.textContent = localTime(new Date(element.dateTime), new Date());

/** "today, 18:05" or "tomorrow, 14:05". */
function localTime(end, now) {
  const days = Math.round((midnight(end) - midnight(now)) / DAY);
  const day = new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(days, "day");
  return `${day}, ${end.toLocaleTimeString(language, { timeStyle: "short" })}`;
}

function midnight(time) {
  return new Date(time.getFullYear(), time.getMonth(), time.getDate());
}
