// What was shared to the installed app, kept on this device by the service worker (share-worker.js). It belongs to the
// first person who opens it; nobody else sees it, and after an hour nobody does.

const CACHE = "claimlight-shared";
const ITEM = "/articles/share/item";
const LIFETIME = 60 * 60_000;

/** The shared form if it is for this user, or null. From now on it is for nobody else. */
export async function openSharedItem(userId) {
  await discardUnlessFor(userId);
  const item = await stored();
  if (!item) return null;
  const headers = new Headers(item.headers);
  headers.set("X-Owner", userId);
  await (await caches.open(CACHE)).put(ITEM, new Response(item.clone().body, { headers }));
  return item.formData();
}

/** Delete what somebody else has shared, and what nobody has added within an hour. */
export async function discardUnlessFor(userId) {
  const item = await stored();
  if (!item) return;
  const owner = item.headers.get("X-Owner") ?? userId;
  if (owner !== userId || Date.now() - item.headers.get("X-Shared-At") > LIFETIME) await discardSharedItem();
}

export async function discardSharedItem() {
  if ("caches" in window) await caches.delete(CACHE);
}

async function stored() {
  // Opening the cache would create it.
  return "caches" in window && (await caches.has(CACHE)) ? caches.match(ITEM, { cacheName: CACHE }) : undefined;
}
