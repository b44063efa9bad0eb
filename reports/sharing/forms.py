"""The form of a link to a report."""

from django import forms
from django.utils.translation import gettext_lazy as _

from reports.sharing.links import LIFETIMES


class ShareForm(forms.Form):
    """A new link."""

    days = forms.TypedChoiceField(
        choices=list(LIFETIMES.items()), coerce=int, initial=31, label=_("Valid for")
    )
    names = forms.BooleanField(
        required=False,
        label=_("Show the readers’ names"),
        help_text=_(
            "Otherwise they are shown as Reader 1, Reader 2 … Names written in notes are not hidden."
        ),
    )
