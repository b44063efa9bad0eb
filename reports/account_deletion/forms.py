"""The form with which users delete their account."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from people.models import User

KEEP, DELETE = "keep", "delete"


class DeleteAccountForm(forms.Form):
    """What becomes of the user's highlights in teams, and their address, as a confirmation."""

    highlights = forms.ChoiceField(
        choices=[
            (KEEP, _("Keep them without my name")),
            (DELETE, _("Delete them where the team allows it")),
        ],
        initial=KEEP,
        widget=forms.RadioSelect,
        label=_("My highlights and comments in teams"),
    )
    email = forms.CharField(
        max_length=254,
        label=_("Your e-mail address, to confirm"),
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_email(self) -> str:
        """Return the address. Raises ``ValidationError`` unless it is that of the account."""
        email = str(self.cleaned_data["email"]).strip().lower()
        if email != (self.user.email or "").lower():
            raise ValidationError(_("This is not the address of this account."))
        return email
