"""The way back to a link, for the template ``lti/back.html``, which pages in a platform's frame include."""

from django import template
from django.db.models import Q

from annotate.models import Round
from lti.models import ResourceLink
from people.models import Team

register = template.Library()


@register.simple_tag
def link_to(round_: Round, team: Team) -> ResourceLink | None:
    """Return the first link of a course of ``team`` that opens the round, alone or in its assignment."""
    opening = Q(round=round_)
    if round_.assignment:
        opening |= Q(assignment=round_.assignment)
    links = ResourceLink.objects.filter(opening, course__team=team)
    return links.select_related("course", "assignment", "round__text__article").order_by("pk").first()
