"""Upper limits on numbers of objects: far above what people need, and below what would slow the site down."""

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
VERSIONS_OF_REPORT = 200
REVISIONS_OF_ARTICLE = 500
LESSONS_OF_OWNER = 500


def check_quota(rows: QuerySet[Any], limit: int, message: str) -> None:
    """Raise ``PermissionRefused`` if there are ``limit`` rows already. ``{most}`` in the message is the limit."""
    if rows.order_by()[:limit].count() >= limit:
        raise PermissionRefused(message.format(most=limit))
