"""The signed answer to a deep linking request: LTI Deep Linking 2.0, sections 3.2 and 4.5."""

import time
from datetime import datetime
from typing import Any
from uuid import uuid4

from annotate.access import rounds_of_assignment
from lti.enums import GradeBy
from lti.messages import names
from lti.messages.launch import DEEP_LINK
from lti.models import DeepLinkingRequest, Placement
from lti.security.keys import sign

# Seconds for which a platform accepts an answer.
VALID = 5 * 60
# Among the columns of the gradebook, ours.
TAG = "claimlight"


def response_token(request: DeepLinkingRequest, items: list[dict[str, Any]]) -> str:
    """Return the signed message that takes ``items``, or none, to the platform that has asked."""
    deployment, now = request.course.deployment, int(time.time())
    platform = deployment.platform
    claims = {
        "iss": platform.client_id,
        "aud": platform.issuer,
        "azp": platform.client_id,
        "iat": now,
        "exp": now + VALID,
        "nonce": uuid4().hex,
        names.DEPLOYMENT_CLAIM: deployment.deployment_id,
        names.MESSAGE_TYPE_CLAIM: names.DEEP_LINKING_RESPONSE,
        names.VERSION_CLAIM: names.VERSION,
        names.CONTENT_ITEMS_CLAIM: items,
    }
    return sign(claims if request.data is None else claims | {names.DATA_CLAIM: request.data})


def content_item(placement: Placement, launch_url: str, accepts_line_items: bool) -> dict[str, Any]:
    """Return the link that a platform adds to its course, with a column of the gradebook if there are grades."""
    item: dict[str, Any] = {
        "type": DEEP_LINK,
        "title": placement.title,
        "url": launch_url,
        "custom": {"placement": placement.token},
    }
    if accepts_line_items and placement.grade_by != GradeBy.NONE:
        item["lineItem"] = {
            "scoreMaximum": placement.points,
            "label": placement.title,
            "resourceId": placement.token,
            "tag": TAG,
            "submissionReview": names.REVIEWABLE | {"url": launch_url},
        }
    if due_at := _due_at(placement):
        item["submission"] = {"endDateTime": due_at.isoformat()}
    return item


def _due_at(placement: Placement) -> datetime | None:
    """Return when work is due, which some platforms show in their calendar."""
    rounds = rounds_of_assignment(placement.assignment) if placement.assignment else [placement.round]
    return next((round_.due_at for round_ in rounds if round_), None)
