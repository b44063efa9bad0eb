// The class overview: tags to show or hide, a least number of readers, and the disputed passages one by one.

import { Painter } from "../annotate/drawing/painter.js";
import { scrollToSpan } from "../annotate/text/geometry.js";
import { TextIndex } from "../annotate/text/text-index.js";
import { cloneTemplate } from "../dom.js";
import { _, ngettext } from "../i18n.js";
import { MissedAnswers } from "../reports/missed-answers.js";
import { Voting } from "../reports/voting.js";

const MAX_QUOTE = 280;
const find = (name) => document.querySelector(`[data-${name}]`);
const data = JSON.parse(document.getElementById("data").textContent);
const index = new TextIndex(document.getElementById("text"));
const painter = new Painter(index, data.tags);
const tagNames = new Map(data.tags.map(({ slug, name }) => [slug, name]));
const hiddenTags = new Set();
let current = -1;
const missed = new MissedAnswers({ data, index, painter, tagNames, find, shorten, onDisputes: () => show(Math.max(0, current)) });

function paint() {
  const least = Number(find("least").value);
  find("least-said").textContent = _("{k} of {n}", { k: least, n: data.readers });
  for (const { slug } of data.tags) {
    const runs = hiddenTags.has(slug) ? [] : (data.heat[slug] ?? []).filter(([, , readers]) => readers >= least);
    painter.paint(slug, runs, data.readers);
  }
}

/** Show a disputed passage, or an answer that most missed; after the last comes the first. */
function step(by) {
  if (missed.active) missed.show(missed.current + by);
  else show(current + by);
}

/** Show a disputed passage; after the last comes the first. */
function show(number) {
  const { disputed } = data;
  find("none").hidden = disputed.length > 0;
  if (!disputed.length) return;
  current = (number + disputed.length) % disputed.length;
  const passage = disputed[current];
  find("number").textContent = _("{k} of {n}", { k: data.before + current + 1, n: data.all });
  find("quote").hidden = false;
  find("quote").textContent = shorten(index.quote(passage.start, passage.end));
  find("bars").replaceChildren(...passage.proposals.map((proposal) => bar(proposal, passage)));
  find("others").hidden = !passage.others;
  find("others").textContent = ngettext("and {n} other answer", "and {n} other answers", passage.others);
  painter.paintSpan("open-mark", passage);
  scrollToSpan(index, passage);
  voting.show();
}

/** A long quote leaves room for the bars; all of it is highlighted in the text beside. */
function shorten(quote) {
  const letters = [...quote];
  return letters.length > MAX_QUOTE ? `${letters.slice(0, MAX_QUOTE).join("")} …` : quote;
}

function bar({ tag, quote, start, end, readers }, passage) {
  const row = cloneTemplate("bar-template");
  row.className = `tag-${tag}`;
  row.querySelector("b").textContent = tagNames.get(tag);
  row.querySelector("span").textContent = _("{k} of {n}", { k: readers.length, n: data.readers });
  row.querySelector("i").style.width = `${(100 * readers.length) / data.readers}%`;
  const part = start === passage.start && end === passage.end ? "" : `“${quote}”`;
  const readerNames = find("names").ariaPressed === "true" ? readers.join(", ") : "";
  row.querySelector("small").textContent = [part, readerNames].filter(Boolean).join(" · ");
  return row;
}

const voting = new Voting({ url: data.polls, revision: data.revision, tagNames, find, getPassage: () => data.disputed[current] });
find("least").addEventListener("input", paint);
for (const button of document.querySelectorAll("[data-tag]")) {
  button.addEventListener("click", () => {
    if (!hiddenTags.delete(button.dataset.tag)) hiddenTags.add(button.dataset.tag);
    button.ariaPressed = String(!hiddenTags.has(button.dataset.tag));
    paint();
  });
}
for (const button of document.querySelectorAll("[data-step]")) button.addEventListener("click", () => step(Number(button.dataset.step)));
document.addEventListener("keydown", (event) => {
  const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  // In the slider the arrow keys move the slider.
  if (by && !event.target.matches("input")) step(by);
  if (event.key === "k" && !event.ctrlKey && !event.metaKey && !event.altKey) find("key")?.click();
});
find("names").addEventListener("click", () => {
  const namesVisible = find("names").ariaPressed !== "true";
  find("names").ariaPressed = String(namesVisible);
  find("names").textContent = namesVisible ? _("Hide names") : _("Show names");
  show(current);
});
// Without a script a button shows the chosen group.
find("whose")?.querySelector("button").remove();
find("whose")?.addEventListener("change", () => find("whose").submit());
paint();
// No passage is shown until somebody asks for one: the overview comes first.
find("none").hidden = data.disputed.length > 0;
find("number").textContent = data.all ? ngettext("{n} passage", "{n} passages", data.all) : "";
missed.start();
document.documentElement.dataset.ready = "true";
