"""The API of marks: one's own, the key's, the settled ones; what happened; handing in."""

from typing import Any
from uuid import UUID

from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from annotate import actions
from annotate.access import annotations_in, changes_in, round_for, sees_key
from annotate.models import Round
from annotate.rounds import Kind

MOST_CHANGES = 500


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
    answer = serializers.JSONField(allow_null=True, default=None)


class VersionInput(serializers.Serializer[Any]):
    """The version that the writer saw, in the query of a DELETE."""

    version = serializers.IntegerField(min_value=0, allow_null=True, default=None)


class AfterInput(serializers.Serializer[Any]):
    """The last change that the reader has."""

    after = serializers.IntegerField(min_value=0, default=0)


class Annotations(APIView):
    """``rounds/{id}/annotations/``, ``rounds/{id}/key/``, ``rounds/{id}/settled/``"""

    kind = Kind.READER

    def get(self, request: Request, pk: int) -> Response:
        """Every mark of these that one may see, in the order of the text."""
        found = annotations_in(request.user, round_for(request.user, pk), self.kind)
        return Response({"results": [actions.state(annotation) for annotation in found]})


class Changes(APIView):
    """``rounds/{id}/changes/``"""

    def get(self, request: Request, pk: int) -> Response:
        """What happened since change ``after``, oldest first; ``more`` where there is more than one answer holds."""
        given = AfterInput(data=request.query_params)
        given.is_valid(raise_exception=True)
        round_ = round_for(request.user, pk)
        found = changes_in(request.user, round_, given.validated_data["after"], MOST_CHANGES + 1)
        rows = [
            {"seq": number, "verb": change.verb, "at": change.at.isoformat(), "payload": change.payload}
            for number, change in found[:MOST_CHANGES]
        ]
        answer = {"results": rows, "more": len(found) > MOST_CHANGES}
        return Response(answer, headers=told_live(request.user, round_, given.validated_data["after"]))


def told_live(user: Any, round_: Round, after: int) -> dict[str, str]:
    """What the live feed must know of its listener; see ``annotate/live.py``."""
    return {
        "Live-Reader": str(user.pk),
        "Live-Shared": str(int(not round_.hides)),
        "Live-Key": str(int(sees_key(user, round_))),
        "Live-After": str(after),
    }


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
    """``rounds/{id}/annotations/{uuid}/``; of the key and of what is settled likewise"""

    kind = Kind.READER

    def put(self, request: Request, pk: int, annotation: UUID) -> Response:
        """Make or change a mark of one's own; the same request twice changes nothing."""
        given = MarkInput(data=request.data)
        given.is_valid(raise_exception=True)
        round_ = round_for(request.user, pk, actions.WRITES[self.kind])
        wanted = actions.Mark(**given.validated_data)
        found, new = actions.put_annotation(request.user, round_, annotation, wanted, self.kind)
        return Response(actions.state(found), status=status.HTTP_201_CREATED if new else status.HTTP_200_OK)

    def delete(self, request: Request, pk: int, annotation: UUID) -> Response:
        """Take a mark of one's own off."""
        given = VersionInput(data=request.query_params)
        given.is_valid(raise_exception=True)
        round_ = round_for(request.user, pk, actions.WRITES[self.kind])
        seen = given.validated_data["version"]
        version = actions.delete_annotation(request.user, round_, annotation, seen, self.kind)
        return Response(status=status.HTTP_204_NO_CONTENT, headers={"ETag": f'"{version}"'})
