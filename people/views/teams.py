"""Pages of teams: list, members, invitations, and the join code."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people.access import (
    get_invitation,
    get_invitation_by_token,
    get_member,
    get_team,
    list_teams,
    team_leader_names,
)
from people.actions import guests, teams
from people.forms import InvitationForm, JoinCodeForm, KindForm, NewTeamForm, NicknameForm, TeamForm
from people.join_codes import format_code
from people.models import Membership, Team
from people.names import NicknameError
from people.permissions import Permission, PermissionRefused, Role, has_permission, role_name, role_on
from people.qr_codes import qr_code
from people.terms import term
from web.http.client_address import client_network
from web.rate_limits import remember_network


@login_required
@require_http_methods(["GET", "POST"])
def team_list(request: HttpRequest) -> HttpResponse:
    """List the user's teams, and create one."""
    form = NewTeamForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        team = teams.create_own_team(request.user, form.cleaned_data["name"], form.cleaned_data["kind"])
        return redirect("people:team", team.pk)
    user_teams = list_teams(request.user)
    if request.user.is_guest and len(user_teams) == 1:
        return redirect("people:team", user_teams[0].pk)
    context = {
        "teams": [(team, role_name(team.role, team.kind)) for team in user_teams if not team.archived_at],
        "archived": sum(1 for team in user_teams if team.archived_at),
        "form": form,
    }
    return render(request, "people/teams.html", context, status=422 if form.errors else 200)


@login_required
@require_safe
def archived_teams(request: HttpRequest) -> HttpResponse:
    """List the user's archived teams."""
    archived = [
        (team, role_name(team.role, team.kind)) for team in list_teams(request.user) if team.archived_at
    ]
    return render(request, "people/archived_teams.html", {"teams": archived})


@login_required
@require_safe
def team(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a team. Members who do not lead it see its leaders only."""
    return _team_page(request, get_team(request.user, pk))


def _team_page(request: HttpRequest, team: Team, status: int = 200, **forms: Any) -> HttpResponse:
    is_leader = has_permission(request.user, Permission.VIEW_MEMBERS, team)
    context = {
        "team": team,
        "leads": is_leader,
        "owns": has_permission(request.user, Permission.CHANGE_ROLES, team),
        "changes": has_permission(request.user, Permission.EDIT_TEAM, team),
        "leaders": ", ".join(team_leader_names(team)),
        "roles": [(role.value, role_name(role, team.kind)) for role in Role],
        "form": TeamForm(initial={"name": team.name}),
        "kind_form": KindForm(initial={"kind": team.kind}),
        "invitation": InvitationForm(kind=team.kind),
        "code_form": JoinCodeForm(),
    } | forms
    if is_leader:
        members = team.memberships.select_related("user").order_by("user__name", "user")
        context |= {
            "members": [(membership, role_name(membership.role, team.kind)) for membership in members],
            "invitations": [
                (invitation, role_name(invitation.role, team.kind))
                for invitation in team.invitations.order_by("expires_at")
            ],
            "code": _code(team),
        }
    return render(request, "people/team.html", context, status=status)


def _code(team: Team) -> Any:
    code = getattr(team, "join_code", None)
    return code if code and code.open else None


@login_required
@require_POST
def rename(request: HttpRequest, pk: int) -> HttpResponse:
    """Rename the team."""
    team = get_team(request.user, pk, Permission.EDIT_TEAM)
    form = TeamForm(request.POST)
    if not form.is_valid():
        return _team_page(request, team, 422, form=form)
    teams.rename_team(request.user, team, form.cleaned_data["name"])
    return redirect("people:team", pk)


@login_required
@require_POST
def kind(request: HttpRequest, pk: int) -> HttpResponse:
    """Make it a class or a team."""
    team = get_team(request.user, pk, Permission.CHANGE_KIND)
    form = KindForm(request.POST)
    if not form.is_valid():
        return _team_page(request, team, 422, kind_form=form)
    teams.change_kind(request.user, team, form.cleaned_data["kind"])
    messages.success(request, term("kind_changed", team.kind), "kind-changed")
    return redirect("people:team", pk)


@login_required
@require_POST
def role(request: HttpRequest, pk: int, person: int) -> HttpResponse:
    """Change a member's role."""
    team = get_team(request.user, pk, Permission.CHANGE_ROLES)
    new_role = request.POST.get("role")
    if new_role not in list(Role):
        raise PermissionRefused(_("This role does not exist."))
    member = get_member(team, person)
    teams.set_role(request.user, team, member, Role(new_role))
    messages.success(
        request,
        _("Saved. New role of {name}: {role}.").format(name=member.name, role=role_name(new_role, team.kind)),
    )
    return redirect("people:team", pk)


@login_required
@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, pk: int, person: int) -> HttpResponse:
    """Confirm, then remove a member; or leave the team."""
    team = get_team(request.user, pk)
    # People who may not see the members do not learn who they are.
    if person != request.user.pk:
        team = get_team(request.user, pk, Permission.REMOVE_MEMBERS)
    member = get_member(team, person)
    if request.method == "GET":
        context = {"team": team, "person": member, "self": member == request.user, "code": _code(team)}
        return render(request, "people/remove.html", context)
    teams.remove_member(request.user, team, member)
    if member == request.user:
        return redirect("people:teams")
    messages.success(request, term("removed", team.kind, name=member.name))
    return redirect("people:team", pk)


@login_required
@require_POST
def invite(request: HttpRequest, pk: int) -> HttpResponse:
    """Create a link for one person, which is shown once or mailed."""
    team = get_team(request.user, pk, Permission.EDIT_TEAM)
    form = InvitationForm(request.POST, kind=team.kind)
    if not form.is_valid():
        return _team_page(request, team, 422, invitation=form)
    data = form.cleaned_data
    link = request.build_absolute_uri(reverse("people:invitation", args=["TOKEN"])).replace(
        "TOKEN", "{token}"
    )
    email = data["email"]
    token, sent = teams.send_invitation(request.user, team, Role(data["role"]), data["days"], email, link)
    if email and not sent:
        messages.error(
            request,
            _("We could not send the e-mail to {email}. Copy the link below and send it yourself.").format(
                email=email
            ),
            "mail-failed",
        )
    return _team_page(request, team, link=link.format(token=token), sent_to=email if sent else "")


@login_required
@require_POST
def revoke(request: HttpRequest, pk: int, invitation: int) -> HttpResponse:
    """Revoke an invitation."""
    team = get_team(request.user, pk, Permission.EDIT_TEAM)
    teams.revoke_invitation(request.user, team, get_invitation(team, invitation))
    return redirect("people:team", pk)


@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Show who invites to what, also to people who are not signed in; accept the invitation."""
    user = request.user
    if request.method == "POST":
        if not user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        team = teams.accept_invitation(user, token)
        messages.success(request, term("welcome", team.kind, team=team.name), "joined")
        return redirect("people:team", team.pk)
    invitation = get_invitation_by_token(token)
    team = invitation.team
    context = {
        "team": team,
        "hands_over": invitation.hands_over,
        "sender": invitation.created_by.name,
        "role_sentence": term(f"as_{Role(invitation.role)}", team.kind),
        "is_member": user.is_authenticated and role_on(user, team) is not None,
        "next": request.get_full_path(),
    }
    return render(request, "people/invitation.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def join_code_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the join code, for the projector; replace or delete it."""
    team = get_team(request.user, pk, Permission.EDIT_TEAM)
    if request.method == "POST":
        if request.POST.get("close"):
            guests.close_join_code(request.user, team)
            return redirect("people:team", pk)
        form = JoinCodeForm(request.POST)
        if not form.is_valid():
            return _team_page(request, team, 422, code_form=form)
        guests.open_join_code(request.user, team, int(form.cleaned_data["hours"]), form.cleaned_data["most"])
        return redirect("people:code", pk)
    code = _code(team)
    if code is None:
        return redirect("people:team", pk)
    # Pupils will type the code in this network, so wrong guesses of others there must not stop them.
    remember_network(client_network(request), code.code, guests.JOIN_KNOWN_FOR)
    address = request.build_absolute_uri(reverse("people:join"))
    context = {
        "team": team,
        "code": code,
        "grouped": format_code(code.code),
        "address": address.split("://", 1)[1],
        "qr_code": qr_code(f"{address}?code={code.code}"),
    }
    return render(request, "people/code.html", context)


@login_required
@require_safe
def join_count(request: HttpRequest, pk: int) -> JsonResponse:
    """Return how many have joined by the code, for the projector."""
    team = get_team(request.user, pk, Permission.EDIT_TEAM)
    code = _code(team)
    members = Membership.objects.filter(team=team, user__email=None, user__has_platform_account=False)
    names = list(members.order_by("-pk").values_list("user__name", flat=True)[:60])
    return JsonResponse({"joined": code.joined if code else 0, "open": code is not None, "names": names})


@login_required
@require_http_methods(["GET", "POST"])
def guest(request: HttpRequest, pk: int, person: int) -> HttpResponse:
    """Show a guest; change the nickname or create a new return code."""
    team = get_team(request.user, pk, Permission.EDIT_TEAM)
    member = get_member(team, person)
    form = NicknameForm(initial={"nickname": member.name})
    if request.method == "POST" and request.POST.get("reset"):
        code = guests.reset_return_code(request.user, team, member)
        return render(
            request,
            "people/return_code.html",
            {"team": team, "person": member, "code": code, "teacher": True},
        )
    if request.method == "POST":
        form = NicknameForm(request.POST)
        if form.is_valid():
            try:
                guests.rename_guest(request.user, team, member, form.cleaned_data["nickname"])
            except NicknameError as error:
                form.add_error("nickname", str(error))
            else:
                return redirect("people:team", pk)
    context = {"team": team, "person": member, "form": form}
    return render(request, "people/guest.html", context, status=422 if form.errors else 200)
