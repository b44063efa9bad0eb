"""The page on which the groups of a round are formed and changed."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from annotate.access import get_round, groups_in, people_to_group, rounds_with_groups
from annotate.enums import RoundMode, RoundState
from annotate.groups import actions
from annotate.groups.forms import CopyForm, GroupsForm, ShuffleForm
from annotate.models import Round
from people.models import User
from people.permissions import Permission, has_permission
from people.terms import term

# Earlier rounds that are offered.
MAX_EARLIER = 30


@login_required
@require_http_methods(["GET", "POST"])
def groups(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the groups; shuffle them, take those of an earlier round, or move people."""
    needed = Permission.MANAGE_ROUND if request.method == "POST" else Permission.OVERSEE_ROUNDS
    round_ = get_round(request.user, pk, needed)
    page = _Page(request, round_)
    if request.method == "POST" and page.act():
        messages.success(request, _("Saved."), "groups-saved")
        return redirect("annotate:groups", pk)
    return render(request, "annotate/groups.html", page.context(), status=422 if page.error else 200)


class _Page:
    """The three forms of the page, of which one may have been sent."""

    def __init__(self, request: HttpRequest, round_: Round) -> None:
        self.user: User = request.user
        self.round, self.error = round_, ""
        self.kind = round_.text.article.group_kind
        self.groups = groups_in(round_)
        people = list(people_to_group(round_))
        earlier = [
            (other.pk, f"{other.text.article.title} ({date_format(other.created_at, 'SHORT_DATE_FORMAT')})")
            for other in rounds_with_groups(self.user, round_.text.article.team).exclude(pk=round_.pk)[
                :MAX_EARLIER
            ]
        ]
        self.sent = request.POST.get("act", "") if request.method == "POST" else ""
        self.people = people
        self.move = GroupsForm(self.data(request, "move"), groups=self.groups, people=people)
        self.shuffle = ShuffleForm(self.data(request, "shuffle"), initial={"size": round_.group_size})
        self.copy = CopyForm(
            self.data(request, "copy"), label=term("groups_of_exercise", self.kind), rounds=earlier
        )
        self.earlier = earlier

    def data(self, request: HttpRequest, act: str) -> Any:
        """Return what was sent, if it was by the form of this name."""
        return request.POST if self.sent == act else None

    def act(self) -> bool:
        """Do what the form that was sent asks for; return whether it is done."""
        form: forms.Form = {"shuffle": self.shuffle, "copy": self.copy}.get(self.sent, self.move)
        if not form.is_valid():
            self.error = _("The groups have changed meanwhile. Choose again.")
            return False
        try:
            if self.sent == "shuffle":
                actions.shuffle_groups(self.user, self.round, form.cleaned_data["size"])
            elif self.sent == "copy":
                earlier = get_round(self.user, form.cleaned_data["earlier"], Permission.MANAGE_ROUND)
                actions.copy_groups(self.user, self.round, earlier)
            else:
                actions.set_groups(self.user, self.round, self.move.chosen())
        except actions.GroupsError as error:
            self.error = str(error)
        return not self.error

    def context(self) -> dict[str, Any]:
        """Return the context of the template."""
        changeable = (
            self.round.mode == RoundMode.GROUPS
            and self.round.hides
            and has_permission(self.user, Permission.MANAGE_ROUND, self.round)
        )
        return {
            "round": self.round,
            "article": self.round.text.article,
            "groups": self.groups,
            "people": self.people,
            "changeable": changeable,
            "begun": self.round.state != RoundState.DRAFT,
            "move": self.move,
            "shuffle": self.shuffle,
            "copy": self.copy if self.earlier else None,
            "error": self.error,
        }
