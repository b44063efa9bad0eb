"""The class's picture on the projector, and the same as data."""

from dataclasses import asdict
from typing import Any, TypedDict

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe
from rest_framework.request import Request
from rest_framework.response import Response

from annotate.models import Round
from annotate.telling import told_codebook
from people.api_view import View
from people.models import User
from people.openapi import answers
from reports.gather import marks_and_readers
from reports.heat import by_tag, heat
from reports.places import disputed, places
from reports.revealed import after_the_reveal, revealed_for
from reports.settle_api import PlaceJson
from reports.settling import place_json

VERB = "show the class’s picture"


def picture(user: User, round_: Round) -> dict[str, Any]:
    """What is shown of the round: heat by tag, and the disputed places, the most evenly split first."""
    marks, readers = marks_and_readers(user, round_)
    found = places(round_.text.body, marks, readers)
    return {
        "readers": readers if found else 0,
        "heat": heat(by_tag(marks)),
        "disputed": [place_json(place) for place in disputed(found)],
    }


@login_required
@require_safe
@after_the_reveal
def projector(request: HttpRequest, pk: int) -> HttpResponse:
    """Large, for a class to look at; in an independent round after the reveal."""
    round_ = revealed_for(request.user, pk, VERB)
    page: dict[str, Any] = {"round": round_, "article": round_.text.article}
    tags = told_codebook(round_.codebook.pure).tags
    shown = picture(request.user, round_)
    page |= {"text": round_.text, "tags": tags, "picture": shown}
    page["data"] = shown | {"tags": [asdict(tag) for tag in tags], "polls": reverse("api:polls", args=[pk])}
    return render(request, "reports/projector.html", page)


class PictureJson(TypedDict):
    """Heat by tag as [start, end, readers], and the disputed places, the most evenly split first."""

    readers: int
    heat: dict[str, list[tuple[int, int, int]]]
    disputed: list[PlaceJson]


class Picture(View):
    """``rounds/{id}/picture/``"""

    @answers(PictureJson)
    def get(self, request: Request, pk: int) -> Response:
        """Heat by tag as [start, end, readers], and the disputed places."""
        return Response(picture(request.user, revealed_for(request.user, pk, VERB)))
