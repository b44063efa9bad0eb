"""The grades of a link, for the template ``lti/grades.html``, which other pages include."""

from typing import Any

from django import template

from lti.grading.display import LinkGrades
from lti.grading.display import link_grades as grades_of
from lti.models import ResourceLink

register = template.Library()


@register.simple_tag(takes_context=True)
def link_grades(context: dict[str, Any], link: ResourceLink) -> LinkGrades | None:
    """Return the grades of ``link`` if the person who is signed in may see them."""
    return grades_of(context["request"].user, link)
