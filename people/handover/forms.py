"""The form to choose who takes a team over and what its former owner becomes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from people.models import Membership, Team, User
from people.permissions import role_name
from people.terms import term

# The choice of somebody who is not a member yet.
OUTSIDE = "outside"
AFTERWARDS = ("stays", "leaves")


class HandOverForm(forms.Form):
    """The new owner, and whether the former one stays."""

    successor = forms.ChoiceField(widget=forms.RadioSelect, label=_("Who will take it over?"))
    email = forms.EmailField(
        required=False,
        label=_("Their e-mail address"),
        help_text=_(
            "Only for someone who is not a member yet. Leave empty to get a link that you can send yourself."
        ),
    )
    afterwards = forms.ChoiceField(widget=forms.RadioSelect, label=_("What happens to you?"))

    def __init__(self, *args: Any, user: User, team: Team, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        members = team.memberships.exclude(user=user).select_related("user").order_by("user__name", "user")
        choices = [
            (str(membership.user_id), _described(membership, team.kind))
            for membership in members
            if not membership.user.is_guest
        ]
        self.fields["successor"].choices = [*choices, (OUTSIDE, _("Someone who is not a member yet"))]
        self.fields["afterwards"].choices = [
            (choice, term(f"handover_{choice}", team.kind)) for choice in AFTERWARDS
        ]


def _described(membership: Membership, kind: str) -> str:
    """Return who a member is, with the address that those who come from a learning platform do not have."""
    details = filter(None, (role_name(membership.role, kind), membership.user.email))
    return f"{membership.user.name} ({', '.join(details)})"
