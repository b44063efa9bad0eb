"""The class's picture on the projector, and the same as data."""

from dataclasses import asdict
from typing import Any, TypedDict

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe
from rest_framework.request import Request
from rest_framework.response import Response

from annotate.codebooks.translation import translate_codebook
from annotate.models import Round
from people.models import User
from people.permissions import Permission
from reports.adjudication.actions import cluster_json, proposal_json
from reports.adjudication.api import ClusterJson
from reports.analysis.clusters import Cluster, clusters, disputed_clusters
from reports.analysis.coverage import CoverageRun, by_tag, reader_coverage
from reports.background_results import in_background
from reports.decorators import get_revealed_round, requires_reveal
from reports.loader import reader_annotations
from web.api.openapi import responses
from web.api.views import ApiView
from web.background.progress import with_progress_page
from web.server.slow_views import slow_view

# Disputed places that one page holds, and of each the ways to highlight it that most readers chose.
MAX_CLUSTERS, MAX_PROPOSALS = 50, 8


def class_overview(user: User, round_: Round) -> tuple[int, dict[str, list[CoverageRun]], list[Cluster]]:
    """Return how many readers a round has, its heat by tag, and its disputed places, the most evenly split first."""
    marks, readers = reader_annotations(user, round_)
    found = clusters(round_.text.body, marks, readers)
    return readers if found else 0, reader_coverage(by_tag(marks)), disputed_clusters(found)


@slow_view()
@login_required
@require_safe
@with_progress_page
@requires_reveal
def projector(request: HttpRequest, pk: int) -> HttpResponse:
    """Large, for a class to look at; in an independent round after the reveal."""
    round_ = get_revealed_round(request.user, pk, Permission.VIEW_CLASS_OVERVIEW)
    number = request.GET.get("page", "")
    shown = in_background(
        request.user, round_, ("projector", number), lambda: _projector_data(request.user, round_, number)
    )
    tags = translate_codebook(round_.codebook.pure).tags
    context = {
        "round": round_,
        "article": round_.text.article,
        "text": round_.text,
        "tags": tags,
        "shown": shown,
        "data": shown | {"tags": [asdict(tag) for tag in tags], "polls": reverse("api:polls", args=[pk])},
        "per_page": MAX_CLUSTERS,
    }
    return render(request, "reports/projector.html", context)


def _projector_data(user: User, round_: Round, number: str) -> dict[str, Any]:
    """Return the picture with one page of the disputed places: ``before`` it there are so many of ``all``."""
    readers, heat_by_tag, parted = class_overview(user, round_)
    page = Paginator(parted, MAX_CLUSTERS).get_page(number)
    return {
        "readers": readers,
        "heat": heat_by_tag,
        "disputed": [_cluster_data(place) for place in page.object_list],
        "before": (page.number - 1) * MAX_CLUSTERS,
        "all": len(parted),
        "page": page.number,
        "pages": page.paginator.num_pages,
    }


def _cluster_data(place: Cluster) -> dict[str, Any]:
    """Return a place with the proposals that most readers stand behind, and how many ``others`` there are."""
    shown = place.most_backed(MAX_PROPOSALS)
    return cluster_json(place) | {
        "proposals": [proposal_json(proposal) for proposal in shown],
        "others": len(place.proposals) - len(shown),
    }


class ClassOverviewJson(TypedDict):
    """Heat by tag as [start, end, readers], and the disputed places, the most evenly split first."""

    readers: int
    heat: dict[str, list[tuple[int, int, int]]]
    disputed: list[ClusterJson]


@slow_view()
class ClassOverview(ApiView):
    """``rounds/{id}/picture/``"""

    @responses(ClassOverviewJson)
    def get(self, request: Request, pk: int) -> Response:
        """Heat by tag as [start, end, readers], and the disputed places."""
        round_ = get_revealed_round(request.user, pk, Permission.VIEW_CLASS_OVERVIEW)

        def whole() -> dict[str, Any]:
            readers, heat_by_tag, parted = class_overview(request.user, round_)
            return {"readers": readers, "heat": heat_by_tag, "disputed": [cluster_json(p) for p in parted]}

        return Response(in_background(request.user, round_, "picture", whole, wait=True))
