"""Where people arrive in a class or team: at what there is to do."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from annotate.access import for_reader, own_highlight_counts, own_layers, rounds_in
from annotate.annotations.leading import leads_alone
from annotate.models import Round
from annotate.rounds.entries import Entry, entries
from people.access import get_team
from people.models import User
from people.permissions import Permission, has_permission


@login_required
@require_safe
def enter_team(request: HttpRequest, pk: int) -> HttpResponse:
    """Lead to the only thing to do: a round, or the first article of an assignment that has no highlight of the user.

    If all its articles have one, lead to the page of the assignment, where it is handed in; if there are several things
    to do or none, to the list of rounds.
    """
    user = request.user
    team = get_team(user, pk)
    rounds = for_reader(user, rounds_in(user, team))
    to_do = [entry for entry in entries(rounds, own_layers(user, rounds)) if _is_to_do(user, entry)]
    if len(to_do) != 1:
        return redirect("annotate:team-rounds", pk)
    if to_do[0].assignment and len(to_do[0].rounds) > 1:
        counts = own_highlight_counts(user, to_do[0].rounds)
        first = next((round_ for round_ in to_do[0].rounds if not counts.get(round_.pk)), None)
        if first is None:
            return redirect("annotate:assignment", to_do[0].assignment.pk)
        return redirect("annotate:annotate", first.pk)
    return redirect("annotate:annotate", to_do[0].first.pk)


def _is_to_do(user: User, entry: Entry) -> bool:
    return not entry.is_submitted and all(_may_annotate(user, round_) for round_ in entry.rounds)


def _may_annotate(user: User, round_: Round) -> bool:
    return (
        round_.accepts_annotations
        and has_permission(user, Permission.ANNOTATE, round_)
        and not leads_alone(user, round_)
    )
