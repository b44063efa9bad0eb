"""The text of a lesson's article, and what pages outside of lessons need to know of them."""

from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from annotate.access.lessons import lesson_of_round
from annotate.lessons.pages import in_progress
from annotate.models import Lesson, Round
from people.models import User
from people.permissions import EDITORS
from web.markup import Markup

register = template.Library()


@register.filter
def escaped_markup(html: Markup) -> SafeString:
    """Return markup of ``web/markup.py``, which has escaped it; anything else is refused."""
    if not isinstance(html, Markup):
        raise TypeError("Only markup of web/markup.py is escaped.")
    return mark_safe(html)  # noqa: S308  # nosec B308 B703


@register.filter
def teaches(user: User) -> bool:
    """Return whether the menu offers lessons: to people who lead a class or team, or are in none yet."""
    roles = user.role_by_team.values()
    return not roles or any(role in EDITORS for role in roles)


@register.simple_tag(takes_context=True)
def lesson_in_progress(context: Any) -> Lesson | int | None:
    """Return the lesson for which the user adds an article, 0 for a new one, None if there is none."""
    return in_progress.lesson_in_progress(context["request"])


@register.simple_tag
def lesson_of(round_: Round) -> Lesson | None:
    """Return the lesson to which a round belongs, for the way back from its answer key."""
    return lesson_of_round(round_)
