"""Fetches what a report is made of, in the same few queries however many people marked."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _

from annotate.access import KEPT_ROW, annotations_in, layers_seen, rounds_visible_to, rows_in
from annotate.actions import DEFAULT_CODEBOOK
from annotate.codebook import Tag, read_codebook
from annotate.models import Annotation, Codebook, Round
from annotate.models import Layer as LayerRow
from annotate.rounds import Kind, Mode, State
from annotate.telling import told_codebook
from articles.access import current_text
from articles.draft import Formatting
from articles.models import Article, Text
from people.models import User
from reports.access import findings_on_each, merged_on_each
from reports.claims import Finding
from reports.layers import Layer, Mark
from reports.pseudonyms import hidden
from reports.report import (
    SECTIONS,
    Around,
    ArticleFacts,
    Asked,
    Marked,
    Report,
    RoundFacts,
    TextFacts,
    build,
    marked,
)
from reports.threshold import ANYBODY, MAJORITY
from reports.wishes import Wishes


@dataclass(frozen=True)
class Gathered:
    """A report, with the rounds and the readers, (id, name), that it could be made of, and its codebook's row."""

    report: Report
    rounds: list[Round]
    readers: list[tuple[int, str]]
    codebook: int | None


def report_on(user: User, article: Article, wanted: Wishes = Wishes()) -> Report:  # noqa: B008 (frozen)
    """The report on the article's newest text, from the marks that ``user`` may see; see ``gathered``."""
    return gathered(user, article, wanted).report


def gathered(user: User, article: Article, wanted: Wishes, salt: str | None = None) -> Gathered:
    """The report on an article, on its newest text or the revision wanted, from the marks that ``user`` may see.

    With a ``salt`` nobody is named: readers are numbered in an order that hangs on it. Rounds with an older codebook
    than the newest round's are left out: their tags mean something else. Raises ``Http404`` for a round or a reader
    that is not there for ``user``.
    """
    text = current_text(article, wanted.revision)
    found = fetched(user, {article.pk: text})[article.pk]
    made = _ingredients(user, found, wanted, salt)
    people = {(row.annotator_id, made.names[_reader(row)]) for row in found.layers if row.annotator_id}
    return Gathered(
        build(*made.parts),
        found.rounds,
        sorted(people, key=lambda reader: (reader[1].casefold(), reader[0])),
        found.rounds[0].codebook_id if found.rounds else None,
    )


def report_by(user: User, found: "Fetched", wanted: Wishes, salt: str | None = None) -> Report:
    """The report on what was fetched; see ``gathered``."""
    return build(*_ingredients(user, found, wanted, salt).parts)


def marked_by(user: User, found: "Fetched", wanted: Wishes, salt: str | None = None) -> Marked:
    """The marks of the same readers alone, for files that hold nothing else."""
    return marked(*_ingredients(user, found, wanted, salt).parts)


@dataclass(frozen=True)
class Fetched:
    """Everything that the report on one article is made of, as its rows.

    ``marks`` are rows of ``KEPT_ROW`` by layer, ``settled`` by round.
    """

    text: Text
    rounds: list[Round]
    layers: list[LayerRow]
    marks: dict[int, list[Any]]
    settled: dict[int, list[Any]]
    merged: dict[str, str]
    findings: tuple[Finding, ...]


def fetched(user: User, texts: Mapping[int, Text]) -> dict[int, Fetched]:
    """article -> what there is for ``user``, in the same few queries however many articles there are."""
    rounds: dict[int, list[Round]] = {text.pk: [] for text in texts.values()}
    books: dict[int, Codebook] = {}
    found = rounds_visible_to(user).filter(text__in=rounds).order_by("-id")
    for round_ in found.select_related("codebook", "text__article"):
        # One object a codebook: its tags are fetched once.
        round_.codebook = books.setdefault(round_.codebook_id, round_.codebook)
        here = rounds[round_.text_id]
        # Those with an older codebook than the newest round's mean something else by their tags.
        if not here or here[0].codebook_id == round_.codebook_id:
            here.append(round_)
    every = [round_ for here in rounds.values() for round_ in here]
    layers: dict[int, list[LayerRow]] = {}
    for layer in layers_seen(user, every).select_related("annotator") if every else ():
        layers.setdefault(layer.round_id, []).append(layer)
    marks = _by(rows_in(user, every), "layer") if every else {}
    settled = _by(rows_in(user, every, Kind.SETTLED), "layer__round") if every else {}
    articles = [text.article for text in texts.values()]
    merged = merged_on_each(articles)
    findings = findings_on_each(list(texts.values()))
    return {
        pk: Fetched(
            text,
            rounds[text.pk],
            [layer for round_ in rounds[text.pk] for layer in layers.get(round_.pk, ())],
            marks,
            settled,
            merged.get(pk, {}),
            findings.get(text.pk, ()),
        )
        for pk, text in texts.items()
    }


def _by(rows: Iterable[Any], name: str) -> dict[int, list[Any]]:
    at = KEPT_ROW.index(name)
    found: dict[int, list[Any]] = {}
    for row in rows:
        found.setdefault(row[at], []).append(row)
    return found


@dataclass(frozen=True)
class _Ingredients:
    """What ``build`` and ``marked`` take, and what each reader is called."""

    parts: tuple[Any, ...]
    names: dict[tuple[int, int], str]


def _ingredients(user: User, found: Fetched, wanted: Wishes, salt: str | None) -> _Ingredients:
    text, every = found.text, found.rounds
    rounds = _only_round(every, wanted.round)
    codebook = rounds[0].codebook.pure if rounds else read_codebook(DEFAULT_CODEBOOK)
    rows = [layer for layer in found.layers if layer.round_id in {round_.pk for round_ in rounds}]
    names = names_of(rows)
    kept = _only_readers(rows, wanted.readers)
    layers = _key(user, rounds) if wanted.key else _layers(found, rounds, kept, names)
    if not wanted.names:
        salt = salt or text.sha256
    if salt is not None:
        layers = hidden(layers, salt, lambda number: _("Reader {number}").format(number=number))
    readers = {layer.reader for layer in layers if layer.kind == Kind.READER}
    asked = Asked(
        wanted.threshold or usual(rounds, len(readers)),
        wanted.round,
        tuple(sorted(readers)) if wanted.readers else (),
        salt is None,
        wanted.agreed,
    )
    findings = (
        found.findings if salt is None else tuple(replace(finding, by="") for finding in found.findings)
    )
    around = Around(_facts(rounds, layers), found.merged, findings)
    formatting = tuple(Formatting(*row) for row in text.formatting)
    shown = TextFacts(text.revision, text.sha256, text.body, formatting)
    parts = (_article(text.article), shown, told_codebook(codebook), layers, asked, around)
    return _Ingredients(parts, names)


def _only_round(rounds: list[Round], pk: int | None) -> list[Round]:
    found = [round_ for round_ in rounds if pk is None or round_.pk == pk]
    if pk is not None and not found:
        raise Http404(_("There is no such round in this report, or it is not shared with you."))
    return found


def claim_tag(user: User, article: Article) -> Tag:
    """The tag of the report's claims; ``Http404`` where the codebook has none that can be checked."""
    rounds = fetched(user, {article.pk: current_text(article)})[article.pk].rounds
    codebook = told_codebook(rounds[0].codebook.pure if rounds else read_codebook(DEFAULT_CODEBOOK))
    slug, details = SECTIONS["claims"]
    for tag in codebook.tags:
        if tag.slug == slug and details.keys() <= {detail.slug for detail in tag.details}:
            return tag
    raise Http404(_("The codebook of this article has no claims to check."))


def usual(rounds: Sequence[Round], readers: int) -> str:
    """What a class that marked blindly agrees on is its majority;

    Where people add to each other's marks, all counts.
    """
    blind = bool(rounds) and all(round_.mode == Mode.INDEPENDENT for round_ in rounds)
    return MAJORITY if blind and readers > 2 else ANYBODY


def marks_of(rows: list[Annotation]) -> list[Mark]:
    """Readers' marks as the pure modules take them."""
    names = names_of(row.layer for row in rows)
    return [_mark(row, names[_reader(row.layer)]) for row in rows]


def names_of(rows: Iterable[LayerRow]) -> dict[tuple[int, int], str]:
    """What each reader is called; two of one name are told apart by a number."""
    people = {_reader(row): row.annotator for row in rows}
    used: Counter[str] = Counter()
    names = {}
    for key in sorted(people):
        person = people[key]
        name = person.name if person else _("Somebody who has left")
        used[name] += 1
        names[key] = name if used[name] == 1 else f"{name} ({used[name]})"
    return names


def _reader(row: LayerRow) -> tuple[int, int]:
    """One person in all rounds; who has left is known by their layer alone."""
    return (row.annotator_id, 0) if row.annotator_id else (0, row.pk)


def _only_readers(rows: list[LayerRow], readers: Sequence[int]) -> list[LayerRow]:
    if not readers:
        return rows
    found = [row for row in rows if row.annotator_id in readers]
    if {row.annotator_id for row in found} != set(readers):
        raise Http404(_("One of these readers has marked nothing here that you may see."))
    return found


def _layers(
    fetched: Fetched, rounds: list[Round], rows: list[LayerRow], names: dict[tuple[int, int], str]
) -> list[Layer]:
    """A layer counts once there is a mark in it or it is handed in: to have begun is not to have read."""
    by_pk = {round_.pk: round_ for round_ in rounds}
    found = []
    for row in rows:
        round_, own = by_pk[row.round_id], fetched.marks.get(row.pk, [])
        # Alone nobody hands in; and when a round is over, what is there is what they did.
        done = (
            bool(row.submitted_at) or round_.team_id is None or round_.state in (State.CLOSED, State.REVEALED)
        )
        if own or row.submitted_at:
            name = names[_reader(row)]
            found.append(Layer(name, tuple(_kept(mark, name) for mark in own), done, row.round_id))
    for pk in by_pk:
        own = fetched.settled.get(pk, [])
        marks = tuple(_kept(mark, _("Settled by the team")) for mark in own)
        found.append(Layer("", marks, True, pk, Kind.SETTLED))
    return found


def _kept(row: Any, name: str) -> Mark:
    """A row of ``KEPT_ROW`` as the pure modules take it."""
    pk, _layer, _round, start, end, tag, quote, created, note, details = row
    return Mark(str(pk), start, end, tag, quote, name, created.isoformat(), note, details)


def _key(user: User, rounds: list[Round]) -> list[Layer]:
    """The key as the one reader's layer; ``Http404`` where ``user`` may not see it, or there is none."""
    name = _("The key")
    marks = tuple(_mark(row, name) for row in annotations_in(user, rounds, Kind.KEY))
    if not marks:
        raise Http404(_("This round has no key that you may see."))
    return [Layer(name, marks, True, rounds[0].pk)]


def _facts(rounds: list[Round], layers: list[Layer]) -> tuple[RoundFacts, ...]:
    def fact(round_: Round) -> RoundFacts:
        here = [layer for layer in layers if layer.round == round_.pk]
        readers = [layer for layer in here if layer.kind == Kind.READER]
        settled = any(layer.marks for layer in here if layer.kind == Kind.SETTLED)
        done = sum(layer.done for layer in readers)
        return RoundFacts(round_.pk, round_.mode, round_.state, len(readers), done, settled, round_.hides)

    return tuple(fact(round_) for round_ in sorted(rounds, key=lambda round_: round_.pk))


def _article(article: Article) -> ArticleFacts:
    facts: dict[str, Any] = {
        name: getattr(article, name)
        for name in ("title", "byline", "publication", "url", "published", "language")
    }
    return ArticleFacts(article.pk, **facts)


def _mark(row: Annotation, name: str) -> Mark:
    return Mark(
        str(row.id),
        row.start,
        row.end,
        row.tag.slug,
        row.quote,
        name,
        row.created_at.isoformat(),
        row.note,
        row.details,
    )
