// Registers service workers, with the one policy for trusted types that pages allow.

let policy = null;

/** Register the service worker at this address; without https there is none. */
export async function registerWorker(address) {
  if (!("serviceWorker" in navigator)) return;
  policy ??= window.trustedTypes?.createPolicy("claimlight", { createScriptURL: (url) => url });
  await navigator.serviceWorker.register(policy ? policy.createScriptURL(address) : address);
}
