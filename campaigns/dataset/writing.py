"""Write the dataset of a campaign, article by article, so that memory does not grow with their number."""

import logging
from collections import defaultdict
from collections.abc import Container, Iterator, Sequence
from contextlib import closing
from datetime import date

from annotate.codebooks.toml import dumps
from annotate.codebooks.translation import translate_codebook
from annotate.models import Codebook
from campaigns.access import get_campaign
from campaigns.batches import batches
from campaigns.dataset.documents.agreement import add_agreement
from campaigns.dataset.documents.writing import add_documents
from campaigns.dataset.files.article_files import ArticleTables, add_article_files
from campaigns.dataset.files.csv_rows import csv_chunks
from campaigns.dataset.files.tables import (
    ASSIGNMENT_COLUMNS,
    EVENT_COLUMNS,
    PEOPLE_COLUMNS,
    assignment_rows,
    event_rows,
    people_rows,
)
from campaigns.dataset.files.zip_file import DatasetZip
from campaigns.dataset.names import person_names
from campaigns.dataset.options import DatasetOptions, stored_options
from campaigns.enums import AssignmentState
from campaigns.models import ArticleAssignment, Campaign, CampaignArticle
from campaigns.quality.stored import released_articles, store_missing
from people.models import User
from people.permissions import Permission
from reports.exports.rounds import RoundExport, export_rounds
from reports.models import ExportJob

log = logging.getLogger(__name__)


def write_dataset(job: ExportJob, day: date, left_out: list[int]) -> Iterator[bytes]:
    """Yield the parts of the ZIP: first of each article, then of what is about all of them.

    ``day`` plays no part: the same data gives the same bytes. Articles that are gone, or that cannot be written, are
    added to ``left_out``.
    """
    options = stored_options(job.query)
    campaign = get_campaign(job.owner, options.campaign, Permission.OVERSEE_CAMPAIGN)
    names = person_names(campaign, options.named)
    with closing(DatasetZip()) as zip_file, closing(ArticleTables(names)) as tables:
        missing = dict.fromkeys(job.articles)
        codebooks: dict[int, Codebook] = {}
        for export in _articles(job.owner, campaign, missing, tables):
            codebooks.setdefault(export.round.codebook_id, export.round.codebook)
            if _add_files(zip_file, export, options):
                missing.pop(export.round.text.article_id)
            yield zip_file.take()
        left_out += missing
        yield from _add_tables(zip_file, campaign, tables)
        for codebook in codebooks.values():
            pure = translate_codebook(codebook.pure)
            zip_file.add(f"codebook/{pure.slug}-v{pure.version}.toml", dumps(pure).encode())
        for _batch in store_missing(campaign):
            yield zip_file.take()
        add_agreement(zip_file, campaign, names)
        yield zip_file.take()
        add_documents(zip_file, campaign, options, tables.totals, len(missing))
        yield from zip_file.finish()


def _add_tables(zip_file: DatasetZip, campaign: Campaign, tables: ArticleTables) -> Iterator[bytes]:
    yield from zip_file.stream("articles.csv", tables.articles.chunks())
    yield from zip_file.stream("highlights.jsonl", tables.highlights.chunks())
    yield from zip_file.stream("answer-keys.jsonl", tables.answers.chunks())
    rows = {
        "people.csv": (PEOPLE_COLUMNS, people_rows(campaign, tables.names, tables.totals)),
        "assignments.csv": (ASSIGNMENT_COLUMNS, assignment_rows(campaign, tables.names)),
        "events.csv": (EVENT_COLUMNS, event_rows(campaign, tables.names)),
    }
    for path, (columns, lines) in rows.items():
        yield from zip_file.stream(path, csv_chunks(columns, lines))


def _articles(
    user: User, campaign: Campaign, wanted: Container[int], tables: ArticleTables
) -> Iterator[RoundExport]:
    """Yield the rounds of the ``wanted`` articles that are released, and add them to the tables."""
    released = released_articles(campaign).values_list("pk", "round__text__article")
    pks = [pk for pk, article in released if article in wanted]
    for part in batches(pks):
        articles = CampaignArticle.objects.filter(pk__in=part).order_by("position", "pk")
        rows = {row.round_id: row for row in articles}
        counted = _counted(part)
        for export in export_rounds(user, list(rows), tables.names):
            row = rows[export.round.pk]
            tables.add(row, export, counted[row.pk])
            yield export


def _counted(pks: Sequence[int]) -> dict[int, set[int]]:
    """Return {pk of the article: ids of those whose hand-in counts}."""
    people: dict[int, set[int]] = defaultdict(set)
    rows = ArticleAssignment.objects.filter(
        article__in=pks, state=AssignmentState.COUNTED, annotator__isnull=False
    )
    for article, person in rows.values_list("article", "annotator"):
        people[article].add(person)
    return people


def _add_files(zip_file: DatasetZip, export: RoundExport, options: DatasetOptions) -> bool:
    """Add the files of an article. Return whether all of them could be written."""
    try:
        add_article_files(zip_file, export, options.formats)
    except Exception:
        # The other articles are in the dataset all the same.
        log.exception("Article %s of a dataset could not be written.", export.round.text.article_id)
        return False
    return True
