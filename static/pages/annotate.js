// The annotation page: creates its parts and hands each the others that it works with.

import { CursorNavigation, PassageNavigation } from "../annotate/a11y/keyboard-navigation.js";
import { keepAboveKeyboard } from "../annotate/a11y/on-screen-keyboard.js";
import { ScreenReader } from "../annotate/a11y/screen-reader.js";
import { listenForShortcuts } from "../annotate/a11y/shortcuts.js";
import { Minimap } from "../annotate/drawing/minimap.js";
import { Painter } from "../annotate/drawing/painter.js";
import { RenderQueue } from "../annotate/drawing/render-queue.js";
import { LateScript } from "../annotate/late-script.js";
import { AnnotationCard } from "../annotate/panels/annotation-card.js";
import { AnnotationCreator } from "../annotate/panels/annotation-creator.js";
import { AnnotationEditor } from "../annotate/panels/annotation-editor.js";
import { AnnotationList } from "../annotate/panels/annotation-list.js";
import { AnnotationPanel } from "../annotate/panels/annotation-panel.js";
import { Comments } from "../annotate/panels/comments.js";
import { EditRights } from "../annotate/panels/edit-rights.js";
import { FilterBar } from "../annotate/panels/filter-bar.js";
import { HandIn } from "../annotate/panels/hand-in.js";
import { openPicturesIn } from "../annotate/panels/picture-viewer.js";
import { Poll } from "../annotate/panels/poll.js";
import { showPresence } from "../annotate/panels/presence.js";
import { OwnGroup } from "../annotate/panels/own-group.js";
import { RoundStatus } from "../annotate/panels/round-status.js";
import { Chooser, TagBar } from "../annotate/panels/tag-bar.js";
import { Unplaced } from "../annotate/panels/unplaced.js";
import { AnnotationStore } from "../annotate/sync/annotation-store.js";
import { annotationsFrom } from "../annotate/sync/page-annotations.js";
import { LiveFeed } from "../annotate/sync/live-feed.js";
import { openUnsentStore } from "../annotate/sync/unsent-store.js";
import { Outbox } from "../annotate/sync/outbox.js";
import { saveStatusText } from "../annotate/sync/save-status.js";
import { registerServiceWorker } from "../annotate/sync/register-service-worker.js";
import { SyncClient } from "../annotate/sync/sync-client.js";
import { TabChannel } from "../annotate/sync/tab-channel.js";
import { TextCorrection } from "../annotate/sync/text-correction.js";
import { ReadingCursor } from "../annotate/text/reading-cursor.js";
import { scrollToSpan } from "../annotate/text/geometry.js";
import { Handles } from "../annotate/text/handles.js";
import { PendingSelection } from "../annotate/text/pending-selection.js";
import { Pointer } from "../annotate/text/pointer.js";
import { SelectionController } from "../annotate/text/selection-controller.js";
import { TextIndex } from "../annotate/text/text-index.js";
import { TextSelection } from "../annotate/text/text-selection.js";
import { isField } from "../dom.js";
import { apiHeaders } from "../http.js";
import { _ } from "../i18n.js";

// How a passage of the answer key is scored unless its card says otherwise.
const DEFAULT_ANSWER = { tolerance: "overlap", also: [] };

const find = (name) => document.querySelector(`[data-${name}]`);
const data = JSON.parse(document.getElementById("data").textContent);
const { me, kind: layer, urls } = data;
const root = document.getElementById("text");
const cursorBox = find("cursor");
const tags = new Map(data.tags.map((tag) => [tag.slug, tag]));
// Archived tags are shown where they were used, but not offered any more.
const activeTags = data.tags.filter((tag) => !tag.archived);

const headers = () => apiHeaders(me.id);
const announce = (text) => find("say").replaceChildren(text);
const showAlert = (text, code = "") => {
  find("alert").hidden = !text;
  find("alert").dataset.alert = code;
  find("alert").firstElementChild.textContent = text;
};

const index = new TextIndex(root);
const cursor = new ReadingCursor(index, root.lang);
const selection = new TextSelection(index, root.lang);
const store = new AnnotationStore(annotationsFrom(data, index));

// Unsent work and tabs of the answer key are separate from those of the reader's own annotations.
const place = layer === "reader" ? data.round : `${data.round}-${layer}`;
const outbox = new Outbox({ unsentStore: await openUnsentStore(me.id, place), url: (id) => `${urls.annotations}${id}/`, headers, revision: data.revision });
const tabs = new TabChannel(me.id, place, data.revision);
const feed = new LiveFeed({ url: urls.changes, seq: data.seq, userId: me.id });

const roundStatus = new RoundStatus(find("stands"), { layer, state: data.state, onChange: roundChanged, onReveal: roundRevealed });
const handIn = new HandIn(
  { button: find("hand-in"), dialog: find("hand-in-dialog"), status: find("handed-in"), links: document.querySelectorAll("[data-after-hand-in]") },
  { url: urls.submission, headers, submittedAt: data.submittedAt, late: data.late, final: data.final, set: data.set, me, tags, store, roundStatus, outbox, onChange: submissionChanged, showAlert },
);
const rights = new EditRights({ me, allowed: data.mayMark, roundStatus, handIn });
const poll = new Poll(find("poll"), { eligible: data.mayMark && layer === "reader", tags: data.tags, url: urls.polls, headers, index, announce });
if (data.poll) poll.receive(data.poll);
const comments = new Comments(find("comments"), { comments: data.comments, me, may: data.may, url: urls.comments, headers });

const openAnnotation = (id, options) => panel.open(id, { focus: !pointer.touch, ...options });
const filter = new FilterBar(find("filters"), { store, tags, me });
const list = new AnnotationList(
  { list: find("list"), counts: document.querySelectorAll("[data-count]"), empty: find("no-marks"), earlier: find("earlier"), later: find("later") },
  { store, filter, tags, me, onOpen: (id) => openAnnotation(id, { scroll: true }) },
);
const tagBar = new TagBar(find("tag-bar"), { choices: activeTags, tags, me, store, onChoose: (slug) => creator.annotate(slug, pending.span), onOpen: openAnnotation });
const chooser = new Chooser(find("chooser"), { tags, me, store, onOpen: openAnnotation });
const card = new AnnotationCard(find("card"), { tags, me, showsAuthor: layer === "reader", onEdit: (id, changes) => editor.edit(id, changes), onAction: (name) => cardActions[name](), onShow: showDetailTools });

const painter = new Painter(index, data.tags);
const minimap = new Minimap(find("strip"), { length: index.length, tags, onPress: (point) => scrollToSpan(index, { start: point, end: point + 1 }) });
const renderQueue = new RenderQueue({ store, filter, list, tags, painter, minimap, length: index.length, getOpen: () => panel.annotation });
const handles = new Handles(find("layer"), {
  index,
  selection,
  onMove: (span) => (panel.id ? painter.paintSpan("open-mark", span) : pending.drag(span)),
  onDrop: (span) => (panel.id ? editor.resize(span) : pending.show(span, { touch: true, draft: pending.draft })),
});

const pending = new PendingSelection({ index, cursor, painter, handles, tagBar, rights });
const panel = new AnnotationPanel({ side: find("side"), toggle: find("show-marks"), cursorBox }, { store, rights, index, cursor, card, comments, handles, pending, renderQueue });
const defaults = { annotator: me, ...(layer === "key" && { answer: DEFAULT_ANSWER }) };
const creator = new AnnotationCreator({ store, rights, index, tags, pending, panel, renderQueue, defaults, announce });
const editor = new AnnotationEditor({ store, rights, index, cursor, handles, panel, announce });
const cardActions = { close: () => panel.close(), delete: () => editor.delete(), split: () => editor.split(), merge: () => editor.merge(), too: () => creator.copy() };

const controller = new SelectionController({ index, filter, cursor, selection, pending, panel, chooser, rights });
const pointer = new Pointer(index, {
  isInTagBar: (target) => find("tag-bar").contains(target),
  onSelect: (touch, exact) => controller.select(touch, exact),
  onPress: (point, event, touch) => controller.press(point, event, touch),
});
const screenReader = new ScreenReader({ index, store, filter, list, tags, announce });
const cursorNavigation = new CursorNavigation({ index, cursor, selection, pending, panel, rights, editor, screenReader });
const passageNavigation = new PassageNavigation({ index, filter, list, me, cursor, panel, chooser, screenReader });
const unplaced = new Unplaced({ box: find("unplaced"), number: find("unplaced-count") }, { annotations: data.unplaced, tags, me, rights, store, outbox, index, pending, tagBar, panel, announce });
const correction = new TextCorrection(find("corrected"), {
  revision: data.revision,
  feed,
  root,
  isBusy: () => isField(document.activeElement) || pending.span || comments.unsent.length || document.querySelector("dialog:modal"),
  session: () => ({ open: panel.id, comments: comments.unsent }),
});
const syncClient = new SyncClient({ store, outbox, tabs, feed, layer, me, tags, index, panel, unplaced, correction, conflictDialog: find("conflict"), showAlert });

function roundChanged() {
  if (!roundStatus.takesAnnotations) pending.clear();
  if (panel.id) panel.show();
  unplaced.show();
  handIn.show();
}

/** Other people's annotations come with the page; reloading it must not lose what is unsent. */
function roundRevealed() {
  if (outbox.records.size) showAlert(_("All highlights have been revealed. Reload the page to see them."), "revealed");
  else location.reload();
}

function submissionChanged() {
  pending.clear();
  panel.close();
  unplaced.show();
  document.documentElement.dataset.closed = handIn.submittedAt ? "yes" : "";
  announce(handIn.submittedAt ? _("Handed in.") : _("Withdrawn. You can continue highlighting."));
}

openPicturesIn(find("picture-dialog"), root);

const commands = {
  "?": () => find("help-dialog").showModal(),
  n: () => passageNavigation.openNeighbour(true),
  p: () => passageNavigation.openNeighbour(false),
  s: () => editor.split(),
  m: () => editor.merge(),
  Delete: () => editor.delete(),
  Enter: () => (unplaced.placing && pending.span ? unplaced.place(pending.span) : passageNavigation.openAtCursor()),
  Escape() {
    if (chooser.isOpen) {
      chooser.hide();
      cursorBox.focus({ preventScroll: true });
    } else if (panel.id) panel.close();
    else if (unplaced.placing && !pending.span) unplaced.choose(null);
    else {
      pending.clear();
      getSelection().removeAllRanges();
    }
  },
};

const parts = { data, tags, me, index, cursor, selection, store, outbox, rights, pointer, painter, pending, panel, chooser, editor, commands, cursorBox, headers, announce, showAlert };
const hintBox = find("hint");
if (hintBox) {
  const hints = new LateScript(hintBox, parts);
  commands.h = () => hints.load().then((loaded) => loaded.next(), () => showAlert(hintBox.dataset.offline));
  find("next-hint").addEventListener("click", commands.h);
  if (data.hints.requested) hints.load();
}

const toolBox = find("detail-tools");
const detailTools = toolBox && new LateScript(toolBox, parts);

const comfort = new LateScript(find("comfort"), parts);
find("reading-settings").addEventListener("click", () => comfort.load().then((panel) => panel.toggle(), () => showAlert(comfort.box.dataset.offline)));
if (document.documentElement.dataset.readingRuler) comfort.load().catch(() => null);

function showDetailTools(annotation, form) {
  const hasOffers = tags.get(annotation.tag).details.some(({ slug }) => ["source", "cue", "neutral"].includes(slug));
  // Without a network the card does without.
  if (detailTools && hasOffers) detailTools.load().then((tools) => tools.show(annotation, form), () => null);
}

listenForShortcuts({
  isText: (target) => [root, cursorBox, document.body, document.getElementById("main")].includes(target),
  move: (...move) => cursorNavigation.move(...move),
  undo: () => editor.undo(),
  redo: () => editor.redo(),
  tag(key) {
    const tag = activeTags.find((activeTag) => activeTag.key === key);
    if (!tag || !rights.mayAnnotate) return false;
    if (pending.span) creator.annotate(tag.slug, pending.span);
    else if (rights.isMine(panel.annotation)) editor.retag(tag.slug);
    else if (panel.annotation) creator.copy(tag.slug);
    return true;
  },
  commands,
});

const ownGroup = data.group && new OwnGroup(find("group"), { ...data.group, onOthers: () => correction.receiveGroups() });

const feedHandlers = {
  presence: (presence) => showPresence(find("presence"), presence),
  "comment.put": (comment) => comments.receive(comment),
  "poll.open": (opened) => correction.outdated || poll.receive(opened),
  "poll.close": (closed) => correction.outdated || poll.receive(closed),
  "round.set": (state) => roundStatus.receive(state),
  "round.move": (state) => roundStatus.receive(state),
  "round.groups": (change) => ownGroup?.receive(change),
  "round.extend": receiveExtension,
  "layer.submit": receiveSubmission,
  "layer.reopen": receiveSubmission,
};
for (const [verb, handle] of Object.entries(feedHandlers)) feed.addEventListener(verb, ({ detail }) => handle(detail));

/** Their own due date, and whether what they have handed in is late by it. Teachers get everybody's. */
function receiveExtension({ person, due_at: dueAt, extended, late }) {
  if (person !== me.id) return;
  roundStatus.receive({ ...roundStatus.state, due_at: dueAt, extended });
  if (handIn.submittedAt && typeof late === "boolean") handIn.receive(handIn.submittedAt, late);
}

function receiveSubmission({ annotator, submitted_at: submittedAt, late }) {
  if (annotator === me.id) handIn.receive(submittedAt, late);
}

tabs.addEventListener("signed-out", () => {
  outbox.close();
  location.reload();
});
outbox.addEventListener("state", () => {
  if (outbox.state === "saved") showAlert("");
  Object.assign(find("saved").dataset, { state: outbox.state, waiting: outbox.records.size });
  find("saved").textContent = saveStatusText(outbox.state, outbox.records.size);
});
store.addEventListener("changed", () => {
  find("undo").disabled = !store.undoStack.length;
  find("redo").disabled = !store.redoStack.length;
});
find("undo").addEventListener("click", () => editor.undo());
find("redo").addEventListener("click", () => editor.redo());
find("help").addEventListener("click", () => find("help-dialog").showModal());
keepAboveKeyboard(find("side"));

await syncClient.restore();
list.fill();
filter.updateCounts();
renderQueue.renderAll();
if (handIn.submittedAt) submissionChanged();
const session = correction.resume(unplaced.byId.size);
if (session) {
  for (const [id, text] of session.comments) comments.drafts.set(id, text);
  if (store.byId.has(session.open)) panel.open(session.open);
}
// The page on which a team adjudicates links to single annotations.
const linkedId = location.hash.match(/^#mark-([\da-f-]{36})$/)?.[1];
if (store.byId.has(linkedId)) panel.open(linkedId, { scroll: true });
document.documentElement.dataset.ready = "true";
registerServiceWorker();
