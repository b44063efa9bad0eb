"""The API of votes on a passage."""

from typing import Any, TypedDict

from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from annotate.access import poll_for, polls_of, round_for, votes_counted
from annotate.discussion import polls as actions
from annotate.models import Poll
from web.api.openapi import answers, listed
from web.api.validation import checked
from web.api.views import View


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


def poll_json(poll: Poll) -> dict[str, Any]:
    """A vote for who leads it: with the counts."""
    return actions.poll_state(poll) | {"votes": votes_counted(poll)}


class Polls(View):
    """``rounds/{id}/polls/``"""

    @answers(listed(PollJson))
    def get(self, request: Request, pk: int) -> Response:
        """Every vote of the round."""
        round_ = round_for(request.user, pk, actions.VERB)
        return Response({"results": [poll_json(poll) for poll in polls_of(round_)]})

    @answers(PollJson, 201, PollInput)
    def post(self, request: Request, pk: int) -> Response:
        """Open one."""
        given = checked(PollInput, request.data)
        round_ = round_for(request.user, pk, actions.VERB)
        poll = actions.open_poll(request.user, round_, **given)
        return Response(poll_json(poll), status=status.HTTP_201_CREATED)


class OnePoll(View):
    """``rounds/{id}/polls/{id}/``"""

    @answers(PollJson)
    def get(self, request: Request, pk: int, poll: int) -> Response:
        """How it stands."""
        return Response(poll_json(poll_for(round_for(request.user, pk, actions.VERB), poll)))

    @answers(PollJson)
    def delete(self, request: Request, pk: int, poll: int) -> Response:
        """Close it; what was voted stays."""
        round_ = round_for(request.user, pk, actions.VERB)
        found = poll_for(round_, poll)
        actions.close_poll(request.user, round_, found)
        return Response(poll_json(found))


class OwnVote(View):
    """``rounds/{id}/polls/{id}/vote/``"""

    @answers(status=204, takes=VoteInput)
    def put(self, request: Request, pk: int, poll: int) -> Response:
        """Cast or change one's vote."""
        given = checked(VoteInput, request.data)
        round_ = round_for(request.user, pk, "mark")
        actions.cast(request.user, round_, poll_for(round_, poll), given["tag"])
        return Response(status=status.HTTP_204_NO_CONTENT)
