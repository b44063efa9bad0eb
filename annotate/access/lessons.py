"""Which lessons a user may see, copy and change.

A lesson comes with its answer key, so it is for those who teach: its owner, the owners and editors of its team, and, if
it is listed in the library or has a link, everybody with an account who leads a class or team. Others with an account,
who may be pupils, see what a library lesson is about, but neither its answer key nor its notes. Nor does whoever takes
part in a class that is working on the lesson, even if they lead another one: everybody can create a class.
"""

from collections.abc import Collection
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from annotate.enums import LayerKind, RoundState
from annotate.models import Assignment, Layer, Lesson, LessonExercise, Round
from people.access import teams_permitting
from people.models import Membership, User
from people.permissions import (
    EDITORS,
    Permission,
    PermissionRefused,
    check_permission,
    has_permission,
    load_roles,
)

NO_SUCH_LESSON = N_("This lesson does not exist, or you do not have access to it.")
LINK_OVER = N_("This link has been revoked, or the lesson was deleted. Ask the sender for a new one.")
ONLY_TEACHERS = N_("The answer key is for people who lead a class or team. Create one first.")
WORKS_ON_IT = N_(
    "You take part in a class that is working on this lesson. You can see its answer key after the highlights of "
    "that class are revealed."
)


def lessons_visible_to(user: User) -> QuerySet[Lesson]:
    """Return the lessons of ``user`` and of the teams whose lessons they may see; what is last changed comes first."""
    if not user.is_authenticated or user.is_guest:
        return Lesson.objects.none()
    teams = teams_permitting(user, Permission.VIEW_LESSON)
    lessons = Lesson.objects.filter(Q(owner=user, team=None) | Q(team__in=teams))
    return lessons.select_related("team", "owner").order_by("-updated_at", "-pk")


def own_lessons(user: User) -> QuerySet[Lesson]:
    """Return the lessons that belong to ``user`` alone."""
    return lessons_visible_to(user).filter(team=None)


def library(user: User) -> QuerySet[Lesson]:
    """Return the lessons in the library of the site, newest first; none for guests."""
    if not user.is_authenticated or user.is_guest:
        return Lesson.objects.none()
    listed = Lesson.objects.filter(listed_at__isnull=False).filter(Q(team=None) | Q(team__deleted_at=None))
    return listed.select_related("team", "owner").order_by("-listed_at", "-pk")


def get_lesson(user: User, pk: int, permission: Permission = Permission.VIEW_LESSON) -> Lesson:
    """Return a lesson of ``user``, of a team of theirs, or in the library.

    Raise Http404 if they may not see it, PermissionRefused if they see it but lack ``permission``.
    """
    load_roles(user)
    lesson = Lesson.objects.select_related("team", "owner").filter(pk=pk).first()
    if lesson is None or not can_see_lesson(user, lesson):
        raise Http404(_(NO_SUCH_LESSON))
    if permission != Permission.VIEW_LESSON:
        check_permission(user, permission, lesson)
    return lesson


def get_linked_lesson(user: User, link: str) -> Lesson:
    """Return the lesson that this link shows to everybody with an account; raise Http404 if the link does not work."""
    lesson = None
    if link and user.is_authenticated and not user.is_guest:
        lessons = Lesson.objects.filter(Q(team=None) | Q(team__deleted_at=None))
        lesson = lessons.select_related("team", "owner").filter(link=link).first()
    if lesson is None:
        raise Http404(_(LINK_OVER))
    return lesson


def get_lesson_exercise(lesson: Lesson, pk: int) -> LessonExercise:
    """Return an exercise of a visible lesson; raise Http404 if it has none with this key."""
    exercises = lesson.exercises.filter(round__in=Round.objects.all())
    exercise = exercises.select_related("round__text__article__team", "round__codebook").filter(pk=pk).first()
    if exercise is None:
        raise Http404(_("This article is no longer in the lesson."))
    return exercise


def lesson_of_round(round_: Round) -> Lesson | None:
    """Return the lesson that keeps a visible round for its classes."""
    exercise = LessonExercise.objects.filter(round=round_.pk).select_related("lesson").first()
    return exercise.lesson if exercise else None


def can_see_lesson(user: User, lesson: Lesson) -> bool:
    """Return whether ``user`` may see a lesson that is fetched, without knowing its link."""
    if not user.is_authenticated or user.is_guest or lesson.deleted_at:
        return False
    if lesson.listed_at and not (lesson.team and lesson.team.deleted_at):
        return True
    return has_permission(user, Permission.VIEW_LESSON, lesson)


def can_see_lesson_key(user: User, lesson: Lesson) -> bool:
    """Return whether ``user`` may see the answer key and the notes of a lesson that was fetched for them."""
    if has_permission(user, Permission.VIEW_LESSON, lesson):
        return True
    return leads_somewhere(user) and not _works_on_lesson(user, lesson)


def can_see_builtin_key(user: User, slug: str, texts: Collection[str]) -> bool:
    """Return whether ``user`` may see the answer key and the notes of the built-in lesson ``slug``.

    ``texts`` are the hashes of its articles.
    """
    return leads_somewhere(user) and not _works_on(user, _same_builtin(slug), texts)


def leads_somewhere(user: User) -> bool:
    """Return whether ``user`` has an account and leads a class or team."""
    if not user.is_authenticated or user.is_guest:
        return False
    return Membership.objects.filter(user=user, role__in=EDITORS, team__deleted_at=None).exists()


def check_can_copy(user: User, lesson: Lesson) -> None:
    """Raise PermissionRefused unless ``user`` may copy a lesson that was fetched for them, answer key included."""
    if lesson.listed_at is None and lesson.link is None:
        check_permission(user, Permission.VIEW_LESSON, lesson)
    if not can_see_lesson_key(user, lesson):
        raise PermissionRefused(_(WORKS_ON_IT) if leads_somewhere(user) else _(ONLY_TEACHERS))


def check_can_copy_builtin(user: User, slug: str, texts: Collection[str]) -> None:
    """Raise PermissionRefused unless ``user`` may copy the built-in lesson ``slug``, answer key included."""
    if not can_see_builtin_key(user, slug, texts):
        raise PermissionRefused(_(WORKS_ON_IT) if leads_somewhere(user) else _(ONLY_TEACHERS))


def check_does_not_work_on(user: User, lesson: Lesson) -> None:
    """Raise PermissionRefused if ``user`` takes part in a class that works on a lesson of somebody else."""
    if not has_permission(user, Permission.VIEW_LESSON, lesson) and _works_on_lesson(user, lesson):
        raise PermissionRefused(_(WORKS_ON_IT))


def check_does_not_work_on_texts(user: User, texts: Collection[str]) -> None:
    """Raise PermissionRefused if ``user`` takes part in a class that works on one of these texts, by their hashes."""
    if _works_on(user, Q(pk__in=[]), texts):
        raise PermissionRefused(_(WORKS_ON_IT))


def _works_on_lesson(user: User, lesson: Lesson) -> bool:
    texts = lesson.exercises.values("round__text__sha256")
    return _works_on(user, Q(lesson=lesson) | _same_builtin(lesson.builtin), texts)


def _same_builtin(slug: str) -> Q:
    return Q(builtin=slug) if slug else Q(pk__in=[])


def _works_on(user: User, lesson: Q, texts: Collection[str] | QuerySet[Any]) -> bool:
    """Return whether ``user`` takes part in a class that works on the lesson, and that has not seen the key yet.

    Or on one of its texts, by their hashes: the class may have got a copy of the lesson, or its file from elsewhere.
    """
    memberships = Membership.objects.filter(user=user, team__deleted_at=None)
    taught = memberships.filter(role__in=EDITORS).values("team")
    # Whoever has left the class with the work begun may come back.
    begun = Layer.objects.filter(annotator=user, kind=LayerKind.READER).values("round")
    rounds = Round.all_objects.filter(
        Q(text__article__team__in=memberships.exclude(role__in=EDITORS).values("team"))
        | Q(pk__in=begun, text__article__team__deleted_at=None) & ~Q(text__article__team__in=taught),
        text__article__team__isnull=False,
        lesson_exercise=None,
    )
    same = Q(assigned__assignment__in=Assignment.objects.filter(lesson))
    # In any revision of the text.
    same |= Q(text__article__texts__sha256__in=texts)
    return rounds.exclude(state=RoundState.REVEALED).filter(same).exists()
