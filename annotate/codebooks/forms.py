"""The forms to copy a codebook to a team, and to import one from a file."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop as N_

from annotate.codebooks.toml import MAX_BYTES
from people.access import teams_permitting
from people.models import Team, User
from people.permissions import Permission

NO_FILE = N_("Choose a file, or paste its text.")


class CopyForm(forms.Form):
    """A choice of the teams in which ``user`` may edit codebooks."""

    team = forms.ModelChoiceField(Team.objects.none(), empty_label=None, label=_("For"))

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = teams_permitting(user, Permission.EDIT_CODEBOOK)


class ImportForm(CopyForm):
    """A TOML file, or its text."""

    file = forms.FileField(
        required=False,
        label=_("TOML file"),
        help_text=_("A file downloaded from the page of a codebook."),
        widget=forms.FileInput(attrs={"accept": ".toml,application/toml,text/plain"}),
    )
    text = forms.CharField(
        required=False,
        strip=False,
        label=_("or its text"),
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
    )

    def clean(self) -> dict[str, Any]:
        """Check that there is a file or a text."""
        data = super().clean() or {}
        if not data.get("file") and not data.get("text") and not self.errors:
            self.add_error("file", gettext(NO_FILE))
        return data

    def content(self) -> bytes:
        """Return the file or the text; of a file that is too large, enough for ``loads`` to reject it."""
        file = self.cleaned_data["file"]
        return file.read(MAX_BYTES + 1) if file else self.cleaned_data["text"].encode(errors="surrogatepass")
