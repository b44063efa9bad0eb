"""The form in which some people get more time."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.timezone import get_current_timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from annotate.access import people_to_extend
from annotate.models import Round, RoundGroup
from people.models import User
from web.forms import DateTimeField, MultipleChoiceField
from web.time_zones import city


class GroupField(MultipleChoiceField):
    """A choice of groups, with their number of members."""

    def label_from_instance(self, obj: RoundGroup) -> str:
        """Return the name and the number of members."""
        n = obj.members.count()
        return f"{obj.name} ({ngettext('{n} person', '{n} people', n).format(n=n)})"


class ExtensionForm(forms.Form):
    """Who gets more time, and until when."""

    groups = GroupField(
        RoundGroup.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=_("Whole groups"),
    )
    people = MultipleChoiceField(
        User.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=_("Who gets more time?"),
    )
    due_at = DateTimeField(label=_("Until when?"))

    def __init__(self, *args: Any, round_: Round, **kwargs: Any) -> None:
        initial = {"due_at": round_.due_at and round_.due_at + timedelta(days=1)} | kwargs.pop("initial", {})
        super().__init__(*args, initial=initial, **kwargs)
        self.round = round_
        self.fields["people"].queryset = people_to_extend(round_)
        groups = round_.groups.order_by("position")
        self.fields["groups"].queryset = groups
        if not groups:
            del self.fields["groups"]
        self.fields["due_at"].help_text = gettext("Time zone: {zone}.").format(
            zone=city(str(get_current_timezone()))
        )

    def clean(self) -> dict[str, Any]:
        """Check that somebody was chosen."""
        data = super().clean() or {}
        if not self.errors and not self.chosen(data):
            self.add_error("people", gettext("Choose at least one person."))
        return data

    def chosen(self, data: dict[str, Any]) -> list[User]:
        """Return the chosen people, and those of the chosen groups who take part."""
        people = list(data["people"])
        if groups := data.get("groups"):
            people += self.fields["people"].queryset.filter(round_groups__group__in=groups)
        return list(dict.fromkeys(people))
