"""The API of rounds and marks."""

from typing import Any
from uuid import UUID

from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from annotate import actions
from annotate.access import annotations_in, changes_in, round_for
from annotate.models import Round
from articles.access import article_for, current_text

MOST_CHANGES = 500


class RoundInput(serializers.Serializer[Any]):
    """What opens a round."""

    article = serializers.IntegerField()


class MarkInput(serializers.Serializer[Any]):
    """What makes or changes a mark."""

    tag = serializers.CharField(max_length=60)
    start = serializers.IntegerField(min_value=0)
    end = serializers.IntegerField(min_value=0)
    quote = serializers.CharField(trim_whitespace=False)
    details = serializers.JSONField(default=dict)
    note = serializers.CharField(
        max_length=actions.MAX_NOTE, allow_blank=True, default="", trim_whitespace=False
    )
    version = serializers.IntegerField(min_value=0, allow_null=True, default=None)


class VersionInput(serializers.Serializer[Any]):
    """The version that the writer saw, in the query of a DELETE."""

    version = serializers.IntegerField(min_value=0, allow_null=True, default=None)


class AfterInput(serializers.Serializer[Any]):
    """The last change that the reader has."""

    after = serializers.IntegerField(min_value=0, default=0)


def round_state(round_: Round) -> dict[str, Any]:
    """A round as the API shows it."""
    return {
        "id": round_.pk,
        "article": round_.text.article_id,
        "text": {"revision": round_.text.revision, "sha256": round_.text.sha256},
        "codebook": {
            "slug": round_.codebook.slug,
            "version": round_.codebook.version,
            "tags": [tag.slug for tag in round_.codebook.pure.tags],
        },
        "created_at": round_.created_at.isoformat(),
    }


class Rounds(APIView):
    """``rounds/``"""

    def post(self, request: Request) -> Response:
        """Open a round on an article's newest text."""
        given = RoundInput(data=request.data)
        given.is_valid(raise_exception=True)
        article = article_for(request.user, given.validated_data["article"])
        round_ = actions.open_round(request.user, current_text(article))
        return Response(round_state(round_), status=status.HTTP_201_CREATED)


class OneRound(APIView):
    """``rounds/{id}/``"""

    def get(self, request: Request, pk: int) -> Response:
        """The round, its text's revision and its tags."""
        return Response(round_state(round_for(request.user, pk)))


class Annotations(APIView):
    """``rounds/{id}/annotations/``"""

    def get(self, request: Request, pk: int) -> Response:
        """Every mark in the round, in the order of the text."""
        found = annotations_in(round_for(request.user, pk))
        return Response({"results": [actions.state(annotation) for annotation in found]})


class Changes(APIView):
    """``rounds/{id}/changes/``"""

    def get(self, request: Request, pk: int) -> Response:
        """What happened since change ``after``, oldest first; ``more`` where there is more than one answer holds."""
        given = AfterInput(data=request.query_params)
        given.is_valid(raise_exception=True)
        found = list(
            changes_in(round_for(request.user, pk), given.validated_data["after"])[: MOST_CHANGES + 1]
        )
        rows = [
            {"seq": c.seq, "verb": c.verb, "at": c.at.isoformat(), "payload": c.payload}
            for c in found[:MOST_CHANGES]
        ]
        return Response({"results": rows, "more": len(found) > MOST_CHANGES})


class Submission(APIView):
    """``rounds/{id}/submission/``"""

    def put(self, request: Request, pk: int) -> Response:
        """Hand one's marks in; the same request twice changes nothing."""
        layer = actions.submit_layer(request.user, round_for(request.user, pk, "hand in"))
        return Response(actions.layer_state(layer))

    def delete(self, request: Request, pk: int) -> Response:
        """Take them back."""
        actions.reopen_layer(request.user, round_for(request.user, pk, "hand in"))
        return Response(status=status.HTTP_204_NO_CONTENT)


class OneAnnotation(APIView):
    """``rounds/{id}/annotations/{uuid}/``"""

    def put(self, request: Request, pk: int, annotation: UUID) -> Response:
        """Make or change a mark of one's own; the same request twice changes nothing."""
        given = MarkInput(data=request.data)
        given.is_valid(raise_exception=True)
        round_ = round_for(request.user, pk, "mark")
        found, new = actions.put_annotation(
            request.user, round_, annotation, actions.Mark(**given.validated_data)
        )
        return Response(actions.state(found), status=status.HTTP_201_CREATED if new else status.HTTP_200_OK)

    def delete(self, request: Request, pk: int, annotation: UUID) -> Response:
        """Take a mark of one's own off."""
        given = VersionInput(data=request.query_params)
        given.is_valid(raise_exception=True)
        version = actions.delete_annotation(
            request.user, round_for(request.user, pk, "mark"), annotation, given.validated_data["version"]
        )
        return Response(status=status.HTTP_204_NO_CONTENT, headers={"ETag": f'"{version}"'})
