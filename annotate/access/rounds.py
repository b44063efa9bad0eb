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
        super().__init__(_(NOT_REVEALED))
        self.round = round_


def rounds_visible_to(user: User) -> QuerySet[Round]:
    """Return the rounds on articles that ``user`` may see: drafts to those who oversee them, others to participants."""
    invited = Round.participants.through.objects.filter(round=OuterRef("pk"))
    takes_part = ~Q(state=RoundState.DRAFT) & (~Exists(invited) | Exists(invited.filter(user=user.pk)))
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
        _is_invited(user, pk)
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
        _is_invited(user, round_.pk)
        and not in_bin
        and round_.state != RoundState.DRAFT
        and has_permission(user, Permission.VIEW_ROUND, round_)
    )


def check_revealed(round_: Round) -> None:
    """Raise RoundNotRevealed if people must not see each other's annotations yet."""
    if round_.hides:
        raise RoundNotRevealed(round_)


def _is_invited(user: User, round_: int) -> bool:
    """Return whether the round names no participants, or ``user`` among them."""
    invited = Round.participants.through.objects.filter(round__pk=round_).values_list("user", flat=True)
    return not invited or user.pk in invited


def invited_people(rounds: Iterable[Round]) -> dict[int, set[int]]:
    """Return the ids of those who take part, of the rounds in which not everybody in the team does."""
    people: dict[int, set[int]] = {}
    rows = Round.participants.through.objects.filter(round__in=rounds).values_list("round", "user")
    for pk, person in rows:
        people.setdefault(pk, set()).add(person)
    return people


def exercises_visible_to(user: User) -> QuerySet[Round]:
    """Return the rounds that ``user`` may see, without those that lessons keep for their classes."""
    return rounds_visible_to(user).filter(lesson_exercise=None)


def rounds_on(user: User, article: Article) -> QuerySet[Round]:
    """Return the rounds on an article, newest first, without those that a lesson keeps for its classes."""
    return exercises_visible_to(user).filter(text__article=article).order_by("-id")


def rounds_in(user: User, team: Team) -> QuerySet[Round]:
    """Return the rounds of a team with their articles, newest first, without those that a lesson keeps for classes."""
    rounds = exercises_visible_to(user).filter(text__article__team=team)
    related = rounds.select_related("text__article__team", "codebook", "created_by", "assigned__assignment")
    return related.order_by("-id")
