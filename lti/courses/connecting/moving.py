"""Move everything of the account that came from a platform to an ordinary account of the same person."""

from collections.abc import Iterator

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from annotate.models import Comment, Layer, Presence, QuestionAnswer, RoundLeader, ShownHint, Vote
from lti.models import TabTicket
from people.actions.accounts import access_changed
from people.models import Membership, User
from people.permissions import PermissionRefused, Role
from web.models import IdempotencyRecord

# What is somebody's own work, by the field that says whose.
WORK: tuple[tuple[type[models.Model], str], ...] = (
    (Layer, "annotator"), (Comment, "author"), (Vote, "voter"), (QuestionAnswer, "author"), (ShownHint, "annotator"),
)  # fmt: skip
PASSING = (IdempotencyRecord, Presence, TabTicket)
NO_TEACHER = N_("Only those who teach in a course can connect an account with an e-mail address.")
ADMINISTRATOR = N_(
    "The account of an administrator of this site cannot be connected: whoever administers the learning platform could "
    "sign in as them."
)
HAS_WORK = N_(
    "You have highlighted, answered or commented with the account from your course. That cannot be moved to another "
    "account, so the two stay apart."
)
IN_BOTH = N_(
    "Both accounts take part in the same thing. That cannot be brought together, so the two stay apart."
)
# From the most rights to the least.
RANK = (Role.OWNER, Role.EDITOR, Role.ANNOTATOR, Role.VIEWER)


def check_can_move(source: User, target: User) -> None:
    """Raise PermissionRefused unless ``source``, who comes from a platform, can become part of ``target``."""
    if source.email is not None or not source.has_platform_account:
        raise PermissionRefused(_(NO_TEACHER))
    if target.email is None or not target.is_active or target.is_staff:
        raise PermissionRefused(_(ADMINISTRATOR))
    if any(model._base_manager.filter(**{field: source}).exists() for model, field in WORK):
        raise PermissionRefused(_(HAS_WORK))


@transaction.atomic
def move_account(source: User, target: User) -> None:
    """Give ``target`` what belongs to ``source``, its classes and its accounts at platforms, and delete ``source``.

    Raise PermissionRefused if it has work of its own, or if something can belong to one of them alone.
    """
    list(User.objects.select_for_update().filter(pk__in=[source.pk, target.pk]).order_by("pk"))
    check_can_move(source, target)
    for model in PASSING:
        model._base_manager.filter(user=source).delete()
    _move_memberships(source, target)
    led = RoundLeader.objects.filter(user=target).values("round")
    RoundLeader.objects.filter(user=source, round__in=led).delete()
    try:
        with transaction.atomic():
            for field in _fields_of_people():
                field.model._base_manager.filter(**{field.name: source}).update(**{field.name: target})
    except IntegrityError as error:
        raise PermissionRefused(_(IN_BOTH)) from error
    source.delete()


def _move_memberships(source: User, target: User) -> None:
    """Make ``target`` a member of the same teams, with the greater of both roles."""
    own = {membership.team_id: membership for membership in Membership.objects.filter(user=target)}
    for membership in Membership.objects.filter(user=source).select_related("team"):
        present = own.get(membership.team_id)
        if present:
            present.role = min((Role(present.role), Role(membership.role)), key=RANK.index)
            present.save(update_fields=["role"])
            membership.delete()
        else:
            membership.user = target
            membership.save(update_fields=["user"])
        access_changed(membership.team, target)


def _fields_of_people() -> Iterator[models.ForeignKey]:
    """Yield each foreign key to a person, those of many-to-many tables included."""
    for relation in User._meta.get_fields(include_hidden=True):
        if isinstance(relation, models.ManyToOneRel) and not relation.related_model._meta.proxy:
            yield relation.field
