"""Add articles to a campaign, say what they are for, and remove those that nobody has begun."""

from collections.abc import Iterable, Sequence
from random import Random

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from annotate.change_log import append_change, lock_round
from annotate.enums import Feedback, FeedbackTiming, RoundMode, RoundState
from annotate.models import Round
from annotate.rounds.actions import SET as ROUND_SET
from annotate.rounds.actions import round_settings_json
from articles.access import lock_newest_texts
from articles.models import Text
from campaigns.batches import batches
from campaigns.counting.recounting import lock_rounds, recount
from campaigns.enums import CampaignState, Purpose
from campaigns.events import ARTICLES_ADDED, ARTICLES_REMOVED, SET, log_event
from campaigns.models import Campaign, CampaignArticle
from campaigns.setup.actions.settings import lock_campaign
from campaigns.setup.errors import AlreadyBegun, CampaignSettingsError, check_not_archived
from campaigns.setup.keys import NEED_KEY, articles_without_key
from campaigns.setup.overlap import choose_overlap
from campaigns.setup.touched import any_touched
from people.models import User
from people.permissions import Permission, check_permission

MAX_ARTICLES = 100_000


@transaction.atomic
def add_articles(
    user: User, campaign: Campaign, texts: Iterable[Text], purpose: Purpose = Purpose.ORDINARY
) -> int:
    """Add frozen articles of the team at the end, each with its round. Return how many are new in the campaign."""
    lock_campaign(campaign)
    check_permission(user, Permission.MANAGE_CAMPAIGN, campaign)
    check_not_archived(campaign)
    _check_state(campaign, purpose)
    new = _new_texts(campaign, texts)
    lock_rounds(campaign)
    count = campaign.articles.count()
    if count + len(new) > MAX_ARTICLES:
        message = _("A campaign can have at most {most} articles.")
        raise CampaignSettingsError(message.format(most=MAX_ARTICLES))
    position = (campaign.articles.aggregate(last=Max("position"))["last"] or 0) + 1
    for batch in batches(new):
        _add_batch(user, campaign, batch, purpose, position)
        position += len(batch)
    if new:
        log_event(campaign, user, ARTICLES_ADDED, count=len(new), purpose=purpose)
        choose_overlap(campaign)
        recount(campaign)
    return len(new)


def set_purpose(user: User, article: CampaignArticle, purpose: Purpose) -> None:
    """Say what an article is for; see ``set_purposes``."""
    set_purposes(user, article.campaign, [article], purpose)


@transaction.atomic
def set_purposes(
    user: User, campaign: Campaign, articles: Sequence[CampaignArticle], purpose: Purpose
) -> None:
    """Say what articles of the campaign are for, all or none of them. Idempotent.

    Raise ``AlreadyBegun`` if somebody has begun one that is, or would become, a practice article: these give feedback.
    """
    lock_campaign(campaign)
    check_permission(user, Permission.MANAGE_CAMPAIGN, campaign)
    check_not_archived(campaign)
    lock_rounds(campaign)
    changed = [_set_purpose(user, campaign, article, purpose) for article in articles]
    if any(changed):
        choose_overlap(campaign)
        recount(campaign)


def _set_purpose(user: User, campaign: Campaign, article: CampaignArticle, purpose: Purpose) -> bool:
    """Say what an article is for, whose round is locked; return whether that is new."""
    lock_round(article.round)
    article.refresh_from_db(fields=["purpose"])
    if article.purpose == purpose:
        return False
    rows = CampaignArticle.objects.filter(pk=article.pk)
    if Purpose.PRACTICE in (article.purpose, purpose) and any_touched(rows):
        raise AlreadyBegun(
            _("Somebody has begun this article. Practice articles can only be chosen before that.")
        )
    rows.update(purpose=purpose)
    running = campaign.state == CampaignState.RUNNING
    if running and articles_without_key(campaign).filter(pk=article.pk).exists():
        raise CampaignSettingsError(
            _(
                "This article needs reference annotations. Pause the campaign, choose it again, and write them."
            )
        )
    before, article.purpose = article.purpose, purpose
    if Purpose.PRACTICE in (before, purpose):
        _set_feedback(user, article)
    log_event(campaign, user, SET, article=article.round.text.article_id, purpose=purpose)
    return True


@transaction.atomic
def remove_articles(user: User, campaign: Campaign, articles: Sequence[int]) -> int:
    """Remove articles by the keys of their rows, with their rounds and answer keys. Return how many there were.

    Raise ``AlreadyBegun`` if somebody has begun one of them.
    """
    lock_campaign(campaign)
    check_permission(user, Permission.MANAGE_CAMPAIGN, campaign)
    check_not_archived(campaign)
    # The lock waits for whoever is just getting one of them.
    lock_rounds(campaign)
    removed = 0
    for batch in batches(articles):
        rows = campaign.articles.filter(pk__in=batch)
        if any_touched(rows):
            raise AlreadyBegun(
                _("Somebody has begun one of these articles. Only untouched ones can be removed.")
            )
        removed += rows.count()
        Round.all_objects.filter(campaign_article__in=rows).delete()
    if removed:
        log_event(campaign, user, ARTICLES_REMOVED, count=removed)
        choose_overlap(campaign)
        recount(campaign)
    return removed


def _check_state(campaign: Campaign, purpose: Purpose) -> None:
    if campaign.state == CampaignState.FINISHED:
        raise CampaignSettingsError(_("This campaign is finished. Continue it before you add articles."))
    if purpose in NEED_KEY and campaign.state == CampaignState.RUNNING:
        raise CampaignSettingsError(
            _("These articles need reference annotations. Pause the campaign, add them, and write these.")
        )


def _new_texts(campaign: Campaign, texts: Iterable[Text]) -> list[Text]:
    """Return those that are not in the campaign yet, in their order, each article once, in its newest revision.

    Nobody corrects them until the transaction ends. Raise ``CampaignSettingsError`` for an article of others.
    """
    in_order = {text.article_id: text for text in texts}
    known = Round.all_objects.filter(campaign_article__campaign=campaign)
    for article in set(known.values_list("text__article", flat=True)):
        in_order.pop(article, None)
    for batch in batches(sorted(in_order)):
        newest = lock_newest_texts(in_order[article] for article in batch)
        found = {text.article_id: text for text in newest.values()}
        ours = campaign.team.articles.filter(pk__in=found).values_list("pk", flat=True)
        if set(ours) != set(batch):
            raise CampaignSettingsError(_("Only articles of this team can be added."))
        in_order |= found
    return list(in_order.values())


def _add_batch(
    user: User, campaign: Campaign, texts: Sequence[Text], purpose: Purpose, position: int
) -> None:
    rounds = [
        Round(
            text=text,
            codebook=campaign.codebook,
            created_by=user,
            mode=RoundMode.INDEPENDENT,
            state=RoundState.OPEN,
            invitation_only=True,
            feedback=_feedback(campaign, purpose),
            feedback_when=_timing(purpose),
        )
        for text in texts
    ]
    Round.objects.bulk_create(rounds)
    CampaignArticle.objects.bulk_create(
        CampaignArticle(
            campaign=campaign,
            round=round_,
            purpose=purpose,
            position=place,
            rank=Random(f"{campaign.seed} {place}").random(),  # noqa: S311 # nosec B311
        )
        for place, round_ in enumerate(rounds, position)
    )


def _feedback(campaign: Campaign, purpose: str) -> str:
    return campaign.practice_feedback if purpose == Purpose.PRACTICE else Feedback.NONE


def _timing(purpose: str) -> FeedbackTiming:
    return FeedbackTiming.ON_SUBMISSION if purpose == Purpose.PRACTICE else FeedbackTiming.ON_REVEAL


def _set_feedback(user: User, article: CampaignArticle) -> None:
    """Give the locked round the feedback that fits the purpose of its article."""
    round_ = article.round
    round_.feedback = _feedback(article.campaign, article.purpose)
    round_.feedback_when = _timing(article.purpose)
    round_.save(update_fields=["feedback", "feedback_when"])
    append_change(round_, user, ROUND_SET, round_settings_json(round_))
