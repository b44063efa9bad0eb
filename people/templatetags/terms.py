"""The template tags {% term "key" %}, a phrase in the words of a class or a team, and {% groups_label user %}.

{% term "set_exercise" %}                      of ``team`` in the context
{% term "set_exercise" article.team %}         of another group; None is nobody's: the words of a team
{% term "members" team n=members|length %}     with values
{% term "set_exercise" as label %}             into a variable
"""

from typing import Any

from django import template
from django.utils.translation import gettext

from people.models import Team, User
from people.terms import Kind
from people.terms import term as phrase

register = template.Library()
OF_CONTEXT: Any = object()


@register.simple_tag(takes_context=True)
def term(context: Any, key: str, group: Team | None = OF_CONTEXT, **values: Any) -> str:
    """Return the phrase for the group, by default the context's ``team``."""
    if group is OF_CONTEXT:
        group = context.get("team")
    return phrase(key, group.kind if group else Kind.TEAM, **values)


@register.simple_tag
def groups_label(user: User) -> str:
    """Return what the menu calls the user's groups; a guest's one group has its own words."""
    if not user.is_guest:
        return gettext("Groups")
    return phrase("your_group", Kind.TEAM if set(user.kind_by_team.values()) == {Kind.TEAM} else Kind.CLASS)
