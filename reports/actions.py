"""Changes that a team makes to the report on an article. Each checks permission and writes in one transaction."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from annotate.annotations.spans import check_span
from annotate.tag import Tag, check_details
from articles.access import current_text
from articles.carrying.carry import SpanCarrier
from articles.models import Article, Text
from articles.revisions import carry_span
from people.models import User
from people.permissions import Permission, check_permission
from reports.access import list_findings, merged_sources
from reports.analysis.claims import finding_on
from reports.analysis.sources import source_key
from reports.models import Finding, MergedSource
from web.errors import ProblemError
from web.text.single_line import as_single_line

MAX_SOURCE_LENGTH = 300
MAX_NOTE_LENGTH = 2_000
NO_STATUS = N_("Choose a check status.")
NOTE_TOO_LONG = N_("A note can have up to {most} characters.")
ONE_SOURCE = N_("“{source}” and “{into}” are already counted as one source.")


class ReportError(ProblemError, ValueError):
    """The change cannot be written into the report. The message says why."""

    code = "bad-report"


@transaction.atomic
def merge_source(user: User, article: Article, source: str, into: str) -> None:
    """Count ``source`` as ``into`` from now on, together with everything that was merged into ``source``.

    Raise ``ReportError`` if a name is empty or too long, or if both are the same source already.
    """
    check_permission(user, Permission.EDIT_REPORT, article)
    source, into = source.strip(), as_single_line(into)
    if not source_key(source) or not source_key(into) or max(len(source), len(into)) > MAX_SOURCE_LENGTH:
        raise ReportError(
            _("Choose both sources (at most {most} characters each).").format(most=MAX_SOURCE_LENGTH)
        )
    merged = merged_sources(article)
    into = merged.get(source_key(into), into)
    if source_key(source) == source_key(into):
        raise ReportError(_(ONE_SOURCE).format(source=source, into=into))
    followers = [key for key, name in merged.items() if source_key(name) == source_key(source)]
    for key in {source_key(source), *followers}:
        MergedSource.objects.update_or_create(article=article, key=key, defaults={"name": into})


@transaction.atomic
def unmerge_source(user: User, article: Article, source: str) -> None:
    """Count ``source`` separately again. Idempotent."""
    check_permission(user, Permission.EDIT_REPORT, article)
    article.merged_sources.filter(key=source_key(source)).delete()


@transaction.atomic
def write_finding(
    user: User,
    article: Article,
    tag: Tag,
    start: int,
    end: int,
    details: dict[str, Any],
    note: str = "",
    revision: int | None = None,
) -> None:
    """Write the team's finding about a claim; ``details`` are the tag's ``status`` and ``evidence``.

    The claim is on ``[start, end)`` of that ``revision`` of the text, by default the newest.

    A claim has one finding: an earlier one that covers most of the words on ``[start, end)`` is replaced. Raise
    ``SpanError``, ``DetailsError`` or ``ReportError``.
    """
    check_permission(user, Permission.EDIT_REPORT, article)
    text, start, end = _claim(article, start, end, revision)
    check_span(text.body, start, end, text.body[start:end])
    details = check_details(tag, details)
    if not details.get("status"):
        raise ReportError(_(NO_STATUS))
    if len(note) > MAX_NOTE_LENGTH:
        raise ReportError(_(NOTE_TOO_LONG).format(most=MAX_NOTE_LENGTH))
    previous = finding_on(start, end, list_findings(text))
    span = {"start": previous.start, "end": previous.end} if previous else {"start": start, "end": end}
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
def clear_finding(user: User, article: Article, start: int, end: int, revision: int | None = None) -> None:
    """Delete the finding about the claim on ``[start, end)`` of that revision of the text, if there is one."""
    check_permission(user, Permission.EDIT_REPORT, article)
    text, start, end = _claim(article, start, end, revision)
    if previous := finding_on(start, end, list_findings(text)):
        text.findings.filter(start=previous.start, end=previous.end).delete()


def _claim(article: Article, start: int, end: int, revision: int | None) -> tuple[Text, int, int]:
    """Return the newest text, and where a claim on ``revision`` is in it. Raise ``ReportError`` if it is not."""
    text = current_text(article)
    if revision is None or revision == text.revision:
        return text, start, end
    seen = current_text(article, revision)
    check_span(seen.body, start, end, seen.body[start:end])
    carried = carry_span(seen, text.revision, start, end)
    if carried.revision < text.revision:
        raise ReportError(_("The text has been corrected, and this claim is no longer in it."))
    return text, carried.start, carried.end


def carry_findings(old: Text, new: Text, carrier: SpanCarrier, **kwargs: Any) -> None:
    """Copy the findings about the claims of a text that was corrected to the next one, as far as these are in it.

    Those of the earlier text stay, for its report. Of two about what has become one claim the newer one counts.
    """
    spans: set[tuple[int, int]] = set()
    for row in old.findings.order_by("-changed_at", "-pk"):
        place = carrier.carry(row.start, row.end)
        if place is None or place in spans:
            continue
        spans.add(place)
        copy = Finding(
            text=new, start=place[0], end=place[1], status=row.status, evidence=row.evidence, note=row.note,
            changed_by_id=row.changed_by_id,
        )  # fmt: skip
        copy.save()
        Finding.objects.filter(pk=copy.pk).update(changed_at=row.changed_at)
