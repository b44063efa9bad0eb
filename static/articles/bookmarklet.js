// The bookmarklet: sends the page that is open, as the person sees it, to a window of Claimlight.
// The server puts SETTINGS in and turns this file into a javascript: address (articles/capturing/bookmarklet.py).
// It runs on any site. So it loads nothing, and comments have lines of their own.

(() => {
  const { origin, receiver, texts } = "SETTINGS";
  const WAIT = 5000;
  const LEFT_OUT = "script:not([type='application/ld+json']), style, noscript, input, meta[name*=csrf]";

  const html = visibleHtml();
  const target = open(receiver);
  const dialog = document.createElement("dialog");
  const timer = setTimeout(offerCopy, target ? WAIT : 0);

  // The window says when it is ready. Without an opener it cannot: some sites cut the connection.
  addEventListener("message", function send(event) {
    if (!target || event.source !== target || event.origin !== origin || event.data !== "ready") return;
    removeEventListener("message", send);
    clearTimeout(timer);
    dialog.remove();
    target.postMessage({ title: document.title, address: location.href, html }, origin);
  });

  // A copy of the page without scripts, form fields and what its style sheets hide; with what describes the article.
  function visibleHtml() {
    const copy = document.implementation.createHTMLDocument("").importNode(document.documentElement, true);
    const copies = [...copy.querySelectorAll("body *")];
    document.querySelectorAll("body *").forEach((element, index) => {
      if (!element.matches("script, meta, link") && getComputedStyle(element).display === "none") copies[index].remove();
    });
    for (const element of copy.querySelectorAll(LEFT_OUT)) element.remove();
    return copy.outerHTML;
  }

  function offerCopy() {
    const button = makeButton(texts.copy, () => {
      dialog.close();
      const copied = copyPage();
      button.remove();
      dialog.firstChild.textContent = copied ? texts.copied : texts.failed;
      dialog.showModal();
    });
    dialog.style.cssText = "all: revert; max-width: 28em; padding: 1.5em; border: 2px solid; font: 16px/1.5 sans-serif";
    const explanation = document.createElement("p");
    explanation.textContent = texts.explanation;
    dialog.append(explanation, button, makeButton(texts.close, () => dialog.remove()));
    // Outside the body, which is what is copied.
    document.documentElement.append(dialog);
    dialog.showModal();
  }

  function makeButton(label, onclick) {
    const button = Object.assign(document.createElement("button"), { textContent: label, onclick });
    button.style.cssText = "all: revert; font: inherit; padding: .5em 1em; margin-inline-end: .5em";
    return button;
  }

  function copyPage() {
    const selection = getSelection();
    selection.selectAllChildren(document.body);
    // The first listener of all: some sites add words to what is copied.
    addEventListener("copy", (event) => {
      const comment = `<!-- saved from url=(${String(location.href.length).padStart(4, "0")})${location.href} -->`;
      event.clipboardData.setData("text/html", comment + html);
      event.clipboardData.setData("text/plain", String(selection));
      event.preventDefault();
      event.stopImmediatePropagation();
    }, { capture: true, once: true });
    const copied = document.execCommand("copy");
    selection.removeAllRanges();
    return copied;
  }
})();
