"""Every change to links to a report: create and revoke one."""

import secrets
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from articles.access import current_text
from articles.models import Article
from people.digests import token_digest
from people.models import User
from people.permissions import Permission, check_permission
from people.quotas import SHARES_OF_ARTICLE, check_quota
from reports.models import SharedReport
from reports.options import ReportOptions


def share_report(
    user: User, article: Article, options: ReportOptions, days: int | None, names: bool
) -> tuple[SharedReport, str]:
    """Create a link to the report that works for ``days`` (None: until it is revoked). Return it with its token.

    The token is not stored, so it cannot be shown again.
    """
    check_permission(user, Permission.SHARE_REPORT, article)
    current_text(article)
    message = _("This report already has {most} links, the maximum. Revoke one first.")
    check_quota(article.shared_reports.all(), SHARES_OF_ARTICLE, message)
    token = secrets.token_urlsafe(32)
    expires = timezone.now() + timedelta(days=days) if days else None
    share = SharedReport.objects.create(
        article=article,
        created_by=user,
        digest=token_digest(token),
        query=options.query,
        names=names,
        expires_at=expires,
    )
    return share, token


def revoke_share(user: User, share: SharedReport) -> None:
    """Revoke a link."""
    check_permission(user, Permission.SHARE_REPORT, share.article)
    share.delete()
