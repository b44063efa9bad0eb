"""Where somebody gets who opens a link in a course."""

from django.urls import reverse

from annotate.access import assigned_rounds, feedback_for, get_layer, rounds_visible_to
from annotate.enums import Feedback
from annotate.models import Assignment, Round
from lti.models import ResourceLink
from people.models import User
from people.permissions import Permission, has_permission


def path_for(user: User, link: ResourceLink) -> str:
    """Return the path of the page that ``link`` opens for ``user``, without the prefix of embedded pages.

    Pupils get to the highlighting page, the page of several articles, or their feedback; first to choosing a nickname
    if they have no name. Teachers, and pupils for whom there is nothing yet, get to the page of the link.
    """
    if not user.name:
        return reverse("lti:nickname", args=[link.pk])
    if link.course.team.deleted_at:
        # Only a teacher gets so far, who may restore it there.
        return reverse("annotate:bin")
    if has_permission(user, Permission.OVERSEE_ROUNDS, link.course.team):
        return reverse("lti:link", args=[link.pk])
    if link.assignment:
        path = _path_in_assignment(user, link.assignment)
    else:
        path = _path_in_round(user, link.round) if link.round else None
    return path or reverse("lti:link", args=[link.pk])


def _path_in_assignment(user: User, assignment: Assignment) -> str | None:
    """Return the page of an assignment; None if its pupils cannot see it yet, or not any more."""
    rounds = assigned_rounds(user, assignment)
    if len(rounds) == 1 and not assignment.questions:
        return _path(user, rounds[0])
    return reverse("annotate:assignment", args=[assignment.pk]) if rounds else None


def _path_in_round(user: User, round_: Round) -> str | None:
    visible = rounds_visible_to(user).filter(pk=round_.pk).select_related("text__article__team").first()
    return _path(user, visible) if visible else None


def _path(user: User, round_: Round) -> str:
    """Return the feedback of whoever gets some on what they handed in, else the highlighting page."""
    layer = get_layer(user, round_)
    if layer and layer.submitted_at and feedback_for(user, round_) != Feedback.NONE:
        return reverse("reports:feedback", args=[round_.pk])
    return reverse("annotate:annotate", args=[round_.pk])
