// Keeps the state of a login in the learning platform's storage where the browser keeps no cookie of a frame
// (1EdTech: LTI Client Side postMessages and LTI OIDC Login with LTI Client Side postMessages).

import { uuid } from "../uuid.js";

// Milliseconds. A platform that has not answered by then does not.
const TIMEOUT = 2_500;
const INTERVAL = 250;

const storing = document.querySelector("[data-storing]");
if (storing) store(storing);
const proving = document.querySelector("[data-proving]");
if (proving) prove(proving);

/** Store the state and go on: if the platform does not take it, a cookie may do. */
async function store(place) {
  const { key, value } = place.dataset;
  await ask(place, { subject: "lti.put_data", key, value }).catch(() => null);
  location.replace(place.querySelector("a").href);
}

/** Show the server that this browser's platform has the state; else offer a tab. */
async function prove(form) {
  const { value } = await ask(form, { subject: "lti.get_data", key: form.dataset.key }).catch(() => ({}));
  if (typeof value === "string" && value) {
    form.elements.state.value = value;
    form.submit();
    return;
  }
  document.querySelector("[data-wait]").hidden = true;
  document.querySelector("[data-again]").hidden = false;
}

/** Send a message to the platform's frame until it answers. Only the platform's origin gets or gives an answer. */
function ask({ dataset: { target, origin } }, message) {
  const platform = parent === window ? window.opener : parent;
  const id = uuid();
  // The frame may not be there yet.
  const send = () => (target === "_parent" ? platform : platform.frames[target])?.postMessage({ ...message, message_id: id }, origin);
  return new Promise((resolve, reject) => {
    addEventListener("message", ({ data, origin: sender }) => {
      if (sender !== origin || data?.message_id !== id || data.subject !== `${message.subject}.response`) return;
      if (data.error) reject(new Error(data.error.message));
      else resolve(data);
    });
    send();
    const again = setInterval(send, INTERVAL);
    setTimeout(() => {
      clearInterval(again);
      reject(new Error("no answer"));
    }, TIMEOUT);
  });
}
