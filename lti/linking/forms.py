"""The forms of choosing: how a lesson becomes an exercise of the class, and how work is graded."""

from typing import Any

from django import forms
from django.utils.timezone import get_current_timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from annotate.enums import Feedback, FeedbackTiming, RoundMode, RoundState
from annotate.lessons.content import LessonContent
from annotate.lessons.pages.forms import STATES
from annotate.rounds.forms import FEEDBACK, FEEDBACK_TIMINGS, MODES
from lti.enums import GradeBy, GradeWhen
from lti.grading.forms import GRADE_BY, GradingForm
from lti.linking.actions import ExerciseOptions, GradingChoice
from people.terms import Kind, term
from web.forms import DateTimeField
from web.time_zones import city

GRADING_FIELDS = tuple(GradingForm.base_fields)
EXERCISE_FIELDS = ("due_at", "mode", "feedback", "feedback_when", "state")


class ExerciseForm(GradingForm):
    """How an exercise is graded, unless the platform takes no grades."""

    def __init__(
        self, *args: Any, content: LessonContent, has_key: bool, takes_grades: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if not takes_grades:
            for name in GRADING_FIELDS:
                del self.fields[name]
            return
        if not has_key:
            self.fields["grade_by"].choices = [choice for choice in GRADE_BY if choice[0] != GradeBy.KEY]
        waits = content.feedback_when == FeedbackTiming.ON_REVEAL or content.feedback == Feedback.NONE
        self.initial |= {
            "grade_by": GradeBy.KEY if has_key else GradeBy.HAND_IN,
            "grade_when": GradeWhen.ON_REVEAL if has_key and waits else GradeWhen.ON_HAND_IN,
            "highlights": 5,
            "points": 100,
        }

    def grading_fields(self) -> list[forms.BoundField]:
        """Return the fields about grades; none if the platform takes none."""
        return [self[name] for name in GRADING_FIELDS if name in self.fields]

    def exercise_fields(self) -> list[forms.BoundField]:
        """Return the fields about the exercise; none if it is there already."""
        return [self[name] for name in EXERCISE_FIELDS if name in self.fields]

    def unfolds(self) -> bool:
        """Return whether the folded fields are shown at once: one of them has a fault."""
        return any(self[name].errors for name in self.fields)

    def grading(self) -> GradingChoice:
        """Return how work is graded."""
        if not self.grading_fields():
            return GradingChoice(GradeBy.NONE)
        return GradingChoice(**{name: self.cleaned_data[name] for name in GRADING_FIELDS})


class LessonForm(ExerciseForm):
    """The settings of the exercise that a lesson becomes."""

    due_at = DateTimeField(required=False, label=_("Hand in by"))
    mode = forms.TypedChoiceField(choices=MODES, coerce=RoundMode, label=_("How do pupils work?"))
    feedback = forms.TypedChoiceField(choices=FEEDBACK, coerce=Feedback, label=_("What feedback shows"))
    feedback_when = forms.TypedChoiceField(
        choices=FEEDBACK_TIMINGS, coerce=FeedbackTiming, label=_("When people see feedback")
    )
    state = forms.TypedChoiceField(
        choices=STATES, coerce=RoundState, initial=RoundState.OPEN, label=_("When can pupils start?")
    )

    def __init__(self, *args: Any, content: LessonContent, **kwargs: Any) -> None:
        super().__init__(*args, content=content, **kwargs)
        self.fields["feedback"].choices = [*FEEDBACK, (Feedback.KEY, term("feedback_key", Kind.CLASS))]
        for name in ("mode", "feedback", "feedback_when"):
            self.fields[name].initial = getattr(content, name)
        zone = city(str(get_current_timezone()))
        self.fields["due_at"].help_text = gettext("Time zone: {zone}.").format(zone=zone)

    def options(self) -> ExerciseOptions:
        """Return the settings of the exercise."""
        return ExerciseOptions(**{name: self.cleaned_data[name] for name in EXERCISE_FIELDS})
