"""Plan who annotates which articles."""

from collections.abc import Collection, Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from campaigns.batches import batches
from campaigns.counting.recounting import lock_rounds, recount
from campaigns.enums import AssignmentState, Distribution
from campaigns.events import PLAN_SET, log_event
from campaigns.models import ArticleAssignment, Campaign
from campaigns.setup.actions.settings import lock_campaign
from campaigns.setup.errors import CampaignSettingsError, check_not_archived
from people.models import User
from people.permissions import Permission, check_permission

PLANNED, LAPSED = AssignmentState.PLANNED, AssignmentState.LAPSED


@transaction.atomic
def set_plan(user: User, campaign: Campaign, plan: Mapping[int, Collection[int]]) -> int:
    """Plan for each article (key of its row) who annotates it (keys of users). Return how many articles that changes.

    Articles that are not in ``plan`` keep theirs. What somebody has, or has handed in, stays whatever the plan says.
    """
    lock_campaign(campaign)
    check_permission(user, Permission.MANAGE_CAMPAIGN, campaign)
    check_not_archived(campaign)
    if campaign.distribution != Distribution.PLANNED:
        raise CampaignSettingsError(_("This campaign has no plan. Choose “By a plan” in its settings first."))
    people = set(campaign.participants.filter(removed_at=None).values_list("user", flat=True))
    if any(not people.issuperset(planned) for planned in plan.values()):
        raise CampaignSettingsError(_("The plan names somebody who does not take part. Add them first."))
    lock_rounds(campaign)
    ours = set(campaign.articles.values_list("pk", flat=True))
    if not ours.issuperset(plan):
        raise CampaignSettingsError(_("The plan names an article that is not in this campaign."))
    changed = 0
    for batch in batches(sorted(plan)):
        changed += _plan_batch({article: set(plan[article]) for article in batch})
    if changed:
        log_event(campaign, user, PLAN_SET, count=changed)
        recount(campaign)
    return changed


def _plan_batch(plan: Mapping[int, set[int]]) -> int:
    rows = ArticleAssignment.objects.filter(article__in=list(plan))
    missing = {(article, person) for article, people in plan.items() for person in people}
    gone, again = [], []
    for pk, article, person, state in rows.values_list("pk", "article", "annotator", "state"):
        wanted = (article, person) in missing
        missing.discard((article, person))
        if state in (PLANNED, LAPSED) and not wanted:
            gone.append((pk, article))
        elif state == LAPSED:
            again.append((pk, article))
    rows.filter(pk__in=[pk for pk, _article in gone]).delete()
    rows.filter(pk__in=[pk for pk, _article in again]).update(state=PLANNED)
    now = timezone.now()
    ArticleAssignment.objects.bulk_create(
        ArticleAssignment(article_id=article, annotator_id=person, state=PLANNED, assigned_at=now)
        for article, person in sorted(missing)
    )
    return len({article for _pk, article in gone + again} | {article for article, _person in missing})
