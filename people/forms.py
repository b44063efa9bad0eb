"""The sign-up form: a name beside what django-allauth asks for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class SignupForm(forms.Form):
    """allauth mixes this into its own form."""

    name = forms.CharField(
        max_length=80, label=_("Your name"), help_text=_("Shown to people you annotate with.")
    )

    def signup(self, request: Any, user: Any) -> None:
        """Nothing more to do: the adapter has kept the name."""
