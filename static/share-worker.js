// The service worker of the share menu: keeps what is shared to the installed app on this device until it is added.
// Its scope is the one address to which things are shared: it answers only that, and caches nothing else. Who may see what
// it keeps, and for how long, is decided in articles/shared-item.js.

const CACHE = "claimlight-shared";
const ITEM = "/articles/share/item";
const TARGET = "/articles/share/";

self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  // The page that adds the article sends its form through here, too.
  if (method === "POST" && mode === "navigate" && new URL(url).pathname === TARGET) event.respondWith(receive(event.request));
});

/** Keep the form that the share menu sends, instead of the one before, and lead to the page that shows it. */
async function receive(request) {
  await caches.delete(CACHE);
  try {
    const cache = await caches.open(CACHE);
    await cache.put(ITEM, new Response(await request.formData(), { headers: { "X-Shared-At": Date.now() } }));
  } catch {
    // The disk is full, or this is no form: the page says that nothing is there, and what else can be done.
    await caches.delete(CACHE);
  }
  return Response.redirect(TARGET, 303);
}
