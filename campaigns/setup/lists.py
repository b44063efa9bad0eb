"""The people and articles of a campaign as lists show them."""

from collections.abc import Sequence

from django.db.models import Count, Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from annotate.access import key_has_answer
from campaigns.access import articles_of, participants_of
from campaigns.counting.need import HANDED_IN
from campaigns.enums import AssignmentState, Purpose
from campaigns.models import Campaign, CampaignArticle, CampaignParticipant
from campaigns.setup.touched import with_touched


def with_work(campaign: Campaign) -> QuerySet[CampaignParticipant]:
    """Return who takes part, each with how many articles they have ``open`` and how many ``handed_in``."""
    assigned = "user__article_assignments"
    real = Q(**{f"{assigned}__article__campaign": campaign})
    real &= ~Q(**{f"{assigned}__article__purpose": Purpose.PRACTICE})
    return participants_of(campaign).annotate(
        open=Count("pk", filter=real & Q(**{f"{assigned}__state": AssignmentState.OPEN})),
        handed_in=Count("pk", filter=real & Q(**{f"{assigned}__state__in": HANDED_IN})),
    )


def get_participant_to_remove(campaign: Campaign, person: int) -> CampaignParticipant:
    """Return somebody who takes part; raise ``Http404`` if there is nobody with this key."""
    participant = (
        participants_of(campaign).select_related("campaign__team", "user").filter(user__pk=person).first()
    )
    if participant is None:
        raise Http404(_("This person does not take part."))
    return participant


def get_campaign_article(campaign: Campaign, article: int) -> CampaignArticle:
    """Return an article of the campaign by the key of the article; raise ``Http404`` if there is none."""
    row = articles_of(campaign).select_related("campaign__team").filter(round__text__article=article).first()
    if row is None:
        raise Http404(_("This article is not in the campaign."))
    return row


def as_shown(rows: Sequence[CampaignArticle]) -> QuerySet[CampaignArticle]:
    """Return these articles with ``touched``, and whether their answer key has an answer (``has_key``)."""
    listed = CampaignArticle.objects.filter(pk__in=[row.pk for row in rows])
    shown = (
        with_touched(listed).annotate(has_key=key_has_answer("round")).select_related("round__text__article")
    )
    bodies = ("round__text__body", "round__text__formatting", "round__text__pictures")
    return shown.defer(*bodies).order_by("position", "pk")
