// Registers the service worker, so that the annotation page opens while the network is away.

import { registerWorker } from "../../register-worker.js";

export async function registerServiceWorker() {
  // The page of a learning platform around a frame does not open without the network either.
  if (!("serviceWorker" in navigator) || location.pathname.startsWith("/embedded/")) return;
  await registerWorker("/sw.js");
  const { active } = await navigator.serviceWorker.ready;
  // On the first visit these were loaded before the worker ran: have it cache them now.
  const parts = performance.getEntriesByType("resource").map((entry) => entry.name);
  active.postMessage({ keep: [location.href, ...parts.filter((name) => /\.(js|css|svg)$|\/pictures\/\d+\/$/.test(name))] });
}
