"""The API of teams: who is in them, invitations, the join code, guests."""

from typing import Any, NotRequired, TypedDict

from django.urls import reverse
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from people.access import invitation_for, member_of, teachers_of, team_for, teams_of, tokens_of
from people.actions import guests, teams
from people.actions.accounts import create_token, revoke_token
from people.models import ApiToken, JoinCode, Team
from people.permissions import Role, may
from web.api.openapi import Time, answers, listed
from web.api.validation import checked
from web.api.views import View
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


class LinkJson(TypedDict):
    """Told this once. ``sent``: whether it was sent to the address that was given."""

    link: str
    sent: bool


class JoinCodeJson(TypedDict):
    """By which pupils join, and how many have."""

    code: str
    expires_at: Time
    most: int
    joined: int


class TokenJson(TypedDict):
    """A token as it is listed."""

    id: int
    name: str
    only_reads: bool
    created_at: Time
    expires_at: Time | None


class NewTokenJson(TokenJson):
    """A new one, with what it reads."""

    token: str


def team_json(request: Request, team: Team) -> dict[str, Any]:
    """A team as its reader may see it: the members with their addresses for who leads it, and for nobody else."""
    shown = {
        "id": team.pk,
        "name": team.name,
        "archived_at": _archived_at(team),
        "teachers": teachers_of(team),
    }
    if may(request.user, "see the members", team):
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
        "most": code.most,
        "joined": code.joined,
    }


class Teams(View):
    """``teams/``"""

    @answers(listed(OwnTeamJson))
    def get(self, request: Request) -> Response:
        """One's teams, and what one is in each."""
        found = teams_of(request.user)
        rows = [
            {"id": team.pk, "name": team.name, "role": team.role, "archived_at": _archived_at(team)}
            for team in found
        ]
        return Response({"results": rows})

    @answers(TeamJson, 201, TeamInput, example={"name": "Class 9b"})
    def post(self, request: Request) -> Response:
        """A new team."""
        team = teams.start_team(request.user, checked(TeamInput, request.data)["name"])
        return Response(team_json(request, team), status=status.HTTP_201_CREATED)


class OneTeam(View):
    """``teams/{id}/``"""

    @answers(TeamJson)
    def get(self, request: Request, pk: int) -> Response:
        """The team; for who leads it, with its members."""
        return Response(team_json(request, team_for(request.user, pk)))

    @answers(TeamJson, takes=TeamInput)
    def patch(self, request: Request, pk: int) -> Response:
        """Call it something else."""
        team = team_for(request.user, pk, "change the team")
        teams.rename_team(request.user, team, checked(TeamInput, request.data)["name"])
        return Response(team_json(request, team))

    @answers(status=204)
    def delete(self, request: Request, pk: int) -> Response:
        """Move it to the bin, with all its articles and rounds; an owner can restore it from there."""
        teams.delete_team(request.user, team_for(request.user, pk, "delete the team"))
        return Response(status=status.HTTP_204_NO_CONTENT)


class TeamArchived(View):
    """``teams/{id}/archived/``"""

    @answers(status=204)
    def put(self, request: Request, pk: int) -> Response:
        """Archive it: everything in it can be read, and nothing is added or changed."""
        teams.archive_team(request.user, team_for(request.user, pk, "archive the team"))
        return Response(status=status.HTTP_204_NO_CONTENT)

    @answers(status=204)
    def delete(self, request: Request, pk: int) -> Response:
        """Let people go on in it."""
        teams.unarchive_team(request.user, team_for(request.user, pk, "archive the team"))
        return Response(status=status.HTTP_204_NO_CONTENT)


class OneMember(View):
    """``teams/{id}/members/{id}/``"""

    @answers(TeamJson, takes=MemberInput)
    def patch(self, request: Request, pk: int, person: int) -> Response:
        """Another role; another nickname for a guest."""
        team = team_for(request.user, pk, "change the team")
        who = member_of(team, person)
        given = checked(MemberInput, request.data)
        if "role" in given:
            teams.set_role(request.user, team, who, Role(given["role"]))
        if "nickname" in given:
            guests.rename_guest(request.user, team, who, given["nickname"])
        return Response(team_json(request, team))

    @answers(status=204)
    def delete(self, request: Request, pk: int, person: int) -> Response:
        """Take a member out, or leave."""
        itself = person == request.user.pk
        team = team_for(request.user, pk, "see the team" if itself else "remove members")
        teams.remove_member(request.user, team, member_of(team, person))
        return Response(status=status.HTTP_204_NO_CONTENT)


class ReturnCode(View):
    """``teams/{id}/members/{id}/return-code/``"""

    replays = False

    @answers(ReturnCodeJson, 201)
    def post(self, request: Request, pk: int, person: int) -> Response:
        """A new return code for a guest, shown this once."""
        team = team_for(request.user, pk, "change the team")
        code = guests.reset_return_code(request.user, team, member_of(team, person))
        return Response({"return_code": code}, status=status.HTTP_201_CREATED)


class Invitations(View):
    """``teams/{id}/invitations/``"""

    replays = False

    @answers(listed(InvitationJson))
    def get(self, request: Request, pk: int) -> Response:
        """Those that are open."""
        team = team_for(request.user, pk, "change the team")
        rows = [
            {"id": i.pk, "role": i.role, "email": i.email, "expires_at": i.expires_at.isoformat()}
            for i in team.invitations.order_by("expires_at")
        ]
        return Response({"results": rows})

    @answers(LinkJson, 201, InvitationInput)
    def post(self, request: Request, pk: int) -> Response:
        """A link for one person, shown this once, and sent where an address is given."""
        team = team_for(request.user, pk, "change the team")
        given = checked(InvitationInput, request.data)
        link = request.build_absolute_uri(reverse("people:invitation", args=["TOKEN"])).replace(
            "TOKEN", "{token}"
        )
        token, sent = teams.invite(
            request.user, team, Role(given["role"]), given["days"], given["email"], link
        )
        return Response({"link": link.format(token=token), "sent": sent}, status=status.HTTP_201_CREATED)


class OneInvitation(View):
    """``teams/{id}/invitations/{id}/``"""

    @answers(status=204)
    def delete(self, request: Request, pk: int, invitation: int) -> Response:
        """Take it back."""
        team = team_for(request.user, pk, "change the team")
        teams.revoke(request.user, team, invitation_for(team, invitation))
        return Response(status=status.HTTP_204_NO_CONTENT)


class Code(View):
    """``teams/{id}/join-code/``"""

    @answers(JoinCodeJson, takes=CodeInput, example={"hours": 2, "most": 32})
    def put(self, request: Request, pk: int) -> Response:
        """A new code; the one before no longer works."""
        team = team_for(request.user, pk, "change the team")
        given = checked(CodeInput, request.data)
        return Response(code_json(guests.open_code(request.user, team, given["hours"], given["most"])))

    @answers(status=204)
    def delete(self, request: Request, pk: int) -> Response:
        """Nobody joins any more."""
        guests.close_code(request.user, team_for(request.user, pk, "change the team"))
        return Response(status=status.HTTP_204_NO_CONTENT)


class TokenInput(serializers.Serializer[Any]):
    """What a token is for, how long it works (0: until it is revoked), and whether it writes."""

    name = SingleLineInput(max_length=80)
    days = serializers.IntegerField(min_value=0, max_value=3660, default=366)
    only_reads = serializers.BooleanField(default=False)


def token_json(token: ApiToken) -> dict[str, Any]:
    """A token as it is listed: what it reads is kept nowhere."""
    return {
        "id": token.pk,
        "name": token.name,
        "only_reads": token.only_reads,
        "created_at": token.created_at.isoformat(),
        "expires_at": token.expires_at.isoformat() if token.expires_at else None,
    }


class Tokens(View):
    """``tokens/``"""

    replays = False

    @answers(listed(TokenJson))
    def get(self, request: Request) -> Response:
        """One's own."""
        return Response({"results": [token_json(token) for token in tokens_of(request.user)]})

    @answers(
        NewTokenJson, 201, TokenInput, example={"name": "Nightly export", "days": 366, "only_reads": True}
    )
    def post(self, request: Request) -> Response:
        """A new one, told this once."""
        row, token = create_token(request.user, **checked(TokenInput, request.data))
        return Response(token_json(row) | {"token": token}, status=status.HTTP_201_CREATED)


class OneToken(View):
    """``tokens/{id}/``"""

    @answers(status=204)
    def delete(self, request: Request, pk: int) -> Response:
        """It opens nothing any more."""
        revoke_token(request.user, pk)
        return Response(status=status.HTTP_204_NO_CONTENT)
