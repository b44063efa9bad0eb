"""Fetches what a report is made of, in the same few queries however many people marked."""

import hashlib
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import Http404
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from annotate.access import EXPORT_COLUMNS, annotation_rows, annotations_in, rounds_visible_to, visible_layers
from annotate.codebook import Codebook as PureCodebook
from annotate.codebook import Tag, read_codebook
from annotate.codebooks.actions import DEFAULT_CODEBOOK
from annotate.codebooks.translation import translate_codebook
from annotate.enums import LayerKind, RoundMode, RoundState
from annotate.models import Annotation, Codebook, Round
from annotate.models import Layer as LayerRow
from articles.access import current_text
from articles.models import Article, Text
from articles.text.draft import Formatting
from people.models import User
from reports.access import findings_by_text, merged_sources_by_article
from reports.analysis.claims import Finding
from reports.analysis.combine import ANYBODY, MAJORITY
from reports.analysis.pseudonyms import without_names
from reports.analysis.report import (
    SECTIONS,
    ArticleAnnotations,
    ArticleFacts,
    Report,
    ReportContext,
    ReportQuery,
    RoundFacts,
    TextFacts,
    build,
    build_annotations,
    with_passages,
)
from reports.layers import Layer, SpanAnnotation
from reports.options import ReportOptions
from web.cache import ByteLimitedCache

# Bytes of what was made of reports that each process keeps.
CACHE = ByteLimitedCache(32_000_000)


def load_report(
    user: User, article: Article, wanted: ReportOptions, salt: str | None = None
) -> "ReportLoader":
    """The report on an article, on its newest text or the revision wanted, from the marks that ``user`` may see.

    With a ``salt`` nobody is named: readers are numbered in an order that hangs on it. Rounds with an older codebook
    than the newest round's are left out: their tags mean something else. Raises ``Http404`` for a round or a reader
    that is not there for ``user``.
    """
    text = current_text(article, wanted.revision)
    return ReportLoader(user, fetch_rows(user, {article.pk: text})[article.pk], wanted, salt)


@dataclass(frozen=True)
class FetchedRows:
    """Everything that the report on one article is made of, as its rows."""

    text: Text
    rounds: list[Round]
    layers: list[LayerRow]
    codebook: PureCodebook
    rows: "Rows"
    merged: dict[str, str]
    findings: tuple[Finding, ...]


def fetch_rows(user: User, texts: Mapping[int, Text]) -> dict[int, FetchedRows]:
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
    for layer in visible_layers(user, every).select_related("annotator") if every else ():
        layers.setdefault(layer.round_id, []).append(layer)
    rows = Rows(user, every)
    told: dict[int | None, PureCodebook] = {pk: translate_codebook(book.pure) for pk, book in books.items()}
    told[None] = translate_codebook(read_codebook(DEFAULT_CODEBOOK))
    articles = [text.article for text in texts.values()]
    merged = merged_sources_by_article(articles)
    findings = findings_by_text(list(texts.values()))
    return {
        pk: FetchedRows(
            text,
            rounds[text.pk],
            [layer for round_ in rounds[text.pk] for layer in layers.get(round_.pk, ())],
            told[rounds[text.pk][0].codebook_id if rounds[text.pk] else None],
            rows,
            merged.get(pk, {}),
            findings.get(text.pk, ()),
        )
        for pk, text in texts.items()
    }


class Rows:
    """The marks of some rounds as rows of ``EXPORT_COLUMNS``, read when they are first asked for."""

    def __init__(self, user: User, rounds: list[Round]) -> None:
        self.user = user
        self.rounds = rounds

    @cached_property
    def marks(self) -> dict[int, list[Any]]:
        """Readers' marks, by layer."""
        return self._by("layer", LayerKind.READER)

    @cached_property
    def settled(self) -> dict[int, list[Any]]:
        """What teams settled on, by round."""
        return self._by("layer__round", LayerKind.SETTLED)

    def _by(self, name: str, kind: LayerKind) -> dict[int, list[Any]]:
        at = EXPORT_COLUMNS.index(name)
        found: dict[int, list[Any]] = {}
        for row in annotation_rows(self.user, self.rounds, kind) if self.rounds else ():
            found.setdefault(row[at], []).append(row)
        return found


class ReportLoader:
    """What is wanted of what was fetched; the report on it is made when it is first asked for.

    ``rounds`` are those that it could be made of. Raises ``Http404``; see ``load_report``.
    """

    def __init__(
        self, user: User, found: FetchedRows, wanted: ReportOptions, salt: str | None = None
    ) -> None:
        self.found, self.wanted = found, wanted
        self.rounds = found.rounds
        self.salt = salt if wanted.names else salt or found.text.sha256
        self.only = _only_round(found.rounds, wanted.round)
        rows = [layer for layer in found.layers if layer.round_id in {round_.pk for round_ in self.only}]
        self.names = reader_names(found.layers)
        self.rows = _only_readers(rows, wanted.readers)
        self.key = _key(user, self.only) if wanted.key else None

    @property
    def codebook(self) -> int | None:
        """The row of the newest round's."""
        return self.rounds[0].codebook_id if self.rounds else None

    @property
    def readers(self) -> list[tuple[int, str]]:
        """Those that it could be made of: (id, name)."""
        people = {(r.annotator_id, self.names[_reader(r)]) for r in self.found.layers if r.annotator_id}
        return sorted(people, key=lambda reader: (reader[1].casefold(), reader[0]))

    @cached_property
    def report(self) -> Report:
        """Counted."""
        return build(*self._parts)

    @cached_property
    def marked(self) -> ArticleAnnotations:
        """The marks of the same readers alone, for files that hold nothing else."""
        return build_annotations(*self._parts)

    @cached_property
    def combined(self) -> ArticleAnnotations:
        """The same with their passages."""
        _article, _text, _codebook, layers, *_ = self._parts
        return with_passages(self.marked, layers)

    def product(self, what: Hashable, make: Callable[[], bytes]) -> bytes:
        """What ``make`` makes of the report; ``what`` says what that is, with everything else that it hangs on.

        It is made anew when anything has changed that the report is made of: nothing changes in a round without its
        ``last_seq``, which was read before the marks.
        """
        return CACHE.get((what, self.state), make)

    @property
    def state(self) -> bytes:
        """A digest of all that the report is made of."""
        # All that there is for this person, not only what is wanted: the page says what else it could be made of.
        text, rounds, layers = self.found.text, self.rounds, self.found.layers
        state = (
            get_language(), self.wanted, self.salt, self.found.codebook, text.pk, text.sha256, _article(text.article),
            [(round_.pk, round_.created_at, round_.last_seq) for round_ in rounds],
            [(layer.pk, self.names[_reader(layer)]) for layer in layers], self.found.merged, self.found.findings,
            self.key,
        )  # fmt: skip
        return hashlib.sha256(repr(state).encode()).digest()

    @cached_property
    def _parts(self) -> tuple[Any, ...]:
        """What ``build`` and ``build_annotations`` take."""
        found, wanted, text = self.found, self.wanted, self.found.text
        layers = self.key or _layers(found, self.only, self.rows, self.names)
        findings = found.findings
        if self.salt is not None:
            layers = without_names(
                layers, self.salt, lambda number: _("Reader {number}").format(number=number)
            )
            findings = tuple(replace(finding, by="") for finding in findings)
        readers = {layer.reader for layer in layers if layer.kind == LayerKind.READER}
        asked = ReportQuery(
            wanted.threshold or default_threshold(self.only, len(readers)),
            wanted.round,
            tuple(sorted(readers)) if wanted.readers else (),
            self.salt is None,
            wanted.agreed,
        )
        around = ReportContext(_facts(self.only, layers), found.merged, findings)
        formatting = tuple(Formatting(*row) for row in text.formatting)
        shown = TextFacts(text.revision, text.sha256, text.body, formatting)
        return _article(text.article), shown, found.codebook, layers, asked, around


def cached_page(
    sides: Sequence[ReportLoader], what: Hashable, make: Callable[[], bytes], person: Hashable
) -> bytes:
    """Return what ``make`` makes of the reports, for a page: kept as ``Gathered.product`` keeps it.

    Raises ``ResultNotReady`` where there is too much for an answer within a second.
    """
    key = (what, *(side.state for side in sides))
    size = sum(round_.last_seq for side in sides for round_ in side.only)
    if size <= settings.BACKGROUND_FROM_CHANGES:
        return CACHE.get(key, make)
    return CACHE.get_soon(key, make, person, settings.BACKGROUND_WAIT_SECONDS)


def _only_round(rounds: list[Round], pk: int | None) -> list[Round]:
    found = [round_ for round_ in rounds if pk is None or round_.pk == pk]
    if pk is not None and not found:
        raise Http404(_("There is no such round in this report, or it is not shared with you."))
    return found


def claim_tag(user: User, article: Article) -> Tag:
    """The tag of the report's claims; ``Http404`` where the codebook has none that can be checked."""
    codebook = fetch_rows(user, {article.pk: current_text(article)})[article.pk].codebook
    slug, details = SECTIONS["claims"]
    for tag in codebook.tags:
        if tag.slug == slug and details.keys() <= {detail.slug for detail in tag.details}:
            return tag
    raise Http404(_("The codebook of this article has no claims to check."))


def default_threshold(rounds: Sequence[Round], readers: int) -> str:
    """What a class that marked blindly agrees on is its majority;

    Where people add to each other's marks, all counts.
    """
    blind = bool(rounds) and all(round_.mode == RoundMode.INDEPENDENT for round_ in rounds)
    return MAJORITY if blind and readers > 2 else ANYBODY


def reader_annotations(user: User, round_: Round) -> tuple[list[SpanAnnotation], int]:
    """Return the readers' marks of a visible round that ``user`` may see, in no order, and how many readers there are.

    Who has left is a reader as long as their marks are there.
    """
    rows = Rows(user, [round_]).marks
    layers = list(visible_layers(user, round_).select_related("annotator"))
    marked = [layer for layer in layers if layer.pk in rows]
    names = reader_names(marked)
    marks = [_kept(row, names[_reader(layer)]) for layer in marked for row in rows[layer.pk]]
    return marks, sum(1 for layer in layers if layer.annotator_id or layer.pk in rows)


def reader_names(rows: Iterable[LayerRow]) -> dict[tuple[int, int], str]:
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
    fetched: FetchedRows, rounds: list[Round], rows: list[LayerRow], names: dict[tuple[int, int], str]
) -> list[Layer]:
    """A layer counts once there is a mark in it or it is handed in: to have begun is not to have read."""
    by_pk = {round_.pk: round_ for round_ in rounds}
    found = []
    for row in rows:
        round_, own = by_pk[row.round_id], fetched.rows.marks.get(row.pk, [])
        # Alone nobody hands in; and when a round is over, what is there is what they did.
        done = (
            bool(row.submitted_at)
            or round_.team_id is None
            or round_.state in (RoundState.CLOSED, RoundState.REVEALED)
        )
        if own or row.submitted_at:
            name = names[_reader(row)]
            found.append(Layer(name, tuple(_kept(mark, name) for mark in own), done, row.round_id))
    for pk in by_pk:
        own = fetched.rows.settled.get(pk, [])
        marks = tuple(_kept(mark, _("Settled by the team")) for mark in own)
        found.append(Layer("", marks, True, pk, LayerKind.SETTLED))
    return found


def _kept(row: Any, name: str) -> SpanAnnotation:
    """A row of ``EXPORT_COLUMNS`` as the pure modules take it."""
    pk, _layer, _round, start, end, tag, quote, created, note, details = row
    return SpanAnnotation(pk, start, end, tag, quote, name, created, note, details)


def _key(user: User, rounds: list[Round]) -> list[Layer]:
    """The key as the one reader's layer; ``Http404`` where ``user`` may not see it, or there is none."""
    name = _("The key")
    marks = tuple(_mark(row, name) for row in annotations_in(user, rounds, LayerKind.KEY))
    if not marks:
        raise Http404(_("This round has no key that you may see."))
    return [Layer(name, marks, True, rounds[0].pk)]


def _facts(rounds: list[Round], layers: list[Layer]) -> tuple[RoundFacts, ...]:
    def fact(round_: Round) -> RoundFacts:
        here = [layer for layer in layers if layer.round == round_.pk]
        readers = [layer for layer in here if layer.kind == LayerKind.READER]
        settled = any(layer.marks for layer in here if layer.kind == LayerKind.SETTLED)
        done = sum(layer.done for layer in readers)
        return RoundFacts(round_.pk, round_.mode, round_.state, len(readers), done, settled, round_.hides)

    return tuple(fact(round_) for round_ in sorted(rounds, key=lambda round_: round_.pk))


def _article(article: Article) -> ArticleFacts:
    facts: dict[str, Any] = {
        name: getattr(article, name) for name in ("title", "byline", "publication", "published", "language")
    }
    return ArticleFacts(article.pk, url=article.web_address, **facts)


def _mark(row: Annotation, name: str) -> SpanAnnotation:
    return SpanAnnotation(
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
