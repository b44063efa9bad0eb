"""What every error of the API looks like, and requests that have crashed other services."""

from http import HTTPStatus
from typing import Any

import pytest


def check_problem(response: Any, status: int, code: str = "") -> dict[str, Any]:
    """Check that ``response`` is a problem document with this status and code, and return it."""
    assert response.status_code == status, response.content
    assert response["Content-Type"] == "application/problem+json"
    document = response.json()
    assert document["status"] == status
    assert document["title"] == HTTPStatus(status).phrase
    assert document["detail"]
    document_code = document["type"].removeprefix("urn:claimlight:problem:")
    assert document_code == (code or document_code) != ""
    return dict(document)


# (body, content type, status): bodies that are not JSON objects are refused.
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
