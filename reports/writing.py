"""Articles as files: the one way from what somebody may see to bytes."""

import secrets
from collections.abc import Iterator, Sequence
from datetime import date

from articles.access import articles_for, current_text, texts_of
from articles.models import Article
from people.models import User
from reports.formats import Format, file_name, formats, of_marks, of_record
from reports.gather import Fetched, fetched, marked_by, report_by
from reports.record import record_of
from reports.wishes import Wishes

READ = "read the report"
# Articles whose rows are fetched together: enough to ask the database seldom, few enough for any memory.
AT_ONCE = 50


def written(user: User, article: Article, slug: str, wanted: Wishes, day: date) -> tuple[str, bytes]:
    """(name, bytes) in the format ``slug``, of what ``user`` may see; ``KeyError`` where there is no such format."""
    kind = formats()[slug]
    if of_record(kind):
        return _file(article, kind, day, record_of(user, article, wanted, _salt(wanted)))
    rows = fetched(user, {article.pk: current_text(article, wanted.revision)})
    return _file(article, kind, day, _made(user, kind, rows[article.pk], wanted))


def written_each(
    user: User, pks: Sequence[int], slug: str, wanted: Wishes, day: date
) -> Iterator[tuple[int, tuple[str, bytes] | None]]:
    """(number, what ``written`` gives) of each article; None of one that is not there for ``user``."""
    kind = formats()[slug]
    for at in range(0, len(pks), AT_ONCE):
        some = pks[at : at + AT_ONCE]
        articles = {article.pk: article for article in articles_for(user, some, READ)}
        rows = {} if of_record(kind) else fetched(user, texts_of(list(articles.values()), wanted.revision))
        for pk in some:
            if pk in rows:
                yield pk, _file(articles[pk], kind, day, _made(user, kind, rows[pk], wanted))
            elif pk in articles and of_record(kind):
                yield pk, written(user, articles[pk], slug, wanted, day)
            else:
                yield pk, None


def _made(user: User, kind: Format, rows: Fetched, wanted: Wishes) -> object:
    """What the format is made of: where marks are enough, nothing is counted."""
    make = marked_by if of_marks(kind) and not wanted.agreed else report_by
    return make(user, rows, wanted, _salt(wanted))


def _file(article: Article, kind: Format, day: date, made: object) -> tuple[str, bytes]:
    return file_name(article.title, kind.slug, day), kind.write(made)


def _salt(wanted: Wishes) -> str | None:
    """Two files of the same marks cannot be laid beside each other by their numbers."""
    return None if wanted.names else secrets.token_hex()
