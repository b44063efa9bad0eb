"""The fields of the editor of a lesson that are no lists."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from annotate.enums import Feedback, FeedbackTiming, HintTiming, RoundMode
from annotate.lessons import limits
from annotate.lessons.content import LessonContent
from annotate.rounds.forms import FEEDBACK, FEEDBACK_TIMINGS, HINT_TIMINGS, MODES
from articles.languages import language_choices
from people.terms import Kind, term
from web.fields import SingleLineField

FOLDED = ("hints", "detail_suggestions", "author", "license")


class LessonForm(forms.Form):
    """What a lesson says, and the settings of its exercises, under the names of the fields of LessonContent."""

    title = SingleLineField(max_length=limits.MAX_TITLE, label=_("Title"))
    summary = forms.CharField(
        required=False,
        max_length=limits.MAX_SUMMARY,
        widget=forms.Textarea(attrs={"rows": 2}),
        label=_("Summary"),
        help_text=_("What happens in the lesson, in one or two sentences."),
    )
    level = SingleLineField(
        required=False,
        max_length=limits.MAX_LEVEL,
        label=_("Level"),
        help_text=_("For example: ages 11–13."),
    )
    minutes = forms.IntegerField(
        required=False, min_value=1, max_value=limits.MAX_MINUTES, label=_("Duration in minutes")
    )
    language = forms.ChoiceField(required=False, label=_("Language"))
    instructions = forms.CharField(
        required=False,
        max_length=limits.MAX_INSTRUCTIONS,
        widget=forms.Textarea(attrs={"rows": 3}),
        label=_("Instructions"),
        help_text=_("Shown above the text."),
    )
    mode = forms.TypedChoiceField(choices=MODES, coerce=RoundMode, label=_("How do pupils work?"))
    feedback = forms.TypedChoiceField(coerce=Feedback, label=_("What feedback shows"))
    feedback_when = forms.TypedChoiceField(
        choices=FEEDBACK_TIMINGS, coerce=FeedbackTiming, label=_("When people see feedback")
    )
    hints = forms.TypedChoiceField(choices=HINT_TIMINGS, coerce=HintTiming, label=_("Hints"))
    detail_suggestions = forms.BooleanField(
        required=False, label=_("Offer sources and neutral wordings found in the text")
    )
    author = SingleLineField(required=False, max_length=limits.MAX_AUTHOR, label=_("Author"))
    license = SingleLineField(required=False, max_length=limits.MAX_LICENSE, label=_("Licence"))
    notes = forms.CharField(
        required=False,
        max_length=limits.MAX_NOTES,
        widget=forms.Textarea(attrs={"rows": 6}),
        label=_("Notes for the teacher"),
        help_text=_("The aim, what pupils usually get wrong, what to listen for. Pupils never see this."),
    )

    def __init__(self, *args: Any, content: LessonContent, has_team: bool, **kwargs: Any) -> None:
        initial = {name: getattr(content, name) for name in self.base_fields}
        super().__init__(*args, initial=initial, **kwargs)
        if not has_team:
            # A person alone has no groups: they are chosen where the lesson is used.
            modes = [(mode, label) for mode, label in MODES if mode != RoundMode.GROUPS]
            self.fields["mode"].choices = modes
        self.fields["language"].choices = language_choices(content.language)
        self.fields["feedback"].choices = [*FEEDBACK, (Feedback.KEY, term("feedback_key", Kind.CLASS))]

    def unfolds(self) -> bool:
        """Return whether the folded fields are shown at once: one of them has a fault."""
        return any(self[name].errors for name in FOLDED)
