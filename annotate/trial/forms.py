"""The form with which people try the site on a text of their own."""

from django import forms
from django.utils.translation import gettext_lazy as _


class OwnTextForm(forms.Form):
    """A pasted text. How long it may be is checked where it is added, which tells how long it is."""

    text = forms.CharField(
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12}),
        label=_("Paste your text"),
        error_messages={"required": _("Paste a text first.")},
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        # Django's validator refuses NUL characters, but the text reader has a more helpful message.
        self.fields["text"].validators = []
