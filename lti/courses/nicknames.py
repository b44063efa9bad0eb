"""Choosing a nickname: once, by pupils whose names the platform does not send."""

from django.db import transaction
from django.utils.translation import gettext as _

from lti.courses.courses import join_class
from lti.errors import LaunchRefused
from lti.models import Enrollment, ResourceLink
from people.access import team_leader_names
from people.models import User
from people.names import NicknameError, UsedNames, clean_nickname, names_in_use
from people.terms import term


@transaction.atomic
def choose_nickname(user: User, link: ResourceLink, nickname: str) -> None:
    """Name somebody who has no name yet, who becomes a member of the classes of their courses.

    Raise ``NicknameError`` if the name is no name or taken in the class of the link, or ``LaunchRefused`` if the class
    takes nobody in any more.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    if user.name:
        return
    team = link.course.team
    name = clean_nickname(nickname)
    used_names = names_in_use(team)
    if name in UsedNames(team_leader_names(team)):
        raise NicknameError(term("leader_has_name", team.kind, name=name))
    if name in used_names:
        message = _("The name {name} is taken. Try {other}.")
        raise NicknameError(message.format(name=name, other=used_names.numbered(name)))
    user.name = name
    user.save(update_fields=["name"])
    user.lti_accounts.update(name_from_platform=False)
    waiting = Enrollment.objects.filter(
        account__user=user, joined_at=None, left_at=None, course__team__deleted_at=None
    )
    for enrollment in waiting.select_related("course__team", "account__user"):
        try:
            join_class(enrollment)
        except LaunchRefused:
            # Another class, of last year perhaps, keeps nobody out of this one.
            if enrollment.course.team_id == team.pk:
                raise
