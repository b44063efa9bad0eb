"""The forms of a team's settings for hints."""

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.hints.own_words import LONGEST_WORD


class OwnWordForm(forms.Form):
    """A word or phrase that a team adds to the loaded words."""

    word = forms.CharField(max_length=LONGEST_WORD, label=_("Word or phrase"))
    neutral = forms.CharField(
        max_length=LONGEST_WORD, required=False, label=_("A neutral wording, if there is one")
    )
