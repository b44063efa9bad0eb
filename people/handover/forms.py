"""The form to choose who takes a team over and what its former owner becomes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from people.models import Team, User
from people.permissions import role_name

# The choice of somebody who is not a member yet.
OUTSIDE = "outside"
AFTERWARDS = {
    "stays": _("I stay as an editor: I add articles and run exercises, but own nothing here."),
    "leaves": _("I leave. I see nothing of it any more."),
}


class HandOverForm(forms.Form):
    """The new owner, and whether the former one stays."""

    successor = forms.ChoiceField(widget=forms.RadioSelect, label=_("Who takes it over?"))
    email = forms.EmailField(
        required=False,
        label=_("Their e-mail address"),
        help_text=_(
            "Only for somebody who is not in it yet. Left empty, you get a link to pass on yourself."
        ),
    )
    afterwards = forms.ChoiceField(
        choices=list(AFTERWARDS.items()), widget=forms.RadioSelect, label=_("What about you?")
    )

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
        self.fields["successor"].choices = [*choices, (OUTSIDE, _("Somebody who is not in it yet"))]
