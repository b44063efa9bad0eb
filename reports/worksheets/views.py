"""The worksheet of a round and its key sheet, on the site and in the API."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from rest_framework.request import Request

from annotate.access import get_round
from annotate.models import Round
from people.models import User
from people.terms import Kind
from reports.worksheets.files import MEDIA_TYPES, key_sheet_response, worksheet_response
from reports.worksheets.round_sheets import key_sheet_of_round, worksheet_of_round
from web.api.views import ApiView
from web.server.slow_views import slow_view


@slow_view()
@login_required
@require_safe
def worksheet(request: HttpRequest, pk: int, ending: str) -> HttpResponse:
    """Download the worksheet of a round, for whoever sees the round."""
    return worksheet_response(request.user, worksheet_of_round(get_round(request.user, pk)), ending)


@slow_view()
@login_required
@require_safe
def key_sheet(request: HttpRequest, pk: int, ending: str) -> HttpResponse:
    """Download the key sheet of a round, for whoever may see the answer key now."""
    return _key_sheet(request.user, get_round(request.user, pk), ending)


@slow_view()
class RoundWorksheet(ApiView):
    """The worksheet of a round, for work on paper."""

    @staticmethod
    def media_types() -> set[str]:
        """Return the media types of all formats."""
        return set(MEDIA_TYPES.values())

    def get(self, request: Request, pk: int, ending: str) -> HttpResponse:
        """Return the article with line numbers and room for notes, the tags and the questions: pdf or docx."""
        return worksheet_response(request.user, worksheet_of_round(get_round(request.user, pk)), ending)


@slow_view()
class RoundKeySheet(ApiView):
    """The answers of a round on paper."""

    @staticmethod
    def media_types() -> set[str]:
        """Return the media types of all formats."""
        return set(MEDIA_TYPES.values())

    def get(self, request: Request, pk: int, ending: str) -> HttpResponse:
        """Return the article with its answers underlined and listed, pdf or docx, to whoever may see the key."""
        return _key_sheet(request.user, get_round(request.user, pk), ending)


def _key_sheet(user: User, round_: Round, ending: str) -> HttpResponse:
    team = round_.text.article.team
    kind = team.kind if team else Kind.TEAM
    return key_sheet_response(user, key_sheet_of_round(user, round_), ending, kind)
