// The review of a scan: a button chooses the next word that may be misread, so that it can be corrected.

import { _ } from "../i18n.js";

const text = document.getElementById("text");
const notice = document.querySelector("[data-uncertain]");
const button = notice.querySelector("[data-next-word]");
const status = notice.querySelector("[data-word]");
let last = -1;

/** Choose the next word as if it had been selected: the page then offers what can be done with it. */
function chooseNextWord() {
  const words = [...text.querySelectorAll("u.uncertain")];
  notice.hidden = !words.length;
  if (!words.length) return;
  last = (last + 1) % words.length;
  const word = words[last];
  word.scrollIntoView({ block: "center" });
  getSelection().selectAllChildren(word);
  status.textContent = _("{word}: {percent} % sure", { word: word.textContent, percent: word.dataset.confidence });
}

button.hidden = false;
button.addEventListener("click", chooseNextWord);

// A corrected word is no longer one of them: the one after it has its place.
new MutationObserver(() => {
  const words = text.querySelectorAll("u.uncertain").length;
  if (words < Number(notice.dataset.uncertain)) last -= 1;
  notice.dataset.uncertain = String(words);
  notice.hidden = !words;
}).observe(text, { childList: true, subtree: true });
