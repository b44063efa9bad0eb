// Stores the device's time zone in the account. One that the person has chosen stays: then it is only offered.

import { element } from "../dom.js";
import { apiHeaders } from "../http.js";
import { _ } from "../i18n.js";

const place = document.querySelector("[data-device-zone]");
const { zone, shown, url, user, chosen, dated } = place.dataset;
const device = Intl.DateTimeFormat().resolvedOptions().timeZone;
// Each person is asked, and each time zone sent, once in a tab: the server may not know it.
const once = `time-zone ${chosen === undefined ? "sent" : "offered"} ${user} ${device}`;

if (device && device !== zone && showsOther(device, zone) && !sessionStorage.getItem(once)) {
  if (chosen === undefined) send(false);
  else offer();
}

async function send(isChosen) {
  sessionStorage.setItem(once, "sent");
  let typed = false;
  addEventListener("input", () => (typed = true), { once: true });
  const headers = { ...apiHeaders(user), "Content-Type": "application/json" };
  const body = JSON.stringify({ time_zone: device, chosen: isChosen });
  const response = await fetch(url, { method: "PUT", headers, body, keepalive: true }).catch(() => null);
  // The times on this page are those of another zone. Nothing that somebody has begun to enter is lost for it.
  if (response?.ok && dated !== undefined && showsOther(device, shown) && !typed) location.reload();
}

function offer() {
  const use = element("button", { type: "button", className: "small", data: { action: "use" }, textContent: _("Use it"), onclick: () => send(true) });
  const keep = element("button", { type: "button", className: "small", data: { action: "keep" }, textContent: _("Keep {city}", { city: city(zone) }), onclick: dismiss });
  const text = _("Your device says {city}. Times here are those of {zone}.", { city: city(device), zone: city(zone) });
  place.replaceChildren(element("p", { className: "soft" }, text), element("p", { className: "actions" }, use, keep));
  place.hidden = false;
}

function dismiss() {
  sessionStorage.setItem(once, "kept");
  place.hidden = true;
}

function city(name) {
  return name.split("/").at(-1).replaceAll("_", " ");
}

/** Browsers have several names for some zones: those whose clocks always agree are one. */
function showsOther(one, other) {
  if (!other) return true;
  try {
    const [january, july] = [Date.UTC(2026, 0, 1), Date.UTC(2026, 6, 1)];
    return [january, july].some((time) => clock(one, time) !== clock(other, time));
  } catch {
    return true;
  }
}

function clock(timeZone, time) {
  return new Intl.DateTimeFormat("en", { timeZone, dateStyle: "short", timeStyle: "short" }).format(time);
}
