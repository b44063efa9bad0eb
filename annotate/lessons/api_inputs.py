"""What requests about lessons send."""

from typing import Any

from rest_framework import serializers

from annotate.enums import Feedback, FeedbackTiming, HintTiming, RoundMode, RoundState
from annotate.lessons.content import PlanStep
from annotate.lessons.limits import (
    MAX_AUTHOR,
    MAX_INSTRUCTIONS,
    MAX_LEVEL,
    MAX_LICENSE,
    MAX_MINUTES,
    MAX_NOTES,
    MAX_QUESTION,
    MAX_QUESTIONS,
    MAX_STEP,
    MAX_STEPS,
    MAX_SUMMARY,
    MAX_TITLE,
)
from web.api.pagination import PageInput
from web.fields import SingleLineInput

MAX_ID = 2**63 - 1


def _key(**options: Any) -> serializers.IntegerField:
    return serializers.IntegerField(min_value=1, max_value=MAX_ID, **options)


class LessonFilter(PageInput):
    """Which lessons to list: those that the user may change (all, their own, those of a team), or the library."""

    where = serializers.ChoiceField(["mine", "alone", "library"], required=False)
    team = _key(required=False)


class LessonTeamInput(serializers.Serializer[Any]):
    """The team of teachers that a lesson will belong to; without one, it belongs to the user alone."""

    team = _key(allow_null=True, default=None)


class NewLessonInput(LessonTeamInput):
    """A new lesson: ``lesson`` is what its file has, see docs/lessons.md."""

    lesson = serializers.DictField()


class FromExercisesInput(LessonTeamInput):
    """A new lesson made of existing exercises: those of an ``assignment``, or ``rounds`` with the same tags."""

    title = SingleLineInput(max_length=MAX_TITLE)
    assignment = _key(allow_null=True, default=None)
    rounds = serializers.ListField(child=_key(), max_length=20, default=list)


class StepInput(serializers.Serializer[Any]):
    """A step of the plan."""

    minutes = serializers.IntegerField(min_value=1, max_value=MAX_MINUTES)
    text = serializers.CharField(max_length=MAX_STEP)


class LessonInput(serializers.Serializer[Any]):
    """What to change in a lesson. What is left out stays as it is; settings are those of all its exercises."""

    title = SingleLineInput(required=False, max_length=MAX_TITLE)
    summary = serializers.CharField(required=False, allow_blank=True, max_length=MAX_SUMMARY)
    language = serializers.CharField(required=False, allow_blank=True, max_length=20)
    level = SingleLineInput(required=False, allow_blank=True, max_length=MAX_LEVEL)
    minutes = serializers.IntegerField(required=False, allow_null=True, min_value=1, max_value=MAX_MINUTES)
    author = SingleLineInput(required=False, allow_blank=True, max_length=MAX_AUTHOR)
    license = SingleLineInput(required=False, allow_blank=True, max_length=MAX_LICENSE)
    notes = serializers.CharField(required=False, allow_blank=True, max_length=MAX_NOTES)
    questions = serializers.ListField(
        child=serializers.CharField(max_length=MAX_QUESTION), required=False, max_length=MAX_QUESTIONS
    )
    plan = serializers.ListField(child=StepInput(), required=False, max_length=MAX_STEPS)
    instructions = serializers.CharField(required=False, allow_blank=True, max_length=MAX_INSTRUCTIONS)
    mode = serializers.ChoiceField(list(RoundMode), required=False)
    feedback = serializers.ChoiceField(list(Feedback), required=False)
    feedback_when = serializers.ChoiceField(list(FeedbackTiming), required=False)
    hints = serializers.ChoiceField(list(HintTiming), required=False)
    detail_suggestions = serializers.BooleanField(required=False)


def lesson_changes(values: dict[str, Any]) -> dict[str, Any]:
    """Return the validated values of a LessonInput as ``update_lesson`` takes them."""
    changes = dict(values)
    if "questions" in changes:
        changes["questions"] = tuple(changes["questions"])
    if "plan" in changes:
        changes["plan"] = tuple(PlanStep(step["minutes"], step["text"]) for step in changes["plan"])
    return changes


class AssignInput(serializers.Serializer[Any]):
    """The class that gets the lesson. Without a ``mode``, people work as the lesson says."""

    team = _key()
    due_at = serializers.DateTimeField(allow_null=True, default=None)
    mode = serializers.ChoiceField(list(RoundMode), allow_null=True, default=None)
    state = serializers.ChoiceField([RoundState.DRAFT, RoundState.OPEN], default=RoundState.OPEN)


class LessonArticleInput(serializers.Serializer[Any]):
    """The article to add to a lesson."""

    article = _key()
