"""The forms of assignments: their settings, and pupils' answers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from annotate.assignments.actions import MAX_ANSWER, MAX_TITLE
from annotate.assignments.overview import Overview
from annotate.rounds.actions import settings_of
from annotate.rounds.forms import RoundForm
from web.fields import SingleLineField


class AssignmentSettingsForm(RoundForm):
    """The title of an assignment and the settings of all its rounds."""

    title = SingleLineField(max_length=MAX_TITLE, label=_("Title"))
    field_order = ["title"]

    def __init__(self, *args: Any, overview: Overview, **kwargs: Any) -> None:
        first = overview.first
        initial = vars(settings_of(first)) | {
            "participants": first.participants.all(),
            "title": overview.assignment.title,
        }
        super().__init__(*args, team=overview.assignment.team, initial=initial, **kwargs)


class AnswersForm(forms.Form):
    """An answer to each question. Those whose questions are not sent stay as they are."""

    def __init__(self, *args: Any, questions: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, questions + 1):
            self.fields[f"answer-{number}"] = forms.CharField(required=False, max_length=MAX_ANSWER)

    def answers(self) -> dict[int, str]:
        """Return the answers of a valid form that were sent, by the number of the question."""
        numbers = range(1, len(self.fields) + 1)
        return {
            number: self.cleaned_data[f"answer-{number}"]
            for number in numbers
            if f"answer-{number}" in self.data
        }
