"""The form of a team's webhooks."""

from django import forms
from django.utils.translation import gettext_lazy as _


class WebhookForm(forms.Form):
    """A new webhook."""

    url = forms.URLField(
        max_length=2000,
        assume_scheme="https",
        label=_("Address"),
        help_text=_("Each mark, comment and change of a round is sent there within a second, signed."),
    )
