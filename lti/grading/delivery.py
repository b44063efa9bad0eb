"""Send the grades that are due: compute those that may have changed, then send each to its column, and retry.

One process at a time works on a link, while it holds the claim. A grade is sent with the time since when it is wanted:
if a process ends between the answer and writing it down, the same score with the same time is sent again, which changes
nothing.
"""

import logging
from datetime import UTC, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from lti.errors import PlatformUnavailable, ServiceError
from lti.grading.claims import Claim, claimed
from lti.grading.computing import MAX_FAILURES, compute_grades, digest, later_than
from lti.grading.failures import ColumnGone, Rejected, stored
from lti.grading.line_items import GONE, can_send, check_exists, ensure_line_item, scores_url
from lti.grading.retries import MAX_WAIT, postpone, record_rejection
from lti.grading.state import changed_links, graded_links, next_due_date
from lti.messages.names import SCORE_SCOPE
from lti.models import Enrollment, Grade, ResourceLink
from lti.security.services import call
from web.i18n.lazy_message import Message

SCORE = "application/vnd.ims.lis.v1.score+json"
# Instead of the digest of what was accepted, where it is to be sent once more.
SENT_AGAIN = "again"
SITE_ERROR = Message("It could not be sent because of an error on this site. Tell the site’s administrator.")
log = logging.getLogger(__name__)


def deliver_due() -> None:
    """Compute and send until nothing is left to do now. What another process works on is left to it."""
    unavailable: dict[int, str] = {}
    while any([_work_on(link, state, unavailable) for link, state in _work()]):
        pass


def anything_due() -> bool:
    """Return whether any grade is to be computed or sent."""
    return bool(_work())


def next_due() -> float | None:
    """Return the seconds until a retry, a due date, or the end of a claim whose process may have ended; or None."""
    now = timezone.now()
    retries = Grade.objects.filter(_sendable(), failures__gt=0, next_try_at__gt=now)
    claims = graded_links().filter(claimed_until__gt=now)
    times = [
        retries.order_by("next_try_at").values_list("next_try_at", flat=True).first(),
        claims.order_by("claimed_until").values_list("claimed_until", flat=True).first(),
        next_due_date(now),
    ]
    return min(((time - now).total_seconds() for time in times if time), default=None)


def due_grades() -> QuerySet[Grade]:
    """Return the grades to send now. A retry that is too far ahead comes from a clock that was set back."""
    now = timezone.now()
    longest = now + 2 * timedelta(seconds=MAX_WAIT)
    return Grade.objects.filter(_sendable(), Q(next_try_at__lte=now) | Q(next_try_at__gt=longest))


def _sendable() -> Q:
    """Return the condition that a grade is wanted, not sent, not given up, and of somebody whom the platform lists."""
    left = Enrollment.objects.filter(
        course=OuterRef("link__course"), account=OuterRef("account"), left_at__isnull=False
    )
    return ~Q(wanted="") & ~Q(wanted=F("sent")) & Q(failures__lt=MAX_FAILURES) & ~Exists(left)


def _work() -> list[tuple[ResourceLink, str | None]]:
    """Return the links with something to do now, each with the state to compute, None if that is done."""
    work: list[tuple[ResourceLink, str | None]] = list(changed_links())
    changed = [link.pk for link, _state in work]
    due = graded_links().filter(Exists(due_grades().filter(link=OuterRef("pk")))).exclude(pk__in=changed)
    return work + [(link, None) for link in due if can_send(link)]


def _work_on(link: ResourceLink, state: str | None, unavailable: dict[int, str]) -> bool:
    """Compute and send the grades of a link. Return whether there may be more to do for it now."""
    with claimed(link) as claim:
        if claim is None:
            return False
        try:
            if state is not None:
                compute_grades(link, state)
            if can_send(link):
                _try_platform(link, claim, unavailable)
            return True
        except Exception:
            log.exception("The grades of link %s could not be sent.", link.pk)
            postpone(due_grades().filter(link=link), stored(ServiceError(SITE_ERROR)))
            return False


def _try_platform(link: ResourceLink, claim: Claim, unavailable: dict[int, str]) -> None:
    """Send the grades of a link, unless its platform was unavailable a moment ago: others would wait for it.

    ``unavailable`` are the platforms that were, each with the reason.
    """
    platform = link.course.deployment.platform_id
    if platform not in unavailable:
        try:
            return _send_all(link, claim)
        except PlatformUnavailable as error:
            unavailable[platform] = stored(error)
    postpone(due_grades().filter(link=link), unavailable[platform])


def _send_all(link: ResourceLink, claim: Claim) -> None:
    due = due_grades().filter(link=link).select_related("account").order_by("failures", "changed_at", "pk")
    grades = list(due)
    if not grades or not _has_line_item(link):
        return
    for grade in grades:
        if not claim.renew():
            return
        try:
            _send(link, grade)
        except Rejected as error:
            record_rejection(Grade.objects.filter(pk=grade.pk), error)
            if error.is_too_old:
                # It has a score with this time, or a later one of before a clock was set back.
                later = later_than(grade.changed_at, timezone.now())
                Grade.objects.filter(pk=grade.pk).update(changed_at=later)
        except ColumnGone as error:
            due_grades().filter(link=link).update(failures=MAX_FAILURES, error=stored(error))
            return
        except PlatformUnavailable:
            raise
        except ServiceError as error:
            # It is the same for everybody.
            postpone(due_grades().filter(link=link), stored(error))
            return
        else:
            values = {"sent": digest(link, grade.score, grade.comment), "sent_at": timezone.now()}
            Grade.objects.filter(pk=grade.pk).update(failures=0, error="", **values)


def _has_line_item(link: ResourceLink) -> bool:
    """Return whether grades can be sent to the link's column now. For a new one they have to be computed again."""
    is_new = not link.line_item
    try:
        ensure_line_item(link)
    except Rejected as error:
        record_rejection(due_grades().filter(link=link), error)
        return False
    except PlatformUnavailable:
        raise
    except ServiceError as error:
        postpone(due_grades().filter(link=link), stored(error))
        return False
    return not is_new


def _send(link: ResourceLink, grade: Grade) -> None:
    """Send a score (Assignment and Grade Services 2.0, 3.4). Raise ``ServiceError`` unless it is accepted."""
    url = scores_url(link.line_item)
    platform = link.course.deployment.platform
    body = score_message(link, grade)
    response = call(platform, (SCORE_SCOPE,), "POST", url, body=body, content_type=SCORE)
    if response.status in GONE:
        # Of the person, or of the column?
        check_exists(link)
    if not response.ok:
        raise Rejected(response)


def score_message(link: ResourceLink, grade: Grade) -> dict[str, Any]:
    """Return the score as it is sent. Without ``scoreGiven`` the platform clears what it had."""
    message: dict[str, Any] = {
        "userId": grade.account.subject,
        "timestamp": grade.changed_at.astimezone(UTC).isoformat(timespec="milliseconds"),
    }
    if grade.score is None:
        return message | {"activityProgress": "InProgress", "gradingProgress": "NotReady"}
    if grade.comment:
        message["comment"] = grade.comment
    return message | {
        "scoreGiven": round(grade.score * link.points, 4),
        "scoreMaximum": link.points,
        "activityProgress": "Completed",
        "gradingProgress": "FullyGraded",
    }
