"""Fetches what a report is made of: three queries, however many people marked."""

from collections import Counter

from django.utils.translation import gettext as _

from annotate.access import annotations_in, rounds_on
from annotate.actions import DEFAULT_CODEBOOK
from annotate.codebook import read_codebook
from annotate.models import Annotation
from annotate.rounds import Kind
from annotate.telling import told_codebook
from articles.access import current_text
from articles.draft import Formatting
from articles.models import Article
from people.models import User
from reports.combine import Mark
from reports.report import ArticleFacts, Report, TextFacts, build


def report_on(user: User, article: Article) -> Report:
    """The report on the article's newest text, from the marks that ``user`` may see.

    Rounds with an older codebook than the newest round's are left out: their tags mean something else. Where a round
    has a settled layer, that stands in place of the readers' own.
    """
    text = current_text(article)
    rounds = list(rounds_on(user, article).filter(text=text).select_related("codebook"))
    rounds = [round_ for round_ in rounds if round_.codebook_id == rounds[0].codebook_id]
    codebook = rounds[0].codebook.pure if rounds else read_codebook(DEFAULT_CODEBOOK)
    facts = ArticleFacts(
        article.pk,
        article.title,
        article.byline,
        article.publication,
        article.url,
        article.published,
        article.language,
    )
    formatting = tuple(Formatting(*row) for row in text.formatting)
    shown = TextFacts(text.revision, text.sha256, text.body, formatting)
    settled = list(annotations_in(user, rounds, Kind.SETTLED))
    done = {row.layer.round_id for row in settled}
    rows = settled + list(annotations_in(user, [round_ for round_ in rounds if round_.pk not in done]))
    return build(facts, shown, told_codebook(codebook), marks_of(rows))


def marks_of(rows: list[Annotation]) -> list[Mark]:
    """Marks as the pure modules take them."""
    names = _names(rows)
    return [_mark(row, _name(row, names)) for row in rows]


def codebook_shown(user: User, article: Article) -> int | None:
    """The codebook of the report on the article, for its colours; None before the first round."""
    rounds = rounds_on(user, article).order_by("-text__revision", "-pk")
    return rounds.values_list("codebook", flat=True).first()


def _names(rows: list[Annotation]) -> dict[tuple[int, int], str]:
    """What each reader is called; two of one name are told apart by a number."""
    people = {_reader(row): row.layer.annotator for row in rows if row.layer.kind == Kind.READER}
    used: Counter[str] = Counter()
    names = {}
    for key in sorted(people):
        person = people[key]
        name = person.name if person else _("Somebody who has left")
        used[name] += 1
        names[key] = name if used[name] == 1 else f"{name} ({used[name]})"
    return names


def _reader(row: Annotation) -> tuple[int, int]:
    """One person in all rounds; who has left is known by their layer alone."""
    return (row.layer.annotator_id, 0) if row.layer.annotator_id else (0, row.layer_id)


def _name(row: Annotation, names: dict[tuple[int, int], str]) -> str:
    return names[_reader(row)] if row.layer.kind == Kind.READER else _("Settled by the team")


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
