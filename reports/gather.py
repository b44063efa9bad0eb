"""Fetches what a report is made of, in the same few queries however many people marked."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _

from annotate.access import annotations_in, layers_seen, rounds_on
from annotate.actions import DEFAULT_CODEBOOK
from annotate.codebook import Tag, read_codebook
from annotate.models import Annotation, Round
from annotate.models import Layer as LayerRow
from annotate.rounds import Kind, Mode, State
from annotate.telling import told_codebook
from articles.access import current_text
from articles.draft import Formatting
from articles.models import Article, Text
from people.models import User
from reports.access import findings_on, merged_on
from reports.layers import Layer, Mark
from reports.pseudonyms import hidden
from reports.report import SECTIONS, Around, ArticleFacts, Asked, Report, RoundFacts, TextFacts, build
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
    """The report on the newest text of an article, or the revision wanted, from the marks that ``user`` may see.

    With a ``salt`` nobody is named: readers are numbered in an order that hangs on it. Rounds with an older codebook
    than the newest round's are left out: their tags mean something else. Raises ``Http404`` for a round or a reader
    that is not there for ``user``.
    """
    text = current_text(article, wanted.revision)
    every = counted_rounds(user, article, text)
    rounds = _only_round(every, wanted.round)
    codebook = rounds[0].codebook.pure if rounds else read_codebook(DEFAULT_CODEBOOK)
    rows = list(layers_seen(user, rounds).select_related("annotator")) if rounds else []
    names = names_of(rows)
    kept = _only_readers(rows, wanted.readers)
    layers = _key(user, rounds) if wanted.key else _layers(user, rounds, kept, names)
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
    around = Around(_facts(rounds, layers), merged_on(article), findings_on(text, named=salt is None))
    formatting = tuple(Formatting(*row) for row in text.formatting)
    shown = TextFacts(text.revision, text.sha256, text.body, formatting)
    report = build(_article(article), shown, told_codebook(codebook), layers, asked, around)
    people = {(row.annotator_id, names[_reader(row)]) for row in rows if row.annotator_id}
    return Gathered(
        report,
        every,
        sorted(people, key=lambda reader: (reader[1].casefold(), reader[0])),
        rounds[0].codebook_id if rounds else None,
    )


def counted_rounds(user: User, article: Article, text: Text) -> list[Round]:
    """The rounds on this text that ``user`` sees and that a report counts together, newest first."""
    rounds = list(rounds_on(user, article).filter(text=text).select_related("codebook", "text__article"))
    return [round_ for round_ in rounds if round_.codebook_id == rounds[0].codebook_id]


def _only_round(rounds: list[Round], pk: int | None) -> list[Round]:
    found = [round_ for round_ in rounds if pk is None or round_.pk == pk]
    if pk is not None and not found:
        raise Http404(_("There is no such round in this report, or it is not shared with you."))
    return found


def claim_tag(user: User, article: Article) -> Tag:
    """The tag of the report's claims; ``Http404`` where the codebook has none that can be checked."""
    rounds = counted_rounds(user, article, current_text(article))
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
    user: User, rounds: list[Round], rows: list[LayerRow], names: dict[tuple[int, int], str]
) -> list[Layer]:
    """A layer counts once there is a mark in it or it is handed in: to have begun is not to have read."""
    marks: dict[int, list[Annotation]] = {}
    seen = list(annotations_in(user, rounds)) + list(annotations_in(user, rounds, Kind.SETTLED))
    for mark in seen:
        marks.setdefault(mark.layer_id, []).append(mark)
    by_pk = {round_.pk: round_ for round_ in rounds}
    found = []
    for row in rows:
        round_, own = by_pk[row.round_id], marks.pop(row.pk, [])
        # Alone nobody hands in; and when a round is over, what is there is what they did.
        done = (
            bool(row.submitted_at) or round_.team_id is None or round_.state in (State.CLOSED, State.REVEALED)
        )
        if own or row.submitted_at:
            name = names[_reader(row)]
            found.append(Layer(name, tuple(_mark(mark, name) for mark in own), done, row.round_id))
    settled = [mark for mark in seen if mark.layer.kind == Kind.SETTLED]
    for pk in by_pk:
        own = [_mark(mark, _("Settled by the team")) for mark in settled if mark.layer.round_id == pk]
        found.append(Layer("", tuple(own), True, pk, Kind.SETTLED))
    return found


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
