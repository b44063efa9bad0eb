"""Create a campaign, and change its settings."""

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from annotate.access import codebooks_for
from annotate.change_log import append_change, lock_round
from annotate.enums import Feedback
from annotate.models import Codebook, Round
from annotate.rounds.actions import SET as ROUND_SET
from annotate.rounds.actions import round_settings_json
from campaigns.counting.recounting import lock_rounds, recount
from campaigns.enums import ArticleOrder, Distribution, OwnResults, Purpose
from campaigns.events import CREATED, SET, log_event
from campaigns.guidelines import MAX_GUIDELINES
from campaigns.models import Campaign
from campaigns.setup.errors import AlreadyBegun, CampaignSettingsError, check_not_archived
from campaigns.setup.overlap import choose_overlap
from campaigns.setup.touched import has_fixed_tags
from campaigns.training.actions import record_passes
from people.models import Team, User
from people.permissions import Permission, check_permission
from people.quotas import check_quota
from web.text.single_line import single_line
from web.values import FIRST_YEAR, LAST_YEAR, is_time

CAMPAIGNS_OF_TEAM = 500
MAX_TITLE, MAX_LICENCE = 120, 60
# Description and authors, which only the dataset shows.
MAX_TEXT = 10_000
# Lowest and highest value of each setting that is a number.
LIMITS = {
    "per_article": (1, 100),
    "overlap_percent": (0, 100),
    "max_per_person": (1, 100_000),
    "lapse_hours": (1, 24 * 365),
    "control_every": (2, 1_000),
    "pass_mark": (0, 100),
    "attempts": (1, 20),
}


@dataclass(frozen=True)
class CampaignSettings:
    """The settings of a campaign, under the names of the columns of ``Campaign``."""

    title: str
    codebook: Codebook
    guidelines: str = ""
    due_at: datetime | None = None
    distribution: Distribution = Distribution.SHARED
    per_article: int = 3
    overlap_percent: int = 0
    order: ArticleOrder = ArticleOrder.FIXED
    max_per_person: int | None = None
    share_evenly: bool = False
    lapse_hours: int = 48
    control_every: int = 10
    pass_mark: int = 70
    attempts: int = 2
    practice_feedback: Feedback = Feedback.KEY
    own_results: OwnResults = OwnResults.NONE
    description: str = ""
    licence: str = ""
    authors: str = ""


# Settings that say how many people an article needs.
COUNTED_BY = ("distribution", "per_article", "overlap_percent")
NAMES = [field.name for field in fields(CampaignSettings)]
LONGEST = {
    "guidelines": MAX_GUIDELINES,
    "description": MAX_TEXT,
    "authors": MAX_TEXT,
    "licence": MAX_LICENCE,
}


@transaction.atomic
def create_campaign(user: User, team: Team, settings: CampaignSettings) -> Campaign:
    """Create a campaign that is being set up, without people and articles."""
    campaign = Campaign(team=team, created_by=user)
    check_permission(user, Permission.MANAGE_CAMPAIGN, campaign)
    message = _("The limit of {most} campaigns in one team is reached. Delete one first.")
    check_quota(Campaign.objects.filter(team=team), CAMPAIGNS_OF_TEAM, message)
    _check(user, campaign, settings)
    _apply(campaign, settings)
    campaign.save()
    log_event(campaign, user, CREATED, **settings_json(campaign))
    return campaign


@transaction.atomic
def update_campaign(user: User, campaign: Campaign, settings: CampaignSettings) -> None:
    """Change the settings.

    Raise ``AlreadyBegun`` if the codebook would change and somebody has annotated or written an answer key.
    """
    lock_campaign(campaign)
    check_permission(user, Permission.MANAGE_CAMPAIGN, campaign)
    check_not_archived(campaign)
    _check(user, campaign, settings)
    new_codebook = settings.codebook != campaign.codebook
    new_feedback = settings.practice_feedback != campaign.practice_feedback
    if new_codebook and has_fixed_tags(campaign):
        raise AlreadyBegun(
            _(
                "Somebody has annotated or written reference annotations with these tags, so they cannot change "
                "any more."
            )
        )
    before = settings_json(campaign)
    _apply(campaign, settings)
    campaign.save(update_fields=NAMES)
    changed = {name: value for name, value in settings_json(campaign).items() if value != before[name]}
    log_event(campaign, user, SET, **changed)
    record_passes(campaign)
    recounts = not changed.keys().isdisjoint(COUNTED_BY)
    if new_codebook or new_feedback or recounts:
        lock_rounds(campaign)
    if new_codebook:
        Round.all_objects.filter(campaign_article__campaign=campaign).update(codebook=settings.codebook)
    if new_feedback:
        _set_practice_feedback(user, campaign)
    if recounts:
        choose_overlap(campaign)
        recount(campaign)


def lock_campaign(campaign: Campaign) -> None:
    """Lock the campaign's row and read it again, so that changes to how it is set up come one after the other."""
    rows = Campaign.objects.select_for_update(no_key=True, of=("self",)).select_related("team", "codebook")
    campaign.refresh_from_db(from_queryset=rows)


def settings_of(campaign: Campaign) -> CampaignSettings:
    """Return the present settings."""
    return CampaignSettings(**{name: getattr(campaign, name) for name in NAMES})


def settings_json(campaign: Campaign) -> dict[str, Any]:
    """Return the present settings as JSON values."""
    values = {name: getattr(campaign, name) for name in NAMES}
    due_at = campaign.due_at.isoformat() if campaign.due_at else None
    return values | {"codebook": campaign.codebook_id, "due_at": due_at}


def _apply(campaign: Campaign, settings: CampaignSettings) -> None:
    for name in NAMES:
        setattr(campaign, name, getattr(settings, name))
    campaign.title = single_line(settings.title) or ""


def _check(user: User, campaign: Campaign, settings: CampaignSettings) -> None:
    if not 0 < len(single_line(settings.title) or "") <= MAX_TITLE:
        raise CampaignSettingsError(_("Enter a title of at most {most} characters.").format(most=MAX_TITLE))
    for name, most in LONGEST.items():
        if len(getattr(settings, name)) > most:
            message = _("“{setting}” can have at most {most} characters.")
            raise CampaignSettingsError(message.format(setting=name, most=most))
    for name, (lowest, highest) in LIMITS.items():
        value = getattr(settings, name)
        if value is not None and not lowest <= value <= highest:
            message = _("“{setting}” must be a number from {lowest} to {highest}.")
            raise CampaignSettingsError(message.format(setting=name, lowest=lowest, highest=highest))
    if settings.due_at and not is_time(settings.due_at):
        message = _("Choose a due date in the years {first} to {last}.")
        raise CampaignSettingsError(message.format(first=FIRST_YEAR, last=LAST_YEAR))
    usable = settings.codebook.pk == campaign.codebook_id
    if not usable and not codebooks_for(user, campaign.team).filter(pk=settings.codebook.pk).exists():
        raise CampaignSettingsError(_("This codebook belongs to another class or team. Copy it first."))


def _set_practice_feedback(user: User, campaign: Campaign) -> None:
    """Give the practice rounds the feedback of the campaign, which people get once they hand in."""
    rounds = Round.all_objects.filter(
        campaign_article__campaign=campaign, campaign_article__purpose=Purpose.PRACTICE
    )
    for round_ in rounds.select_related("text").order_by("pk"):
        lock_round(round_)
        round_.feedback = campaign.practice_feedback
        round_.save(update_fields=["feedback"])
        append_change(round_, user, ROUND_SET, round_settings_json(round_))
        if round_.gives_feedback_before_reveal:
            # Those who have handed in get feedback from now on, and so cannot withdraw.
            round_.layers.filter(submitted_at__isnull=False).update(feedback_given=True)
