"""The API of gradebooks: a file goes in as text and comes back with scores."""

from collections.abc import Mapping
from math import isfinite
from typing import Any, TypedDict

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from people.access import get_team
from people.permissions import Permission
from reports.gradebook.errors import GradebookError
from reports.gradebook.filling import (
    Gradebook,
    Scores,
    fill_gradebook,
    load_scores,
    proposed_matches,
    read_gradebook,
)
from reports.gradebook.table import MAX_BYTES
from web.api.validation import validate
from web.api.views import ApiView
from web.i18n.lazy_message import Message
from web.server.slow_views import slow_view

NO_SUCH_KEY = Message("“{key}” is nobody in this gradebook.")


class MatchInput(serializers.Serializer[Any]):
    """Who in the gradebook (``key``) is which member of the class."""

    key = serializers.CharField(max_length=300)
    person = serializers.IntegerField(min_value=1)


class PointsField(serializers.FloatField):
    """A number of points. “nan” is neither too small nor too large, but is none."""

    def to_internal_value(self, data: Any) -> float:
        """Return a finite number."""
        value: float = super().to_internal_value(data)
        if not isfinite(value):
            self.fail("invalid")
        return value


class GradebookInput(serializers.Serializer[Any]):
    """A gradebook. ``exercise`` is the first round of an exercise; without ``column`` one is added where possible."""

    content = serializers.CharField(max_length=MAX_BYTES, trim_whitespace=False)
    exercise = serializers.IntegerField(min_value=1)
    column = serializers.IntegerField(min_value=0, required=False, allow_null=True, default=None)
    points = PointsField(min_value=0.01, max_value=100_000, required=False, allow_null=True, default=None)
    matches = MatchInput(many=True, required=False, default=list)


class GradebookPersonJson(TypedDict):
    """A person in the gradebook, and who in the class that is."""

    key: str
    name: str
    person: int | None


class GradebookColumnJson(TypedDict):
    """A column that can be filled in."""

    index: int
    title: str


class GradebookJson(TypedDict):
    """The gradebook with the scores of everybody who is matched."""

    platform: str
    content: str
    people: list[GradebookPersonJson]
    columns: list[GradebookColumnJson]


@slow_view()
class GradebookFile(ApiView):
    """The gradebook of a learning platform."""

    @extend_schema(request=GradebookInput, responses={200: GradebookJson})
    def post(self, request: Request, pk: int) -> Response:
        """Fill in the scores of an exercise. People are matched as given, as stored, or by their names."""
        team = get_team(request.user, pk, Permission.REVIEW_HAND_IN)
        body = validate(GradebookInput, request.data)
        gradebook = read_gradebook(body["content"].encode())
        scores = load_scores(request.user, team, body["exercise"])
        given = _given(gradebook, scores, body["matches"])
        known = proposed_matches(team, gradebook, scores)
        matches = {row: person for row, person in known.items() if person not in given.values()} | given
        content = fill_gradebook(
            request.user, team, gradebook, scores, matches, body["column"], body["points"]
        )
        return Response(_json(gradebook, matches, content))


def _given(gradebook: Gradebook, scores: Scores, matches: list[dict[str, Any]]) -> dict[int, int]:
    """Return row -> id of the member. Raise ``GradebookError`` for somebody who is not there."""
    rows = {student.key: student.row for student in gradebook.students}
    given = {}
    for one in matches:
        if one["key"] not in rows or one["person"] not in scores.names:
            raise GradebookError(NO_SUCH_KEY.format(key=one["key"]))
        given[rows[one["key"]]] = one["person"]
    return given


def _json(gradebook: Gradebook, matches: Mapping[int, int], content: bytes) -> dict[str, Any]:
    return {
        "platform": gradebook.platform.slug,
        "content": content.decode("utf-8-sig"),
        "people": [
            {"key": student.key, "name": student.name, "person": matches.get(student.row)}
            for student in gradebook.students
        ],
        "columns": [{"index": one.index, "title": one.title} for one in gradebook.columns],
    }
