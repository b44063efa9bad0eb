"""Choose what a link opens: set the exercise in the class of the course, and store how work is graded."""

from dataclasses import asdict, dataclass, replace
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from annotate.access import rounds_of_assignment
from annotate.assignments.actions import update_assignment
from annotate.enums import Feedback, FeedbackTiming, RoundMode, RoundState
from annotate.lessons.assigning.actions import assign_lesson
from annotate.lessons.builtin_lessons import BuiltinLesson
from annotate.models import Assignment, Lesson, Round
from annotate.rounds.actions import settings_of
from lti.access import NO_SUCH_REQUEST
from lti.enums import GradeBy, GradeWhen
from lti.errors import LtiError
from lti.models import Course, DeepLinkingRequest, Placement, ResourceLink
from people.models import User
from people.permissions import Permission, check_permission, check_permission_now
from web.i18n.lazy_message import Message

OTHER_CLASS = Message(
    "This exercise belongs to another class. A link can only open exercises of its own course."
)
ANSWERED = Message(
    "“{title}” was added already. To add something else, open Claimlight from the course again."
)
OPENS_ALREADY = Message("Somebody has chosen already what this link opens. Reload the page.")


class AlreadyAnswered(LtiError):
    """A deep linking request has got another answer already."""

    status = 409
    code = "already-answered"


@dataclass(frozen=True, slots=True)
class ExerciseOptions:
    """The settings of the exercise that a lesson becomes; the others are those of the lesson."""

    mode: RoundMode
    feedback: Feedback
    feedback_when: FeedbackTiming
    due_at: datetime | None = None
    state: RoundState = RoundState.OPEN


@dataclass(frozen=True, slots=True)
class GradingChoice:
    """How work is graded, under the names of the fields of ``Grading``."""

    grade_by: GradeBy
    grade_when: GradeWhen = GradeWhen.ON_HAND_IN
    highlights: int = 5
    points: float = 100


@dataclass(frozen=True, slots=True)
class ChosenLesson:
    """A lesson, and how it becomes an exercise."""

    source: Lesson | BuiltinLesson
    options: ExerciseOptions


Chosen = ChosenLesson | Assignment | Round


@transaction.atomic
def place(user: User, request: DeepLinkingRequest, chosen: Chosen, grading: GradingChoice) -> Placement:
    """Answer a deep linking request with a lesson, which becomes an exercise of the class, or with an exercise of it.

    The same choice again creates nothing. Raise ``AlreadyAnswered`` for another one if the request takes no more,
    PermissionRefused, LessonError, SettingsError, or ``LtiError`` for an exercise of another class.
    """
    course = request.course
    # Two answers to one request come one after the other.
    answered_at = DeepLinkingRequest.objects.select_for_update().get(pk=request.pk).answered_at
    earlier = placements_for(request)
    for placement in earlier:
        if _is_of(placement, chosen):
            return placement
    if answered_at or (earlier and not request.accepts_several):
        raise AlreadyAnswered(ANSWERED.format(title=earlier[0].title) if earlier else NO_SUCH_REQUEST)
    exercise = _exercise(user, course, chosen)
    lesson = exercise if isinstance(chosen, ChosenLesson) and isinstance(exercise, Assignment) else None
    return Placement.objects.create(
        platform=course.deployment.platform,
        course=course,
        created_by=user,
        request=request,
        title=exercise.title if isinstance(exercise, Assignment) else exercise.text.article.title[:200],
        lesson=lesson.lesson if lesson else None,
        builtin=lesson.builtin if lesson else "",
        **_target(exercise),
        **asdict(grading),
    )


@transaction.atomic
def fill_link(user: User, link: ResourceLink, chosen: Chosen, grading: GradingChoice) -> None:
    """Let a link that opens nothing open a lesson, which becomes an exercise of the class, or an exercise of it.

    Raise ``AlreadyAnswered`` if it opens something, and what ``place`` raises.
    """
    locked = ResourceLink.objects.select_for_update().get(pk=link.pk)
    if opens_something(locked):
        raise AlreadyAnswered(OPENS_ALREADY)
    changes = _target(_exercise(user, link.course, chosen)) | asdict(grading)
    for name, value in changes.items():
        setattr(link, name, value)
    link.save(update_fields=list(changes))


def mark_answered(request: DeepLinkingRequest) -> None:
    """Note that an answer to the request is sent: it takes no other."""
    request.answered_at = request.answered_at or timezone.now()
    request.save(update_fields=["answered_at"])


def placements_for(request: DeepLinkingRequest) -> list[Placement]:
    """Return what a request is answered with, in the order in which it was chosen."""
    return list(request.placements.select_related("assignment", "round").order_by("pk"))


def opens_something(link: ResourceLink) -> bool:
    """Return whether a link opens an exercise that is not in the bin."""
    if link.assignment:
        return bool(rounds_of_assignment(link.assignment))
    return link.round_id is not None and Round.objects.filter(pk=link.round_id).exists()


def _target(exercise: Assignment | Round) -> dict[str, Assignment | Round | None]:
    is_set = isinstance(exercise, Assignment)
    return {"assignment": exercise if is_set else None, "round": None if is_set else exercise}


def _is_of(placement: Placement, chosen: Chosen) -> bool:
    """Return whether a placement is of this lesson or exercise."""
    if isinstance(chosen, Assignment):
        return placement.assignment_id == chosen.pk
    if isinstance(chosen, Round):
        return placement.round_id == chosen.pk
    if isinstance(chosen.source, BuiltinLesson):
        return placement.lesson_id is None and placement.builtin == chosen.source.slug
    return placement.lesson_id == chosen.source.pk


def _exercise(user: User, course: Course, chosen: Chosen) -> Assignment | Round:
    """Return the chosen exercise of the class, or the one that the chosen lesson becomes."""
    check_permission_now(user, Permission.CREATE_ROUND, course.team)
    if not isinstance(chosen, ChosenLesson):
        check_permission(user, Permission.MANAGE_ROUND, chosen)
        if chosen.team_id != course.team_id:
            raise LtiError(OTHER_CLASS)
        return chosen
    options = chosen.options
    assignment = assign_lesson(
        user, chosen.source, course.team, due_at=options.due_at, mode=options.mode, state=options.state
    )
    settings = settings_of(rounds_of_assignment(assignment)[0])
    changed = replace(settings, feedback=options.feedback, feedback_when=options.feedback_when)
    if changed != settings:
        update_assignment(user, assignment, assignment.title, changed)
    return assignment
