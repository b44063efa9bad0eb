"""The API of polls: votes on what a passage is."""

from typing import Any, TypedDict

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from annotate.access import get_poll, get_round, polls_in, vote_counts
from annotate.discussion import polls as actions
from annotate.models import Poll
from people.permissions import Permission
from web.api.openapi import list_response
from web.api.validation import validate
from web.api.views import ApiView


class PollInput(serializers.Serializer[Any]):
    """The passage, in code points: [start, end)."""

    start = serializers.IntegerField(min_value=0)
    end = serializers.IntegerField(min_value=1)
    revision = serializers.IntegerField(
        required=False,
        min_value=1,
        max_value=2**31 - 1,
        help_text="Revision of the text; the newest by default.",
    )


class VoteInput(serializers.Serializer[Any]):
    """The slug of a tag, or "" for none of them."""

    tag = serializers.CharField(max_length=60, allow_blank=True)


class PollJson(TypedDict):
    """A poll on a passage. ``votes`` counts by tag slug, "" for none of them."""

    id: int
    start: int
    end: int
    open: bool
    votes: dict[str, int]


def poll_row(poll: Poll) -> dict[str, Any]:
    """Return a poll with its counts, for those who lead it."""
    return actions.poll_json(poll) | {"votes": vote_counts(poll)}


class PollList(ApiView):
    """The polls in a round."""

    @extend_schema(responses={200: list_response(PollJson)})
    def get(self, request: Request, pk: int) -> Response:
        """List the polls of the round."""
        round_ = get_round(request.user, pk, Permission.VIEW_CLASS_OVERVIEW)
        return Response({"results": [poll_row(poll) for poll in polls_in(round_)]})

    @extend_schema(request=PollInput, responses={201: PollJson})
    def post(self, request: Request, pk: int) -> Response:
        """Open a poll."""
        span = validate(PollInput, request.data)
        round_ = get_round(request.user, pk, Permission.VIEW_CLASS_OVERVIEW)
        poll = actions.open_poll(request.user, round_, **span)
        return Response(poll_row(poll), status=status.HTTP_201_CREATED)


class PollDetail(ApiView):
    """One poll."""

    @extend_schema(responses={200: PollJson})
    def get(self, request: Request, pk: int, poll: int) -> Response:
        """Return a poll with its present counts."""
        return Response(poll_row(get_poll(get_round(request.user, pk, Permission.VIEW_CLASS_OVERVIEW), poll)))

    @extend_schema(responses={200: PollJson})
    def delete(self, request: Request, pk: int, poll: int) -> Response:
        """Close a poll; its votes stay."""
        round_ = get_round(request.user, pk, Permission.VIEW_CLASS_OVERVIEW)
        closed = get_poll(round_, poll)
        actions.close_poll(request.user, round_, closed)
        return Response(poll_row(closed))


class OwnVote(ApiView):
    """The user's vote in a poll."""

    @extend_schema(request=VoteInput, responses={204: None})
    def put(self, request: Request, pk: int, poll: int) -> Response:
        """Cast or change the user's vote."""
        tag = validate(VoteInput, request.data)["tag"]
        round_ = get_round(request.user, pk, Permission.ANNOTATE)
        actions.cast_vote(request.user, round_, get_poll(round_, poll), tag)
        return Response(status=status.HTTP_204_NO_CONTENT)
