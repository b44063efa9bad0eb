// The service worker: caches the annotation pages that a user has opened, with their scripts, styles and pictures, for
// when the network is away. The cache belongs to one user: it is emptied as soon as the site answers somebody else, or
// nobody.
// Unsent annotations are stored elsewhere, by user (annotate/sync/unsent-store.js), and stay.

const CACHE = "claimlight-pages";
const OWNER = "/signed-in-as";
const PAGES = /^\/rounds\/\d+\/$/;
const PARTS = /^\/(static\/|catalogue\/|codebooks\/\d+\.css$|articles\/\d+\/pictures\/\d+\/$)/;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("message", (event) => {
  if (Array.isArray(event.data?.keep)) event.waitUntil(cacheAll(event.data.keep));
});

self.addEventListener("fetch", (event) => {
  const { pathname, origin } = new URL(event.request.url);
  if (event.request.method !== "GET" || origin !== location.origin || pathname.startsWith("/embedded/")) return;
  if (PAGES.test(pathname) || PARTS.test(pathname)) event.respondWith(networkFirst(event.request));
  // Any page says in a header who is signed in; downloads from the API are left to the browser.
  else if (event.request.mode === "navigate" && !pathname.startsWith("/api/")) event.respondWith(fetchAndCheckOwner(event.request));
});

async function networkFirst(request) {
  let response;
  try {
    response = await fetchAndCheckOwner(request);
    const cache = await caches.open(CACHE);
    if (response.ok && !response.redirected) await cache.put(request, response.clone());
    // What the user may no longer see must not be shown offline either.
    else if ([403, 404, 410].includes(response.status)) await cache.delete(request, { ignoreVary: true });
    return response;
  } catch (error) {
    // A disk that is full keeps a page from being cached, not from being shown.
    if (response && error.name === "QuotaExceededError") return response;
    const cached = await caches.match(request, { cacheName: CACHE, ignoreVary: true });
    if (cached) return cached;
    throw error;
  }
}

async function fetchAndCheckOwner(request) {
  const response = await fetch(request);
  const user = response.headers.get("X-Signed-In-As");
  if (user !== null) await emptyUnlessOwnedBy(user).catch(ignoreFullDisk);
  return response;
}

let lastCheck = Promise.resolve();

/** Checks run one after the other, so that none deletes what was just cached for the new user. */
function emptyUnlessOwnedBy(user) {
  const check = lastCheck.then(() => checkOwner(user));
  // One that fails does not make those after it fail.
  lastCheck = check.catch(() => undefined);
  return check;
}

/** The cache has been emptied by then, and only the name of its new owner could not be written. */
function ignoreFullDisk(error) {
  if (error.name !== "QuotaExceededError") throw error;
}

async function checkOwner(user) {
  const owner = await caches.match(OWNER, { cacheName: CACHE });
  if ((await owner?.text()) === user) return;
  await caches.delete(CACHE);
  await (await caches.open(CACHE)).put(OWNER, new Response(user));
}

async function cacheAll([page, ...parts]) {
  // The page first: its response says whose cache this is.
  await cacheUrl(page);
  await Promise.all(parts.map(cacheUrl));
}

async function cacheUrl(url) {
  return (await caches.match(url, { cacheName: CACHE })) ?? networkFirst(new Request(url));
}
