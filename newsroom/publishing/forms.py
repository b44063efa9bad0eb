"""The forms of published reports."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Article
from newsroom.models.publishing import MAX_CREDIT, MAX_NOTE, MAX_REASON
from newsroom.publishing.actions import ASK_FIRST, VersionInput
from web.fields import SingleLineField


class VersionForm(forms.Form):
    """What a publisher says about the next version."""

    credit = SingleLineField(
        max_length=MAX_CREDIT,
        label=gettext_lazy("Published by"),
        help_text=gettext_lazy("This name stands on the public page and in the citation."),
    )
    whole_text = forms.TypedChoiceField(
        choices=[
            ("", gettext_lazy("The highlighted passages only")),
            ("1", gettext_lazy("The whole text with its highlights")),
        ],
        coerce=bool,
        empty_value=False,
        required=False,
        widget=forms.RadioSelect,
        label=gettext_lazy("What of the article is public"),
        help_text=gettext_lazy(
            "The article belongs to whoever wrote it. Choose the whole text only if you may republish it."
        ),
    )
    note = forms.CharField(
        max_length=MAX_NOTE,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        label=gettext_lazy("Correction note"),
        help_text=gettext_lazy("What you corrected, and why. What differs in the data is listed by itself."),
    )
    indexed = forms.BooleanField(required=False, label=gettext_lazy("Search engines may list the report"))
    asked = forms.BooleanField(
        required=False,
        label=gettext_lazy(
            "I have asked the pupils, and their parents where that is needed. They agree to the report being public."
        ),
    )

    def __init__(self, article: Article, first: bool, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.is_class = bool(article.team and article.team.is_class)
        if not self.is_class:
            del self.fields["asked"]
        if first:
            del self.fields["note"]

    def clean(self) -> dict[str, Any]:
        """Return the values. In a class it must be confirmed that the pupils were asked."""
        data = dict(super().clean() or {})
        if self.is_class and not data.get("asked"):
            self.add_error("asked", forms.ValidationError(_(ASK_FIRST), code="ask-first"))
        return data

    @property
    def version_input(self) -> VersionInput:
        """Return the valid values."""
        return VersionInput(**self.cleaned_data)


class WithdrawalForm(forms.Form):
    """Why a version is withdrawn."""

    reason = SingleLineField(max_length=MAX_REASON, label=gettext_lazy("Reason, which is public"))


class ConsentForm(forms.Form):
    """What somebody agrees to have published of theirs."""

    names = forms.BooleanField(required=False, label=gettext_lazy("My name may stand beside my highlights."))
    notes = forms.BooleanField(required=False, label=gettext_lazy("My notes may be public."))
