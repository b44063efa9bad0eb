"""The files of one article in a dataset, and its rows in the tables of all articles."""

import json
from typing import Any

from django.utils.text import slugify

from campaigns.dataset.files.csv_rows import csv_chunks
from campaigns.dataset.files.totals import Totals
from campaigns.dataset.files.zip_file import DatasetZip, Spool
from campaigns.models import CampaignArticle
from reports.analysis.pseudonyms import PersonNames
from reports.exports.rounds import RoundExport
from reports.formats import formats
from reports.layers import SpanAnnotation

COLUMNS = (
    "article", "title", "byline", "publication", "url", "published", "language", "purpose", "for_everyone", "state",
    "counted", "completed", "codebook", "codebook_version", "revision", "words", "characters", "sha256", "text",
    "metadata",
)  # fmt: skip


class ArticleTables:
    """The tables with all articles, all highlights and all answer keys, and their sums."""

    def __init__(self, names: PersonNames) -> None:
        self.names, self.totals = names, Totals()
        self.articles, self.highlights, self.answers = Spool(), Spool(), Spool()
        self.articles.write(b"".join(csv_chunks(COLUMNS, ())))

    def close(self) -> None:
        """Delete the tables."""
        for table in (self.articles, self.highlights, self.answers):
            table.close()

    def add(self, row: CampaignArticle, export: RoundExport, counted: set[int]) -> None:
        """Add an article. ``counted`` are the ids of those whose hand-in counts."""
        text, article = export.round.text, export.round.text.article
        words = text.words or 0
        self.totals.add_article(words, len(text.body), article.language, article.publication)
        self.totals.add_day(article.published)
        completed = row.completed_at and row.completed_at.date()
        cells = [
            article.pk, article.title, article.byline, article.publication, article.web_address, article.published,
            article.language, row.purpose, row.for_everyone, export.round.state, row.counted, completed,
            export.round.codebook.slug, export.round.codebook.version, text.revision, words, len(text.body),
            text.sha256, text_path(export),
            json.dumps(article.metadata, ensure_ascii=False, sort_keys=True) if article.metadata else "",
        ]  # fmt: skip
        self.articles.write(b"".join(csv_chunks(COLUMNS, [cells])).split(b"\r\n", 1)[1])
        annotations = export.annotations
        self.totals.add_highlights(one for _person, one in annotations)
        for person, one in annotations:
            extra = {
                "id": one.id,
                "person": one.annotator,
                "counted": person in counted,
                "created": one.created,
            }
            self.highlights.write(_json_line(_span(article.pk, one) | extra))
        for one in export.answer_key:
            self.totals.answers += 1
            self.answers.write(_json_line(_span(article.pk, one)))


def add_article_files(zip_file: DatasetZip, export: RoundExport, slugs: tuple[str, ...]) -> None:
    """Add the text of an article, and its highlights in each of the formats."""
    zip_file.add(text_path(export), export.round.text.body.encode())
    for slug in slugs:
        zip_file.add(f"formats/{slug}/{_stem(export)}.{formats()[slug].ending}", export.file(slug))


def text_path(export: RoundExport) -> str:
    """Return the path of the text of an article."""
    return f"texts/{_stem(export)}.txt"


def _stem(export: RoundExport) -> str:
    """Return a name that is safe on every system: the id of the article, and its title in plain letters."""
    article = export.round.text.article
    return f"{article.pk}-{slugify(article.title)[:60]}".rstrip("-")


def _span(article: int, one: SpanAnnotation) -> dict[str, Any]:
    span = {"article": article, "start": one.start, "end": one.end, "tag": one.tag, "quote": one.quote}
    return span | {"note": one.note, "details": one.details}


def _json_line(row: dict[str, Any]) -> bytes:
    return f"{json.dumps(row, ensure_ascii=False)}\n".encode()
