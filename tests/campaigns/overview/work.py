"""Articles that people have or have handed in, as rows: for pages that show how far everybody is."""

from datetime import timedelta

from django.utils import timezone

from campaigns.enums import AssignmentState
from campaigns.models import ArticleAssignment
from tests.campaigns.small import SmallCampaign

HANDED_IN = (AssignmentState.COUNTED, AssignmentState.EXTRA)


def assign(small: SmallCampaign, person: int, article: int, state: AssignmentState, days: int = 0) -> None:
    """Give an article of a shared campaign to a person so many days ago, or let them have handed it in then."""
    at = timezone.now() - timedelta(days=days)
    row = small.articles[article]
    ArticleAssignment.objects.create(
        article=row,
        annotator=small.people[person],
        state=state,
        assigned_at=at,
        handed_in_at=at if state in HANDED_IN else None,
    )
    row.taken += 1
    row.counted += state == AssignmentState.COUNTED
    row.completed_at = at if row.counted == small.campaign.per_article else None
    row.save()
