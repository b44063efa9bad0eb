"""The forms of the upload and review pages."""

from typing import Any

from django import forms

from articles.models import Article
from people.models import Team


class ManyFiles(forms.ClearableFileInput):
    """A file field that takes several files."""

    allow_multiple_selected = True


class UploadForm(forms.Form):
    """Pasted text or files, and what the person already knows about them."""

    text = forms.CharField(
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12}),
        label="Paste the article",
    )
    title = forms.CharField(required=False, max_length=300, help_text="Left empty, it is read off the text.")
    team = forms.ModelChoiceField(Team.objects.none(), required=False, empty_label="Only me", label="For")

    def __init__(self, *args: Any, teams: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = teams


class FactsForm(forms.ModelForm):
    """What is known about an article."""

    url = forms.URLField(required=False, max_length=2000, assume_scheme="https", label="Web address")

    class Meta:
        model = Article
        fields = ["title", "byline", "publication", "url", "published", "language"]
        widgets = {"published": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}
        labels = {"published": "Published on"}
        help_texts = {"language": "A code such as en, es or pt-BR."}
