"""The API of annotations (readers', of the answer key, final), of the change log, and of handing in."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NotRequired, TypedDict
from uuid import UUID

from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers, status
from rest_framework.exceptions import APIException
from rest_framework.request import Request
from rest_framework.response import Response

from annotate.access import (
    annotations_in,
    can_see_answer_key,
    changes_in,
    get_round,
    group_ids,
    hides_from,
    payload_for,
    revealed_offset,
    unplaced_annotations,
)
from annotate.annotations import actions
from annotate.annotations.json import COLUMNS, annotation_json, json_from_row
from annotate.enums import LayerKind
from annotate.models import Round
from people.permissions import Permission
from web.api.openapi import Time, Uuid, list_response, page_response
from web.api.pagination import PageInput, paginate
from web.api.validation import validate
from web.api.views import ApiView
from web.values import parse_int

MAX_CHANGES = 500
EXAMPLE = {
    "tag": "loaded-language", "start": 4, "end": 13, "quote": "globalist", "details": {"neutral": "city"},
    "note": "", "version": None,
}  # fmt: skip


class AnnotationSerializer(serializers.Serializer[Any]):
    """The content of an annotation to write."""

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
    revision = serializers.IntegerField(
        min_value=1,
        max_value=2**31 - 1,
        allow_null=True,
        default=None,
        help_text="The revision of the text on which the offsets count, if it is not the newest.",
    )
    from_hint = serializers.JSONField(
        allow_null=True,
        default=None,
        help_text="The hint that it is made from: `code`, `rules`, and its `key` if it is one of this round.",
    )


class VersionInput(serializers.Serializer[Any]):
    """The version that the writer saw, in the query string of a DELETE."""

    version = serializers.IntegerField(min_value=0, allow_null=True, default=None)


class AfterInput(serializers.Serializer[Any]):
    """The last change that the reader has."""

    # The largest integer that every JSON parser reads exactly; also well below the database's 63 bits.
    after = serializers.IntegerField(min_value=0, max_value=2**53, default=0)


class AnnotationFilter(PageInput):
    """Filters and paging of a list of annotations."""

    MAX_LIMIT = 10_000
    DEFAULT_LIMIT = 1000
    FIELDS = {"tag": "tag__slug", "annotator": "layer__annotator", "updated_since": "updated_at__gte"}

    tag = serializers.CharField(required=False, max_length=60)
    annotator = serializers.IntegerField(required=False, min_value=1, max_value=2**63 - 1)
    updated_since = serializers.DateTimeField(required=False)


class PersonJson(TypedDict):
    """A person's id and name."""

    id: int
    name: str


class FromHintJson(TypedDict):
    """The hint that an annotation was made from: the code of its reason, and the version of the rules."""

    code: str
    rules: str


class AnnotationJson(TypedDict):
    """A tag on ``text[start:end]`` (code points). ``layer`` is present in the answer key and in final annotations.

    With ``lost_from`` the annotation has no place in the newest text: its offsets count on that revision.
    """

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
    lost_from: NotRequired[int]
    from_hint: NotRequired[FromHintJson]


class UnplacedAnnotationJson(AnnotationJson):
    """An annotation that lost its place when the text was corrected."""

    lost_from: int


class ChangeJson(TypedDict):
    """One row of the change log. The form of ``payload`` depends on ``verb``."""

    seq: int
    verb: str
    at: Time
    payload: dict[str, Any]


class LayerJson(TypedDict):
    """When somebody handed in, and whether the round no longer accepted annotations then (``late``)."""

    annotator: int
    submitted_at: Time | None
    late: bool


class AnnotationList(ApiView):
    """The annotations of a round, of its answer key, or its final ones."""

    kind = LayerKind.READER

    @extend_schema(responses={200: page_response(AnnotationJson)}, parameters=[AnnotationFilter])
    def get(self, request: Request, pk: int) -> Response:
        """List the annotations that the user may see, in the order of the text."""
        params = validate(AnnotationFilter, request.query_params)
        annotations = annotations_in(request.user, get_round(request.user, pk), self.kind).filter(
            **{field: params[name] for name, field in AnnotationFilter.FIELDS.items() if name in params}
        )
        rows = annotations.values(*COLUMNS)
        order = ["start", "end", "id"]
        return paginate(request, rows, AnnotationFilter, order, lambda page: list(map(json_from_row, page)))


class UnplacedList(ApiView):
    """The annotations that have no place in the corrected text."""

    kind = LayerKind.READER

    @extend_schema(responses={200: list_response(UnplacedAnnotationJson)})
    def get(self, request: Request, pk: int) -> Response:
        """List the user's own annotations that lost their place when the text was corrected.

        A ``PUT`` with a new place restores one, a ``DELETE`` discards it.
        """
        round_ = get_round(request.user, pk, actions.WRITE_PERMISSION[self.kind])
        annotations = unplaced_annotations(request.user, round_, self.kind)
        return Response({"results": list(map(annotation_json, annotations))})


class ChangeList(ApiView):
    """The change log of a round."""

    @extend_schema(responses={200: list_response(ChangeJson, more=bool)}, parameters=[AfterInput])
    def get(self, request: Request, pk: int) -> Response:
        """List the changes after number ``after``, oldest first; ``more`` says whether there are further ones."""
        after = validate(AfterInput, request.query_params)["after"]
        round_ = get_round(request.user, pk)
        changes = changes_in(request.user, round_, after, MAX_CHANGES + 1)
        rows = [
            {
                "seq": number,
                "verb": change.verb,
                "at": change.created_at.isoformat(),
                "payload": payload_for(request.user, round_, change),
            }
            for number, change in changes[:MAX_CHANGES]
        ]
        data = {"results": rows, "more": len(changes) > MAX_CHANGES}
        return Response(data, headers=live_feed_headers(request.user, round_, after))


def live_feed_headers(user: Any, round_: Round, after: int) -> dict[str, str]:
    """Return the headers from which ``annotate/live/event_stream.py`` learns what its listener may see."""
    hides = hides_from(user, round_)
    return {
        "Live-Reader": str(user.pk),
        "Live-Shared": str(int(not hides)),
        "Live-Group": " ".join(map(str, sorted(group_ids(user, round_)))),
        "Live-Offset": str(0 if hides else revealed_offset(round_)),
        "Live-Key": str(int(can_see_answer_key(user, round_))),
        "Live-After": str(after),
    }


class Submission(ApiView):
    """Whether the user's annotations are handed in."""

    @extend_schema(responses={200: LayerJson})
    def put(self, request: Request, pk: int) -> Response:
        """Hand in the user's annotations. Idempotent."""
        layer = actions.submit_layer(request.user, get_round(request.user, pk, Permission.SUBMIT))
        return Response(actions.layer_json(layer))

    @extend_schema(responses={204: None})
    def delete(self, request: Request, pk: int) -> Response:
        """Withdraw them. Refused once feedback was given."""
        actions.withdraw_submission(request.user, get_round(request.user, pk, Permission.SUBMIT))
        return Response(status=status.HTTP_204_NO_CONTENT)


class PreconditionFailed(APIException):
    """The annotation does not have the version that ``If-Match`` names."""

    status_code = status.HTTP_412_PRECONDITION_FAILED
    default_code = "changed"


def with_if_match(request: Request, data: dict[str, Any]) -> dict[str, Any]:
    """Return ``data`` with the version that ``If-Match`` names, if it names one."""
    etag = request.headers.get("If-Match", "*").strip()
    if etag == "*":
        return data
    version = parse_int(etag.removeprefix("W/").strip('"'))
    # An ETag that is no version number matches no version.
    return data | {"version": -1 if version is None else version}


@contextmanager
def if_match_errors(request: Request) -> Iterator[None]:
    """Turn a VersionConflict into 412 Precondition Failed if the request has an ``If-Match``."""
    try:
        yield
    except actions.VersionConflict as error:
        if "If-Match" in request.headers:
            raise PreconditionFailed(str(error)) from None
        raise


class AnnotationDetail(ApiView):
    """One annotation of a reader, of the answer key, or a final one."""

    kind = LayerKind.READER

    @extend_schema(
        request=AnnotationSerializer,
        responses={200: AnnotationJson, 201: AnnotationJson},
        examples=[OpenApiExample("example", EXAMPLE, request_only=True)],
    )
    def put(self, request: Request, pk: int, annotation: UUID) -> Response:
        """Create or replace an annotation of the user's own. Idempotent.

        With an earlier revision its place in the newest text is found. If it has none, it is kept with
        lost_from.
        """
        data = validate(AnnotationSerializer, request.data)
        round_ = get_round(request.user, pk, actions.WRITE_PERMISSION[self.kind])
        content = actions.AnnotationInput(**with_if_match(request, data))
        with if_match_errors(request):
            saved, created = actions.put_annotation(request.user, round_, annotation, content, self.kind)
        code = status.HTTP_201_CREATED if created else status.HTTP_200_OK
        return Response(annotation_json(saved), status=code, headers={"ETag": f'"{saved.version}"'})

    @extend_schema(responses={204: None}, parameters=[VersionInput])
    def delete(self, request: Request, pk: int, annotation: UUID) -> Response:
        """Delete an annotation of the user's own, or discard one that has no place."""
        params = validate(VersionInput, request.query_params)
        round_ = get_round(request.user, pk, actions.WRITE_PERMISSION[self.kind])
        seen_version = with_if_match(request, params)["version"]
        with if_match_errors(request):
            version = actions.delete_annotation(request.user, round_, annotation, seen_version, self.kind)
        return Response(status=status.HTTP_204_NO_CONTENT, headers={"ETag": f'"{version}"'})
