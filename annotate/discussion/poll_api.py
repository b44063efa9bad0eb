"""The API of votes on a passage."""

from typing import Any, TypedDict

from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from annotate.access import get_poll, get_round, polls_in, vote_counts
from annotate.discussion import polls as actions
from annotate.models import Poll
from people.permissions import Permission
from web.api.openapi import list_response, responses
from web.api.validation import validate
from web.api.views import ApiView


class PollInput(serializers.Serializer[Any]):
    """The passage, in code points."""

    start = serializers.IntegerField(min_value=0)
    end = serializers.IntegerField(min_value=1)


class VoteInput(serializers.Serializer[Any]):
    """A tag, or nothing: none of them."""

    tag = serializers.CharField(max_length=60, allow_blank=True)


class PollJson(TypedDict):
    """A vote on a passage; ``votes``: tag, or "" for none of them -> how many think so."""

    id: int
    start: int
    end: int
    open: bool
    votes: dict[str, int]


def poll_row(poll: Poll) -> dict[str, Any]:
    """A vote for who leads it: with the counts."""
    return actions.poll_json(poll) | {"votes": vote_counts(poll)}


class PollList(ApiView):
    """``rounds/{id}/polls/``"""

    @responses(list_response(PollJson))
    def get(self, request: Request, pk: int) -> Response:
        """Every vote of the round."""
        round_ = get_round(request.user, pk, Permission.VIEW_CLASS_OVERVIEW)
        return Response({"results": [poll_row(poll) for poll in polls_in(round_)]})

    @responses(PollJson, 201, PollInput)
    def post(self, request: Request, pk: int) -> Response:
        """Open one."""
        given = validate(PollInput, request.data)
        round_ = get_round(request.user, pk, Permission.VIEW_CLASS_OVERVIEW)
        poll = actions.open_poll(request.user, round_, **given)
        return Response(poll_row(poll), status=status.HTTP_201_CREATED)


class PollDetail(ApiView):
    """``rounds/{id}/polls/{id}/``"""

    @responses(PollJson)
    def get(self, request: Request, pk: int, poll: int) -> Response:
        """How it stands."""
        return Response(poll_row(get_poll(get_round(request.user, pk, Permission.VIEW_CLASS_OVERVIEW), poll)))

    @responses(PollJson)
    def delete(self, request: Request, pk: int, poll: int) -> Response:
        """Close it; what was voted stays."""
        round_ = get_round(request.user, pk, Permission.VIEW_CLASS_OVERVIEW)
        found = get_poll(round_, poll)
        actions.close_poll(request.user, round_, found)
        return Response(poll_row(found))


class OwnVote(ApiView):
    """``rounds/{id}/polls/{id}/vote/``"""

    @responses(status=204, takes=VoteInput)
    def put(self, request: Request, pk: int, poll: int) -> Response:
        """Cast or change one's vote."""
        given = validate(VoteInput, request.data)
        round_ = get_round(request.user, pk, Permission.ANNOTATE)
        actions.cast_vote(request.user, round_, get_poll(round_, poll), given["tag"])
        return Response(status=status.HTTP_204_NO_CONTENT)
