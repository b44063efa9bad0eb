"""The worksheets of a lesson and their key sheets, before any class gets them, on the site and in the API."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from rest_framework.request import Request

from annotate.lessons.content import LessonContent
from annotate.lessons.pages.sources import BUILTIN, LINKED, STORED, get_source
from people.models import User
from people.terms import Kind
from reports.worksheets.files import MEDIA_TYPES, key_sheet_response, worksheet_response
from reports.worksheets.lesson_sheets import key_sheet_of_content, worksheet_of_content
from reports.worksheets.round_sheets import NO_KEY
from web.api.views import ApiView
from web.server.slow_views import slow_view

# Addresses below lessons/, by the ways to a lesson.
ADDRESSES = {STORED: "<int:pk>/", BUILTIN: "built-in/<slug:slug>/", LINKED: "link/<str:secret>/"}


@slow_view()
@login_required
@require_safe
def worksheet(request: HttpRequest, route: str, number: int, ending: str, **key: Any) -> HttpResponse:
    """Download the worksheet of article ``number`` (from 1) of a lesson, for whoever sees the lesson."""
    return _worksheet(request.user, route, number, ending, key)


@slow_view()
@login_required
@require_safe
def key_sheet(request: HttpRequest, route: str, number: int, ending: str, **key: Any) -> HttpResponse:
    """Download the key sheet of article ``number`` (from 1) of a lesson, for whoever may see its answer key."""
    return _key_sheet(request.user, route, number, ending, key)


@slow_view()
class LessonWorksheet(ApiView):
    """The worksheet of an article of a lesson."""

    @staticmethod
    def media_types() -> set[str]:
        """Return the media types of all formats."""
        return set(MEDIA_TYPES.values())

    def get(self, request: Request, route: str, number: int, ending: str, **key: Any) -> HttpResponse:
        """Return the worksheet of article ``number`` (from 1), pdf or docx."""
        return _worksheet(request.user, route, number, ending, key)


@slow_view()
class LessonKeySheet(ApiView):
    """The answers of an article of a lesson on paper."""

    @staticmethod
    def media_types() -> set[str]:
        """Return the media types of all formats."""
        return set(MEDIA_TYPES.values())

    def get(self, request: Request, route: str, number: int, ending: str, **key: Any) -> HttpResponse:
        """Return the key sheet of article ``number`` (from 1), pdf or docx, to whoever may see the answer key."""
        return _key_sheet(request.user, route, number, ending, key)


# Classes of their own, after which the API names its operations.
class BuiltinLessonWorksheet(LessonWorksheet):
    """The worksheet of an article of a built-in lesson."""


class BuiltinLessonKeySheet(LessonKeySheet):
    """The answers of an article of a built-in lesson on paper."""


class LinkedLessonWorksheet(LessonWorksheet):
    """The worksheet of an article of a lesson behind a link."""


class LinkedLessonKeySheet(LessonKeySheet):
    """The answers of an article of a lesson behind a link on paper."""


# The views of both sheets, by the ways to a lesson.
PAGE_VIEWS = dict.fromkeys(ADDRESSES, (worksheet, key_sheet))
API_VIEWS = {
    STORED: (LessonWorksheet.as_view(), LessonKeySheet.as_view()),
    BUILTIN: (BuiltinLessonWorksheet.as_view(), BuiltinLessonKeySheet.as_view()),
    LINKED: (LinkedLessonWorksheet.as_view(), LinkedLessonKeySheet.as_view()),
}


def lesson_urls(prefix: str, views: dict[str, tuple[Any, Any]]) -> list[URLPattern]:
    """Return the addresses of both sheets for each way to a lesson, below ``prefix``."""
    return [
        path(
            f"{prefix}{ADDRESSES[route]}{part}-<int:number>.<slug:ending>",
            view,
            {"route": route},
            name=f"{part}-{route}",
        )
        for route, sheets in views.items()
        for part, view in zip(("worksheet", "worksheet-key"), sheets, strict=True)
    ]


def _worksheet(user: User, route: str, number: int, ending: str, key: dict[str, Any]) -> HttpResponse:
    content = get_source(user, route, **key).content
    _check_number(content, number)
    return worksheet_response(user, worksheet_of_content(content, number - 1), ending)


def _key_sheet(user: User, route: str, number: int, ending: str, key: dict[str, Any]) -> HttpResponse:
    shown = get_source(user, route, **key)
    _check_number(shown.content, number)
    if not shown.content.articles[number - 1].key or not shown.key_visible_to(user):
        raise Http404(_(NO_KEY))
    return key_sheet_response(user, key_sheet_of_content(shown.content, number - 1), ending, Kind.CLASS)


def _check_number(content: LessonContent, number: int) -> None:
    if not 1 <= number <= len(content.articles):
        raise Http404(_("This article is no longer in the lesson."))
