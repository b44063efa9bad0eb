"""The form of the import page."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from people.models import Team


class ImportForm(forms.Form):
    """A file, and the team that its articles will belong to."""

    file = forms.FileField(label=_("File"), max_length=255, allow_empty_file=True)
    team = forms.ModelChoiceField(
        Team.objects.none(),
        required=False,
        empty_label=_("Only me"),
        label=_("For"),
        help_text=_("Choose a class or a team if the file contains highlights by several people."),
    )

    def __init__(self, *args: Any, teams: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = teams
