"""The links of courses to an exercise, for templates that pages of exercises include: back.html, not_in_course.html."""

from django import template
from django.db.models import Q

from annotate.models import Round
from lti.models import Course, Placement, ResourceLink
from people.models import Team

register = template.Library()


@register.simple_tag
def link_to(round_: Round, team: Team) -> ResourceLink | None:
    """Return the first link of a course of ``team`` that opens the round, alone or in its assignment."""
    links = ResourceLink.objects.filter(_opening(round_), course__team=team)
    return links.select_related("course", "assignment", "round__text__article").order_by("pk").first()


@register.simple_tag
def course_without(round_: Round, team: Team) -> Course | None:
    """Return the course of ``team`` if it has no link to the round, and nobody has chosen the round for one."""
    course = Course.objects.filter(team=team).select_related("deployment__platform").order_by("pk").first()
    if course is None:
        return None
    opening = _opening(round_)
    is_linked = ResourceLink.objects.filter(opening, course__team=team).exists()
    is_chosen = Placement.objects.filter(opening, course__team=team).exists()
    return None if is_linked or is_chosen else course


def _opening(round_: Round) -> Q:
    """Return the condition for links that open the round, alone or in its assignment."""
    opening = Q(round=round_)
    return opening | Q(assignment=round_.assignment) if round_.assignment else opening
