"""How many of a thing there may be. Each is far above what people need, and below what would hurt the site."""

from typing import Any

from django.db.models import QuerySet

from people.permissions import PermissionRefused

TOKENS_OF_PERSON = 50
TEAMS_OF_OWNER = 200
INVITATIONS_OF_TEAM = 500
ROUNDS_ON_ARTICLE = 200
POLLS_OF_ROUND = 500
COMMENTS_ON_ANNOTATION = 200
SHARES_OF_ARTICLE = 100


def check_quota(rows: QuerySet[Any], most: int, message: str) -> None:
    """Raise ``PermissionRefused`` with the message, in which ``{most}`` is the number, where there are as many rows already."""
    if rows.order_by()[:most].count() >= most:
        raise PermissionRefused(message.format(most=most))
