"""Where people arrive in a class or team: at what there is to do."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from annotate.access import get_layer, rounds_in
from annotate.annotations.leading import leads_alone
from people.access import get_team
from people.permissions import Permission, has_permission


@login_required
@require_safe
def enter_team(request: HttpRequest, pk: int) -> HttpResponse:
    """Lead to the only round in which the user can annotate and has not handed in; otherwise to the list of rounds."""
    user = request.user
    team = get_team(user, pk)
    to_do = [
        round_
        for round_ in rounds_in(user, team)
        if round_.accepts_annotations
        and has_permission(user, Permission.ANNOTATE, round_)
        and not leads_alone(user, round_)
        and not ((layer := get_layer(user, round_)) and layer.submitted_at)
    ]
    if len(to_do) == 1:
        return redirect("annotate:annotate", to_do[0].pk)
    return redirect("annotate:team-rounds", pk)
