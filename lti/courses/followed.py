"""What the site does with people from platforms is followed here: signing in, names, erasing, personal data."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest

from lti.courses.erased import remember_erased
from lti.courses.personal_data import SECTION, platform_data
from lti.models import Enrollment, Grade, PlatformAccount
from people.models import Team, User
from people.personal_data import register_personal_data
from people.signals import person_erased, person_renamed


def connect() -> None:
    """Start to follow."""
    user_logged_in.connect(_note_sign_in)
    person_renamed.connect(_keep_chosen_name)
    person_erased.connect(_forget)
    register_personal_data(SECTION, platform_data)


def _note_sign_in(request: HttpRequest, user: User, **_signal: Any) -> None:
    """Note when somebody without a password has come from their course: that is their proof of who they are."""
    if user.email is None and user.has_platform_account:
        record_authentication(request, user, "learning-platform")


def _keep_chosen_name(person: User, **_signal: Any) -> None:
    """Do not replace a name that somebody has chosen here by the one that the platform sends."""
    PlatformAccount.objects.filter(user=person, name_from_platform=True).update(name_from_platform=False)


def _forget(team: Team, person: User, by: User, **_signal: Any) -> None:
    """Delete what is stored of somebody in the courses of a class from which they were erased.

    Whom a teacher erases while the platform lists them does not come back by themselves.
    """
    for enrollment in Enrollment.objects.filter(account__user=person, course__team=team):
        account, course = enrollment.account, enrollment.course
        Grade.objects.filter(account=account, link__course=course).delete()
        if by != person and enrollment.left_at is None:
            remember_erased(course, account)
        enrollment.delete()
