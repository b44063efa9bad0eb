"""The class overview for the projector, and the same as data."""

from dataclasses import asdict
from typing import Any, TypedDict

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from annotate.access import can_see_answer_key, has_answer_key
from annotate.codebooks.translation import translate_codebook
from annotate.models import Round
from people.models import User
from people.permissions import Permission
from reports.access import get_revealed_round
from reports.adjudication.actions import cluster_json, proposal_json
from reports.adjudication.api import ClusterJson
from reports.analysis.clusters import Cluster, clusters, disputed_clusters
from reports.analysis.coverage import CoverageRun, by_tag, reader_coverage
from reports.cached_results import in_background
from reports.classroom.group_choice import COMPARE, chosen_annotations, group_choices
from reports.not_revealed_page import requires_reveal
from reports.results.figures import AnswerFigures, most_missed
from reports.results.load import compute_results
from web.api.validation import validate
from web.api.views import ApiView
from web.background.progress import with_progress_page
from web.server.slow_views import slow_view

# Disputed clusters on a page, and proposals of each that most readers chose.
MAX_CLUSTERS, MAX_PROPOSALS = 50, 8


def class_overview(
    user: User, round_: Round, group: str = ""
) -> tuple[int, dict[str, list[CoverageRun]], list[Cluster]]:
    """Return the number of readers, the coverage by tag, and the disputed clusters, most evenly split first.

    ``group``: whose annotations, see ``group_choice.py``.
    """
    annotations, readers = chosen_annotations(user, round_, group)
    all_clusters = clusters(round_.text.body, annotations, readers)
    return (
        readers if all_clusters else 0,
        reader_coverage(by_tag(annotations)),
        disputed_clusters(all_clusters),
    )


@slow_view()
@login_required
@require_safe
@with_progress_page
@requires_reveal
def projector(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the class overview for a projector; in an independent round after its reveal."""
    round_ = get_revealed_round(request.user, pk, Permission.VIEW_CLASS_OVERVIEW)
    page_number, group = request.GET.get("page", ""), request.GET.get("group", "")
    choices = group_choices(round_)
    if group and group not in {choice.value for choice in choices}:
        raise Http404(_("This exercise has no such group."))
    data = in_background(
        request.user,
        round_,
        ("projector", page_number, group),
        lambda: _projector_data(request.user, round_, page_number, group),
    )
    tags = translate_codebook(round_.codebook.pure).tags
    context = {
        "round": round_,
        "article": round_.text.article,
        "text": round_.text,
        "tags": tags,
        "shown": data,
        "data": data
        | {
            "tags": [asdict(tag) for tag in tags],
            "polls": reverse("api:polls", args=[pk]),
            "revision": round_.text.revision,
        },
        "per_page": MAX_CLUSTERS,
        "choices": choices,
        "group": group,
        "comparing": group == COMPARE,
    }
    return render(request, "reports/projector.html", context)


def _projector_data(user: User, round_: Round, page_number: str, group: str) -> dict[str, Any]:
    """Return the class overview with one page of the disputed clusters: ``before`` it there are so many of ``all``."""
    readers, coverage, disputed = class_overview(user, round_, group)
    page = Paginator(disputed, MAX_CLUSTERS).get_page(page_number)
    return {
        "readers": readers,
        "heat": coverage,
        "disputed": [_cluster_data(cluster) for cluster in page.object_list],
        "before": (page.number - 1) * MAX_CLUSTERS,
        "all": len(disputed),
        "page": page.number,
        "pages": page.paginator.num_pages,
    } | _key_data(user, round_, group)


def _key_data(user: User, round_: Round, group: str) -> dict[str, Any]:
    """Return the answers of the key by tag as [start, end], and those that most missed; nothing without a key.

    What most missed is only counted for everybody.
    """
    if not has_answer_key(round_) or not can_see_answer_key(user, round_):
        return {}
    answers = compute_results(user, round_).answers
    key: dict[str, list[tuple[int, int]]] = {}
    for row in answers:
        key.setdefault(row.figures.answer.tag, []).append((row.figures.answer.start, row.figures.answer.end))
    missed = [] if group else most_missed([row.figures for row in answers], MAX_CLUSTERS)
    return {"key": key, "missed": list(map(_missed_data, missed))} if key else {}


def _missed_data(figures: AnswerFigures) -> dict[str, Any]:
    return {
        "start": figures.answer.start,
        "end": figures.answer.end,
        "tag": figures.answer.tag,
        "readers": figures.readers,
        "found": figures.found,
        "boundary": figures.boundary,
        "mistaken": figures.mistaken,
        "missed": figures.missed,
    }


def _cluster_data(cluster: Cluster) -> dict[str, Any]:
    """Return a cluster with its proposals of most readers, and how many ``others`` there are."""
    proposals = cluster.most_backed(MAX_PROPOSALS)
    return cluster_json(cluster) | {
        "proposals": [proposal_json(proposal) for proposal in proposals],
        "others": len(cluster.proposals) - len(proposals),
    }


class OverviewInput(serializers.Serializer[Any]):
    """Whose highlights: everybody's, those of a group by its number, or the groups compared."""

    group = serializers.RegexField(rf"^(|[1-9][0-9]{{0,4}}|{COMPARE})$", allow_blank=True, default="")


class ClassOverviewJson(TypedDict):
    """Coverage by tag as [start, end, readers], and the disputed clusters, most evenly split first."""

    readers: int
    heat: dict[str, list[tuple[int, int, int]]]
    disputed: list[ClusterJson]


@slow_view()
class ClassOverview(ApiView):
    """What the projector shows of a round."""

    @extend_schema(responses={200: ClassOverviewJson}, parameters=[OverviewInput])
    def get(self, request: Request, pk: int) -> Response:
        """Return the coverage by tag as [start, end, readers], and the disputed clusters.

        Compared, the readers are the groups: each highlighted what more than half of it did.
        """
        group = validate(OverviewInput, request.query_params)["group"]
        round_ = get_revealed_round(request.user, pk, Permission.VIEW_CLASS_OVERVIEW)

        def overview_json() -> dict[str, Any]:
            readers, coverage, disputed = class_overview(request.user, round_, group)
            return {
                "readers": readers,
                "heat": coverage,
                "disputed": [cluster_json(cluster) for cluster in disputed],
            }

        return Response(in_background(request.user, round_, ("picture", group), overview_json, wait=True))
