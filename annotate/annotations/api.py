"""The API of marks: one's own, the key's, the settled ones; what happened; handing in."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NotRequired, TypedDict
from uuid import UUID

from django.http import HttpResponse
from rest_framework import serializers, status
from rest_framework.exceptions import APIException
from rest_framework.request import Request
from rest_framework.response import Response

from annotate.access import annotations_in, can_see_answer_key, changes_in, get_round
from annotate.annotations import actions
from annotate.annotations.json import mark_json
from annotate.enums import LayerKind
from annotate.models import Round
from people.permissions import Permission
from web.api.openapi import Time, Uuid, list_response, page_response, responses
from web.api.pagination import PageInput, paginate_json
from web.api.validation import validate
from web.api.views import ApiView
from web.values import parse_int

MAX_CHANGES = 500
EXAMPLE = {
    "tag": "loaded-language", "start": 4, "end": 14, "quote": "globalist", "details": {"neutral": "city"},
    "note": "", "version": None,
}  # fmt: skip


class AnnotationSerializer(serializers.Serializer[Any]):
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

    # As far as the numbers of every JSON parser go; the database skips no more rows than 63 bits count.
    after = serializers.IntegerField(min_value=0, max_value=2**53, default=0)


class AnnotationFilter(PageInput):
    """Which marks."""

    MOST = 10_000
    USUAL = 1000
    FIELDS = {"tag": "tag__slug", "annotator": "layer__annotator", "updated_since": "updated_at__gte"}

    tag = serializers.CharField(required=False, max_length=60)
    annotator = serializers.IntegerField(required=False, min_value=1, max_value=2**63 - 1)
    updated_since = serializers.DateTimeField(required=False)


class PersonJson(TypedDict):
    """Somebody."""

    id: int
    name: str


class AnnotationJson(TypedDict):
    """A tag on ``text[start:end]`` (code points). ``layer`` tells the key’s and settled marks from a reader’s."""

    id: Uuid
    tag: str
    start: int
    end: int
    quote: str
    prefix: str
    suffix: str
    details: dict[str, Any]
    note: str
    version: int
    annotator: PersonJson | None
    created_at: Time
    updated_at: Time
    layer: NotRequired[LayerKind]
    answer: NotRequired[dict[str, Any] | None]


class ChangeJson(TypedDict):
    """One row of the log. ``payload`` is what was done, as ``verb`` says."""

    seq: int
    verb: str
    at: Time
    payload: dict[str, Any]


class LayerJson(TypedDict):
    """Whether somebody has handed in, and whether they did so after the time was up."""

    annotator: int
    submitted_at: Time | None
    late: bool


class AnnotationList(ApiView):
    """``rounds/{id}/annotations/``, ``rounds/{id}/key/``, ``rounds/{id}/settled/``"""

    kind = LayerKind.READER

    @responses(page_response(AnnotationJson), asks=AnnotationFilter)
    def get(self, request: Request, pk: int) -> HttpResponse:
        """Every mark of these that one may see, in the order of the text."""
        given = validate(AnnotationFilter, request.query_params)
        found = annotations_in(request.user, get_round(request.user, pk), self.kind).filter(
            **{field: given[name] for name, field in AnnotationFilter.FIELDS.items() if name in given}
        )
        rows = found.values("start", json=mark_json(self.kind).text)
        return paginate_json(request, rows, AnnotationFilter, ["start", "end", "id"])


class ChangeList(ApiView):
    """``rounds/{id}/changes/``"""

    @responses(list_response(ChangeJson, more=bool), asks=AfterInput)
    def get(self, request: Request, pk: int) -> Response:
        """What happened since change ``after``, oldest first; ``more`` where there is more than one answer holds."""
        given = validate(AfterInput, request.query_params)
        round_ = get_round(request.user, pk)
        found = changes_in(request.user, round_, given["after"], MAX_CHANGES + 1)
        rows = [
            {
                "seq": number,
                "verb": change.verb,
                "at": change.created_at.isoformat(),
                "payload": change.payload,
            }
            for number, change in found[:MAX_CHANGES]
        ]
        answer = {"results": rows, "more": len(found) > MAX_CHANGES}
        return Response(answer, headers=live_feed_headers(request.user, round_, given["after"]))


def live_feed_headers(user: Any, round_: Round, after: int) -> dict[str, str]:
    """What the live feed must know of its listener; see ``annotate/live/event_stream.py``."""
    return {
        "Live-Reader": str(user.pk),
        "Live-Shared": str(int(not round_.hides)),
        "Live-Key": str(int(can_see_answer_key(user, round_))),
        "Live-After": str(after),
    }


class Submission(ApiView):
    """``rounds/{id}/submission/``"""

    @responses(LayerJson)
    def put(self, request: Request, pk: int) -> Response:
        """Hand one's marks in; the same request twice changes nothing."""
        layer = actions.submit_layer(request.user, get_round(request.user, pk, Permission.SUBMIT))
        return Response(actions.layer_json(layer))

    @responses(status=204)
    def delete(self, request: Request, pk: int) -> Response:
        """Withdraw them; refused where one has been told how one did."""
        actions.withdraw_submission(request.user, get_round(request.user, pk, Permission.SUBMIT))
        return Response(status=status.HTTP_204_NO_CONTENT)


class PreconditionFailed(APIException):
    """The mark is not as ``If-Match`` says."""

    status_code = status.HTTP_412_PRECONDITION_FAILED
    default_code = "changed"


def with_if_match(request: Request, given: dict[str, Any]) -> dict[str, Any]:
    """``given`` with the version that ``If-Match`` says was seen, where it says one."""
    tag = request.headers.get("If-Match", "*").strip()
    if tag == "*":
        return given
    version = tag.removeprefix("W/").strip('"')
    number = parse_int(version)
    # A tag that is not a version matches none.
    return given | {"version": -1 if number is None else number}


@contextmanager
def if_match_errors(request: Request) -> Iterator[None]:
    """Whoever sends ``If-Match`` is answered as HTTP has it; who says a ``version``, with both marks."""
    try:
        yield
    except actions.VersionConflict as error:
        if "If-Match" in request.headers:
            raise PreconditionFailed(str(error)) from None
        raise


class AnnotationDetail(ApiView):
    """``rounds/{id}/annotations/{uuid}/``; of the key and of what is settled likewise"""

    kind = LayerKind.READER

    @responses(AnnotationJson, (200, 201), AnnotationSerializer, example=EXAMPLE)
    def put(self, request: Request, pk: int, annotation: UUID) -> Response:
        """Make or change a mark of one's own; the same request twice changes nothing."""
        given = validate(AnnotationSerializer, request.data)
        round_ = get_round(request.user, pk, actions.WRITE_PERMISSION[self.kind])
        wanted = actions.AnnotationInput(**with_if_match(request, given))
        with if_match_errors(request):
            found, new = actions.put_annotation(request.user, round_, annotation, wanted, self.kind)
        code = status.HTTP_201_CREATED if new else status.HTTP_200_OK
        return Response(actions.annotation_json(found), status=code, headers={"ETag": f'"{found.version}"'})

    @responses(status=204, asks=VersionInput)
    def delete(self, request: Request, pk: int, annotation: UUID) -> Response:
        """Take a mark of one's own off."""
        given = validate(VersionInput, request.query_params)
        round_ = get_round(request.user, pk, actions.WRITE_PERMISSION[self.kind])
        seen = with_if_match(request, given)["version"]
        with if_match_errors(request):
            version = actions.delete_annotation(request.user, round_, annotation, seen, self.kind)
        return Response(status=status.HTTP_204_NO_CONTENT, headers={"ETag": f'"{version}"'})
