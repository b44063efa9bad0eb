"""The API of comments on annotations."""

from typing import Any, TypedDict
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from annotate.access import comments_in, get_annotation, get_comment, get_round
from annotate.annotations.api import PersonJson
from annotate.discussion import comments as actions
from people.permissions import Permission
from web.api.openapi import Time, Uuid, list_response
from web.api.validation import validate
from web.api.views import ApiView


class CommentInput(serializers.Serializer[Any]):
    """A comment on an annotation, or a reply to another comment."""

    annotation = serializers.UUIDField()
    body = serializers.CharField(max_length=actions.MAX_COMMENT, allow_blank=True)
    reply_to = serializers.UUIDField(allow_null=True, default=None)


class ResolvedInput(serializers.Serializer[Any]):
    """Whether a thread is resolved."""

    resolved = serializers.BooleanField()


class CommentJson(TypedDict):
    """A comment on an annotation. The ``body`` of a removed comment is empty."""

    id: Uuid
    annotation: Uuid
    reply_to: Uuid | None
    author: PersonJson | None
    body: str
    created_at: Time
    resolved: bool
    removed: bool


class CommentList(ApiView):
    """The comments in a round."""

    @extend_schema(responses={200: list_response(CommentJson)})
    def get(self, request: Request, pk: int) -> Response:
        """List the comments on annotations that the user may see, oldest first."""
        comments = comments_in(request.user, get_round(request.user, pk))
        return Response({"results": [actions.comment_json(comment) for comment in comments]})


class CommentDetail(ApiView):
    """One comment and its thread."""

    @extend_schema(request=CommentInput, responses={200: CommentJson, 201: CommentJson})
    def put(self, request: Request, pk: int, comment: UUID) -> Response:
        """Create or change a comment of the user's own. Idempotent."""
        data = validate(CommentInput, request.data)
        round_ = get_round(request.user, pk, Permission.COMMENT)
        annotation = get_annotation(request.user, round_, data["annotation"])
        parent = get_comment(request.user, round_, data["reply_to"]) if data["reply_to"] else None
        saved, created = actions.put_comment(request.user, round_, comment, annotation, data["body"], parent)
        code = status.HTTP_201_CREATED if created else status.HTTP_200_OK
        return Response(actions.comment_json(saved), status=code)

    @extend_schema(request=ResolvedInput, responses={200: CommentJson})
    def patch(self, request: Request, pk: int, comment: UUID) -> Response:
        """Resolve a thread, or open it again."""
        resolved = validate(ResolvedInput, request.data)["resolved"]
        round_ = get_round(request.user, pk, Permission.COMMENT)
        thread = get_comment(request.user, round_, comment)
        actions.resolve_thread(request.user, round_, thread, resolved)
        return Response(actions.comment_json(thread))

    @extend_schema(responses={204: None})
    def delete(self, request: Request, pk: int, comment: UUID) -> Response:
        """Remove a comment."""
        round_ = get_round(request.user, pk, Permission.COMMENT)
        actions.remove_comment(request.user, round_, get_comment(request.user, round_, comment))
        return Response(status=status.HTTP_204_NO_CONTENT)
