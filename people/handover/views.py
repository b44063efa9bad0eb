"""The page on which an owner hands a team over."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from people.access import get_member, get_team
from people.actions.handover import hand_over_team, invite_successor
from people.handover.forms import OUTSIDE, HandOverForm
from people.permissions import Permission

# How many days an invitation to take over is valid.
DAYS = 30


@login_required
@require_http_methods(["GET", "POST"])
def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what handing over means, then hand the team over, or invite somebody to take it over."""
    team = get_team(request.user, pk, Permission.HAND_OVER_TEAM)
    data = request.POST if request.method == "POST" else None
    form = HandOverForm(data, user=request.user, team=team)
    context = {"team": team, "form": form}
    if not form.is_valid():
        return render(request, "people/hand_over.html", context, status=422 if form.errors else 200)
    stays = form.cleaned_data["afterwards"] == "stays"
    if form.cleaned_data["successor"] == OUTSIDE:
        email = form.cleaned_data["email"]
        address = request.build_absolute_uri(reverse("people:invitation", args=["TOKEN"]))
        link = address.replace("TOKEN", "{token}")
        token, sent = invite_successor(request.user, team, email, stays, DAYS, link)
        context |= {"link": link.format(token=token), "sent_to": email if sent else "", "days": DAYS}
        return render(request, "people/handover_invited.html", context)
    successor = get_member(team, int(form.cleaned_data["successor"]))
    hand_over_team(request.user, team, successor, stays)
    messages.success(request, _("{name} now owns “{team}”.").format(name=successor.name, team=team.name))
    return redirect("people:team", pk) if stays else redirect("people:teams")
