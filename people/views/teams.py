"""The pages of teams: which there are, who is in them, invitations, and the code that a class joins by."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people.access import get_invitation, get_member, get_team, list_teams, team_leader_names
from people.actions import guests, teams
from people.forms import InvitationForm, JoinCodeForm, NicknameForm, TeamForm
from people.join_codes import format_code
from people.models import Membership, Team
from people.permissions import ROLE_NAMES, Permission, PermissionRefused, Role, has_permission
from web.http.client_address import client_network
from web.rate_limits import remember_network


@login_required
@require_http_methods(["GET", "POST"])
def team_list(request: HttpRequest) -> HttpResponse:
    """My teams, and a new one."""
    form = TeamForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        team = teams.create_own_team(request.user, form.cleaned_data["name"])
        return redirect("people:team", team.pk)
    found = list_teams(request.user)
    if request.user.is_guest and len(found) == 1:
        return redirect("people:team", found[0].pk)
    page = {
        "teams": [(team, role_label(team.role)) for team in found if not team.archived_at],
        "archived": sum(1 for team in found if team.archived_at),
        "form": form,
    }
    return render(request, "people/teams.html", page, status=422 if form.errors else 200)


@login_required
@require_safe
def archived_teams(request: HttpRequest) -> HttpResponse:
    """My archived teams."""
    archived = [(team, role_label(team.role)) for team in list_teams(request.user) if team.archived_at]
    return render(request, "people/archived_teams.html", {"teams": archived})


def role_label(role: str) -> str:
    """A role as people read it."""
    return _(ROLE_NAMES[Role(role)])


@login_required
@require_safe
def team(request: HttpRequest, pk: int) -> HttpResponse:
    """One team. Who does not lead it sees who does, and nobody else."""
    found = get_team(request.user, pk)
    return _team_page(request, found)


def _team_page(request: HttpRequest, team: Team, status: int = 200, **forms: Any) -> HttpResponse:
    leads = has_permission(request.user, Permission.VIEW_MEMBERS, team)
    page = {
        "team": team,
        "leads": leads,
        "owns": has_permission(request.user, Permission.CHANGE_ROLES, team),
        "changes": has_permission(request.user, Permission.EDIT_TEAM, team),
        "teachers": team_leader_names(team),
        "roles": [(role.value, role_label(role)) for role in Role],
        "form": TeamForm(initial={"name": team.name}),
        "invitation": InvitationForm(),
        "code_form": JoinCodeForm(),
    } | forms
    if leads:
        members = team.memberships.select_related("user").order_by("user__name", "user")
        page |= {
            "members": [(m, role_label(m.role)) for m in members],
            "invitations": [(i, role_label(i.role)) for i in team.invitations.order_by("expires_at")],
            "code": _code(team),
        }
    return render(request, "people/team.html", page, status=status)


def _code(team: Team) -> Any:
    code = getattr(team, "join_code", None)
    return code if code and code.open else None


@login_required
@require_POST
def rename(request: HttpRequest, pk: int) -> HttpResponse:
    """Call the team something else."""
    found = get_team(request.user, pk, Permission.EDIT_TEAM)
    form = TeamForm(request.POST)
    if not form.is_valid():
        return _team_page(request, found, 422, form=form)
    teams.rename_team(request.user, found, form.cleaned_data["name"])
    return redirect("people:team", pk)


@login_required
@require_POST
def role(request: HttpRequest, pk: int, person: int) -> HttpResponse:
    """Give a member another role."""
    found = get_team(request.user, pk, Permission.CHANGE_ROLES)
    wanted = request.POST.get("role")
    if wanted not in list(Role):
        raise PermissionRefused(_("There is no such role."))
    who = get_member(found, person)
    teams.set_role(request.user, found, who, Role(wanted))
    messages.success(request, _("{name} is {role} now.").format(name=who.name, role=role_label(wanted)))
    return redirect("people:team", pk)


@login_required
@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, pk: int, person: int) -> HttpResponse:
    """Ask once, then take a member out; or leave oneself."""
    found = get_team(request.user, pk)
    # Who may not see the members learns nothing of who they are.
    if person != request.user.pk:
        found = get_team(request.user, pk, Permission.REMOVE_MEMBERS)
    who = get_member(found, person)
    if request.method == "GET":
        page = {"team": found, "person": who, "self": who == request.user, "code": _code(found)}
        return render(request, "people/remove.html", page)
    teams.remove_member(request.user, found, who)
    if who == request.user:
        return redirect("people:teams")
    messages.success(request, _("{name} is no longer in this team. Their marks stay.").format(name=who.name))
    return redirect("people:team", pk)


@login_required
@require_POST
def invite(request: HttpRequest, pk: int) -> HttpResponse:
    """A link for one person, shown once, or sent."""
    found = get_team(request.user, pk, Permission.EDIT_TEAM)
    form = InvitationForm(request.POST)
    if not form.is_valid():
        return _team_page(request, found, 422, invitation=form)
    given = form.cleaned_data
    link = request.build_absolute_uri(reverse("people:invitation", args=["TOKEN"])).replace(
        "TOKEN", "{token}"
    )
    email = given["email"]
    token, sent = teams.send_invitation(request.user, found, Role(given["role"]), given["days"], email, link)
    if email and not sent:
        messages.error(
            request,
            _("The mail to {email} could not be sent. Pass the link on yourself.").format(email=email),
        )
    return _team_page(request, found, link=link.format(token=token), sent_to=email if sent else "")


@login_required
@require_POST
def revoke(request: HttpRequest, pk: int, invitation: int) -> HttpResponse:
    """Take an invitation back."""
    found = get_team(request.user, pk, Permission.EDIT_TEAM)
    teams.revoke_invitation(request.user, found, get_invitation(found, invitation))
    return redirect("people:team", pk)


@login_required
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Ask once, then join."""
    if request.method == "POST":
        joined = teams.accept_invitation(request.user, token)
        messages.success(request, _("You are in {team} now.").format(team=joined.name))
        return redirect("people:team", joined.pk)
    return render(request, "people/invitation.html", {"token": token})


@login_required
@require_http_methods(["GET", "POST"])
def join_code_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The code for the projector; made anew or closed by a button."""
    found = get_team(request.user, pk, Permission.EDIT_TEAM)
    if request.method == "POST":
        if request.POST.get("close"):
            guests.close_join_code(request.user, found)
            return redirect("people:team", pk)
        form = JoinCodeForm(request.POST)
        if not form.is_valid():
            return _team_page(request, found, 422, code_form=form)
        guests.open_join_code(request.user, found, int(form.cleaned_data["hours"]), form.cleaned_data["most"])
        return redirect("people:code", pk)
    shown = _code(found)
    if shown is None:
        return redirect("people:team", pk)
    # Where it is shown pupils type it: whatever somebody else guesses there, they come in.
    remember_network(client_network(request), shown.code, guests.JOINING)
    page = {
        "team": found,
        "code": shown,
        "grouped": format_code(shown.code),
        "address": request.build_absolute_uri(reverse("people:join")).split("://", 1)[1],
    }
    return render(request, "people/code.html", page)


@login_required
@require_safe
def join_count(request: HttpRequest, pk: int) -> JsonResponse:
    """How many have joined by the code, for the projector."""
    found = get_team(request.user, pk, Permission.EDIT_TEAM)
    shown = _code(found)
    guests = Membership.objects.filter(team=found, user__email=None).order_by("-pk")
    names = list(guests.values_list("user__name", flat=True)[:60])
    return JsonResponse({"joined": shown.joined if shown else 0, "open": shown is not None, "names": names})


@login_required
@require_http_methods(["GET", "POST"])
def guest(request: HttpRequest, pk: int, person: int) -> HttpResponse:
    """One guest: another nickname, a new return code."""
    found = get_team(request.user, pk, Permission.EDIT_TEAM)
    who = get_member(found, person)
    form = NicknameForm(initial={"nickname": who.name})
    if request.method == "POST" and request.POST.get("reset"):
        new = guests.reset_return_code(request.user, found, who)
        return render(
            request, "people/return_code.html", {"team": found, "person": who, "code": new, "teacher": True}
        )
    if request.method == "POST":
        form = NicknameForm(request.POST)
        if form.is_valid():
            try:
                guests.rename_guest(request.user, found, who, form.cleaned_data["nickname"])
            except guests.NicknameError as error:
                form.add_error("nickname", str(error))
            else:
                return redirect("people:team", pk)
    page = {"team": found, "person": who, "form": form}
    return render(request, "people/guest.html", page, status=422 if form.errors else 200)
