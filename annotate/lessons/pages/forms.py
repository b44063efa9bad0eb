"""The forms of the pages of lessons, but for the editor."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.timezone import get_current_timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from annotate.access import codebooks_for
from annotate.enums import RoundMode, RoundState
from annotate.lessons.limits import MAX_AUTHOR, MAX_LICENSE, MAX_TITLE
from annotate.models import Codebook
from annotate.rounds.forms import MODES, CodebookField
from articles.models import Article
from people.access import teams_permitting
from people.actions.teams import MAX_NAME
from people.models import Team, User
from people.permissions import Permission
from people.terms import Kind
from web.fields import SingleLineField
from web.forms import DateTimeField
from web.time_zones import city

NEW_CLASS = "new"
STATES = [
    (RoundState.OPEN, _("At once")),
    (RoundState.DRAFT, _("Later: it stays a draft until you open it")),
]
# Fields that a page folds.
FOLDED = ("due_at", "mode", "state")


class UseForm(forms.Form):
    """In which class a lesson is used, or the name of a new class."""

    team = forms.ChoiceField(label=_("Which class?"))
    name = SingleLineField(required=False, max_length=MAX_NAME, label=_("Name of the class"))
    due_at = DateTimeField(required=False, label=_("Hand in by"))
    mode = forms.TypedChoiceField(choices=MODES, coerce=RoundMode, label=_("How do pupils work?"))
    state = forms.TypedChoiceField(
        choices=STATES, coerce=RoundState, initial=RoundState.OPEN, label=_("When can pupils start?")
    )

    def __init__(self, *args: Any, user: User, mode: RoundMode, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.teams = {str(team.pk): team for team in usable_teams(user)}
        self.only_new = not self.teams
        choices = [(key, team.name) for key, team in self.teams.items()]
        if len(choices) > 1:
            choices = [("", gettext("Choose a class")), *choices]
        field = self.fields["team"]
        field.choices = [*choices, (NEW_CLASS, gettext("A new class"))]
        field.initial = NEW_CLASS if self.only_new else choices[0][0]
        if self.only_new:
            field.widget = forms.HiddenInput()
        self.fields["name"].widget.attrs["placeholder"] = gettext("For example: 8b")
        self.fields["mode"].initial = mode
        self.fields["due_at"].help_text = gettext("Time zone: {zone}.").format(
            zone=city(str(get_current_timezone()))
        )

    def clean(self) -> dict[str, Any]:
        """Check that a new class has a name."""
        data = super().clean() or {}
        if data.get("team") == NEW_CLASS and not data.get("name") and "name" not in self.errors:
            self.add_error("name", forms.ValidationError(gettext("Give the class a name."), code="required"))
        return data

    def unfolds(self) -> bool:
        """Return whether the folded fields are shown at once: one of them has a fault."""
        return any(self[name].errors for name in FOLDED)

    def team_chosen(self) -> Team | None:
        """Return the class that was chosen; None for a new one."""
        return self.teams.get(self.cleaned_data["team"])

    def options(self) -> dict[str, Any]:
        """Return what else was chosen, as ``assign_lesson`` takes it."""
        return {name: self.cleaned_data[name] for name in FOLDED}


def usable_teams(user: User) -> list[Team]:
    """Return the groups in which ``user`` can use a lesson, classes first and the newest before others."""
    teams = teams_permitting(user, Permission.CREATE_ROUND).order_by("-pk")
    return sorted(teams, key=lambda team: team.kind != Kind.CLASS)


class OwnerForm(forms.Form):
    """To whom a lesson belongs: to the user alone, or to a team of teachers. It never belongs to a class."""

    team = forms.ChoiceField(required=False, label=_("Who has this lesson?"))

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        teams = teams_permitting(user, Permission.EDIT_LESSON).filter(kind=Kind.TEAM)
        self.teams = {str(team.pk): team for team in teams}
        field = self.fields["team"]
        field.choices = [("", gettext("only me")), *((key, team.name) for key, team in self.teams.items())]
        field.help_text = gettext("In a team of teachers, all who lead it can use and change its lessons.")
        if not self.teams:
            field.widget = forms.HiddenInput()

    def team_chosen(self) -> Team | None:
        """Return the team, or None for the user alone."""
        return self.teams.get(self.cleaned_data["team"])


class TitleForm(OwnerForm):
    """The title of a lesson, and to whom it belongs."""

    title = SingleLineField(max_length=MAX_TITLE, label=_("Title"))
    field_order = ["title", "team"]


class NewLessonForm(TitleForm):
    """What a new lesson begins with: a title, an article and tags."""

    article = forms.ModelChoiceField(
        Article.objects.none(), empty_label=_("Choose an article"), label=_("Article")
    )
    codebook = CodebookField(Codebook.objects.none(), required=False, empty_label=None, label=_("Tags"))
    field_order = ["title", "article", "codebook", "team"]

    def __init__(self, *args: Any, articles: QuerySet[Article], user: User, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        self.fields["article"].queryset = articles
        self.fields["codebook"].queryset = codebooks_for(user, None)


class FileForm(forms.Form):
    """A file with a lesson."""

    file = forms.FileField(
        label=_("File with the lesson"), widget=forms.FileInput(attrs={"accept": ".json,application/json"})
    )


class ListForm(forms.Form):
    """What the library says of a lesson."""

    author = SingleLineField(
        max_length=MAX_AUTHOR, label=_("Author"), help_text=_("Your name as everybody sees it.")
    )
    license = SingleLineField(
        max_length=MAX_LICENSE,
        label=_("Licence"),
        help_text=_(
            "For example CC BY 4.0: everybody may use and change it if they name you. Put into the library only what "
            "you may give away."
        ),
    )
