"""Write reports and records as files: every download comes from here."""

import logging
import secrets
from collections.abc import Iterator, Sequence
from datetime import date

from articles.access import newest_texts
from articles.models import Article
from people.models import User
from reports.access import filter_report_articles
from reports.archive.dump import dump_article
from reports.cached_results import cached_product
from reports.formats import Format, file_name, formats, of_hints, of_marks, of_passages, of_record
from reports.loader import ReportLoader, load_report, load_reports
from reports.options import ReportOptions

# Articles whose rows are fetched together, which limits both memory and the number of queries.
BATCH_SIZE = 50
log = logging.getLogger(__name__)


def export_article(
    user: User, article: Article, slug: str, options: ReportOptions, day: date
) -> tuple[str, bytes]:
    """Return (name, content) in the format ``slug`` of what ``user`` may see. Raise ``KeyError`` for an unknown one."""
    file_format = formats()[slug]
    if of_record(file_format):
        return _file(article, file_format, day, dump_article(user, article, options, _salt(options)))
    loaded = load_report(user, article, options, _salt(options))
    if file_format.group == "tools" or not options.names:
        return _file(article, file_format, day, content_for(file_format, loaded))
    # Formats for people are slow to write and often requested, so they are cached.
    data = cached_product(loaded, slug, lambda: file_format.write(content_for(file_format, loaded)))
    return file_name(article.title, slug, day), data


def export_articles(
    user: User, pks: Sequence[int], slug: str, options: ReportOptions, day: date
) -> Iterator[tuple[int, tuple[str, bytes] | None]]:
    """Yield (pk, result of ``export_article``) for each article; None if ``user`` may not see it or it fails."""
    file_format = formats()[slug]
    for start in range(0, len(pks), BATCH_SIZE):
        batch = pks[start : start + BATCH_SIZE]
        articles = {article.pk: article for article in filter_report_articles(user, batch)}
        texts = {} if of_record(file_format) else newest_texts(list(articles.values()), options.revision)
        loaders = load_reports(user, texts, options, lambda: _salt(options))
        for pk in batch:
            try:
                file = None
                if pk in loaders:
                    # ``pop`` frees the memory of the report once it is written.
                    file = _file(articles[pk], file_format, day, content_for(file_format, loaders.pop(pk)))
                elif pk in articles and of_record(file_format):
                    file = export_article(user, articles[pk], slug, options, day)
            except Exception:
                # The other articles are exported all the same.
                log.exception("The report on article %s could not be written as %s.", pk, slug)
            yield pk, file


def content_for(file_format: Format, loaded: ReportLoader) -> object:
    """Return what the format writes: the report, or annotations alone, for which nothing is computed."""
    if not of_marks(file_format):
        return loaded.report
    if of_hints(file_format):
        return loaded.annotations_with_hints
    with_passages = loaded.options.agreed or of_passages(file_format)
    return loaded.annotations_with_passages if with_passages else loaded.annotations


def _file(article: Article, file_format: Format, day: date, content: object) -> tuple[str, bytes]:
    return file_name(article.title, file_format.slug, day), file_format.write(content)


def _salt(options: ReportOptions) -> str | None:
    """Return a new salt if names are hidden, so that the numbers of readers differ from file to file."""
    return None if options.names else secrets.token_hex()
