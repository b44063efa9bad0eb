"""The forms on the page of the groups in a round."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from annotate.groups.actions import MAX_NAME, GroupInput
from annotate.groups.shuffling import SIZES
from annotate.models import RoundGroup
from people.models import User

NEW = "new"


class ShuffleForm(forms.Form):
    """About how many people are in a group."""

    size = forms.TypedChoiceField(choices=[(n, n) for n in SIZES], coerce=int, label=_("People in a group"))


class CopyForm(forms.Form):
    """The earlier round whose groups are formed again."""

    def __init__(self, *args: Any, label: str, rounds: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["earlier"] = forms.TypedChoiceField(choices=rounds, coerce=int, label=label)


class GroupsForm(forms.Form):
    """The names of the groups, and a choice of one for each person."""

    def __init__(
        self, *args: Any, groups: Sequence[RoundGroup], people: Sequence[User], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.groups, self.people = groups, people
        choices = [
            ("", _("No group")),
            *((str(g.position), g.label) for g in groups),
            (NEW, _("A new group")),
        ]
        for group in groups:
            self.fields[f"name-{group.position}"] = forms.CharField(
                required=False, max_length=MAX_NAME, initial=group.label, label=group.label
            )
        group_of = {member.user_id: group.position for group in groups for member in group.members.all()}
        for person in people:
            self.fields[f"person-{person.pk}"] = forms.ChoiceField(
                choices=choices, required=False, initial=str(group_of.get(person.pk, "")), label=person.name
            )

    def cards(self) -> list[dict[str, Any]]:
        """Return the groups as the page shows them: each with its name and its people, first those in no group."""
        of_group: dict[str, list[forms.BoundField]] = {}
        for person in self.people:
            field = self[f"person-{person.pk}"]
            of_group.setdefault(field.initial, []).append(field)
        cards = [
            {
                "group": group,
                "name": self[f"name-{group.position}"],
                "people": of_group.get(str(group.position), []),
            }
            for group in self.groups
        ]
        return [{"people": of_group[""]}, *cards] if "" in of_group else cards

    def chosen(self) -> list[GroupInput]:
        """Return the groups as they are to be, the new one last."""
        members: dict[str, list[int]] = {}
        for person in self.people:
            members.setdefault(self.cleaned_data[f"person-{person.pk}"], []).append(person.pk)
        names = {str(group.position): self._name(group) for group in self.groups} | {NEW: ""}
        return [GroupInput(name, tuple(members.get(position, ()))) for position, name in names.items()]

    def _name(self, group: RoundGroup) -> str:
        """Return the name that was typed; empty if it is still the number, which each reads in their language."""
        name: str = self.cleaned_data[f"name-{group.position}"]
        return "" if not group.name and name == group.label else name
