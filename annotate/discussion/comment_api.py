"""The API of comments on marks."""

from typing import Any, TypedDict
from uuid import UUID

from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from annotate.access import comments_in, get_annotation, get_comment, get_round
from annotate.annotations.api import PersonJson
from annotate.discussion import comments as actions
from people.permissions import Permission
from web.api.openapi import Time, Uuid, list_response, responses
from web.api.validation import validate
from web.api.views import ApiView


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


class CommentList(ApiView):
    """``rounds/{id}/comments/``"""

    @responses(list_response(CommentJson))
    def get(self, request: Request, pk: int) -> Response:
        """What was said of the marks that one may see, oldest first."""
        found = comments_in(request.user, get_round(request.user, pk))
        return Response({"results": [actions.comment_json(comment) for comment in found]})


class CommentDetail(ApiView):
    """``rounds/{id}/comments/{uuid}/``"""

    @responses(CommentJson, (200, 201), CommentInput)
    def put(self, request: Request, pk: int, comment: UUID) -> Response:
        """Say something, or change what one has said; the same request twice changes nothing."""
        given = validate(CommentInput, request.data)
        round_ = get_round(request.user, pk, Permission.COMMENT)
        annotation = get_annotation(request.user, round_, given["annotation"])
        answered = given["reply_to"]
        found, new = actions.put_comment(
            request.user,
            round_,
            comment,
            annotation,
            given["body"],
            get_comment(request.user, round_, answered) if answered else None,
        )
        code = status.HTTP_201_CREATED if new else status.HTTP_200_OK
        return Response(actions.comment_json(found), status=code)

    @responses(CommentJson, takes=ResolvedInput)
    def patch(self, request: Request, pk: int, comment: UUID) -> Response:
        """Resolve a thread, or open it again."""
        given = validate(ResolvedInput, request.data)
        round_ = get_round(request.user, pk, Permission.COMMENT)
        found = get_comment(request.user, round_, comment)
        actions.resolve_thread(request.user, round_, found, given["resolved"])
        return Response(actions.comment_json(found))

    @responses(status=204)
    def delete(self, request: Request, pk: int, comment: UUID) -> Response:
        """Take a comment off."""
        round_ = get_round(request.user, pk, Permission.COMMENT)
        actions.remove_comment(request.user, round_, get_comment(request.user, round_, comment))
        return Response(status=status.HTTP_204_NO_CONTENT)
