"""What giving an article back takes."""

from django import forms

from web.values import MAX_INTEGER


class GiveBackForm(forms.Form):
    """The round of the article, and whose it is if not the user’s own."""

    round = forms.IntegerField(min_value=1, max_value=MAX_INTEGER)
    person = forms.IntegerField(min_value=1, max_value=MAX_INTEGER, required=False)
