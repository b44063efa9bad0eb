"""The plan of a campaign as it is now: who is to annotate, has or had which article."""

from dataclasses import dataclass

from campaigns.access import articles_of, participants_of
from campaigns.enums import AssignmentState, Purpose
from campaigns.models import ArticleAssignment, Campaign, CampaignArticle

# What a plan cannot change any more.
FIXED = (AssignmentState.OPEN, AssignmentState.COUNTED, AssignmentState.EXTRA)


@dataclass(frozen=True)
class PlanChange:
    """How many pairs of a person and an article a plan adds, and how many it takes away."""

    added: int
    removed: int


def people_by_key(campaign: Campaign) -> dict[int, str]:
    """Return the names of those who take part, by name."""
    return dict(participants_of(campaign).exclude(user=None).values_list("user", "user__name"))


def plannable(campaign: Campaign) -> list[tuple[int, int, str]]:
    """Return (key of the row, key of the article, title) of each article but those for practice, in their order."""
    rows = articles_of(campaign).exclude(purpose=Purpose.PRACTICE)
    return list(rows.values_list("pk", "round__text__article", "round__text__article__title"))


def states(campaign: Campaign, articles: list[int] | None = None) -> dict[tuple[int, int], AssignmentState]:
    """Return the state of each assignment by (key of the row, key of the person), of all or of some articles."""
    rows = ArticleAssignment.objects.filter(article__campaign=campaign, annotator__isnull=False)
    if articles is not None:
        rows = rows.filter(article__in=CampaignArticle.objects.filter(pk__in=articles))
    return {
        (article, person): AssignmentState(state)
        for article, person, state in rows.values_list("article", "annotator", "state")
    }


def compare(campaign: Campaign, plan: dict[int, set[int]]) -> PlanChange:
    """Return what ``plan``, by keys of rows, would change."""
    now = states(campaign)
    planned = {pair for pair, state in now.items() if state == AssignmentState.PLANNED and pair[0] in plan}
    fixed = {pair for pair, state in now.items() if state in FIXED}
    wanted = {(article, person) for article, people in plan.items() for person in people} - fixed
    return PlanChange(len(wanted - planned), len(planned - wanted))
