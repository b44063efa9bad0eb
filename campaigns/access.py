"""Which campaigns somebody may see, and who takes part: those who oversee a team's campaigns see all of them, others
those in which they take part, once these have begun.
"""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from annotate.access import rounds_on
from annotate.models import Round
from articles.models import Article
from campaigns.enums import AssignmentState, CampaignState
from campaigns.models import ArticleAssignment, Campaign, CampaignArticle, CampaignParticipant
from people.access import teams_permitting
from people.models import Team, User
from people.permissions import Permission, check_permission, has_permission, load_roles


def campaigns_visible_to(user: User) -> QuerySet[Campaign]:
    """Return the campaigns that ``user`` may see, newest first."""
    oversees = Q(team__in=teams_permitting(user, Permission.OVERSEE_CAMPAIGN))
    mine = CampaignParticipant.objects.filter(campaign=OuterRef("pk"), user=user.pk, removed_at=None)
    takes_part = (
        Q(team__in=teams_permitting(user, Permission.VIEW_CAMPAIGN))
        & ~Q(state=CampaignState.DRAFT)
        & Exists(mine)
    )
    campaigns = Campaign.objects.filter(oversees | takes_part, team__deleted_at=None)
    return campaigns.select_related("team", "codebook").order_by("-pk")


def campaigns_in(user: User, team: Team) -> QuerySet[Campaign]:
    """Return the campaigns of a team that ``user`` may see, newest first."""
    return campaigns_visible_to(user).filter(team=team)


def campaigns_with(user: User, article: Article) -> QuerySet[Campaign]:
    """Return the campaigns of an article: those that ``user`` oversees, and those in which they were given it."""
    rows = CampaignArticle.objects.filter(campaign=OuterRef("pk"), round__in=rounds_on(user, article))
    return campaigns_visible_to(user).filter(Exists(rows), team=article.team_id)


def get_campaign(user: User, pk: int, permission: Permission = Permission.VIEW_CAMPAIGN) -> Campaign:
    """Return a campaign.

    Raise ``Http404`` if ``user`` may not see it, ``PermissionRefused`` if they see it but lack ``permission``.
    """
    load_roles(user)
    campaign = Campaign.objects.filter(pk=pk).select_related("team", "codebook").first()
    if campaign is None:
        # The same queries as for a hidden campaign: the time of the answer gives nothing away.
        _takes_part(user, pk)
    if campaign is None or not _can_see(user, campaign):
        raise Http404(_("This page does not exist, or you do not have access to it."))
    check_permission(user, permission, campaign)
    return campaign


def _can_see(user: User, campaign: Campaign) -> bool:
    """Return whether ``user`` may see a campaign that is fetched: ``campaigns_visible_to`` says the same in SQL."""
    in_bin = campaign.team.deleted_at
    if oversees(user, campaign):
        return not in_bin
    return (
        _takes_part(user, campaign.pk)
        and not in_bin
        and campaign.state != CampaignState.DRAFT
        and has_permission(user, Permission.VIEW_CAMPAIGN, campaign)
    )


def _takes_part(user: User, campaign: int) -> bool:
    # A number beyond 63 bits, as addresses may have, is no error when it is compared with a primary key.
    people = CampaignParticipant.objects.filter(campaign__pk=campaign, user=user.pk, removed_at=None)
    return people.exists()


def oversees(user: User, campaign: Campaign) -> bool:
    """Return whether ``user`` may follow the campaign: its progress, and what has been released to leads."""
    return has_permission(user, Permission.OVERSEE_CAMPAIGN, campaign)


def get_participant(user: User, campaign: Campaign) -> CampaignParticipant | None:
    """Return the participation of ``user`` in the campaign; None if they do not take part, or were removed."""
    return CampaignParticipant.objects.filter(campaign=campaign, user=user, removed_at=None).first()


def get_own_participant(user: User, campaign: Campaign) -> CampaignParticipant:
    """Return the participation of ``user``; raise ``Http404`` if they do not take part."""
    participant = get_participant(user, campaign)
    if participant is None:
        raise Http404(_("This page does not exist, or you do not have access to it."))
    return participant


def participants_of(campaign: Campaign) -> QuerySet[CampaignParticipant]:
    """Return those who take part, by name; those who were removed are left out."""
    people = CampaignParticipant.objects.filter(campaign=campaign, removed_at=None)
    return people.select_related("user").order_by("user__name", "pk")


def articles_of(campaign: Campaign) -> QuerySet[CampaignArticle]:
    """Return the campaign's articles in their order; those whose article is in the bin are left out."""
    rows = CampaignArticle.objects.filter(campaign=campaign, round__in=Round.objects.all())
    return rows.select_related("round__text__article").order_by("position", "pk")


def get_assignment(
    user: User, campaign: Campaign, round_: int, person: int | None = None
) -> ArticleAssignment:
    """Return the assignment of ``user``, or of ``person`` to those who manage the campaign, in a round of it.

    Raise ``Http404`` if there is none, or if it was not handed out yet.
    """
    if person not in (None, user.pk):
        check_permission(user, Permission.MANAGE_CAMPAIGN, campaign)
    rows = ArticleAssignment.objects.filter(
        article__campaign=campaign, article__round__in=Round.objects.all()
    )
    rows = rows.exclude(state=AssignmentState.PLANNED).select_related("article__campaign", "article__round")
    assignment = rows.filter(article__round=round_, annotator=user.pk if person is None else person).first()
    if assignment is None:
        raise Http404(_("This person does not have this article."))
    return assignment
