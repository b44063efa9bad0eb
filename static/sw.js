// Keeps the marking pages a person has opened, and what they are made of, for when the network is away.

const CACHE = "claimlight-pages";
const PAGES = /^\/rounds\/\d+\/$/;
const PARTS = /^\/(static\/|catalogue\/|codebooks\/\d+\.css$)/;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("message", (event) => {
  if (event.data === "forget") event.waitUntil(caches.delete(CACHE));
  if (Array.isArray(event.data?.keep)) event.waitUntil(keepAll(event.data.keep));
});

self.addEventListener("fetch", (event) => {
  const { pathname, origin } = new URL(event.request.url);
  if (event.request.method !== "GET" || origin !== location.origin) return;
  if (PAGES.test(pathname) || PARTS.test(pathname)) event.respondWith(networkFirst(event.request));
});

async function networkFirst(request) {
  const cache = await caches.open(CACHE);
  try {
    const answer = await fetch(request);
    if (answer.ok && !answer.redirected) await cache.put(request, answer.clone());
    return answer;
  } catch (error) {
    const kept = await cache.match(request, { ignoreVary: true });
    if (kept) return kept;
    throw error;
  }
}

async function keepAll(urls) {
  const cache = await caches.open(CACHE);
  await Promise.all(urls.map(async (url) => (await cache.match(url)) ?? cache.add(url)));
}
