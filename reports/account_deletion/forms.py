"""The form with which users delete their account."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from people.models import User
from people.names import MAX_NAME
from web.text.visible import one_line

KEEP, DELETE = "keep", "delete"


class DeleteAccountForm(forms.Form):
    """What becomes of the user's highlights in teams, and their address or, without one, their name, to confirm."""

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
        if user.email is None:
            del self.fields["email"]
            self.fields["name"] = forms.CharField(
                max_length=MAX_NAME,
                label=_("Your name, to confirm"),
                widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
            )

    @property
    def confirmation(self) -> forms.BoundField:
        """Return the field that confirms."""
        return self["email" if "email" in self.fields else "name"]

    def clean_email(self) -> str:
        """Return the address. Raises ``ValidationError`` unless it is that of the account."""
        email = str(self.cleaned_data["email"]).strip().lower()
        if email != (self.user.email or "").lower():
            raise ValidationError(_("This is not the address of this account."))
        return email

    def clean_name(self) -> str:
        """Return the name. Raises ``ValidationError`` unless it is that of the account."""
        name = one_line(self.cleaned_data["name"])
        if name.casefold() != self.user.name.casefold():
            raise ValidationError(_("This is not the name of this account."))
        return name
