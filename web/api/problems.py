"""Turn every API error into an RFC 9457 problem document, which says what is wrong and what to do."""

from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.response import Response

from web.api.idempotency import IdempotentReplay
from web.background.progress import RETRY_AFTER, ResultNotReady
from web.errors import ProblemError
from web.i18n.lazy_message import Message
from web.i18n.translate import translate

CONTENT_TYPE = "application/problem+json"


def problem_response(status: int, code: str, detail: str, **extensions: Any) -> Response:
    """Return a problem document as a response. ``extensions`` are its further members."""
    return Response(
        problem_document(status, code, detail) | extensions, status=status, content_type=CONTENT_TYPE
    )


def problem_document(status: int, code: str, detail: str) -> dict[str, Any]:
    """Return the members that every problem document has."""
    kind = f"urn:claimlight:problem:{code}"
    return {"type": kind, "title": HTTPStatus(status).phrase, "status": status, "detail": detail}


def exception_handler(  # noqa: PLR0911 (a table)
    error: Exception, context: dict[str, Any]
) -> Response | None:
    """DRF's exception handler. Return None for an unexpected exception, which stays a server error and is logged."""
    match error:
        case ProblemError():
            response = problem_response(
                error.status, error.code, translate(error.detail), **_translated(error.extensions())
            )
            for name, value in error.headers().items():
                response[name] = value
            return response
        case ResultNotReady():
            response = problem_response(503, "not-ready", _("This is still being prepared. Try again soon."))
            response["Retry-After"] = str(RETRY_AFTER)
            return response
        case PermissionDenied():
            return problem_response(403, "refused", str(error) or _("You are not allowed to do this."))
        case Http404():
            return problem_response(404, "not-found", str(error) or _("There is no page at this address."))
        case exceptions.ValidationError():
            return problem_response(
                400, "invalid", _("Some fields are missing or wrong."), errors=error.get_full_details()
            )
        case exceptions.APIException():
            return _from_rest(error)
    return None


def _translated(value: Any) -> Any:
    """Return ``value`` with every ``Message`` in it in the language of the request."""
    match value:
        case Message():
            return translate(value)
        case dict():
            return {name: _translated(item) for name, item in value.items()}
        case list():
            return [_translated(item) for item in value]
    return value


def _from_rest(error: exceptions.APIException) -> Response:
    if isinstance(error, IdempotentReplay):
        return Response(error.data, status=error.status_code)
    response = problem_response(
        error.status_code, str(error.default_code).replace("_", "-"), str(error.detail)
    )
    if header := getattr(error, "auth_header", None):
        response["WWW-Authenticate"] = header
    if wait := getattr(error, "wait", None):
        response["Retry-After"] = str(int(wait) + 1)
    return response
