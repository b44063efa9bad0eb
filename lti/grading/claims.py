"""Claims of processes: one process at a time computes and sends the grades of a link."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from lti.models import ResourceLink
from lti.security.http import SECONDS

# Longer than finding a column and creating it may take: two calls, each of up to four requests (a refused one, one with
# a new access token, and those for the tokens) that may take SECONDS to connect and SECONDS to be answered.
CLAIM = timedelta(seconds=2 * 4 * 2 * SECONDS + 20)


class Claim:
    """The right of this process to work on a link, until ``until``."""

    def __init__(self, link: ResourceLink, until: datetime) -> None:
        self.row, self.until = ResourceLink.objects.filter(pk=link.pk), until

    def renew(self) -> bool:
        """Extend the claim; return False if another process has it, because this one was away for too long."""
        until = timezone.now() + CLAIM
        is_ours = bool(self.row.filter(claimed_until=self.until).update(claimed_until=until))
        self.until = until
        return is_ours

    def release(self) -> None:
        """Let others work on the link."""
        self.row.filter(claimed_until=self.until).update(claimed_until=None)


@contextmanager
def claimed(link: ResourceLink) -> Iterator[Claim | None]:
    """Claim a link; None if another process has. Claims far ahead come from a clock that was set back."""
    now = timezone.now()
    free = Q(claimed_until=None) | Q(claimed_until__lte=now) | Q(claimed_until__gt=now + 2 * CLAIM)
    claim = Claim(link, now + CLAIM)
    if not claim.row.filter(free).update(claimed_until=claim.until):
        yield None
        return
    try:
        # As it is now: whoever had the claim before may have changed it.
        link.refresh_from_db(fields=["line_item", "graded_state"])
        yield claim
    finally:
        claim.release()
