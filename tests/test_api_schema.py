"""The API does what its schema says: whatever is sent, it responds as described and never with a server error."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, settings
from schemathesis.checks import CHECKS, load_all_checks
from schemathesis.config import SchemathesisConfig

from people.actions.accounts import create_token
from tests.world import World
from web.api.docs import openapi_schema

# Streams need an event loop of their own (tests/reports/exports/test_zip_stream.py).
SCHEMA = schemathesis.pytest.from_fixture("api").exclude(path_regex="reports.{slug}.zip")
load_all_checks()
WANTED = (
    "not_a_server_error", "status_code_conformance", "content_type_conformance", "response_headers_conformance",
    "response_schema_conformance",
)  # fmt: skip
# Methods that a path does not have are in tests/test_access_table.py.
CONFIG = SchemathesisConfig.from_dict({"phases": {"coverage": {"unexpected-methods": []}}})
SELECTED_CHECKS = CHECKS.get_by_names(list(WANTED))


@schemathesis.serializer("application/offset+octet-stream")
def sent_in_parts(_context: Any, value: Any) -> Any:
    """Return a part of an upload as it is sent."""
    return value if isinstance(value, bytes) else str(value).encode()


@pytest.fixture
def same_connection() -> Iterator[None]:
    """Like Django's test client, do not close the test's database connection after a request."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def token(world: World) -> str:
    return create_token(world.teacher)[1]


@pytest.fixture
def api(world: World) -> Any:
    return schemathesis.openapi.from_dict(openapi_schema(), config=CONFIG)


def real(world: World, path: str) -> dict[str, Any]:
    """Return keys of existing objects, so that not every response is a 404."""
    thing = path.strip("/").split("/")[0]
    pk = {
        "teams": world.team,
        "articles": world.article,
        "rounds": world.round,
        "codebooks": world.codebook,
    }.get(thing)
    found: dict[str, Any] = {"id": pk.pk} if pk else {}
    return found | {
        "annotation": str(world.annotations["claim"].pk),
        "person": world.pupil.pk,
        "slug": "json",
    }


def key_choices(case: Any) -> tuple[bool, ...]:
    """Return whether to send this request with keys of existing objects, with those of the case, or both.

    Systematic cases vary one part of a request: only if that is the path do the keys of the case matter.
    """
    if case.meta.phase.name != "coverage":
        return (False, True)
    return (case.meta.phase.data.parameter_location != "path",)


# The transport does not close uploaded files, and reads asynchronous responses like others.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")
@pytest.mark.filterwarnings("ignore:StreamingHttpResponse must consume")
@pytest.mark.django_db
@SCHEMA.parametrize()
@settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck))
def test_whatever_is_sent(case: Any, world: World, token: str, same_connection: None) -> None:
    app = get_wsgi_application()
    # No HTTP client is involved that would decompress responses.
    headers = {"Authorization": f"Token {token}", "Accept-Encoding": "identity"}
    for existing in key_choices(case):
        if existing:
            keys = real(world, case.path)
            case.path_parameters.update({k: v for k, v in keys.items() if k in case.path_parameters})
        with transaction.atomic():
            response = case.call(app=app, headers=headers, base_url="http://localhost/api/v1")
            case.validate_response(response, checks=SELECTED_CHECKS)
            transaction.set_rollback(True)
