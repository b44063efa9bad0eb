"""Forms for names, teams, invitations and joining."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from people.actions.teams import MAX_NAME
from people.names import MAX_NAME as MAX_PERSON_NAME
from people.names import MAX_NICKNAME, NicknameError, clean_name
from people.permissions import Role, role_name
from people.terms import Kind
from people.time_zones import time_zone_choices
from web.fields import SingleLineField

CODE_ATTRIBUTES = {
    "autocomplete": "off",
    "autocapitalize": "characters",
    "spellcheck": "false",
    "class": "code",
}
INVITED_ROLES = [Role.ANNOTATOR, Role.EDITOR, Role.VIEWER]
HOURS = [("1", _("one hour")), ("8", _("8 hours")), ("168", _("a week"))]


class NameForm(forms.Form):
    """The name of an account."""

    name = forms.CharField(
        max_length=MAX_PERSON_NAME,
        label=_("Your name"),
        help_text=_("The others in your classes and teams see this name."),
    )

    def clean_name(self) -> str:
        """Return the name as one readable line."""
        try:
            return clean_name(self.cleaned_data["name"])
        except NicknameError as error:
            raise forms.ValidationError(str(error)) from error


class TimeZoneForm(forms.Form):
    """The time zone of an account."""

    time_zone = forms.ChoiceField(
        label=_("Your time zone"),
        help_text=_("Due dates and all other times are shown and entered in it, and e-mails use it too."),
    )

    def __init__(self, *args: Any, present: str, **kwargs: Any) -> None:
        super().__init__(*args, initial={"time_zone": present}, **kwargs)
        self.fields["time_zone"].choices = time_zone_choices(present)


class SignupForm(NameForm):
    """The fields that allauth's form for signing up gets in addition."""

    def signup(self, request: Any, user: Any) -> None:
        """Do nothing: the adapter saves the name."""


class KindForm(forms.Form):
    """Whether a group is a class or a team."""

    kind = forms.ChoiceField(
        choices=[
            (Kind.CLASS, _("A class")),
            (Kind.TEAM, _("A team")),
        ],
        widget=forms.RadioSelect,
        label=_("What kind of group is it?"),
        error_messages={"required": _("Choose a class or a team.")},
    )


class TeamForm(forms.Form):
    """The name of a team."""

    name = SingleLineField(max_length=MAX_NAME, label=_("Name of the class or team"))


class NewTeamForm(KindForm, TeamForm):
    """The kind and the name of a new group."""

    field_order = ["kind", "name"]


class InvitationForm(forms.Form):
    """The role, address and validity of an invitation."""

    role = forms.ChoiceField(label=_("Role"))
    email = forms.EmailField(
        required=False,
        label=_("E-mail address"),
        help_text=_("Leave empty to get a link that you can send yourself."),
    )
    days = forms.TypedChoiceField(
        coerce=int,
        choices=[(1, _("one day")), (7, _("a week")), (30, _("a month"))],
        initial=7,
        label=_("Valid for"),
    )

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Pupils join by the code, so invitations to a class are for other teachers first.
        roles = [Role.EDITOR, Role.VIEWER, Role.ANNOTATOR] if kind == Kind.CLASS else INVITED_ROLES
        self.fields["role"].choices = [(role.value, role_name(role, kind)) for role in roles]


class JoinCodeForm(forms.Form):
    """How long a join code is valid, and for how many people."""

    hours = forms.ChoiceField(choices=HOURS, initial="8", label=_("Valid for"))
    most = forms.IntegerField(min_value=1, max_value=500, initial=40, label=_("Maximum number of people"))


class NicknameForm(forms.Form):
    """The nickname of a guest."""

    nickname = forms.CharField(
        max_length=MAX_NICKNAME,
        label=_("Nickname"),
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
    )


class JoinForm(NicknameForm):
    """A join code and a nickname, which people who are signed in do not need."""

    code = forms.CharField(max_length=64, label=_("Code"), widget=forms.TextInput(attrs=CODE_ATTRIBUTES))
    field_order = ["code", "nickname"]

    def __init__(self, *args: Any, signed_in: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if signed_in:
            del self.fields["nickname"]


class ReturnForm(forms.Form):
    """The return code of a guest."""

    code = forms.CharField(
        max_length=64, label=_("Your return code"), widget=forms.TextInput(attrs=CODE_ATTRIBUTES)
    )


class TokenForm(forms.Form):
    """What a token is for, how long it works, and whether it is read-only."""

    name = SingleLineField(max_length=80, label=_("Name (for example, “Backup script”)"))
    days = forms.TypedChoiceField(
        coerce=int,
        choices=[(31, _("a month")), (366, _("a year")), (0, _("until revoked"))],
        initial=366,
        label=_("Valid for"),
    )
    only_reads = forms.BooleanField(
        required=False, label=_("Read-only"), help_text=_("Programs with this token cannot change anything.")
    )
