"""Articles as files: the one way from what somebody may see to bytes."""

import logging
import secrets
from collections.abc import Iterator, Sequence
from datetime import date

from articles.access import filter_permitted, newest_texts
from articles.models import Article
from people.models import User
from people.permissions import Permission
from reports.archive.dump import dump_article
from reports.formats import Format, file_name, formats, of_marks, of_passages, of_record
from reports.loader import ReportLoader, load_report, load_reports
from reports.options import ReportOptions

# Articles whose rows are fetched together: enough to ask the database seldom, few enough for any memory.
AT_ONCE = 50
log = logging.getLogger(__name__)


def export_article(
    user: User, article: Article, slug: str, wanted: ReportOptions, day: date
) -> tuple[str, bytes]:
    """(name, bytes) in the format ``slug``, of what ``user`` may see; ``KeyError`` where there is no such format."""
    kind = formats()[slug]
    if of_record(kind):
        return _file(article, kind, day, dump_article(user, article, wanted, _salt(wanted)))
    found = load_report(user, article, wanted, _salt(wanted))
    if kind.group == "tools" or not wanted.names:
        return _file(article, kind, day, _made(kind, found))
    # People ask for them again and again, and each takes long to make.
    data = found.product(slug, lambda: kind.write(_made(kind, found)))
    return file_name(article.title, slug, day), data


def export_articles(
    user: User, pks: Sequence[int], slug: str, wanted: ReportOptions, day: date
) -> Iterator[tuple[int, tuple[str, bytes] | None]]:
    """(number, what ``export_article`` gives) of each article; None of one that is not there for ``user``, or that fails."""
    kind = formats()[slug]
    for at in range(0, len(pks), AT_ONCE):
        some = pks[at : at + AT_ONCE]
        articles = {article.pk: article for article in filter_permitted(user, some, Permission.VIEW_REPORT)}
        texts = {} if of_record(kind) else newest_texts(list(articles.values()), wanted.revision)
        loaders = load_reports(user, texts, wanted, lambda: _salt(wanted))
        for pk in some:
            try:
                file = None
                if pk in loaders:
                    # Dropped with its report once it is written.
                    file = _file(articles[pk], kind, day, _made(kind, loaders.pop(pk)))
                elif pk in articles and of_record(kind):
                    file = export_article(user, articles[pk], slug, wanted, day)
            except Exception:
                # One article must not take the others with it.
                log.exception("The report on article %s could not be written as %s.", pk, slug)
            yield pk, file


def _made(kind: Format, found: ReportLoader) -> object:
    """What the format is made of: where marks or passages are enough, nothing is counted."""
    if not of_marks(kind):
        return found.report
    return found.annotations_with_passages if found.options.agreed or of_passages(kind) else found.annotations


def _file(article: Article, kind: Format, day: date, made: object) -> tuple[str, bytes]:
    return file_name(article.title, kind.slug, day), kind.write(made)


def _salt(wanted: ReportOptions) -> str | None:
    """Two files of the same marks cannot be laid beside each other by their numbers."""
    return None if wanted.names else secrets.token_hex()
