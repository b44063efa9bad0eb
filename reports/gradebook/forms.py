"""The two forms of the gradebook page: which exercise and file, then who is who."""

from base64 import b64decode, b64encode
from binascii import Error
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from reports.gradebook.filling import POINTS, Gradebook, Scores
from reports.gradebook.table import MAX_BYTES
from reports.progress.load import Exercise

NEW = ""


class FileForm(forms.Form):
    """An exercise and the gradebook that its scores go into."""

    exercise = forms.TypedChoiceField(coerce=int, label=_("Scores of"))
    file = forms.FileField(
        label=_("Gradebook"), widget=forms.FileInput(attrs={"accept": ".csv,.txt,text/csv"}), max_length=255
    )

    def __init__(self, *args: Any, exercises: list[Exercise], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["exercise"].choices = [(one.link, one.title) for one in reversed(exercises)]

    def data_of_file(self) -> bytes:
        """Return at most one byte more than a gradebook may have."""
        data: bytes = self.cleaned_data["file"].read(MAX_BYTES + 1)
        return data


class MatchForm(forms.Form):
    """Who in the gradebook is who in the class, and the column to fill in. The file is in the form itself."""

    exercise = forms.IntegerField(widget=forms.HiddenInput)
    name = forms.CharField(widget=forms.HiddenInput, max_length=255)
    content = forms.CharField(widget=forms.HiddenInput)
    column = forms.TypedChoiceField(coerce=int, required=False, empty_value=None, label=_("Column"))
    points = forms.FloatField(
        min_value=0.01, max_value=100_000, required=False, label=_("Points for a perfect score")
    )

    def __init__(self, *args: Any, gradebook: Gradebook, scores: Scores, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        new = [(NEW, _("A new column"))] if gradebook.platform.adds_columns else []
        self.fields["column"].choices = new + [(one.index, one.title) for one in gradebook.columns]
        people = sorted(scores.names.items(), key=lambda item: item[1].casefold())
        for student in gradebook.students:
            self.fields[f"row-{student.row}"] = forms.TypedChoiceField(
                coerce=int,
                required=False,
                empty_value=None,
                choices=[("", _("nobody in this class")), *people],
                label=student.name,
            )

    @classmethod
    def first(
        cls, name: str, data: bytes, gradebook: Gradebook, scores: Scores, matches: dict[int, int]
    ) -> "MatchForm":
        """Return the form for a file that was just uploaded, with what is known of who is who."""
        initial = {
            "exercise": scores.exercise.link,
            "name": name,
            "content": b64encode(data).decode(),
            "points": f"{POINTS:g}",
        }
        initial |= {f"row-{row}": person for row, person in matches.items()}
        return cls(initial=initial, gradebook=gradebook, scores=scores)

    def rows(self) -> list[forms.BoundField]:
        """Return the fields of the people."""
        return [field for field in self.visible_fields() if field.name.startswith("row-")]

    def matches(self) -> dict[int, int]:
        """Return row -> id of the member, as chosen."""
        return {
            int(name.removeprefix("row-")): person
            for name, person in self.cleaned_data.items()
            if name.startswith("row-") and person is not None
        }


def decode_content(text: str) -> bytes:
    """Return the file in the form; b"" if somebody changed it."""
    try:
        return b64decode(text[: 2 * MAX_BYTES], validate=True)
    except (Error, ValueError):
        return b""
