"""What can be searched for on the page."""

from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from annotate.access import codebooks_for
from annotate.codebooks.translation import translate_codebook
from newsroom.models.search import PLACE_BITS
from newsroom.search.find import Filters
from newsroom.search.tokens.query import Query, parse_query
from people.models import Team, User
from people.permissions import Permission, has_permission

MAX_KEY = 2 ** (63 - PLACE_BITS) - 1


class DayInput(forms.DateInput):
    """An input of a day, as browsers send and take it."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class SearchForm(forms.Form):
    """Words and what narrows the search. Any words are valid."""

    tag = forms.ChoiceField(label=_("Tag"), required=False)
    person = forms.TypedChoiceField(label=_("Highlighted by"), required=False, coerce=int, empty_value=None)
    publication = forms.CharField(
        label=_("Publication"),
        required=False,
        max_length=200,
        widget=forms.TextInput({"list": "publications", "autocomplete": "off"}),
    )
    published_from = forms.DateField(label=_("Published from"), required=False, widget=DayInput)
    published_to = forms.DateField(label=_("Published until"), required=False, widget=DayInput)
    article = forms.IntegerField(required=False, min_value=1, max_value=MAX_KEY, widget=forms.HiddenInput)

    def __init__(self, data: Any, user: User, team: Team) -> None:
        super().__init__(data)
        self.fields["tag"].choices = [("", _("all")), *_tags(user, team)]
        if has_permission(user, Permission.VIEW_MEMBERS, team):
            people = team.people.order_by("name", "pk").values_list("pk", "name")
            self.fields["person"].choices = [("", _("everybody")), *people]
        else:
            del self.fields["person"]

    @cached_property
    def words(self) -> str:
        """Return what was typed into the search box."""
        return " ".join(self.data.get("q", "").split())

    @cached_property
    def query(self) -> Query:
        """Return the words as a query."""
        return parse_query(self.words)

    @property
    def filters(self) -> Filters:
        """Return what narrows the search; the form is valid."""
        return Filters(**self.cleaned_data)

    @property
    def narrows(self) -> bool:
        """Return whether anything narrows the search."""
        return any(self.data.get(name) for name in self.fields)


def _tags(user: User, team: Team) -> list[tuple[str, str]]:
    """Return the slug and the name of every tag that a round of the team can use."""
    names: dict[str, str] = {}
    for codebook in codebooks_for(user, team).prefetch_related("tags"):
        for tag in translate_codebook(codebook.pure).tags:
            names.setdefault(tag.slug, tag.name)
    return sorted(names.items(), key=lambda item: item[1].casefold())
