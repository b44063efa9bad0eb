"""The form that says how a link is graded."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lti.enums import GradeBy, GradeWhen
from lti.grading.rules import GradingRule
from lti.models import Grading

MAX_HIGHLIGHTS, MAX_POINTS = 200, 1000
GRADE_BY = [
    (GradeBy.KEY, _("By the answer key: how much of it was found")),
    (GradeBy.HAND_IN, _("For handing in: all points")),
    (GradeBy.HIGHLIGHTS, _("By the number of highlights")),
    (GradeBy.NONE, _("No grade")),
]
GRADE_WHEN = [
    (GradeWhen.ON_HAND_IN, _("When a pupil hands in")),
    (GradeWhen.ON_CLOSING, _("When you close the exercise, or its due date is over")),
    (GradeWhen.ON_REVEAL, _("When you reveal all highlights")),
]


class GradingForm(forms.Form):
    """What counts, when a grade is first sent, and for how many points."""

    grade_by = forms.TypedChoiceField(
        choices=GRADE_BY,
        coerce=GradeBy,
        label=_("How is it graded?"),
        help_text=_(
            "A grade by the answer key is sent when the pupil gets feedback here. Without feedback, it is sent when "
            "you reveal all highlights. A score that you set by hand counts instead. Whoever has not started gets "
            "no grade."
        ),
    )
    highlights = forms.IntegerField(
        min_value=1,
        max_value=MAX_HIGHLIGHTS,
        label=_("How many highlights earn all points?"),
        help_text=_("Only used if you grade by the number of highlights. Fewer earn a part of the points."),
    )
    grade_when = forms.TypedChoiceField(
        choices=GRADE_WHEN,
        coerce=GradeWhen,
        label=_("When does the grade appear in the course?"),
        help_text=_(
            "Later changes are sent by themselves. When you close or reveal, work that was not handed in is graded, "
            "too. Only a grade for handing in needs a hand-in."
        ),
    )
    points = forms.IntegerField(
        min_value=1,
        max_value=MAX_POINTS,
        label=_("Points"),
        help_text=_("If the column of the gradebook has other points, the platform converts them."),
    )

    @classmethod
    def initial_of(cls, grading: Grading) -> dict[str, Any]:
        """Return the values that the form has for what is set."""
        values = {name: getattr(grading, name) for name in cls.base_fields}
        return values | {"points": round(grading.points)}

    @property
    def rule(self) -> GradingRule:
        """Return what counts and when, of a valid form."""
        data = self.cleaned_data
        return GradingRule(data["grade_by"], data["grade_when"], data["highlights"])


class PersonForm(forms.Form):
    """Whose grade is sent again; without a person, everybody's."""

    person = forms.IntegerField(required=False)
