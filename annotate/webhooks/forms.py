"""The form of a team's webhooks."""

from django import forms
from django.utils.translation import gettext_lazy as _


class WebhookForm(forms.Form):
    """A new webhook."""

    url = forms.URLField(
        max_length=2000,
        assume_scheme="https",
        label=_("Webhook URL"),
        help_text=_(
            "Every highlight, comment and change is sent to this address within a second. Each "
            "message is signed."
        ),
    )
