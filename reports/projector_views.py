"""The class's picture on the projector, and the same as data."""

from dataclasses import asdict
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from annotate.access import annotations_in, round_for
from annotate.models import Round
from annotate.telling import told_codebook
from people.models import User
from people.permissions import Refused
from reports.agreeing import said_before
from reports.gather import marks_of
from reports.heat import heat
from reports.places import Place, disputed
from reports.settling import round_places

VERB = "show the class’s picture"


def picture(user: User, round_: Round) -> dict[str, Any]:
    """What is shown of the round: heat by tag, and the disputed places, the most evenly split first."""
    found = round_places(user, round_)
    return {
        "readers": found[0].readers if found else 0,
        "heat": heat(marks_of(list(annotations_in(user, round_)))),
        "disputed": [_place(place) for place in disputed(found)],
    }


def _place(place: Place) -> dict[str, Any]:
    return {
        "start": place.start,
        "end": place.end,
        "split": place.split,
        "before": said_before(place),
        "proposals": [
            {"tag": p.tag, "start": p.start, "end": p.end, "quote": p.quote, "readers": list(p.readers)}
            for p in place.proposals
        ],
    }


@login_required
@require_safe
def projector(request: HttpRequest, pk: int) -> HttpResponse:
    """Large, for a class to look at; in an independent round after the reveal."""
    round_ = round_for(request.user, pk, VERB)
    page: dict[str, Any] = {"round": round_, "article": round_.text.article}
    if round_.hides:
        return render(request, "reports/not_revealed.html", page)
    tags = told_codebook(round_.codebook.pure).tags
    shown = picture(request.user, round_)
    page |= {"text": round_.text, "tags": tags, "picture": shown}
    page["data"] = shown | {"tags": [asdict(tag) for tag in tags], "polls": reverse("api:polls", args=[pk])}
    return render(request, "reports/projector.html", page)


class Picture(APIView):
    """``rounds/{id}/picture/``"""

    def get(self, request: Request, pk: int) -> Response:
        """Heat by tag as [start, end, readers], and the disputed places."""
        round_ = round_for(request.user, pk, VERB)
        if round_.hides:
            raise Refused(_("This round is independent: its picture can be shown when it is revealed."))
        return Response(picture(request.user, round_))
