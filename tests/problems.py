"""What every error of the API looks like, and requests that have made other services fall over."""

from http import HTTPStatus
from typing import Any

import pytest


def check_problem(response: Any, status: int, slug: str = "") -> dict[str, Any]:
    """The problem document in ``response``, which has this status and this kind."""
    assert response.status_code == status, response.content
    assert response["Content-Type"] == "application/problem+json"
    found = response.json()
    assert found["status"] == status
    assert found["title"] == HTTPStatus(status).phrase
    assert found["detail"]
    kind = found["type"].removeprefix("urn:claimlight:problem:")
    assert kind == (slug or kind) != ""
    return dict(found)


# (body, content type, status): what is not a JSON object is refused before anybody looks into it.
NOT_JSON = [
    pytest.param(b"", "application/json", 400, id="nothing"),
    pytest.param(b"{", "application/json", 400, id="half an object"),
    pytest.param(b"nonsense", "application/json", 400, id="no JSON"),
    pytest.param(b"[]", "application/json", 400, id="a list"),
    pytest.param(b"null", "application/json", 400, id="null"),
    pytest.param(b'"text"', "application/json", 400, id="a string"),
    pytest.param(b'{"start": NaN}', "application/json", 400, id="not a number"),
    pytest.param(b'{"start": ' + b"9" * 5000 + b"}", "application/json", 400, id="5000 digits"),
    pytest.param(b"\xff\xfe{}", "application/json", 400, id="not UTF-8"),
    pytest.param(b"{}", "application/json; charset=zlib", 400, id="an odd charset"),
    pytest.param(b'{"details":' + b"[" * 100_000, "application/json", 400, id="too deep"),
    pytest.param(b"start=1", "application/x-www-form-urlencoded", 415, id="a form"),
    pytest.param(b"{}", "text/plain", 415, id="plain text"),
    pytest.param(b"{}", "application/xml", 415, id="XML"),
    pytest.param(b"{}", "nonsense", 415, id="no content type"),
]
