"""Every API error is an RFC 9457 problem document: what was wrong, and what to do."""

from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.response import Response

from annotate.access import NoSuchRound
from annotate.annotations.actions import Closed, Conflict, UnknownTag, state
from annotate.annotations.answer_key import AnswerError
from annotate.annotations.spans import QuoteMismatch, SpanError
from annotate.codebook import DetailsError
from annotate.codebooks.actions import Outdated
from annotate.codebooks.errors import CodebookError
from annotate.discussion.comments import CommentError
from annotate.rounds.actions import SettingsError
from articles.readers import Unreadable
from people.actions.guests import NicknameError
from reports.actions import ReportError
from reports.formats.parsed import BadRow, phrase
from web.api.idempotency import Replayed
from web.http.safe_client import Unreachable
from web.i18n.translate import told
from web.rate_limits import TooOften

CONTENT_TYPE = "application/problem+json"


def problem(status: int, slug: str, detail: str, **more: Any) -> Response:
    """A problem document. ``slug`` names the kind of problem; ``more`` are its extension members."""
    return Response(document(status, slug, detail) | more, status=status, content_type=CONTENT_TYPE)


def document(status: int, slug: str, detail: str) -> dict[str, Any]:
    """The members that every problem document has."""
    kind = f"urn:claimlight:problem:{slug}"
    return {"type": kind, "title": HTTPStatus(status).phrase, "status": status, "detail": detail}


def handler(error: Exception, context: dict[str, Any]) -> Response | None:  # noqa: C901, PLR0911, PLR0912 (a table)
    """DRF's exception handler: an unknown exception stays a server error and is logged as one."""
    match error:
        case QuoteMismatch():
            return problem(409, "quote-mismatch", told(error), found=error.found)
        case Replayed():
            return Response(error.data, status=error.status_code)
        case Conflict():
            return problem(409, "version-conflict", str(error), current=_current(error))
        case CodebookError():
            return problem(422, "bad-codebook", told(error), problems=_problems(error))
        case Outdated():
            return problem(409, "outdated-codebook", str(error), newest=error.newest.pk)
        case TooOften():
            answer = problem(429, "too-often", str(error))
            answer["Retry-After"] = str(error.wait)
            return answer
        case Closed():
            return problem(403, "round-closed", str(error))
        case (
            NicknameError()
            | SpanError()
            | DetailsError()
            | UnknownTag()
            | AnswerError()
            | SettingsError()
            | CommentError()
            | ReportError()
            | Unreachable()
        ):
            return problem(422, _slug(error), told(error))
        case BadRow():
            return problem(422, "unreadable", _("This file {why}").format(why=told(phrase(error))))
        case Unreadable():
            return problem(422, "unreadable", told(error))
        case PermissionDenied():
            return problem(403, "refused", str(error) or _("You may not do this."))
        case NoSuchRound():
            return problem(404, "not-found", str(error), missing="round")
        case Http404():
            return problem(404, "not-found", str(error) or _("There is nothing at this address."))
        case exceptions.ValidationError():
            return problem(
                400, "invalid", _("Some fields are missing or wrong."), errors=error.get_full_details()
            )
        case exceptions.APIException():
            return _from_rest(error)
    return None


def _from_rest(error: exceptions.APIException) -> Response:
    response = problem(error.status_code, str(error.default_code).replace("_", "-"), str(error.detail))
    if header := getattr(error, "auth_header", None):
        response["WWW-Authenticate"] = header
    if wait := getattr(error, "wait", None):
        response["Retry-After"] = str(int(wait) + 1)
    return response


def _current(error: Conflict) -> dict[str, Any]:
    return state(error.current) | {"deleted": error.current.deleted}


def _problems(error: CodebookError) -> list[dict[str, Any]]:
    return [{"tag": p.tag, "field": p.field, "detail": told(p.sentence)} for p in error.problems]


def _slug(error: Exception) -> str:
    name = type(error).__name__
    named = {"UnknownTag": "unknown-tag", "Unreachable": "unreachable"}
    return named.get(name) or f"bad-{name.removesuffix('Error').lower()}"
