"""The forms of the upload and review pages."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from articles.models import Article
from people.models import Team
from web.fields import SingleLineField
from web.values import is_web_address


class ManyFiles(forms.ClearableFileInput):
    """A file field that takes several files."""

    allow_multiple_selected = True


class UploadForm(forms.Form):
    """Pasted text or files, and what the person already knows about them."""

    text = forms.CharField(
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12}),
        label=_("Paste the article"),
    )
    title = SingleLineField(
        required=False, max_length=300, label=_("Title"), help_text=_("Left empty, it is read off the text.")
    )
    team = forms.ModelChoiceField(
        Team.objects.none(), required=False, empty_label=_("Only me"), label=_("For")
    )

    def __init__(self, *args: Any, teams: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = teams
        # The one there is forbids NUL characters; the reader says better what to do about them.
        self.fields["text"].validators = []


def check_web_address(address: str) -> None:
    """Raise ``ValidationError`` for an address that no page may link to."""
    if not is_web_address(address):
        raise ValidationError(_("Enter an address that begins with https:// or http://."))


class MetadataForm(forms.ModelForm):
    """What is known about an article."""

    title = SingleLineField(max_length=300, label=_("Title"))
    byline = SingleLineField(required=False, max_length=300, label=_("Byline"))
    publication = SingleLineField(required=False, max_length=200, label=_("Publication"))
    url = forms.URLField(
        required=False,
        max_length=2000,
        assume_scheme="https",
        label=_("Web address"),
        validators=[check_web_address],
    )

    class Meta:
        model = Article
        fields = ["title", "byline", "publication", "url", "published", "language"]
        widgets = {"published": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}
        labels = {
            "published": _("Published on"),
            "language": _("Language"),
        }
        help_texts = {"language": _("A code such as en, es or pt-BR.")}
