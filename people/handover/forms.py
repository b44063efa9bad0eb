"""The form to choose who takes a team over and what its former owner becomes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from people.models import Team, User
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
        members = team.memberships.exclude(user=user).exclude(user__email=None).select_related("user")
        choices = [
            (
                str(membership.user_id),
                f"{membership.user.name} ({role_name(membership.role, team.kind)}, {membership.user.email})",
            )
            for membership in members.order_by("user__name", "user")
        ]
        self.fields["successor"].choices = [*choices, (OUTSIDE, _("Someone who is not a member yet"))]
        self.fields["afterwards"].choices = [
            (choice, term(f"handover_{choice}", team.kind)) for choice in AFTERWARDS
        ]
