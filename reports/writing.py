"""An article as a file: the one way from what somebody may see to bytes."""

import secrets
from datetime import date

from articles.models import Article
from people.models import User
from reports.formats import file_name, formats, of_record
from reports.gather import gathered
from reports.record import record_of
from reports.wishes import Wishes


def written(user: User, article: Article, slug: str, wanted: Wishes, day: date) -> tuple[str, bytes]:
    """(name, bytes) in the format ``slug``, of what ``user`` may see; ``KeyError`` where there is no such format."""
    kind = formats()[slug]
    # Two files of the same marks cannot be laid beside each other by their numbers.
    salt = None if wanted.names else secrets.token_hex()
    made = record_of if of_record(kind) else _report
    return file_name(article.title, slug, day), kind.write(made(user, article, wanted, salt))


def _report(user: User, article: Article, wanted: Wishes, salt: str | None) -> object:
    return gathered(user, article, wanted, salt).report
