// Logging out: says what is not sent yet, and leaves no page behind on a shared computer.

document.querySelector("[data-log-out]")?.addEventListener("submit", async (event) => {
  if (event.target.dataset.sure) return;
  event.preventDefault();
  if ("caches" in window) await caches.delete("claimlight-pages");
  event.target.dataset.sure = "yes";
  event.target.submit();
});
