"""Every change that a team makes to the report on an article: check, write, in one transaction."""

import secrets
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from annotate.annotations.spans import check_span
from annotate.codebook import Tag, check_details
from articles.access import current_text
from articles.models import Article
from people.actions.accounts import digest
from people.models import User
from people.permissions import require
from people.quotas import SHARES_OF_ARTICLE, check_quota
from reports.access import SHARE, findings_on, merged_on
from reports.analysis.claims import finding_on
from reports.analysis.sources import key_of
from reports.models import MergedSource, SharedReport
from reports.options import Wishes
from web.text.single_line import as_single_line

VERB = "edit the report"
MOST_LETTERS = 300
MAX_NOTE = 2_000


class ReportError(ValueError):
    """This cannot be written into the report. The message says why."""


@transaction.atomic
def merge_source(user: User, article: Article, source: str, into: str) -> None:
    """From now on what readers call ``source`` is counted as ``into``, and what was merged into ``source`` as well."""
    require(user, VERB, article)
    source, into = source.strip(), as_single_line(into)
    if not key_of(source) or not key_of(into) or max(len(source), len(into)) > MOST_LETTERS:
        raise ReportError(
            _("Say which source is to be counted as which, in up to {most} letters.").format(
                most=MOST_LETTERS
            )
        )
    known = merged_on(article)
    into = known.get(key_of(into), into)
    if key_of(source) == key_of(into):
        raise ReportError(
            _("“{source}” and “{into}” are one source already.").format(source=source, into=into)
        )
    followers = [key for key, name in known.items() if key_of(name) == key_of(source)]
    for key in {key_of(source), *followers}:
        MergedSource.objects.update_or_create(article=article, key=key, defaults={"name": into})


@transaction.atomic
def part_source(user: User, article: Article, source: str) -> None:
    """Count ``source`` apart again; a second time changes nothing."""
    require(user, VERB, article)
    article.merged_sources.filter(key=key_of(source)).delete()


@transaction.atomic
def write_finding(
    user: User, article: Article, tag: Tag, start: int, end: int, details: dict[str, Any], note: str = ""
) -> None:
    """What was found out about the claim on ``[start, end)``: ``details`` are ``tag``'s ``status`` and ``evidence``.

    One claim has one finding: what was found before about most of these words is written over. Raises ``SpanError``,
    ``DetailsError``, ``ReportError``.
    """
    require(user, VERB, article)
    text = current_text(article)
    check_span(text.body, start, end, text.body[start:end])
    details = check_details(tag, details)
    if not details.get("status"):
        raise ReportError(_("Say what was found: choose a check status."))
    if len(note) > MAX_NOTE:
        raise ReportError(_("A note has up to {most} letters.").format(most=MAX_NOTE))
    before = finding_on(start, end, findings_on(text))
    span = {"start": before.start, "end": before.end} if before else {"start": start, "end": end}
    text.findings.update_or_create(
        **span,
        defaults={
            "start": start,
            "end": end,
            "status": details["status"],
            "evidence": details.get("evidence", []),
            "note": note.strip(),
            "changed_by": user,
        },
    )


@transaction.atomic
def clear_finding(user: User, article: Article, start: int, end: int) -> None:
    """Take back what was found about the claim on ``[start, end)``; where nothing was, nothing changes."""
    require(user, VERB, article)
    text = current_text(article)
    if before := finding_on(start, end, findings_on(text)):
        text.findings.filter(start=before.start, end=before.end).delete()


def share_report(
    user: User, article: Article, wanted: Wishes, days: int | None, names: bool
) -> tuple[SharedReport, str]:
    """(link, token): anybody who has the token reads the report for ``days``, None for ever. It is told this once."""
    require(user, SHARE, article)
    current_text(article)
    message = _("There are {most} links to this report, as many as there may be. Take one back first.")
    check_quota(article.shared_reports.all(), SHARES_OF_ARTICLE, message)
    token = secrets.token_urlsafe(32)
    expires = timezone.now() + timedelta(days=days) if days else None
    share = SharedReport.objects.create(
        article=article,
        created_by=user,
        digest=digest(token),
        query=wanted.query,
        names=names,
        expires_at=expires,
    )
    return share, token


def unshare(user: User, share: SharedReport) -> None:
    """The link leads nowhere from now on."""
    require(user, SHARE, share.article)
    share.delete()
