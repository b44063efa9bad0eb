"""Submission review: where somebody gets whom a platform sends to look at one person's work in a link."""

from django.urls import reverse

from annotate.access import hides_from, layers_with_work
from lti.errors import LaunchRefused
from lti.grading.load import rounds_of
from lti.models import Enrollment, ResourceLink
from people.models import User
from people.permissions import Permission, has_permission
from web.i18n.lazy_message import Message

NOT_IN_COURSE = Message(
    "The learning platform asks for the work of somebody who has not opened this link in this course."
)
NOTHING_OPENED = Message("Nothing has been chosen for this link yet. Open it in the course first.")
NOT_YOURS = Message("Only teachers of this course see the work of others.")


def review_path(user: User, link: ResourceLink, for_user: str) -> str:
    """Return the path of the page with the highlights of ``for_user`` beside the key, without the prefix of frames.

    ``for_user`` is what the platform of ``link`` calls them. Whoever asks for their own work gets their feedback. Raise
    ``LaunchRefused`` if that person is not in the course, or ``user`` may not see their work.
    """
    rounds = rounds_of(link)
    if not rounds:
        raise LaunchRefused(NOTHING_OPENED)
    person = _person(link, for_user)
    if person.pk == user.pk:
        return reverse("reports:feedback", args=[rounds[0].pk])
    if not has_permission(user, Permission.OVERSEE_ROUNDS, link.course.team):
        raise LaunchRefused(NOT_YOURS)
    for round_ in rounds:
        if hides_from(user, round_) or layers_with_work(user, round_).filter(annotator=person).exists():
            # Where highlights are hidden, the page says what to do first.
            return reverse("reports:results-person", args=[round_.pk, person.pk])
    return reverse("lti:link", args=[link.pk])


def _person(link: ResourceLink, for_user: str) -> User:
    enrollments = Enrollment.objects.filter(course=link.course, account__subject=for_user)
    enrollment = enrollments.select_related("account__user").first()
    if not for_user or enrollment is None:
        raise LaunchRefused(NOT_IN_COURSE)
    user: User = enrollment.account.user
    return user
