"""The form that opens a page in a tab."""

from typing import Any

from django import forms
from django.utils.http import url_has_allowed_host_and_scheme

from lti.models import TabTicket
from web.http.embedded import is_embedded


class TabForm(forms.Form):
    """Takes the path of an ordinary page of this site."""

    path = forms.CharField(max_length=TabTicket._meta.get_field("path").max_length)

    def clean_path(self) -> Any:
        """Refuse what is elsewhere or embedded."""
        path = self.cleaned_data["path"]
        if not path.startswith("/") or is_embedded(path) or not url_has_allowed_host_and_scheme(path, None):
            raise forms.ValidationError("no path of this site")
        return path
