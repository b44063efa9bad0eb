"""Scores that arrive at a line item, and results: Assignment and Grade Services 2.0, 3.3 and 3.4."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from tests.lti.platform import names
from tests.lti.platform.courses import Course, LineItem
from tests.lti.platform.http import (
    Refused,
    Request,
    Response,
    as_json,
    require_accept,
    require_content,
    route,
)
from tests.lti.platform.services.access_tokens import require_scope
from tests.lti.platform.services.line_items import gradebook_of, item_of

if TYPE_CHECKING:
    from tests.lti.platform.learning_platform import LearningPlatform

SCORE = "application/vnd.ims.lis.v1.score+json"
RESULTS = "application/vnd.ims.lis.v2.resultcontainer+json"
ACTIVITY = {"Initialized", "Started", "InProgress", "Submitted", "Completed"}
GRADING = {"FullyGraded", "Pending", "PendingManual", "Failed", "NotReady"}
# ISO 8601 with a time zone and parts of seconds.
TIMESTAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+(Z|[+-]\d\d:\d\d)")


@route("POST", "/courses/{}/line-items/{}/scores")
def post_score(platform: "LearningPlatform", request: Request, course_id: str, item_id: str) -> Response:
    """Take a score."""
    require_scope(platform, request, names.SCORE_SCOPE)
    require_content(request, SCORE)
    course = gradebook_of(platform, request, course_id)
    item, score = item_of(course, item_id), request.json()
    check_score(course, item, score)
    item.history.append(score)
    item.scores[score["userId"]] = score
    return Response(status=204)


@route("GET", "/courses/{}/line-items/{}/results")
def results(platform: "LearningPlatform", request: Request, course_id: str, item_id: str) -> Response:
    """The results of a line item, of one person if ``user_id`` says whose."""
    require_scope(platform, request, names.RESULT_SCOPE)
    require_accept(request, RESULTS)
    course = gradebook_of(platform, request, course_id)
    item = item_of(course, item_id)
    address = platform.line_item_url(course, item)
    rows = [_result(address, item, score) for score in item.scores.values()]
    if "user_id" in request.query:
        rows = [row for row in rows if row["userId"] == request.query["user_id"]]
    return as_json(rows, content_type=RESULTS)


def check_score(course: Course, item: LineItem, score: Mapping[str, Any]) -> None:
    """Raise ``Refused`` if the score is not as the specification demands, or older than the one that is there."""
    if score.get("userId") not in _graded(course):
        raise Refused(404, "userId must be of somebody in the course who gets grades")
    if score.get("activityProgress") not in ACTIVITY or score.get("gradingProgress") not in GRADING:
        raise Refused(400, "activityProgress and gradingProgress must be among the defined values")
    if not TIMESTAMP.fullmatch(str(score.get("timestamp"))):
        raise Refused(400, "timestamp must have parts of seconds and a time zone")
    if "scoreGiven" in score:
        _number(score, "scoreGiven", 0)
        if _number(score, "scoreMaximum", 0) == 0:
            raise Refused(400, "scoreMaximum must be above 0")
    if not isinstance(score.get("comment", ""), str):
        raise Refused(400, "comment must be a text")
    earlier = item.scores.get(score["userId"])
    if earlier and _time(score) < _time(earlier):
        raise Refused(409, "the score that is there is later")


def _graded(course: Course) -> set[str]:
    """Return the ids of those who are in the gradebook."""
    members = (member for member in course.members if member.status == "Active")
    return {member.person.id for member in members if f"{names.COURSE_ROLE}Learner" in member.roles}


def _number(score: Mapping[str, Any], name: str, least: float) -> float:
    value = score.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float) or value < least:
        raise Refused(400, f"{name} must be a number, at least {least}")
    return value


def _time(score: Mapping[str, Any]) -> datetime:
    return datetime.fromisoformat(score["timestamp"])


def _result(address: str, item: LineItem, score: Mapping[str, Any]) -> dict[str, Any]:
    base, _, query = address.partition("?")
    row = {
        "id": f"{base}/results/{score['userId']}?{query}",
        "scoreOf": address,
        "userId": score["userId"],
        "resultMaximum": item.score_maximum,
        "comment": score.get("comment"),
    }
    if "scoreGiven" in score and score["gradingProgress"] == "FullyGraded":
        row["resultScore"] = score["scoreGiven"] / score["scoreMaximum"] * item.score_maximum
    return {name: value for name, value in row.items() if value is not None}
