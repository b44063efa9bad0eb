"""What the pages of lessons do in one step: use a lesson in a new class, put one into the library, begin a new one."""

from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from annotate.codebook import read_codebook
from annotate.codebooks.actions import DEFAULT_CODEBOOK
from annotate.lessons.actions import create_lesson, list_in_library, update_lesson
from annotate.lessons.assigning.actions import assign_lesson
from annotate.lessons.builtin_lessons import BuiltinLesson
from annotate.lessons.content import LessonContent
from annotate.lessons.reading import article_of_text
from annotate.models import Codebook, Lesson
from articles.models import Text
from people.actions.guests import open_join_code
from people.actions.teams import create_own_team
from people.models import Team, User
from people.permissions import EDITORS, Permission, check_permission, check_permission_now
from people.terms import Kind


@transaction.atomic
def use_lesson(
    user: User, source: Lesson | BuiltinLesson, team: Team | None, name: str = "", **options: Any
) -> str:
    """Assign the lesson to ``team``, or to a new class of this name; return the address of the next step.

    That is the join code as long as the class has no pupils, and the exercises otherwise.
    """
    if team is None:
        team = create_own_team(user, name, Kind.CLASS)
    # The roles of the user may have been read before the class was there.
    check_permission_now(user, Permission.CREATE_ROUND, team)
    assignment = assign_lesson(user, source, team, **options)
    if team.memberships.exclude(role__in=EDITORS).exists() or not team.is_class:
        return reverse("annotate:assignment", args=[assignment.pk])
    code = getattr(team, "join_code", None)
    if code is None or code.expires_at <= timezone.now():
        open_join_code(user, team)
    return reverse("people:code", args=[team.pk])


@transaction.atomic
def put_into_library(user: User, lesson: Lesson, author: str, license: str) -> None:
    """Name author and licence of the lesson, and list it in the library."""
    update_lesson(user, lesson, author=author, license=license)
    list_in_library(user, lesson)


def begin_lesson(user: User, title: str, text: Text, codebook: Codebook | None, team: Team | None) -> Lesson:
    """Create a lesson with one article, which ``user`` may see, and these tags or the default ones."""
    check_permission(user, Permission.VIEW_ARTICLE, text.article)
    article = article_of_text(text)
    tags = codebook.pure if codebook else read_codebook(DEFAULT_CODEBOOK)
    content = LessonContent(title, (article,), tags, language=article.language)
    return create_lesson(user, content, team)
