"""Use a lesson in a class of the user's, or in a new one."""

from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from annotate.lessons.assigning.actions import assign_lesson
from annotate.lessons.builtin_lessons import BuiltinLesson
from annotate.models import Lesson
from people.actions.guests import open_join_code
from people.actions.teams import create_own_team
from people.models import Team, User
from people.permissions import EDITORS
from people.terms import Kind


@transaction.atomic
def use_lesson(
    user: User, source: Lesson | BuiltinLesson, team: Team | None, name: str = "", **options: Any
) -> str:
    """Assign the lesson to ``team``, or to a new class of this name; return the address of the next step.

    That is the join code as long as the class has no pupils, and the exercises otherwise.
    """
    team = team or create_own_team(user, name, Kind.CLASS)
    assign_lesson(user, source, team, **options)
    if team.memberships.exclude(role__in=EDITORS).exists() or not team.is_class:
        return reverse("annotate:team-rounds", args=[team.pk])
    code = getattr(team, "join_code", None)
    if code is None or code.expires_at <= timezone.now():
        open_join_code(user, team)
    return reverse("people:code", args=[team.pk])
