"""Plan who annotates which articles."""

from collections.abc import Collection, Iterable, Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from annotate.models import Round
from campaigns.batches import batches
from campaigns.enums import AssignmentState
from campaigns.events import PLAN_SET, log_event
from campaigns.models import ArticleAssignment, Campaign, CampaignArticle
from campaigns.setup.actions.settings import lock_campaign
from campaigns.setup.errors import CampaignSettingsError, check_not_archived
from people.models import User
from people.permissions import Permission, check_permission


@transaction.atomic
def set_plan(user: User, campaign: Campaign, plan: Mapping[int, Collection[int]]) -> int:
    """Plan for each article (key of its row) who annotates it (keys of users). Return how many articles that changes.

    Articles that are not in ``plan`` keep theirs. What somebody has got or handed in stays, whatever the plan says.
    """
    lock_campaign(campaign)
    check_permission(user, Permission.MANAGE_CAMPAIGN, campaign)
    check_not_archived(campaign)
    people = set(campaign.participants.filter(removed_at=None).values_list("user", flat=True))
    if any(not people.issuperset(planned) for planned in plan.values()):
        raise CampaignSettingsError(_("The plan names somebody who does not take part. Add them first."))
    changed = sum(
        _plan_batch(campaign, {article: plan[article] for article in batch})
        for batch in batches(sorted(plan))
    )
    if changed:
        log_event(campaign, user, PLAN_SET, count=changed)
    return changed


def _plan_batch(campaign: Campaign, plan: Mapping[int, Collection[int]]) -> int:
    rounds = Round.all_objects.filter(campaign_article__campaign=campaign, campaign_article__in=list(plan))
    locked = list(
        rounds.select_for_update(of=("self",)).order_by("pk").values_list("campaign_article", flat=True)
    )
    if set(locked) != set(plan):
        raise CampaignSettingsError(_("The plan names an article that is not in this campaign."))
    rows = ArticleAssignment.objects.filter(article__in=locked)
    now: dict[int, set[int]] = {article: set() for article in plan}
    begun: set[tuple[int, int]] = set()
    for article, person, state in rows.values_list("article", "annotator", "state"):
        if state == AssignmentState.PLANNED:
            now[article].add(person)
        else:
            begun.add((article, person))
    wanted = {
        article: {person for person in people if (article, person) not in begun}
        for article, people in plan.items()
    }
    changed = [article for article in plan if wanted[article] != now[article]]
    _replace(
        {article: now[article] - wanted[article] for article in changed},
        {article: wanted[article] - now[article] for article in changed},
    )
    return len(changed)


def _replace(gone: Mapping[int, Iterable[int]], new: Mapping[int, Iterable[int]]) -> None:
    planned = ArticleAssignment.objects.filter(state=AssignmentState.PLANNED)
    for article, people in gone.items():
        if people:
            planned.filter(article=article, annotator__in=list(people)).delete()
    ArticleAssignment.objects.bulk_create(
        ArticleAssignment(
            article=CampaignArticle(pk=article),
            annotator_id=person,
            state=AssignmentState.PLANNED,
            assigned_at=timezone.now(),
        )
        for article, people in new.items()
        for person in people
    )
