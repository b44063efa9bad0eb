// Shows a picture of the article in a dialog. Without this script its link opens the file.

/** `dialog` is null if the article has no pictures. */
export function openPicturesIn(dialog, root) {
  if (!dialog) return;
  const large = dialog.querySelector("img");
  root.addEventListener("click", (event) => {
    const link = event.target.closest(".picture a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const small = link.querySelector("img");
    Object.assign(large, { src: link.href, alt: small.alt });
    dialog.showModal();
  });
  dialog.addEventListener("click", (event) => {
    if (event.target !== dialog.querySelector("button")) dialog.close();
  });
}
