"""The API of teams: who is in them, invitations, the join code, guests."""

from typing import Any, NotRequired, TypedDict

from django.urls import reverse
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from people.access import get_invitation, get_member, get_team, list_teams, team_leader_names
from people.actions import guests, teams
from people.models import JoinCode, Team
from people.permissions import Permission, Role, has_permission
from web.api.openapi import Time, list_response, responses
from web.api.validation import validate
from web.api.views import ApiView
from web.fields import SingleLineInput


class TeamInput(serializers.Serializer[Any]):
    """What a team is called."""

    name = SingleLineInput(max_length=teams.MAX_NAME)


class MemberInput(serializers.Serializer[Any]):
    """What a member is, or how a guest is called."""

    role = serializers.ChoiceField(list(Role), required=False)
    nickname = serializers.CharField(max_length=guests.MAX_NICKNAME, required=False)


class InvitationInput(serializers.Serializer[Any]):
    """Whom a link is for."""

    role = serializers.ChoiceField([Role.EDITOR, Role.ANNOTATOR, Role.VIEWER], default=Role.ANNOTATOR)
    email = serializers.EmailField(allow_blank=True, default="")
    days = serializers.IntegerField(min_value=1, max_value=90, default=7)


class CodeInput(serializers.Serializer[Any]):
    """How long a code works, and for how many."""

    hours = serializers.IntegerField(min_value=1, max_value=168, default=8)
    most = serializers.IntegerField(min_value=1, max_value=500, default=40)


class MemberJson(TypedDict):
    """Somebody in a team. Guests have no address."""

    id: int
    name: str
    email: str | None
    role: Role


class TeamJson(TypedDict):
    """A team. Its members are for who leads it."""

    id: int
    name: str
    archived_at: Time | None
    teachers: list[str]
    members: NotRequired[list[MemberJson]]


class OwnTeamJson(TypedDict):
    """A team, and what one is in it."""

    id: int
    name: str
    role: Role
    archived_at: Time | None


class ReturnCodeJson(TypedDict):
    """By which a guest comes back."""

    return_code: str


class InvitationJson(TypedDict):
    """An open invitation."""

    id: int
    role: Role
    email: str
    expires_at: Time


class InvitationLink(TypedDict):
    """Told this once. ``sent``: whether it was sent to the address that was given."""

    link: str
    sent: bool


class JoinCodeJson(TypedDict):
    """By which pupils join, and how many have."""

    code: str
    expires_at: Time
    most: int
    joined: int


def team_json(request: Request, team: Team) -> dict[str, Any]:
    """A team as its reader may see it: the members with their addresses for who leads it, and for nobody else."""
    shown = {
        "id": team.pk,
        "name": team.name,
        "archived_at": _archived_at(team),
        "teachers": team_leader_names(team),
    }
    if has_permission(request.user, Permission.VIEW_MEMBERS, team):
        members = team.memberships.select_related("user").order_by("user__name", "user")
        shown["members"] = [
            {"id": m.user_id, "name": m.user.name, "email": m.user.email, "role": m.role} for m in members
        ]
    return shown


def _archived_at(team: Team) -> str | None:
    return team.archived_at.isoformat() if team.archived_at else None


def code_json(code: JoinCode) -> dict[str, Any]:
    """A join code as the API shows it."""
    return {
        "code": code.code,
        "expires_at": code.expires_at.isoformat(),
        "most": code.max_uses,
        "joined": code.joined,
    }


class TeamList(ApiView):
    """``teams/``"""

    @responses(list_response(OwnTeamJson))
    def get(self, request: Request) -> Response:
        """One's teams, and what one is in each."""
        found = list_teams(request.user)
        rows = [
            {"id": team.pk, "name": team.name, "role": team.role, "archived_at": _archived_at(team)}
            for team in found
        ]
        return Response({"results": rows})

    @responses(TeamJson, 201, TeamInput, example={"name": "Class 9b"})
    def post(self, request: Request) -> Response:
        """A new team."""
        team = teams.create_own_team(request.user, validate(TeamInput, request.data)["name"])
        return Response(team_json(request, team), status=status.HTTP_201_CREATED)


class TeamDetail(ApiView):
    """``teams/{id}/``"""

    @responses(TeamJson)
    def get(self, request: Request, pk: int) -> Response:
        """The team; for who leads it, with its members."""
        return Response(team_json(request, get_team(request.user, pk)))

    @responses(TeamJson, takes=TeamInput)
    def patch(self, request: Request, pk: int) -> Response:
        """Call it something else."""
        team = get_team(request.user, pk, Permission.EDIT_TEAM)
        teams.rename_team(request.user, team, validate(TeamInput, request.data)["name"])
        return Response(team_json(request, team))

    @responses(status=204)
    def delete(self, request: Request, pk: int) -> Response:
        """Move it to the bin, with all its articles and rounds; an owner can restore it from there."""
        teams.delete_team(request.user, get_team(request.user, pk, Permission.DELETE_TEAM))
        return Response(status=status.HTTP_204_NO_CONTENT)


class TeamArchive(ApiView):
    """``teams/{id}/archived/``"""

    @responses(status=204)
    def put(self, request: Request, pk: int) -> Response:
        """Archive it: everything in it can be read, and nothing is added or changed."""
        teams.archive_team(request.user, get_team(request.user, pk, Permission.ARCHIVE_TEAM))
        return Response(status=status.HTTP_204_NO_CONTENT)

    @responses(status=204)
    def delete(self, request: Request, pk: int) -> Response:
        """Let people go on in it."""
        teams.unarchive_team(request.user, get_team(request.user, pk, Permission.ARCHIVE_TEAM))
        return Response(status=status.HTTP_204_NO_CONTENT)


class MemberDetail(ApiView):
    """``teams/{id}/members/{id}/``"""

    @responses(TeamJson, takes=MemberInput)
    def patch(self, request: Request, pk: int, person: int) -> Response:
        """Another role; another nickname for a guest."""
        team = get_team(request.user, pk, Permission.EDIT_TEAM)
        who = get_member(team, person)
        given = validate(MemberInput, request.data)
        if "role" in given:
            teams.set_role(request.user, team, who, Role(given["role"]))
        if "nickname" in given:
            guests.rename_guest(request.user, team, who, given["nickname"])
        return Response(team_json(request, team))

    @responses(status=204)
    def delete(self, request: Request, pk: int, person: int) -> Response:
        """Take a member out, or leave."""
        itself = person == request.user.pk
        team = get_team(request.user, pk, Permission.VIEW_TEAM if itself else Permission.REMOVE_MEMBERS)
        teams.remove_member(request.user, team, get_member(team, person))
        return Response(status=status.HTTP_204_NO_CONTENT)


class ReturnCode(ApiView):
    """``teams/{id}/members/{id}/return-code/``"""

    replays = False

    @responses(ReturnCodeJson, 201)
    def post(self, request: Request, pk: int, person: int) -> Response:
        """A new return code for a guest, shown this once."""
        team = get_team(request.user, pk, Permission.EDIT_TEAM)
        code = guests.reset_return_code(request.user, team, get_member(team, person))
        return Response({"return_code": code}, status=status.HTTP_201_CREATED)


class InvitationList(ApiView):
    """``teams/{id}/invitations/``"""

    replays = False

    @responses(list_response(InvitationJson))
    def get(self, request: Request, pk: int) -> Response:
        """Those that are open."""
        team = get_team(request.user, pk, Permission.EDIT_TEAM)
        rows = [
            {"id": i.pk, "role": i.role, "email": i.email, "expires_at": i.expires_at.isoformat()}
            for i in team.invitations.order_by("expires_at")
        ]
        return Response({"results": rows})

    @responses(InvitationLink, 201, InvitationInput)
    def post(self, request: Request, pk: int) -> Response:
        """A link for one person, shown this once, and sent where an address is given."""
        team = get_team(request.user, pk, Permission.EDIT_TEAM)
        given = validate(InvitationInput, request.data)
        link = request.build_absolute_uri(reverse("people:invitation", args=["TOKEN"])).replace(
            "TOKEN", "{token}"
        )
        token, sent = teams.send_invitation(
            request.user, team, Role(given["role"]), given["days"], given["email"], link
        )
        return Response({"link": link.format(token=token), "sent": sent}, status=status.HTTP_201_CREATED)


class InvitationDetail(ApiView):
    """``teams/{id}/invitations/{id}/``"""

    @responses(status=204)
    def delete(self, request: Request, pk: int, invitation: int) -> Response:
        """Take it back."""
        team = get_team(request.user, pk, Permission.EDIT_TEAM)
        teams.revoke_invitation(request.user, team, get_invitation(team, invitation))
        return Response(status=status.HTTP_204_NO_CONTENT)


class JoinCodeView(ApiView):
    """``teams/{id}/join-code/``"""

    @responses(JoinCodeJson, takes=CodeInput, example={"hours": 2, "most": 32})
    def put(self, request: Request, pk: int) -> Response:
        """A new code; the one before no longer works."""
        team = get_team(request.user, pk, Permission.EDIT_TEAM)
        given = validate(CodeInput, request.data)
        return Response(code_json(guests.open_join_code(request.user, team, given["hours"], given["most"])))

    @responses(status=204)
    def delete(self, request: Request, pk: int) -> Response:
        """Nobody joins any more."""
        guests.close_join_code(request.user, get_team(request.user, pk, Permission.EDIT_TEAM))
        return Response(status=status.HTTP_204_NO_CONTENT)
