"""The API of teams: members, invitations, join codes and guests."""

from typing import Any, NotRequired, TypedDict

from django.urls import reverse
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from people.access import get_invitation, get_member, get_team, list_teams, team_leader_names
from people.actions import guests, teams
from people.models import JoinCode, Team
from people.names import MAX_NICKNAME
from people.permissions import Permission, Role, has_permission
from people.terms import Kind
from web.api.openapi import Time, list_response
from web.api.validation import validate
from web.api.views import ApiView
from web.fields import SingleLineInput


class TeamInput(serializers.Serializer[Any]):
    """The name of a new team, and whether it is a class or a team."""

    name = SingleLineInput(max_length=teams.MAX_NAME)
    kind = serializers.ChoiceField(list(Kind), default=Kind.TEAM)


class TeamChanges(serializers.Serializer[Any]):
    """A new name, another kind, or both."""

    name = SingleLineInput(max_length=teams.MAX_NAME, required=False)
    kind = serializers.ChoiceField(list(Kind), required=False)


class MemberInput(serializers.Serializer[Any]):
    """The role of a member, or the nickname of a guest."""

    role = serializers.ChoiceField(list(Role), required=False)
    nickname = serializers.CharField(max_length=MAX_NICKNAME, required=False)


class InvitationInput(serializers.Serializer[Any]):
    """The role that an invitation gives, for how many days it is valid, and where to send it."""

    role = serializers.ChoiceField([Role.EDITOR, Role.ANNOTATOR, Role.VIEWER], default=Role.ANNOTATOR)
    email = serializers.EmailField(allow_blank=True, default="")
    days = serializers.IntegerField(min_value=1, max_value=90, default=7)


class CodeInput(serializers.Serializer[Any]):
    """How many hours a join code is valid, and for how many people."""

    hours = serializers.IntegerField(min_value=1, max_value=168, default=8)
    most = serializers.IntegerField(min_value=1, max_value=500, default=40)


class MemberJson(TypedDict):
    """A member of a team. Guests have no e-mail address."""

    id: int
    name: str
    email: str | None
    role: Role


class TeamJson(TypedDict):
    """A class or team. Its members are listed for owners and editors."""

    id: int
    name: str
    kind: Kind
    archived_at: Time | None
    teachers: list[str]
    members: NotRequired[list[MemberJson]]


class OwnTeamJson(TypedDict):
    """A class or team with your role in it."""

    id: int
    name: str
    kind: Kind
    role: Role
    archived_at: Time | None


class ReturnCodeJson(TypedDict):
    """The code by which a guest returns."""

    return_code: str


class InvitationJson(TypedDict):
    """An open invitation."""

    id: int
    role: Role
    email: str
    expires_at: Time


class InvitationLink(TypedDict):
    """The link of a new invitation, which cannot be shown again. ``sent``: whether it was mailed."""

    link: str
    sent: bool


class JoinCodeJson(TypedDict):
    """The join code of a class, and how many have used it."""

    code: str
    expires_at: Time
    most: int
    joined: int


def team_json(request: Request, team: Team) -> dict[str, Any]:
    """Return the team as its reader may see it: owners and editors also get the members."""
    data = {
        "id": team.pk,
        "name": team.name,
        "kind": team.kind,
        "archived_at": _archived_at(team),
        "teachers": team_leader_names(team),
    }
    if has_permission(request.user, Permission.VIEW_MEMBERS, team):
        members = team.memberships.select_related("user").order_by("user__name", "user")
        data["members"] = [
            {
                "id": membership.user_id,
                "name": membership.user.name,
                "email": membership.user.email,
                "role": membership.role,
            }
            for membership in members
        ]
    return data


def _archived_at(team: Team) -> str | None:
    return team.archived_at.isoformat() if team.archived_at else None


def code_json(code: JoinCode) -> dict[str, Any]:
    """Return a join code as JSON."""
    return {
        "code": code.code,
        "expires_at": code.expires_at.isoformat(),
        "most": code.max_uses,
        "joined": code.joined,
    }


class TeamList(ApiView):
    """The user's teams."""

    @extend_schema(responses={200: list_response(OwnTeamJson)})
    def get(self, request: Request) -> Response:
        """List your teams with your role in each."""
        results = list_teams(request.user)
        rows = [
            {
                "id": team.pk,
                "name": team.name,
                "kind": team.kind,
                "role": team.role,
                "archived_at": _archived_at(team),
            }
            for team in results
        ]
        return Response({"results": rows})

    @extend_schema(
        request=TeamInput,
        responses={201: TeamJson},
        examples=[OpenApiExample("example", {"name": "Class 9b", "kind": "class"}, request_only=True)],
    )
    def post(self, request: Request) -> Response:
        """Create a class or a team."""
        data = validate(TeamInput, request.data)
        team = teams.create_own_team(request.user, data["name"], data["kind"])
        return Response(team_json(request, team), status=status.HTTP_201_CREATED)


class TeamDetail(ApiView):
    """One team."""

    @extend_schema(responses={200: TeamJson})
    def get(self, request: Request, pk: int) -> Response:
        """Get a team; owners and editors also get its members."""
        return Response(team_json(request, get_team(request.user, pk)))

    @extend_schema(request=TeamChanges, responses={200: TeamJson})
    def patch(self, request: Request, pk: int) -> Response:
        """Rename a team; an owner can also make it a class or a team."""
        team = get_team(request.user, pk, Permission.EDIT_TEAM)
        data = validate(TeamChanges, request.data)
        if "kind" in data:
            teams.change_kind(request.user, team, data["kind"])
        if "name" in data:
            teams.rename_team(request.user, team, data["name"])
        return Response(team_json(request, team))

    @extend_schema(responses={204: None})
    def delete(self, request: Request, pk: int) -> Response:
        """Move a team to the bin, with all its articles and rounds; an owner can restore it."""
        teams.delete_team(request.user, get_team(request.user, pk, Permission.DELETE_TEAM))
        return Response(status=status.HTTP_204_NO_CONTENT)


class TeamArchive(ApiView):
    """Whether a team is archived."""

    @extend_schema(responses={204: None})
    def put(self, request: Request, pk: int) -> Response:
        """Archive a team: everything in it can be read, and nothing can be added or changed."""
        teams.archive_team(request.user, get_team(request.user, pk, Permission.ARCHIVE_TEAM))
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(responses={204: None})
    def delete(self, request: Request, pk: int) -> Response:
        """Take a team out of the archive."""
        teams.unarchive_team(request.user, get_team(request.user, pk, Permission.ARCHIVE_TEAM))
        return Response(status=status.HTTP_204_NO_CONTENT)


class MemberDetail(ApiView):
    """One member of a team."""

    @extend_schema(request=MemberInput, responses={200: TeamJson})
    def patch(self, request: Request, pk: int, person: int) -> Response:
        """Change a member's role, or a guest's nickname."""
        team = get_team(request.user, pk, Permission.EDIT_TEAM)
        member = get_member(team, person)
        data = validate(MemberInput, request.data)
        if "role" in data:
            teams.set_role(request.user, team, member, Role(data["role"]))
        if "nickname" in data:
            guests.rename_guest(request.user, team, member, data["nickname"])
        return Response(team_json(request, team))

    @extend_schema(responses={204: None})
    def delete(self, request: Request, pk: int, person: int) -> Response:
        """Remove a member, or leave the team."""
        leaving = person == request.user.pk
        team = get_team(request.user, pk, Permission.VIEW_TEAM if leaving else Permission.REMOVE_MEMBERS)
        teams.remove_member(request.user, team, get_member(team, person))
        return Response(status=status.HTTP_204_NO_CONTENT)


class ReturnCode(ApiView):
    """The code with which a guest comes back."""

    replays = False

    @extend_schema(responses={201: ReturnCodeJson})
    def post(self, request: Request, pk: int, person: int) -> Response:
        """Create a new return code for a guest, which cannot be shown again."""
        team = get_team(request.user, pk, Permission.EDIT_TEAM)
        code = guests.reset_return_code(request.user, team, get_member(team, person))
        return Response({"return_code": code}, status=status.HTTP_201_CREATED)


class InvitationList(ApiView):
    """The open invitations to a team."""

    replays = False

    @extend_schema(responses={200: list_response(InvitationJson)})
    def get(self, request: Request, pk: int) -> Response:
        """List the open invitations."""
        team = get_team(request.user, pk, Permission.EDIT_TEAM)
        rows = [
            {"id": i.pk, "role": i.role, "email": i.email, "expires_at": i.expires_at.isoformat()}
            for i in team.invitations.order_by("expires_at")
        ]
        return Response({"results": rows})

    @extend_schema(request=InvitationInput, responses={201: InvitationLink})
    def post(self, request: Request, pk: int) -> Response:
        """Create a link for one person, which cannot be shown again, and mail it if there is an address."""
        team = get_team(request.user, pk, Permission.EDIT_TEAM)
        data = validate(InvitationInput, request.data)
        link = request.build_absolute_uri(reverse("people:invitation", args=["TOKEN"])).replace(
            "TOKEN", "{token}"
        )
        token, sent = teams.send_invitation(
            request.user, team, Role(data["role"]), data["days"], data["email"], link
        )
        return Response({"link": link.format(token=token), "sent": sent}, status=status.HTTP_201_CREATED)


class InvitationDetail(ApiView):
    """One invitation."""

    @extend_schema(responses={204: None})
    def delete(self, request: Request, pk: int, invitation: int) -> Response:
        """Revoke an invitation."""
        team = get_team(request.user, pk, Permission.EDIT_TEAM)
        teams.revoke_invitation(request.user, team, get_invitation(team, invitation))
        return Response(status=status.HTTP_204_NO_CONTENT)


class JoinCodeView(ApiView):
    """The code with which guests join a team."""

    @extend_schema(
        request=CodeInput,
        responses={200: JoinCodeJson},
        examples=[OpenApiExample("example", {"hours": 2, "most": 32}, request_only=True)],
    )
    def put(self, request: Request, pk: int) -> Response:
        """Replace the join code by a new one."""
        team = get_team(request.user, pk, Permission.EDIT_TEAM)
        data = validate(CodeInput, request.data)
        return Response(code_json(guests.open_join_code(request.user, team, data["hours"], data["most"])))

    @extend_schema(responses={204: None})
    def delete(self, request: Request, pk: int) -> Response:
        """Delete the join code: nobody can join any more."""
        guests.close_join_code(request.user, get_team(request.user, pk, Permission.EDIT_TEAM))
        return Response(status=status.HTTP_204_NO_CONTENT)
