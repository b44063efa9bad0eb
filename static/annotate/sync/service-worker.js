// Lets the marking page open again while the network is away.

export async function registerOffline() {
  if (!("serviceWorker" in navigator)) return;
  const address = window.trustedTypes
    ? window.trustedTypes.createPolicy("claimlight", { createScriptURL: (url) => url }).createScriptURL("/sw.js")
    : "/sw.js";
  await navigator.serviceWorker.register(address);
  const { active } = await navigator.serviceWorker.ready;
  // The first visit came before the worker: it is told what that visit loaded.
  const parts = performance.getEntriesByType("resource").map((entry) => entry.name);
  active.postMessage({ keep: [location.href, ...parts.filter((url) => /\.(js|css|svg)$/.test(url))] });
}
