// Wires the marking page together; what each part does stands in its own module.

import { byHowMany, heard, heardStretch } from "../annotate/announce.js";
import { Card } from "../annotate/card.js";
import { choose, describe } from "../annotate/conflict.js";
import { runs } from "../annotate/coverage.js";
import { ReadingCursor } from "../annotate/cursor.js";
import { merged, moveEdge, partner, split } from "../annotate/extent.js";
import { HandIn } from "../annotate/hand-in.js";
import { Handles } from "../annotate/handles.js";
import { openKept } from "../annotate/kept.js";
import { listen } from "../annotate/keys.js";
import { Live } from "../annotate/live.js";
import { MarkList } from "../annotate/mark-list.js";
import { registerOffline } from "../annotate/offline.js";
import { Outbox } from "../annotate/outbox.js";
import { received, uuid } from "../annotate/marks.js";
import { Painter } from "../annotate/painter.js";
import { byPlace, mineFirst, passages } from "../annotate/passages.js";
import { boxOf, covers, isRightToLeft, scrollTo } from "../annotate/place.js";
import { Pointer } from "../annotate/pointer.js";
import { savedWords } from "../annotate/saved.js";
import { TextSelection } from "../annotate/selection.js";
import { Store } from "../annotate/store.js";
import { Strip } from "../annotate/strip.js";
import { Tabs } from "../annotate/tabs.js";
import { Chooser, TagBar } from "../annotate/tag-bar.js";
import { TextIndex } from "../annotate/text-index.js";
import { keepAboveKeyboard } from "../annotate/keyboard.js";
import { _ } from "../i18n.js";

const find = (name) => document.querySelector(`[data-${name}]`);
const data = JSON.parse(document.getElementById("data").textContent);
const { me } = data;
const root = document.getElementById("text");
const cursorBox = find("cursor");
const side = find("side");
const wide = matchMedia("(min-width: 62rem)");
const tags = new Map(data.tags.map((tag) => [tag.slug, tag]));
const index = new TextIndex(root);
const selection = new TextSelection(index, root.lang);
const cursor = new ReadingCursor(index, root.lang);
const marks = received(data, index);
const store = new Store(marks);
const versions = new Map(marks.map((mark) => [mark.id, mark.version]));
const painter = new Painter(index, data.tags);
const strip = new Strip(find("strip"), index.length, tags, (point) => scrollTo(index, { start: point, end: point + 1 }));
const list = new MarkList(
  { list: find("list"), filters: find("filters"), counts: document.querySelectorAll("[data-count]"), empty: find("no-marks") },
  tags,
  me,
  { open: (id) => open(id, { scroll: true, focus: !pointer.touch }), filtered: () => drawLater(tags.keys()) },
);
const card = new Card(find("card"), tags, me, { edit, act: (name, id) => acts[name](id) });
const context = { tags, me, open: (id) => open(id, { focus: !pointer.touch }), readers: () => list.readers };
const tagBar = new TagBar(find("tag-bar"), data.tags, mark, context);
const chooser = new Chooser(find("chooser"), context);
const handles = new Handles(find("layer"), index, { snapped: (from, to) => selection.snapped(from, to), moved: dragged, dropped });
const headers = () => ({
  "X-CSRFToken": document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? "",
  "X-Signed-In-As": String(me.id),
  Accept: "application/json",
});
const outbox = new Outbox({ kept: await openKept(me.id, data.round), url: (id) => `${data.urls.annotations}${id}/`, headers });
const tabs = new Tabs(me.id, data.round);
const handIn = new HandIn(
  { button: find("hand-in"), dialog: find("hand-in-dialog"), state: find("handed-in") },
  { url: data.urls.submission, headers, submittedAt: data.submittedAt, summary, outbox, changed: handedIn, failed: tell },
);
let pending = null;
let openId = null;

const mayMark = () => data.mayMark && !handIn.at;
const isMine = (mark) => mark?.annotator?.id === me.id;

// Drawing: however much happens within one frame, it is drawn once, and of it only what changed.

const dirty = new Set();
let drawing = 0;

function drawLater(slugs = []) {
  for (const slug of slugs) dirty.add(slug);
  drawing ||= requestAnimationFrame(draw);
}

function draw() {
  drawing = 0;
  for (const slug of dirty) {
    const shown = store.order.filter((mark) => mark.tag === slug && list.shows(mark));
    const found = runs(shown, index.length);
    painter.paint(slug, found, list.readers);
    strip.paint(slug, found);
  }
  dirty.clear();
  const opened = store.marks.get(openId) ?? null;
  painter.point("open-mark", opened);
  list.point(opened);
  find("undo").disabled = !store.done.length;
  find("redo").disabled = !store.undone.length;
}

function say(text) {
  find("say").replaceChildren(text);
}

function tell(text) {
  find("alert").hidden = !text;
  find("alert").firstElementChild.textContent = text;
}

// Marking

function mark(slug) {
  const span = pending ?? selection.current();
  if (!mayMark() || !span) return;
  const quote = index.quote(span.start, span.end);
  const same = store.over(span.start, span.end).find((m) => isMine(m) && m.tag === slug && m.start === span.start && m.end === span.end);
  const id = same?.id ?? uuid();
  if (!same) store.change(id, { id, tag: slug, start: span.start, end: span.end, quote, details: {}, note: "", annotator: me });
  forget();
  getSelection().collapseToEnd();
  // On a small screen the card would cover the text that is read on.
  if (wide.matches) open(id);
  say(_("Marked as {tag}.", { tag: tags.get(slug).name }));
}

function edit(id, changes) {
  const before = store.marks.get(id);
  if (before && isMine(before) && mayMark()) store.change(id, { ...before, typing: false, ...changes });
}

/** Somebody else's mark: mine on the same passage, with this tag. */
function markToo(other, slug = other.tag) {
  pending = { start: other.start, end: other.end };
  mark(slug);
}

function reach(mark, span) {
  if (!span) return;
  edit(mark.id, { ...span, quote: index.quote(span.start, span.end) });
  handles.show(span);
  say(heard(index.quote(span.start, span.end), [], tags, 0));
}

const acts = {
  close,
  delete(id) {
    if (!isMine(store.marks.get(id)) || !mayMark()) return;
    store.change(id, null);
    say(_("Mark deleted. Control Z brings it back."));
  },
  split(id) {
    const whole = store.marks.get(id);
    const word = cursor.at && cursor.wordAt(cursor.at.head.start);
    const parts = word && split(whole, word.start);
    if (!parts) return say(_("Press the word before which the mark is to be split, then split it."));
    store.changeAll([
      [id, { ...whole, typing: false, ...parts[0] }],
      ...[uuid()].map((other) => [other, { ...whole, version: undefined, typing: false, id: other, ...parts[1] }]),
    ]);
    open(id);
    return say(_("Split into “{first}” and “{second}”.", { first: parts[0].quote, second: parts[1].quote }));
  },
  merge(id) {
    const [whole, other] = [store.marks.get(id), partner(store.marks.get(id), store.order)];
    if (!other) return say(_("There is no other mark of yours with this tag."));
    const grown = merged(whole, other);
    const quote = index.quote(grown.start, grown.end);
    store.changeAll([
      [other.id, null],
      [id, { ...whole, typing: false, ...grown, quote }],
    ]);
    open(id);
    return say(_("Merged: “{quote}”.", { quote }));
  },
  too: (id) => markToo(store.marks.get(id)),
};

function step(done) {
  if (!done) return;
  const standing = done.find(({ id }) => store.marks.has(id));
  if (standing) open(standing.id, { scroll: true });
  say(_("Done."));
}

// The open mark

function open(id, { scroll = false, focus = false } = {}) {
  const found = store.marks.get(id);
  openId = id;
  forget();
  show(found);
  side.classList.add("shown", "card-only");
  side.scrollTop = 0;
  if (scroll) scrollTo(index, found);
  if (focus) {
    // Keys go on from the mark that is open.
    if (!cursor.at || cursor.at.head.start < found.start || cursor.at.head.start >= found.end) cursor.put(cursor.wordAt(found.start) ?? found);
    card.focus();
  }
  drawLater();
}

function show(mark) {
  const others = store.over(mark.start, mark.end).filter((m) => m.start === mark.start && m.end === mark.end && m.tag === mark.tag && m.id !== mark.id);
  const mine = isMine(mark) && mayMark();
  card.show(mark, others, mine);
  card.box.querySelector("[data-act=merge]").hidden = !mine || !partner(mark, store.order);
  card.box.querySelector("[data-act=too]").hidden = isMine(mark) || !mayMark();
  if (mine) handles.show(mark);
  else handles.hide();
}

/** The card follows what happens, but never under the fingers of somebody who types. */
function refresh(id, now) {
  if (id !== openId) return;
  if (!now) close();
  else if (now.tag !== card.tag || !card.busy) show(now);
  else card.requote(now);
}

function close() {
  const had = card.busy;
  openId = null;
  card.hide();
  handles.hide();
  side.classList.remove("shown", "card-only");
  find("show-marks").setAttribute("aria-expanded", "false");
  if (had) cursorBox.focus({ preventScroll: true });
  drawLater();
}

function neighbour(forward) {
  const shown = list.order.filter((passage) => list.showsPassage(passage));
  if (!shown.length) return;
  const opened = store.marks.get(openId);
  const here = cursor.at?.head.start ?? -1;
  const past = (passage) => (opened ? byPlace(passage, opened) : passage.start - here);
  const next = forward ? shown.find((p) => past(p) > 0) : shown.findLast((p) => past(p) < 0);
  // Past the last comes the first, and the other way round.
  const found = next ?? shown.at(forward ? 0 : -1);
  const mark = mineFirst(found, me);
  open(mark.id, { scroll: true });
  cursor.put(cursor.wordAt(mark.start) ?? mark);
  say([mark.quote, tags.get(mark.tag).name, byHowMany(found.marks.length, list.readers)].filter(Boolean).join("; "));
}

// Selecting

function forget() {
  pending = null;
  tagBar.hide();
  painter.point("pending", null);
  if (!openId) handles.hide();
}

/** `byFinger` shows the selection itself, with handles: the system's own belong to a long press. */
function take(span, { byFinger = false, here = [] } = {}) {
  if (openId) close();
  pending = span;
  cursor.put(span);
  painter.point("pending", byFinger ? span : null);
  if (byFinger) handles.show(span);
  else handles.hide();
  if (mayMark() || here.length) tagBar.show(boxOf(index, span), here);
}

function dragged(span) {
  if (openId) painter.point("open-mark", span);
  else {
    pending = span;
    painter.point("pending", span);
  }
}

function dropped(span) {
  if (openId) reach(store.marks.get(openId), span);
  else take(span, { byFinger: true });
}

const pointer = new Pointer(index, (target) => find("tag-bar").contains(target), {
  selected(touch, exact) {
    const span = selection.current(exact);
    if (!span || !mayMark()) return forget();
    // A finger that drags the system's handles must not be disturbed.
    if (!touch) selection.select(span);
    return take(span);
  },
  pressed(point, { clientX: x, clientY: y }, touch) {
    const word = point === null ? null : cursor.wordAt(point);
    if (word) cursor.put(word);
    const here = point === null ? [] : store.over(point).filter((m) => list.shows(m) && covers(index, m, x, y));
    if (touch && word && covers(index, word, x, y)) {
      const again = pending && pending.start === word.start && pending.end === word.end;
      if (again) forget();
      else take(word, { byFinger: true, here });
      return;
    }
    const found = passages(here);
    if (found.length === 1) open(mineFirst(found[0], me).id);
    else if (found.length > 1) chooser.show(here, new DOMRect(x, y, 0, 0));
    else if (openId) close();
    else forget();
  },
});

// Keys

function move(unit, forward, { extend, outer, sideways }) {
  const mine = store.marks.get(openId);
  if (extend && mine && isMine(mine) && mayMark()) {
    const onwards = forward !== (sideways && isRightToLeft(index, mine.start));
    reach(mine, moveEdge(mine, outer ? "start" : "end", cursor.stops(unit), onwards));
    return;
  }
  if (openId) close();
  const onwards = forward !== (sideways && isRightToLeft(index, cursor.at?.head.start ?? 0));
  const span = cursor.move(outer ? "paragraph" : unit, onwards, extend);
  if (!span) return;
  selection.select(span);
  pending = span;
  painter.point("pending", null);
  const rect = boxOf(index, span);
  if (rect.top < 90 || rect.bottom > innerHeight - 90) scrollTo(index, span);
  const quote = index.quote(span.start, span.end);
  if (unit === "word" && !outer) say(heard(quote, store.over(span.start, span.end).filter((m) => list.shows(m)), tags, list.readers));
  else say(heardStretch(quote, list.order.filter((p) => p.start < span.end && p.end > span.start && list.showsPassage(p)).length));
  if (extend && mayMark()) tagBar.show(boxOf(index, span));
  else tagBar.hide();
}

listen({
  isText: (target) => target === root || target === cursorBox || target === document.body || target === document.getElementById("main"),
  move,
  undo: () => step(store.undo()),
  redo: () => step(store.redo()),
  tag(key) {
    const tag = data.tags.find((each) => each.key === key);
    const opened = store.marks.get(openId);
    if (!tag || !mayMark()) return false;
    if (pending) mark(tag.slug);
    else if (isMine(opened)) edit(openId, { tag: tag.slug, details: {} });
    else if (opened) markToo(opened, tag.slug);
    return true;
  },
  commands: {
    "?": () => find("help-dialog").showModal(),
    n: () => neighbour(true),
    p: () => neighbour(false),
    s: () => openId && isMine(store.marks.get(openId)) && mayMark() && acts.split(openId),
    m: () => openId && isMine(store.marks.get(openId)) && mayMark() && acts.merge(openId),
    Delete: () => openId && acts.delete(openId),
    Enter() {
      const here = cursor.at ? store.over(cursor.at.head.start).filter((m) => list.shows(m)) : [];
      const found = passages(here);
      if (openId) card.focus();
      else if (found.length === 1) open(mineFirst(found[0], me).id, { focus: true });
      else if (found.length) chooser.show(here, boxOf(index, cursor.at.head));
    },
    Escape() {
      if (!find("chooser").hidden) {
        chooser.hide();
        cursorBox.focus({ preventScroll: true });
      } else if (openId) close();
      else {
        forget();
        getSelection().removeAllRanges();
      }
    },
  },
});

// What changed goes out; what the server and other tabs say comes in

function moved(before, now) {
  list.update(before, now);
  drawLater([before?.tag, now?.tag].filter(Boolean));
}

store.addEventListener("changed", ({ detail: { id, before, mark: now } }) => {
  moved(before, now);
  refresh(id, now);
  tabs.changed(id, now);
  outbox.add(id, now, versions.get(id) ?? 0);
});
store.addEventListener("settled", ({ detail: { id, before, mark: now } }) => {
  moved(before, now);
  refresh(id, now);
});
outbox.addEventListener("saved", ({ detail: { id, saved, version, newer } }) => {
  versions.set(id, version);
  if (newer) return;
  tabs.saved(id, saved, version);
  if (saved) store.settle(id, saved);
});
outbox.addEventListener("refused", async ({ detail: { id, mark: mine, problem } }) => {
  const { current } = problem;
  if (!current) {
    tell(_("A mark was not taken: {why} It is kept on this device and tried again when you reload the page.", { why: problem.detail }));
    return;
  }
  versions.set(id, current.version);
  const theirs = current.deleted ? null : current;
  const keep = (await choose(find("conflict"), mine ?? current, describe(mine, tags), describe(theirs, tags))) === "mine";
  if (!keep) store.settle(id, theirs);
  outbox.decide(id, current.version, keep);
});
outbox.addEventListener("log-in", () => {
  tell(_("You have been signed out. Your marks are kept on this device: sign in again in another tab, then come back here."));
});
outbox.addEventListener("state", () => {
  if (outbox.state === "saved") tell("");
  find("saved").dataset.state = outbox.state;
  find("saved").textContent = savedWords(outbox.state, outbox.records.size);
});

/** What was decided elsewhere, unless this page has its own word on it that is still to be sent. */
function arrive(id, now, version) {
  if (outbox.records.has(id) && !outbox.records.get(id).restored) return;
  // Somebody is typing in this very card: their next letter meets the other version, and they are asked.
  if (id === openId && card.busy) return;
  if (version) {
    if (version <= (versions.get(id) ?? 0)) return;
    versions.set(id, version);
    outbox.forget(id);
  }
  store.settle(id, now);
}

tabs.addEventListener("changed", ({ detail: { id, mark: now } }) => arrive(id, now));
tabs.addEventListener("saved", ({ detail: { id, mark: now, version } }) => arrive(id, now, version));

const live = new Live(data.urls.changes, data.seq);
live.addEventListener("annotation.put", ({ detail }) => arrive(detail.id, detail, detail.version));
live.addEventListener("annotation.delete", ({ detail }) => arrive(detail.id, null, detail.version));
for (const verb of ["layer.submit", "layer.reopen"]) {
  live.addEventListener(verb, ({ detail }) => detail.annotator === me.id && handIn.take(detail.submitted_at));
}

// Handing in

function summary() {
  const own = store.order.filter(isMine);
  return { marks: own.length, open: own.filter((m) => tags.get(m.tag).details.some((d) => d.slug === "source") && !m.details.source).length };
}

function handedIn() {
  forget();
  if (openId) close();
  document.documentElement.dataset.handedIn = handIn.at ? "yes" : "";
  say(handIn.at ? _("Handed in.") : _("Taken back. You can go on marking."));
}

// Buttons

find("undo").addEventListener("click", () => step(store.undo()));
find("redo").addEventListener("click", () => step(store.redo()));
find("help").addEventListener("click", () => find("help-dialog").showModal());
find("show-marks").addEventListener("click", () => {
  if (openId) close();
  const shown = side.classList.toggle("shown");
  side.classList.remove("card-only");
  find("show-marks").setAttribute("aria-expanded", String(shown));
});

keepAboveKeyboard(side);
for (const [id, { mark: kept, base }] of await outbox.restore()) {
  store.put(id, kept);
  if (!versions.has(id)) versions.set(id, base);
}
for (const slug of tags.keys()) dirty.add(slug);
list.fill(store.order);
draw();
document.documentElement.dataset.ready = "true";
registerOffline();
