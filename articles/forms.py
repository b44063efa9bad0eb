"""The forms of the upload and review pages."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.languages import language_choices
from articles.models import Article
from people.models import Team
from web.fields import SingleLineField, check_web_address


class UploadForm(forms.Form):
    """A pasted text or files, with a title and the team they are for."""

    text = forms.CharField(
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12}),
        label=_("Paste the article"),
    )
    # The same text with its formatting, as the clipboard had it.
    html = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)
    title = SingleLineField(
        required=False,
        max_length=300,
        label=_("Title"),
        help_text=_("Leave empty to take the title from the text."),
    )
    team = forms.ModelChoiceField(
        Team.objects.none(), required=False, empty_label=_("Only me"), label=_("Who can see it?")
    )

    def __init__(self, *args: Any, teams: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = teams
        # Django's validator refuses NUL characters, but the text reader has a more helpful message.
        self.fields["text"].validators = []
        self.fields["html"].validators = []


class MetadataForm(forms.ModelForm):
    """The metadata of an article."""

    title = SingleLineField(max_length=300, label=_("Title"))
    byline = SingleLineField(required=False, max_length=300, label=_("Byline"))
    publication = SingleLineField(required=False, max_length=200, label=_("Publication"))
    language = forms.ChoiceField(required=False, label=_("Language"))
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
        labels = {"published": _("Published on")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = language_choices(self.instance.language)
