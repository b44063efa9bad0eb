// Keeps the marking pages a person has opened, and what they are made of, for when the network is away. What is in the
// cache is of one person: as soon as the site answers somebody else, or nobody, it is emptied. Work that is not sent
// yet is elsewhere (annotate/sync/offline-store.js), under the name of whose it is, and stays.

const CACHE = "claimlight-pages";
const PERSON = "/signed-in-as";
const PAGES = /^\/rounds\/\d+\/$/;
const PARTS = /^\/(static\/|catalogue\/|codebooks\/\d+\.css$)/;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("message", (event) => {
  if (Array.isArray(event.data?.keep)) event.waitUntil(keepAll(event.data.keep));
});

self.addEventListener("fetch", (event) => {
  const { pathname, origin } = new URL(event.request.url);
  if (event.request.method !== "GET" || origin !== location.origin) return;
  if (PAGES.test(pathname) || PARTS.test(pathname)) event.respondWith(networkFirst(event.request));
  // Downloads pass by; any page says who is signed in.
  else if (event.request.mode === "navigate" && !pathname.startsWith("/api/")) event.respondWith(fromNetwork(event.request));
});

async function networkFirst(request) {
  try {
    const answer = await fromNetwork(request);
    const cache = await caches.open(CACHE);
    if (answer.ok && !answer.redirected) await cache.put(request, answer.clone());
    // What one may not see any more is not shown without a network either.
    else if ([403, 404, 410].includes(answer.status)) await cache.delete(request, { ignoreVary: true });
    return answer;
  } catch (error) {
    const kept = await caches.match(request, { cacheName: CACHE, ignoreVary: true });
    if (kept) return kept;
    throw error;
  }
}

async function fromNetwork(request) {
  const answer = await fetch(request);
  const person = answer.headers.get("X-Signed-In-As");
  if (person !== null) await keepOnlyOf(person);
  return answer;
}

let turn = Promise.resolve();

/** One after the other: what was just kept for somebody is not taken for their forerunner's. */
function keepOnlyOf(person) {
  turn = turn.then(() => emptyUnlessOf(person));
  return turn;
}

async function emptyUnlessOf(person) {
  const before = await caches.match(PERSON, { cacheName: CACHE });
  if ((await before?.text()) === person) return;
  await caches.delete(CACHE);
  await (await caches.open(CACHE)).put(PERSON, new Response(person));
}

async function keepAll([page, ...parts]) {
  // The page says whose all of it is.
  await keepOne(page);
  await Promise.all(parts.map(keepOne));
}

async function keepOne(url) {
  return (await caches.match(url, { cacheName: CACHE })) ?? networkFirst(new Request(url));
}
