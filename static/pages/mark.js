// Wires the marking page together; what each part does stands in its own module.

import { Card } from "../annotate/card.js";
import { isField } from "../annotate/dom.js";
import { openKept } from "../annotate/kept.js";
import { MarkList } from "../annotate/mark-list.js";
import { Outbox } from "../annotate/outbox.js";
import { Painter } from "../annotate/painter.js";
import { TextSelection } from "../annotate/selection.js";
import { Store } from "../annotate/store.js";
import { Strip } from "../annotate/strip.js";
import { Chooser, TagBar } from "../annotate/tag-bar.js";
import { TextIndex } from "../annotate/text-index.js";
import { registerOffline } from "../annotate/offline.js";
import { choose, describe } from "../annotate/conflict.js";
import { savedWords } from "../annotate/saved.js";

const find = (name) => document.querySelector(`[data-${name}]`);
const data = JSON.parse(document.getElementById("data").textContent);
const root = document.getElementById("text");
const tags = new Map(data.tags.map((tag) => [tag.slug, tag]));
const index = new TextIndex(root);
const selection = new TextSelection(index, root.lang);
const store = new Store(data.marks);
const versions = new Map(data.marks.map((mark) => [mark.id, mark.version]));
const painter = new Painter(index, data.tags);
const strip = new Strip(find("strip"), index, tags, (point) => show(point, point + 1));
const list = new MarkList(
  { list: find("list"), filters: document.querySelector(".filters"), counts: document.querySelectorAll("[data-count]"), empty: find("no-marks") },
  tags,
  data.me,
  (id) => open(id, { scroll: true, focus: true }),
);
const card = new Card(find("card"), tags, data.me, { edit, remove, close });
const tagBar = new TagBar(find("tag-bar"), data.tags, mark);
const chooser = new Chooser(find("chooser"), tags, (id) => open(id, { focus: true }));
const side = document.querySelector(".side");
const outbox = new Outbox({
  kept: await openKept(data.me.id, data.round),
  url: (id) => `${data.annotationsUrl}${id}/`,
  token: () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? "",
});
let pending = null;
let openId = null;

// However much happens within one frame, it is drawn once.
let drawing = 0;
function render() {
  drawing ||= requestAnimationFrame(draw);
}

function draw() {
  drawing = 0;
  const marks = store.sorted();
  const shown = list.hidden.size ? marks.filter((mark) => list.shows(mark)) : marks;
  painter.paint(shown, store.marks.get(openId));
  strip.render(shown);
  list.render(marks, openId);
  find("undo").disabled = !store.done.length;
  find("redo").disabled = !store.undone.length;
}

function say(text) {
  find("say").textContent = text;
}

function tell(text) {
  find("alert").hidden = !text;
  find("alert").firstElementChild.textContent = text;
}

function show(start, end) {
  const rect = index.liveRange(start, end).getBoundingClientRect();
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  scrollTo({ top: scrollY + rect.top - innerHeight / 3, behavior: calm ? "auto" : "smooth" });
}

// Marking

function mark(tag) {
  const span = pending ?? selection.current();
  if (!data.mayMark || !span) return;
  const again = ({ tag: t, start, end, annotator }) =>
    t === tag && start === span.start && end === span.end && annotator?.id === data.me.id;
  const id = store.sorted().find(again)?.id ?? uuid();
  const quote = index.quote(span.start, span.end);
  if (!store.marks.has(id)) store.change(id, { id, tag, ...span, quote, details: {}, note: "", annotator: data.me });
  forget();
  getSelection().collapseToEnd();
  // On a small screen the card would cover the text that is read on.
  if (matchMedia("(min-width: 62rem)").matches) open(id);
  say(`Marked as ${tags.get(tag).name}`);
}

function edit(id, changes) {
  const before = store.marks.get(id);
  if (before?.annotator?.id === data.me.id) store.change(id, { ...before, typing: false, ...changes });
}

function remove(id) {
  if (store.marks.get(id)?.annotator?.id !== data.me.id) return;
  store.change(id, null);
  say("Mark deleted. Control Z brings it back.");
}

function step(done) {
  if (!done) return;
  if (store.marks.has(done.id)) open(done.id, { scroll: true });
  say("Done");
}

function uuid() {
  // crypto.randomUUID exists on https and localhost alone; a school's own server may have neither.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

// The open mark

function open(id, { scroll = false, focus = false } = {}) {
  openId = id;
  const found = store.marks.get(id);
  card.show(found);
  side.classList.add("shown", "card-only");
  side.scrollTop = 0;
  if (scroll) show(found.start, found.end);
  if (focus) card.box.querySelector("button").focus({ preventScroll: true });
  render();
}

function close() {
  const had = card.box.contains(document.activeElement);
  openId = null;
  card.hide();
  side.classList.remove("shown", "card-only");
  find("show-marks").setAttribute("aria-expanded", "false");
  if (had) root.focus({ preventScroll: true });
  render();
}

function neighbour(forward) {
  const marks = store.sorted().filter((m) => list.shows(m));
  if (!marks.length) return;
  const here = selection.cursor?.head.start ?? -1;
  const at = marks.findIndex((m) => m.id === openId);
  let to = at + (forward ? 1 : -1);
  if (at < 0) to = forward ? marks.findIndex((m) => m.start > here) : marks.findLastIndex((m) => m.start < here);
  else if (to === marks.length) to = 0;
  // Past the last comes the first, and the other way round.
  const found = marks.at(to < 0 && forward ? 0 : to);
  open(found.id, { scroll: true });
  say(`${found.quote}, ${tags.get(found.tag).name}`);
}

// Selecting

function forget() {
  pending = null;
  tagBar.hide();
}

function take(exact, touch) {
  const span = selection.current(exact);
  if (!span || !data.mayMark) return forget();
  pending = span;
  selection.put(span);
  // A finger that drags the system's handles must not be disturbed.
  if (!touch) selection.select(span);
  tagBar.show(index.liveRange(span.start, span.end).getBoundingClientRect());
}

let touching = false;
let settling;
root.addEventListener("pointerdown", (event) => {
  touching = event.pointerType !== "mouse";
});
document.addEventListener("pointerup", (event) => {
  if (event.pointerType !== "mouse" || find("tag-bar").contains(event.target)) return;
  // The browser clears a pressed selection after this event.
  setTimeout(() => getSelection().anchorNode && root.contains(getSelection().anchorNode) && take(event.altKey, false));
});
document.addEventListener("selectionchange", () => {
  if (!touching) return;
  clearTimeout(settling);
  settling = setTimeout(() => take(false, true), 200);
});
root.addEventListener("click", (event) => {
  if (!getSelection().isCollapsed) return;
  const place = caretAt(event.clientX, event.clientY);
  const point = place && index.point(...place);
  if (point !== null) selection.putAt(point);
  const here = point === null ? [] : store.at(point).filter((m) => list.shows(m) && covers(m, event));
  if (here.length === 1) open(here[0].id);
  else if (here.length > 1) chooser.show(here, new DOMRect(event.clientX, event.clientY, 0, 0));
  else if (openId) close();
});

function caretAt(x, y) {
  if (document.caretPositionFromPoint) {
    const found = document.caretPositionFromPoint(x, y);
    return found && [found.offsetNode, found.offset];
  }
  const found = document.caretRangeFromPoint(x, y);
  return found && [found.startContainer, found.startOffset];
}

function covers(m, { clientX: x, clientY: y }) {
  const rects = index.liveRange(m.start, m.end).getClientRects();
  return [...rects].some((r) => x >= r.left - 1 && x <= r.right + 1 && y >= r.top - 4 && y <= r.bottom + 4);
}

// Keys

const MOVES = { ArrowLeft: ["word", false], ArrowRight: ["word", true], ArrowUp: ["sentence", false], ArrowDown: ["sentence", true] };

function move(event) {
  const [unit, forward] = MOVES[event.key];
  const rtl = unit === "word" && getComputedStyle(root.querySelector("[data-start]") ?? root).direction === "rtl";
  const found = selection.move(unit, forward !== rtl, event.shiftKey);
  if (!found) return;
  pending = found;
  const rect = index.liveRange(found.start, found.end).getBoundingClientRect();
  if (rect.top < 90 || rect.bottom > innerHeight - 90) show(found.start, found.end);
  say(index.quote(found.start, found.end));
  if (event.shiftKey && data.mayMark) tagBar.show(rect);
  else tagBar.hide();
}

const keys = {
  "?": () => find("help-dialog").showModal(),
  n: () => neighbour(true),
  p: () => neighbour(false),
  Delete: () => openId && remove(openId),
  Escape: () => {
    if (!find("chooser").hidden) chooser.hide();
    else if (openId) close();
    else {
      forget();
      getSelection().removeAllRanges();
    }
  },
  Enter: () => {
    const here = selection.cursor && store.at(selection.cursor.head.start);
    if (here?.length === 1) open(here[0].id, { focus: true });
    else if (here?.length) chooser.show(here, index.liveRange(here[0].start, here[0].end).getBoundingClientRect());
  },
};

document.addEventListener("keydown", (event) => {
  if (find("help-dialog").open) return;
  const field = isField(event.target);
  if ((event.ctrlKey || event.metaKey) && !event.altKey && "zy".includes(event.key.toLowerCase()) && !field) {
    event.preventDefault();
    step(event.shiftKey || event.key === "y" ? store.redo() : store.undo());
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || (field && event.key !== "Escape")) return;
  const tag = data.tags.find((t) => t.key === event.key);
  const onText = event.target === root || event.target === document.body;
  if (tag && data.mayMark) {
    event.preventDefault();
    if (pending) mark(tag.slug);
    else if (openId) edit(openId, { tag: tag.slug, details: {} });
  } else if (MOVES[event.key] && onText) {
    event.preventDefault();
    move(event);
  } else if (keys[event.key] && !(event.key === "Enter" && !onText)) {
    event.preventDefault();
    keys[event.key]();
  }
});

// What changed goes out; what the server says comes in

store.addEventListener("changed", ({ detail: { id, mark: now } }) => {
  if (id === openId) card.refresh(now);
  render();
  outbox.add(id, now, versions.get(id) ?? 0);
});
store.addEventListener("settled", ({ detail: { id, mark: now } }) => {
  if (id === openId && !card.box.contains(document.activeElement)) card.refresh(now);
  render();
});
outbox.addEventListener("saved", ({ detail: { id, saved, version, newer } }) => {
  versions.set(id, version);
  if (saved && !newer) store.settle(id, saved);
});
outbox.addEventListener("refused", async ({ detail: { id, mark: mine, problem } }) => {
  const { current } = problem;
  if (!current) {
    tell(`A mark was not taken: ${problem.detail} It is kept on this device and tried again when you reload the page.`);
    return;
  }
  versions.set(id, current.version);
  const theirs = current.deleted ? null : current;
  const keep = (await choose(find("conflict"), mine ?? current, describe(mine, tags), describe(theirs, tags))) === "mine";
  if (!keep) store.settle(id, theirs);
  outbox.decide(id, current.version, keep);
});
outbox.addEventListener("log-in", () => {
  tell("You have been signed out. Your marks are kept on this device: sign in again in another tab, then come back here.");
});
outbox.addEventListener("state", () => {
  if (outbox.state === "saved") tell("");
  find("saved").dataset.state = outbox.state;
  find("saved").textContent = savedWords(outbox.state, outbox.records.size);
});

find("undo").addEventListener("click", () => step(store.undo()));
find("redo").addEventListener("click", () => step(store.redo()));
find("help").addEventListener("click", () => find("help-dialog").showModal());
find("show-marks").addEventListener("click", () => {
  const shown = side.classList.toggle("shown");
  side.classList.remove("card-only");
  find("show-marks").setAttribute("aria-expanded", String(shown));
});
list.onfilter = render;

for (const [id, { mark: kept, base }] of await outbox.restore()) {
  store.put(id, kept);
  if (!versions.has(id)) versions.set(id, base);
}
draw();
document.documentElement.dataset.ready = "true";
registerOffline();
