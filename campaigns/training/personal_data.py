"""What training stores about somebody, for those who download their data, and what is deleted with them."""

from typing import Any

from campaigns.models import PracticeAttempt
from people.models import Team, User

SECTION = "campaign-training"


def training_data(person: User, team: Team | None) -> list[dict[str, Any]]:
    """Return the attempts of ``person`` at the practice articles of a team's campaigns, with their scores."""
    attempts = PracticeAttempt.objects.filter(annotator=person, article__campaign__team=team)
    related = attempts.select_related("article__campaign", "article__round__text__article")
    return [
        {
            "campaign": attempt.article.campaign.title,
            "article": attempt.article.round.text.article.title,
            "attempt": attempt.number,
            "score": attempt.score,
            "at": attempt.created_at.isoformat(),
        }
        for attempt in related.order_by("created_at", "pk")
    ]


def forget_training(person: User, team: Team) -> None:
    """Delete the attempts of somebody who is erased from a team."""
    PracticeAttempt.objects.filter(annotator=person, article__campaign__team=team).delete()
