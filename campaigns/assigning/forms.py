"""What giving an article back takes."""

from django import forms


class GiveBackForm(forms.Form):
    """The round of the article, and whose it is if not the user’s own."""

    round = forms.IntegerField(min_value=1)
    person = forms.IntegerField(min_value=1, required=False)
