"""Which rounds a user may see."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from annotate.access.extensions import for_reader
from annotate.enums import RoundState
from annotate.models import Round
from articles.access import visible_to as articles_visible_to
from articles.models import Article
from people.access import teams_permitting
from people.models import Team, User
from people.permissions import Permission, PermissionRefused, check_permission, has_permission, load_roles
from web.db.compiled_queries import CompiledQuery
from web.errors import ProblemError

NOT_REVEALED = N_(
    "Reveal the highlights first. Then everyone’s highlights can be seen and you can agree on the final ones."
)
NOT_RELEASED = N_("This belongs to a campaign. Its highlights can be seen once they are released there.")
OF_CAMPAIGN = N_("This belongs to a campaign, which decides who highlights here and when. Change it there.")


class RoundNotFound(ProblemError, Http404):
    """The round does not exist for this user; if it is in the bin, it may come back."""

    status = 404
    code = "not-found"

    def extensions(self) -> dict[str, str]:
        """Return what is missing."""
        return {"missing": "round"}


class RoundNotRevealed(PermissionRefused):
    """The round hides annotations, and is not revealed yet."""

    def __init__(self, round_: Round) -> None:
        super().__init__(_(NOT_RELEASED if round_.invitation_only else NOT_REVEALED))
        self.round = round_


class BelongsToCampaign(PermissionRefused):
    """The campaign of the round sets it up, moves it from state to state, and says who takes part."""

    code = "of-campaign"


def rounds_visible_to(user: User) -> QuerySet[Round]:
    """Return the rounds on articles that ``user`` may see: drafts to those who oversee them, others to participants."""
    invited = Round.participants.through.objects.filter(round=OuterRef("pk"))
    for_everybody = Q(invitation_only=False) & ~Exists(invited)
    takes_part = ~Q(state=RoundState.DRAFT) & (for_everybody | Exists(invited.filter(user=user.pk)))
    oversees = Q(text__article__team=None) | Q(
        text__article__team__in=teams_permitting(user, Permission.OVERSEE_ROUNDS)
    )
    # Leaves out the bin as ``Round.objects`` does, without its joins: visible articles are not in the bin.
    rounds = Round.all_objects.filter(deleted_at=None, text__article__in=articles_visible_to(user))
    return rounds.filter(oversees | takes_part)


_ROUND = CompiledQuery(
    lambda pk: Round.all_objects.filter(pk=pk).select_related("text__article__team", "codebook")
)


def get_round(user: User, pk: int, permission: Permission = Permission.VIEW_ROUND) -> Round:
    """Return a round with its text, article and codebook.

    Raise RoundNotFound if ``user`` may not see it, PermissionRefused if they see it but lack ``permission``.
    """
    load_roles(user)
    round_ = _ROUND.first(pk)
    if round_ is None:
        # The same queries as for a hidden round: the time of the answer gives nothing away.
        _participants(pk)
    if round_ is None or not can_see_round(user, round_):
        raise RoundNotFound(_("This page does not exist, or you do not have access to it."))
    check_permission(user, permission, round_)
    return for_reader(user, [round_])[0]


def can_see_round(user: User, round_: Round) -> bool:
    """Return whether ``user`` may see a round that is fetched: ``rounds_visible_to`` says the same of many in SQL.

    The roles of ``user`` are read once per request, and none is in a team that is in the bin.
    """
    in_bin = round_.deleted_at or round_.text.article.deleted_at
    if has_permission(user, Permission.OVERSEE_ROUNDS, round_):
        return not in_bin
    return (
        _is_invited(user, round_)
        and not in_bin
        and round_.state != RoundState.DRAFT
        and has_permission(user, Permission.VIEW_ROUND, round_)
    )


def hides_from(user: User, round_: Round) -> bool:
    """Return whether ``user`` must not see everybody's annotations in this visible round.

    As ``Round.hides``, but whoever oversees a round that is released sees them all. ``not_hidden`` in ``layers.py``
    says the same in SQL.
    """
    if not round_.hides:
        return False
    return round_.state != RoundState.RELEASED or not has_permission(user, Permission.OVERSEE_ROUNDS, round_)


def check_revealed(user: User, round_: Round) -> None:
    """Raise RoundNotRevealed if ``user`` must not see everybody's annotations yet."""
    if hides_from(user, round_):
        raise RoundNotRevealed(round_)


def check_not_of_campaign(round_: Round) -> None:
    """Raise BelongsToCampaign for a round that only its campaign may change."""
    if round_.invitation_only:
        raise BelongsToCampaign(_(OF_CAMPAIGN))


def may_take_part(user: User, round_: Round) -> bool:
    """Return whether ``user``, whose role lets them annotate, may do so in this visible round.

    Also whoever oversees a campaign annotates only what was handed out to them.
    """
    return not round_.invitation_only or user.pk in _participants(round_.pk)


def known_participants(user: User, round_: Round) -> QuerySet[User]:
    """Return of which participants of this visible round ``user`` may know: all if they oversee it, or themselves."""
    people = round_.participants.order_by("pk")
    oversees = has_permission(user, Permission.OVERSEE_ROUNDS, round_)
    return people if oversees else people.filter(pk=user.pk)


def _is_invited(user: User, round_: Round) -> bool:
    """Return whether ``user`` is one of the participants, or everybody is."""
    invited = _participants(round_.pk)
    return user.pk in invited or not (invited or round_.invitation_only)


def _participants(round_: int) -> set[int]:
    """Return the ids of the participants of a round."""
    rows = Round.participants.through.objects.filter(round__pk=round_)
    return set(rows.values_list("user", flat=True))


def invited_people(rounds: Iterable[Round]) -> dict[int, set[int]]:
    """Return the ids of those who take part, of the rounds in which not everybody in the team does."""
    rounds = list(rounds)
    people: dict[int, set[int]] = {round_.pk: set() for round_ in rounds if round_.invitation_only}
    rows = Round.participants.through.objects.filter(round__in=rounds).values_list("round", "user")
    for pk, person in rows:
        people.setdefault(pk, set()).add(person)
    return people


def annotated_rounds_visible_to(user: User) -> QuerySet[Round]:
    """Return the rounds that ``user`` may see, without those that lessons keep for their classes."""
    return rounds_visible_to(user).filter(lesson_exercise=None)


def exercises_visible_to(user: User) -> QuerySet[Round]:
    """Return the same without the rounds of campaigns, for lists: campaigns list their thousands themselves."""
    return annotated_rounds_visible_to(user).filter(invitation_only=False)


def rounds_on(user: User, article: Article) -> QuerySet[Round]:
    """Return the rounds on an article, newest first, without those that a lesson keeps for its classes."""
    return annotated_rounds_visible_to(user).filter(text__article=article).order_by("-id")


def rounds_in(user: User, team: Team) -> QuerySet[Round]:
    """Return the exercises of a team with their articles, newest first: see ``exercises_visible_to``."""
    rounds = exercises_visible_to(user).filter(text__article__team=team)
    related = rounds.select_related("text__article__team", "codebook", "created_by", "assigned__assignment")
    return related.order_by("-id")
