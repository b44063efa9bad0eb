"""What teachers decide about the people of a course."""

from enum import StrEnum

from django import forms


class Decision(StrEnum):
    """What becomes of somebody, or of several people."""

    KEEP = "keep"
    REMOVE = "remove"
    REMOVE_ALL = "remove-all"
    LET_IN = "let-in"
    LET_ERASED_IN = "let-erased-in"


class DecisionForm(forms.Form):
    """A decision, and the key of the enrollment that it is about."""

    decision = forms.ChoiceField(choices=[(one.value, one.value) for one in Decision])
    person = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1)
