"""The API of comments on marks."""

from typing import Any, TypedDict
from uuid import UUID

from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from annotate.access import comment_for, comments_in, mark_for, round_for
from annotate.annotations.api import PersonJson
from annotate.discussion import comments as actions
from web.api.openapi import Time, Uuid, answers, listed
from web.api.validation import checked
from web.api.views import View


class CommentInput(serializers.Serializer[Any]):
    """What is said, of which mark, and in answer to what."""

    annotation = serializers.UUIDField()
    body = serializers.CharField(max_length=actions.MAX_COMMENT, allow_blank=True)
    reply_to = serializers.UUIDField(allow_null=True, default=None)


class ResolvedInput(serializers.Serializer[Any]):
    """Whether a thread is settled."""

    resolved = serializers.BooleanField()


class CommentJson(TypedDict):
    """What somebody said of a mark. Of one that was taken off only that it was there."""

    id: Uuid
    annotation: Uuid
    reply_to: Uuid | None
    author: PersonJson | None
    body: str
    created_at: Time
    resolved: bool
    removed: bool


class Comments(View):
    """``rounds/{id}/comments/``"""

    @answers(listed(CommentJson))
    def get(self, request: Request, pk: int) -> Response:
        """What was said of the marks that one may see, oldest first."""
        found = comments_in(request.user, round_for(request.user, pk))
        return Response({"results": [actions.comment_state(comment) for comment in found]})


class OneComment(View):
    """``rounds/{id}/comments/{uuid}/``"""

    @answers(CommentJson, (200, 201), CommentInput)
    def put(self, request: Request, pk: int, comment: UUID) -> Response:
        """Say something, or change what one has said; the same request twice changes nothing."""
        given = checked(CommentInput, request.data)
        round_ = round_for(request.user, pk, "comment")
        annotation = mark_for(request.user, round_, given["annotation"])
        answered = given["reply_to"]
        found, new = actions.put_comment(
            request.user,
            round_,
            comment,
            annotation,
            given["body"],
            comment_for(request.user, round_, answered) if answered else None,
        )
        code = status.HTTP_201_CREATED if new else status.HTTP_200_OK
        return Response(actions.comment_state(found), status=code)

    @answers(CommentJson, takes=ResolvedInput)
    def patch(self, request: Request, pk: int, comment: UUID) -> Response:
        """Resolve a thread, or open it again."""
        given = checked(ResolvedInput, request.data)
        round_ = round_for(request.user, pk, "comment")
        found = comment_for(request.user, round_, comment)
        actions.resolve(request.user, round_, found, given["resolved"])
        return Response(actions.comment_state(found))

    @answers(status=204)
    def delete(self, request: Request, pk: int, comment: UUID) -> Response:
        """Take a comment off."""
        round_ = round_for(request.user, pk, "comment")
        actions.remove(request.user, round_, comment_for(request.user, round_, comment))
        return Response(status=status.HTTP_204_NO_CONTENT)
