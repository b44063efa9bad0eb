"""Which articles of a campaign are in its dataset, and which are not yet."""

from dataclasses import dataclass

from django.db.models import Count, Q

from campaigns.access import articles_of
from campaigns.enums import Purpose
from campaigns.models import Campaign
from campaigns.quality.stored import RELEASED


@dataclass(frozen=True, slots=True)
class Selection:
    """How many articles are in the dataset, and how many are missing: ``complete`` ones could be released now.

    ``control`` of the ``included`` ones have an answer key.
    """

    included: int
    control: int
    complete: int
    incomplete: int
    practice: int


def selection(campaign: Campaign) -> Selection:
    """Count the articles of the dataset, and those that are not in it."""
    practice = Q(purpose=Purpose.PRACTICE)
    released = Q(round__state__in=RELEASED) & ~practice
    missing = ~Q(round__state__in=RELEASED) & ~practice
    counts = (
        articles_of(campaign)
        .order_by()
        .aggregate(
            included=Count("pk", filter=released),
            control=Count("pk", filter=released & Q(purpose=Purpose.CONTROL)),
            complete=Count("pk", filter=missing & Q(completed_at__isnull=False)),
            incomplete=Count("pk", filter=missing & Q(completed_at=None)),
            practice=Count("pk", filter=practice),
        )
    )
    return Selection(**counts)
