"""Articles as files: the one way from what somebody may see to bytes."""

import secrets
from collections.abc import Iterator, Sequence
from datetime import date

from articles.access import articles_for, current_text, texts_of
from articles.models import Article
from people.models import User
from reports.formats import file_name, formats, of_marks, of_record
from reports.gather import fetched, gathered, marked_by
from reports.record import record_of
from reports.wishes import Wishes

READ = "read the report"
# Articles whose rows are fetched together: enough to ask the database seldom, few enough for any memory.
AT_ONCE = 50


def written(user: User, article: Article, slug: str, wanted: Wishes, day: date) -> tuple[str, bytes]:
    """(name, bytes) in the format ``slug``, of what ``user`` may see; ``KeyError`` where there is no such format."""
    kind = formats()[slug]
    salt = _salt(wanted)
    if of_record(kind):
        made: object = record_of(user, article, wanted, salt)
    elif of_marks(kind) and not wanted.agreed:
        text = current_text(article, wanted.revision)
        made = marked_by(user, fetched(user, {article.pk: text})[article.pk], wanted, salt)
    else:
        made = gathered(user, article, wanted, salt).report
    return file_name(article.title, slug, day), kind.write(made)


def written_each(
    user: User, pks: Sequence[int], slug: str, wanted: Wishes, day: date
) -> Iterator[tuple[int, tuple[str, bytes] | None]]:
    """(number, what ``written`` gives) of each article; None of one that is not there for ``user``."""
    kind = formats()[slug]
    together = of_marks(kind) and not wanted.agreed
    for at in range(0, len(pks), AT_ONCE):
        some = pks[at : at + AT_ONCE]
        articles = {article.pk: article for article in articles_for(user, some, READ)}
        rows = fetched(user, texts_of(list(articles.values()), wanted.revision)) if together else {}
        for pk in some:
            if pk in rows:
                data = kind.write(marked_by(user, rows[pk], wanted, _salt(wanted)))
                yield pk, (file_name(articles[pk].title, slug, day), data)
            elif pk in articles and not together:
                yield pk, written(user, articles[pk], slug, wanted, day)
            else:
                yield pk, None


def _salt(wanted: Wishes) -> str | None:
    """Two files of the same marks cannot be laid beside each other by their numbers."""
    return None if wanted.names else secrets.token_hex()
