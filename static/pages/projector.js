// The class's picture: tags to show, a least number of readers, and the disputed passages one by one.

import { stamp } from "../dom.js";
import { Painter } from "../annotate/drawing/painter.js";
import { scrollTo } from "../annotate/text/geometry.js";
import { TextIndex } from "../annotate/text/text-index.js";
import { _, ngettext } from "../i18n.js";
import { Voting } from "../reports/voting.js";

const MOST_LETTERS = 280;
const find = (name) => document.querySelector(`[data-${name}]`);
const data = JSON.parse(document.getElementById("data").textContent);
const index = new TextIndex(document.getElementById("text"));
const painter = new Painter(index, data.tags);
const names = new Map(data.tags.map(({ slug, name }) => [slug, name]));
const hidden = new Set();
let at = -1;

function paint() {
  const least = Number(find("least").value);
  find("least-said").textContent = _("{k} of {n}", { k: least, n: data.readers });
  for (const { slug } of data.tags) {
    const runs = hidden.has(slug) ? [] : (data.heat[slug] ?? []).filter(([, , readers]) => readers >= least);
    painter.paint(slug, runs, data.readers);
  }
}

function show(number) {
  const { disputed } = data;
  find("none").hidden = disputed.length > 0;
  if (!disputed.length) return;
  at = (number + disputed.length) % disputed.length;
  const place = disputed[at];
  find("number").textContent = _("{k} of {n}", { k: data.before + at + 1, n: data.all });
  find("quote").hidden = false;
  find("quote").textContent = cut(index.quote(place.start, place.end));
  find("bars").replaceChildren(...place.proposals.map(bar));
  find("others").hidden = !place.others;
  find("others").textContent = ngettext("and {n} other way", "and {n} other ways", place.others);
  painter.point("open-mark", place);
  scrollTo(index, place);
  voting.show();
}

/** As much of a long passage as leaves room for the bars: all of it is marked in the text beside. */
function cut(quote) {
  const letters = [...quote];
  return letters.length > MOST_LETTERS ? `${letters.slice(0, MOST_LETTERS).join("")} …` : quote;
}

function bar({ tag, quote, start, end, readers }) {
  const row = stamp("bar-template");
  const whole = data.disputed[at];
  row.className = `tag-${tag}`;
  row.querySelector("b").textContent = names.get(tag);
  row.querySelector("span").textContent = _("{k} of {n}", { k: readers.length, n: data.readers });
  row.querySelector("i").style.width = `${(100 * readers.length) / data.readers}%`;
  const part = start === whole.start && end === whole.end ? "" : `“${quote}”`;
  const who = find("names").ariaPressed === "true" ? readers.join(", ") : "";
  row.querySelector("small").textContent = [part, who].filter(Boolean).join(" · ");
  return row;
}

const voting = new Voting(data, { names, find, shown: () => data.disputed[at] });
find("least").addEventListener("input", paint);
for (const button of document.querySelectorAll("[data-tag]")) {
  button.addEventListener("click", () => {
    if (!hidden.delete(button.dataset.tag)) hidden.add(button.dataset.tag);
    button.ariaPressed = String(!hidden.has(button.dataset.tag));
    paint();
  });
}
for (const button of document.querySelectorAll("[data-step]")) button.addEventListener("click", () => show(at + Number(button.dataset.step)));
document.addEventListener("keydown", (event) => {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  // In the slider the arrows are the slider's own.
  if (step && !event.target.matches("input")) show(at + step);
});
find("names").addEventListener("click", () => {
  const shown = find("names").ariaPressed !== "true";
  find("names").ariaPressed = String(shown);
  find("names").textContent = shown ? _("Hide names") : _("Show names");
  show(at);
});
paint();
// The first one is shown when somebody asks for it: the picture comes first.
find("none").hidden = data.disputed.length > 0;
find("number").textContent = data.all || "";
document.documentElement.dataset.ready = "true";
