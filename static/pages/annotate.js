// Wires the marking page together; what each part does stands in its own module.

import { Card } from "../annotate/panels/annotation-card.js";
import { Comments } from "../annotate/panels/comments.js";
import { ReadingCursor } from "../annotate/text/cursor.js";
import { Drawing } from "../annotate/drawing/render-queue.js";
import { HandIn } from "../annotate/panels/hand-in.js";
import { Handles } from "../annotate/text/handles.js";
import { openKept } from "../annotate/sync/offline-store.js";
import { keepAboveKeyboard } from "../annotate/a11y/on-screen-keyboard.js";
import { listen } from "../annotate/a11y/shortcuts.js";
import { Live } from "../annotate/sync/live-feed.js";
import { MarkList } from "../annotate/panels/annotation-list.js";
import { Marking } from "../annotate/panels/annotation-actions.js";
import { received } from "../annotate/sync/annotations.js";
import { registerOffline } from "../annotate/sync/service-worker.js";
import { Opening } from "../annotate/panels/annotation-panel.js";
import { Outbox } from "../annotate/sync/outbox.js";
import { Painter } from "../annotate/drawing/painter.js";
import { scrollTo } from "../annotate/text/geometry.js";
import { Poll } from "../annotate/panels/poll.js";
import { Pointer } from "../annotate/text/pointer.js";
import { savedWords } from "../annotate/sync/save-status.js";
import { showPresence } from "../annotate/panels/presence.js";
import { Selecting } from "../annotate/text/selection-controller.js";
import { TextSelection } from "../annotate/text/text-selection.js";
import { Standing } from "../annotate/panels/round-status.js";
import { Store } from "../annotate/sync/annotation-store.js";
import { Strip } from "../annotate/drawing/minimap.js";
import { Syncing } from "../annotate/sync/sync-client.js";
import { Tabs } from "../annotate/sync/tab-channel.js";
import { Chooser, TagBar } from "../annotate/panels/tag-bar.js";
import { TextIndex } from "../annotate/text/text-index.js";
import { _ } from "../i18n.js";

const find = (name) => document.querySelector(`[data-${name}]`);
const data = JSON.parse(document.getElementById("data").textContent);
const { me, kind } = data;
// The key and the readers' marks of one round are kept apart on the device, and between tabs.
const place = kind === "reader" ? data.round : `${data.round}-${kind}`;
const root = document.getElementById("text");
const cursorBox = find("cursor");
const tags = new Map(data.tags.map((tag) => [tag.slug, tag]));
// What was marked with an archived tag is shown; nothing new is marked with it.
const inUse = data.tags.filter((tag) => !tag.archived);
const index = new TextIndex(root);
const marks = received(data, index);

const say = (text) => find("say").replaceChildren(text);
const tell = (text) => {
  find("alert").hidden = !text;
  find("alert").firstElementChild.textContent = text;
};
const headers = () => ({
  "X-CSRFToken": document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? "",
  "X-Signed-In-As": String(me.id),
  Accept: "application/json",
});
const outbox = new Outbox({ kept: await openKept(me.id, place), url: (id) => `${data.urls.annotations}${id}/`, headers });

// The parts know each other through the desk alone.
const desk = { me, kind, tags, index, say };
desk.store = new Store(marks);
desk.cursor = new ReadingCursor(index, root.lang);
desk.selection = new TextSelection(index, root.lang);
desk.selecting = new Selecting(desk);
desk.marking = new Marking(desk, data.mayMark);
desk.comments = new Comments(data.comments, me, data.may, { url: data.urls.comments, headers });
desk.comments.addEventListener("changed", () => desk.opening.showComments());
desk.opening = new Opening(desk, { side: find("side"), showMarks: find("show-marks"), cursorBox, comments: find("comments") });
desk.painter = new Painter(index, data.tags);
desk.pointer = new Pointer(index, (target) => find("tag-bar").contains(target), desk.selecting);
desk.list = new MarkList(
  { list: find("list"), filters: find("filters"), counts: document.querySelectorAll("[data-count]"), empty: find("no-marks"), earlier: find("earlier"), later: find("later") },
  tags,
  me,
  { open: (id) => desk.opening.open(id, { scroll: true, focus: !desk.pointer.touch }), filtered: () => desk.drawing.later(tags.keys()) },
);
desk.card = new Card(find("card"), tags, me, { edit: (id, changes) => desk.marking.edit(id, changes), acts: desk.marking.acts, signed: kind === "reader" });
const rows = { tags, me, open: (id) => desk.opening.open(id, { focus: !desk.pointer.touch }), readers: () => desk.list.readers };
desk.tagBar = new TagBar(find("tag-bar"), inUse, (slug) => desk.marking.mark(slug, desk.selecting.pending), rows);
desk.chooser = new Chooser(find("chooser"), rows);
desk.handles = new Handles(find("layer"), index, {
  snapped: (start, end) => desk.selection.snapped(start, end),
  moved: (span) => desk.selecting.dragged(span),
  dropped: (span) => desk.selecting.dropped(span),
});
const strip = new Strip(find("strip"), index.length, tags, (point) => scrollTo(index, { start: point, end: point + 1 }));
desk.drawing = new Drawing({ ...desk, strip, length: index.length }, { opened: () => desk.opening.mark, drawn });
desk.standing = new Standing(find("stands"), kind, data.state, { changed: stands, revealed });
desk.poll = new Poll(find("poll"), data, index, headers, say);
desk.handIn = new HandIn(
  { button: find("hand-in"), dialog: find("hand-in-dialog"), state: find("handed-in") },
  { url: data.urls.submission, headers, submittedAt: data.submittedAt, late: data.late, outbox, summary, changed: handedIn, failed: tell },
);

function drawn() {
  find("undo").disabled = !desk.store.done.length;
  find("redo").disabled = !desk.store.undone.length;
}

function summary() {
  const own = desk.store.order.filter((mark) => desk.marking.isMine(mark));
  const asks = (mark) => tags.get(mark.tag).details.some(({ slug }) => slug === "source");
  return { marks: own.length, late: !desk.standing.takesMarks, open: own.filter((mark) => asks(mark) && !mark.details.source).length };
}

function stands() {
  if (!desk.standing.takesMarks) desk.selecting.forget();
  if (desk.opening.id) desk.opening.show();
  showHandIn();
}

/** What cannot be withdrawn any more has no button for it. */
function showHandIn() {
  const button = find("hand-in");
  const final = !desk.standing.takesMarks || desk.standing.tellsOnHandIn || data.final;
  if (button) button.hidden = Boolean(desk.handIn.at) && final;
  const feedback = find("feedback");
  if (feedback) feedback.hidden = !desk.handIn.at;
}

/** Others' marks come with the page: nothing that waits to be sent is lost by loading it anew. */
function revealed() {
  if (outbox.records.size) tell(_("This round has been revealed. Reload the page to see everybody’s marks."));
  else location.reload();
}

function handedIn() {
  desk.selecting.forget();
  if (desk.opening.id) desk.opening.close();
  showHandIn();
  document.documentElement.dataset.closed = desk.handIn.at ? "yes" : "";
  say(desk.handIn.at ? _("Handed in.") : _("Taken back. You can go on marking."));
}

listen({
  isText: (target) => [root, cursorBox, document.body, document.getElementById("main")].includes(target),
  move: (...how) => desk.selecting.move(...how),
  undo: () => desk.marking.undo(),
  redo: () => desk.marking.redo(),
  tag(key) {
    const { marking, opening, selecting } = desk;
    const tag = inUse.find((each) => each.key === key);
    if (!tag || !marking.mayMark) return false;
    if (selecting.pending) marking.mark(tag.slug, selecting.pending);
    else if (marking.isMine(opening.mark)) marking.retag(tag.slug);
    else if (opening.mark) marking.markToo(tag.slug);
    return true;
  },
  commands: {
    "?": () => find("help-dialog").showModal(),
    n: () => desk.opening.neighbour(true),
    p: () => desk.opening.neighbour(false),
    s: () => desk.marking.split(),
    m: () => desk.marking.merge(),
    Delete: () => desk.marking.delete(),
    Enter: () => desk.selecting.enter(),
    Escape() {
      if (!find("chooser").hidden) {
        desk.chooser.hide();
        cursorBox.focus({ preventScroll: true });
      } else if (desk.opening.id) desk.opening.close();
      else {
        desk.selecting.forget();
        getSelection().removeAllRanges();
      }
    },
  },
});

outbox.addEventListener("state", () => {
  if (outbox.state === "saved") tell("");
  find("saved").dataset.state = outbox.state;
  find("saved").textContent = savedWords(outbox.state, outbox.records.size);
});
find("undo").addEventListener("click", () => desk.marking.undo());
find("redo").addEventListener("click", () => desk.marking.redo());
find("help").addEventListener("click", () => find("help-dialog").showModal());
keepAboveKeyboard(find("side"));

const tabs = new Tabs(me.id, place);
const live = new Live(data.urls.changes, data.seq, me.id);
live.addEventListener("presence", ({ detail }) => showPresence(find("here"), detail));
const syncing = new Syncing(desk, { outbox, tabs, live, conflict: find("conflict"), tell });
await syncing.restore();
desk.list.fill(desk.store.order);
for (const slug of tags.keys()) desk.drawing.dirty.add(slug);
desk.drawing.now();
if (desk.handIn.at) handedIn();
// The address of one mark: from the page on which a team settles.
const linked = location.hash.match(/^#mark-([\da-f-]{36})$/)?.[1];
if (desk.store.marks.has(linked)) desk.opening.open(linked, { scroll: true });
document.documentElement.dataset.ready = "true";
registerOffline();
