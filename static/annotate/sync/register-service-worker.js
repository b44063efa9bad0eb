// Registers the service worker, so that the annotation page opens while the network is away.

import { registerWorker } from "../../register-worker.js";

const PART = /\.(js|css|svg)$|\/pictures\/\d+\/$/;

export async function registerServiceWorker() {
  // The page of a learning platform around a frame does not open without the network either.
  if (!("serviceWorker" in navigator) || location.pathname.startsWith("/embedded/")) return;
  await registerWorker("/sw.js");
  const { active } = await navigator.serviceWorker.ready;
  // What is loaded before the worker answers for this page does not pass through it: have it cache that, too.
  const keep = (loaded) => {
    const parts = loaded.getEntries().map(({ name }) => name).filter((name) => PART.test(name));
    if (parts.length) active.postMessage({ keep: [location.href, ...parts] });
  };
  new PerformanceObserver(keep).observe({ type: "resource", buffered: true });
}
