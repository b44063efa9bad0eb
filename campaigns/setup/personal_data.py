"""What campaigns store about somebody: for those who download their data, and what is erased with them."""

from typing import Any

from django.db.models import Q

from campaigns.counting.need import HANDED_IN
from campaigns.counting.recounting import recount
from campaigns.events import PEOPLE_ADDED
from campaigns.models import (
    ArticleAssignment,
    ArticleFigures,
    Campaign,
    CampaignEvent,
    CampaignParticipant,
)
from campaigns.setup.actions.people import remove_from_campaign
from people.models import Team, User

SECTION = "campaigns"


def campaign_data(person: User, team: Team | None) -> list[dict[str, Any]]:
    """Return in which campaigns of a team somebody takes part, and which articles they have and had."""
    participants = CampaignParticipant.objects.filter(user=person, campaign__team=team)
    return [
        {
            "campaign": participant.campaign.title,
            "joined_at": _time(participant.joined_at),
            "left_at": _time(participant.removed_at),
            "passed_at": _time(participant.passed_at),
            "left_out_of_figures_at": _time(participant.excluded_at),
            "articles": _articles(participant),
        }
        for participant in participants.select_related("campaign").order_by("pk")
    ]


def _articles(participant: CampaignParticipant) -> list[dict[str, Any]]:
    """Return the articles somebody got. How many others handed one in is none of their data."""
    rows = ArticleAssignment.objects.filter(
        article__campaign=participant.campaign, annotator=participant.user_id
    )
    return [
        {
            "article": row.article.round.text.article.title,
            "state": "handed in" if row.state in HANDED_IN else row.state,
            "assigned_at": _time(row.assigned_at),
            "handed_in_at": _time(row.handed_in_at),
        }
        for row in rows.select_related("article__round__text__article").order_by("assigned_at", "pk")
    ]


def lock_participations(team: Team, person: User) -> None:
    """Lock the rows that name somebody who is being erased: before the rounds, as whoever gets an article does."""
    rows = CampaignParticipant.objects.filter(Q(user=person) | Q(let_in_by=person), campaign__team=team)
    list(rows.select_for_update(of=("self",)).order_by("pk").values_list("pk"))


def erase_from_campaigns(team: Team, person: User, keep_annotations: bool) -> None:
    """Erase somebody from the campaigns of a team, whose rounds are locked.

    What they handed in still counts if their annotations are kept. Otherwise the articles need somebody else.
    """
    theirs = ArticleAssignment.objects.filter(article__campaign__team=team, annotator=person)
    campaigns = list(Campaign.objects.filter(team=team, participants__user=person).distinct().order_by("pk"))
    ArticleFigures.objects.filter(article__assignments__in=theirs).delete()
    if keep_annotations:
        theirs.filter(state__in=HANDED_IN).update(annotator=None)
    theirs.all().delete()
    CampaignParticipant.objects.filter(campaign__team=team, user=person).delete()
    CampaignParticipant.objects.filter(campaign__team=team, let_in_by=person).update(let_in_by=None)
    Campaign.objects.filter(team=team, created_by=person).update(created_by=None)
    _erase_from_events(team, person)
    for campaign in campaigns:
        recount(campaign)


def leave_campaigns(team: Team, person: User) -> None:
    """Let somebody who can no longer annotate in a team take part in none of its campaigns. Run in a transaction."""
    participants = CampaignParticipant.objects.filter(campaign__team=team, user=person, removed_at=None)
    for participant in participants.select_related("campaign").order_by("pk"):
        remove_from_campaign(None, participant)


def _erase_from_events(team: Team, person: User) -> None:
    events = CampaignEvent.objects.filter(campaign__team=team)
    events.filter(payload__person=person.pk).update(payload={"person": None})
    for event in events.filter(verb=PEOPLE_ADDED):
        if person.pk in event.payload["people"]:
            event.payload["people"] = [pk for pk in event.payload["people"] if pk != person.pk]
            event.save(update_fields=["payload"])
    events.filter(actor=person).update(actor=None)


def _time(time: Any) -> str | None:
    return time.isoformat() if time else None
