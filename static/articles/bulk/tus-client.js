// Sends a file in parts as tus.io describes (1.0.0): after an interruption it goes on where the server has got to.

import { apiHeaders } from "../../http.js";

const VERSION = { "Tus-Resumable": "1.0.0" };
// Bytes of a part. The server takes 20 MB at once; smaller parts show the progress more often.
const PART = 4 * 1024 * 1024;
// Milliseconds before the next attempt; the last one counts for all further ones.
const WAITS = [500, 2000, 5000, 15000];

/** The server refused the file, and trying again would change nothing. The message says why. */
export class UploadRefused extends Error {}

/** Create an upload of `size` bytes; return the address its parts are sent to. `metadata` are texts by name. */
export async function createUpload(url, size, metadata) {
  const pairs = Object.entries(metadata).map(([key, value]) => `${key} ${base64(value)}`);
  const headers = { ...apiHeaders(), ...VERSION, "Upload-Length": String(size), "Upload-Metadata": pairs.join(",") };
  const response = await fetch(url, { method: "POST", headers });
  if (!response.ok) throw new UploadRefused(await reason(response));
  return response.headers.get("Location");
}

/**
 * Send the parts of `file` that are missing to `address`. `onProgress` gets how many bytes have arrived, and
 * `onWaiting` whether the connection is lost. Ends early when `signal` is aborted.
 */
export async function sendParts(address, file, { onProgress, onWaiting, signal }) {
  let failures = 0;
  while (!signal.aborted) {
    try {
      let offset = await arrived(address, signal);
      onProgress(offset);
      while (offset < file.size) {
        offset = await sendPart(address, file, offset, signal);
        failures = 0;
        onWaiting(false);
        onProgress(offset);
      }
      return;
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof UploadRefused) throw error;
      onWaiting(true);
      await pause(WAITS[Math.min(failures, WAITS.length - 1)], signal);
      failures += 1;
    }
  }
}

async function arrived(address, signal) {
  const response = await fetch(address, { method: "HEAD", headers: { ...apiHeaders(), ...VERSION }, signal });
  if (response.status === 404) throw new UploadRefused(await reason(response));
  return offsetOf(response);
}

async function sendPart(address, file, offset, signal) {
  const headers = { ...apiHeaders(), ...VERSION, "Upload-Offset": String(offset), "Content-Type": "application/offset+octet-stream" };
  const response = await fetch(address, { method: "PATCH", headers, body: file.slice(offset, offset + PART), signal });
  // After 409 the server is asked again where to go on.
  if (response.status >= 400 && response.status < 500 && ![408, 409, 429].includes(response.status)) {
    throw new UploadRefused(await reason(response));
  }
  return offsetOf(response);
}

function offsetOf(response) {
  const offset = response.headers.get("Upload-Offset");
  if (!response.ok || offset === null) throw new Error(String(response.status));
  return Number(offset);
}

async function reason(response) {
  try {
    return (await response.json()).detail;
  } catch {
    return response.statusText;
  }
}

function pause(milliseconds, signal) {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    for (const [target, type] of [[signal, "abort"], [globalThis, "online"]]) {
      target.addEventListener?.(type, () => { clearTimeout(timer); resolve(); }, { once: true });
    }
  });
}

/** UTF-8 in Base64. */
export function base64(text) {
  return btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(""));
}
