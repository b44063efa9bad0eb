"""Read how people stand in the training of a campaign, in the same few queries for any number of them."""

from collections import defaultdict
from collections.abc import Iterable

from annotate.access import invited_people, layers_for_grading
from campaigns.models import Campaign, CampaignArticle, CampaignParticipant, PracticeAttempt
from campaigns.training.keys import practice_articles
from campaigns.training.standing import PracticeResult, Standing


def load_standing(participant: CampaignParticipant) -> Standing:
    """Return how one person stands."""
    return load_standings(participant.campaign, [participant])[participant.pk]


def load_standings(
    campaign: Campaign,
    people: Iterable[CampaignParticipant],
    articles: Iterable[CampaignArticle] | None = None,
) -> dict[int, Standing]:
    """Return {pk of the participant: standing}. ``articles`` are the campaign's practice articles, if they are read."""
    people = list(people)
    articles = list(practice_articles(campaign) if articles is None else articles)
    users = [person.user_id for person in people]
    scores = _scores(articles, users)
    invited = invited_people([article.round for article in articles])
    submitted = _submitted(articles, users)

    def result(article: CampaignArticle, user: int | None) -> PracticeResult:
        begun = user in invited.get(article.round_id, ())
        is_open = begun and (article.round_id, user) not in submitted
        return PracticeResult(article.pk, tuple(scores[article.pk, user]), begun, is_open)

    return {
        person.pk: Standing(
            tuple(result(article, person.user_id) for article in articles),
            campaign.pass_mark,
            campaign.attempts + person.extra_attempts,
            person.passed_at is not None,
            person.let_in_by_id is not None,
        )
        for person in people
    }


def _scores(
    articles: list[CampaignArticle], users: list[int | None]
) -> dict[tuple[int, int | None], list[float | None]]:
    scores: dict[tuple[int, int | None], list[float | None]] = defaultdict(list)
    attempts = PracticeAttempt.objects.filter(article__in=articles, annotator__in=users).order_by("number")
    for article, user, score in attempts.values_list("article", "annotator", "score"):
        scores[article, user].append(score)
    return scores


def _submitted(articles: list[CampaignArticle], users: list[int | None]) -> set[tuple[int, int | None]]:
    """Return (round, user) of what is handed in now."""
    rounds = [article.round for article in articles]
    people = [user for user in users if user is not None]
    return set(
        layers_for_grading(rounds, people).exclude(submitted_at=None).values_list("round", "annotator")
    )
