"""The page on which a team agrees on final annotations, cluster by cluster or in batches."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from annotate.access import get_annotation
from annotate.annotations.actions import AnnotationInput, delete_annotation
from annotate.annotations.adjudication import (
    TextCorrected,
    adjudicate_many,
    dismiss_cluster,
    last_batch,
    undo_last_batch,
)
from annotate.annotations.adjudication import adjudicate_one as write_final
from annotate.codebooks.translation import translate_codebook
from annotate.enums import LayerKind
from annotate.models import Round
from people.models import User
from people.permissions import Permission, PermissionRefused, has_permission
from reports.access import get_revealed_round
from reports.adjudication.actions import (
    AdjudicationCase,
    adjudicated_annotation,
    adjudication_queue,
    apply_rule,
    round_clusters,
)
from reports.analysis.clusters import Cluster, Proposal
from reports.analysis.combine import MAJORITY, minimum_readers
from reports.cached_results import in_background
from reports.not_revealed_page import requires_reveal
from reports.options import parse_threshold
from web.background.progress import with_progress_page
from web.i18n.translate import translate
from web.server.slow_views import slow_view

# Cases on a page; proposals of each that most readers chose; and proposals on a page of a single case.
MAX_CASES, FIRST_PROPOSALS, MAX_PROPOSALS = 50, 12, 100
QUEUE_FILTERS = {
    "disputed": lambda case: not case.decided and not case.cluster.agreed,
    "agreed": lambda case: not case.decided and case.cluster.agreed,
    "settled": lambda case: case.decided,
    "all": lambda case: True,
}


@slow_view()
@login_required
@require_safe
@with_progress_page
@requires_reveal
def adjudicate(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the adjudication queue; an independent round has none before it is revealed."""
    round_ = get_revealed_round(request.user, pk, Permission.OVERSEE_ROUNDS)
    queue_filter, span, page_number = (request.GET.get(name, "") for name in ("show", "place", "page"))
    queue_filter = queue_filter or "disputed"
    if queue_filter not in QUEUE_FILTERS:
        raise Http404(_("There is no such tab."))
    queue = in_background(
        request.user,
        round_,
        ("queue", queue_filter, span, page_number),
        lambda: _load_queue(request.user, round_, queue_filter, span, page_number),
    )
    codebook = translate_codebook(round_.codebook.pure)
    context = {
        "round": round_,
        "article": round_.text.article,
        "queue": queue,
        "can_adjudicate": has_permission(request.user, Permission.ADJUDICATE, round_),
        "shown": queue_filter,
        "place": span,
        "needs": range(queue.readers, 0, -1),
        "majority": minimum_readers(MAJORITY, queue.readers),
        "tags": codebook.live,
        "names": {tag.slug: tag.name for tag in codebook.tags},
        "last_batch": last_batch(round_),
    }
    return render(request, "reports/adjudicate.html", context)


@dataclass(frozen=True, slots=True)
class QueuePage:
    """A page of the queue: each case with the proposals to show; ``counts`` of all cases by filter."""

    cases: list[tuple[AdjudicationCase, list[Proposal]]]
    counts: dict[str, int]
    readers: int
    page: int
    pages: int


def _load_queue(user: User, round_: Round, queue_filter: str, span: str, page_number: str) -> QueuePage:
    """Load a page of the queue. With a ``span`` like "10-20", load that case alone with all its proposals."""
    cases = adjudication_queue(user, round_, round_clusters(user, round_))
    counts = {name: sum(map(matches, cases)) for name, matches in QUEUE_FILTERS.items()}
    readers = cases[0].cluster.readers if cases else 1
    if span:
        chosen_case = _get_case(cases, span)
        page = Paginator(chosen_case.cluster.proposals, MAX_PROPOSALS).get_page(page_number)
        on_page = [(chosen_case, list(page.object_list))]
    else:
        page = Paginator([case for case in cases if QUEUE_FILTERS[queue_filter](case)], MAX_CASES).get_page(
            page_number
        )
        on_page = [(case, case.cluster.most_backed(FIRST_PROPOSALS)) for case in page.object_list]
    return QueuePage(on_page, counts, readers, page.number, page.paginator.num_pages)


@slow_view()
@login_required
@require_POST
def adjudicate_one(request: HttpRequest, pk: int) -> HttpResponse:
    """Adjudicate one cluster: with one proposal, with one span over several proposals, or dismiss it."""
    round_ = get_revealed_round(request.user, pk, Permission.ADJUDICATE)
    try:
        # The offsets in the form are those of the revision that the page showed.
        if request.POST.get("revision") != str(round_.text.revision):
            raise TextCorrected
        _adjudicate_cluster(request, round_)
    except TextCorrected as error:
        _warn(request, error)
    return _back(request, pk)


def _adjudicate_cluster(request: HttpRequest, round_: Round) -> None:
    all_clusters = round_clusters(request.user, round_)
    if dismiss := request.POST.get("aside"):
        start, end = _get_cluster_span(all_clusters, request.POST.get("place"))
        dismiss_cluster(request.user, round_, start, end, dismiss == "yes")
        return
    chosen = [_get_proposal(all_clusters, value) for value in request.POST.getlist("proposal")]
    if not chosen:
        messages.warning(request, _("Select at least one of the readers’ highlights."))
        return
    start, end = min(proposal.start for proposal in chosen), max(proposal.end for proposal in chosen)
    first = adjudicated_annotation(chosen[0])
    tag = request.POST.get("tag") or first.tag
    details = first.details if tag == first.tag else {}
    annotation = AnnotationInput(tag, start, end, round_.text.body[start:end], details, first.note)
    write_final(request.user, round_, annotation)
    messages.success(
        request, _("Added to the final highlights: “{quote}”.").format(quote=annotation.quote[:80])
    )


@login_required
@require_POST
def withdraw_final(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete one final annotation."""
    round_ = get_revealed_round(request.user, pk, Permission.ADJUDICATE)
    try:
        annotation_pk = UUID(request.POST.get("mark", ""))
    except ValueError:
        raise Http404(_("This highlight does not exist, or you do not have access to it.")) from None
    annotation = get_annotation(request.user, round_, annotation_pk)
    delete_annotation(request.user, round_, annotation.pk, kind=LayerKind.ADJUDICATED)
    messages.success(
        request, _("Removed from the final highlights: “{quote}”.").format(quote=annotation.quote[:80])
    )
    return _back(request, pk)


@slow_view()
@login_required
@require_POST
def adjudicate_batch(request: HttpRequest, pk: int) -> HttpResponse:
    """Adjudicate everything that a rule accepts, or undo the last batch."""
    round_ = get_revealed_round(request.user, pk, Permission.ADJUDICATE)
    if request.POST.get("undo"):
        count = undo_last_batch(request.user, round_)
        code = "undone"
        message = ngettext("{n} final highlight removed.", "{n} final highlights removed.", count)
    else:
        threshold = parse_threshold(request.POST)
        annotations = apply_rule(round_clusters(request.user, round_), threshold)
        try:
            count = adjudicate_many(request.user, round_, annotations)
        except TextCorrected as error:
            _warn(request, error)
            return _back(request, pk)
        code = "settled"
        message = ngettext("{n} final highlight added.", "{n} final highlights added.", count)
    messages.success(request, message.format(n=count), code)
    return _back(request, pk)


def _get_case(cases: Sequence[AdjudicationCase], span: str) -> AdjudicationCase:
    for case in cases:
        if span == f"{case.cluster.start}-{case.cluster.end}":
            return case
    raise Http404(_("This passage is no longer part of the exercise."))


def _get_cluster_span(all_clusters: Sequence[Cluster], span: str | None) -> tuple[int, int]:
    for cluster in all_clusters:
        if span == f"{cluster.start}-{cluster.end}":
            return cluster.start, cluster.end
    raise PermissionRefused(
        _("The highlights have changed since you opened this page. Reload the page and choose again.")
    )


def _get_proposal(all_clusters: Sequence[Cluster], value: str) -> Proposal:
    """Return the proposal with this start-end-tag, which must not have changed since the page was loaded."""
    for cluster in all_clusters:
        for proposal in cluster.proposals:
            if value == f"{proposal.start}-{proposal.end}-{proposal.tag}":
                return proposal
    raise PermissionRefused(
        _("The highlights have changed since you opened this page. Reload the page and choose again.")
    )


def _warn(request: HttpRequest, error: TextCorrected) -> None:
    messages.warning(request, translate(error), error.code)


def _back(request: HttpRequest, pk: int) -> HttpResponse:
    queue_filter = request.POST.get("show", "disputed")
    query = QueryDict(mutable=True)
    query["show"] = queue_filter if queue_filter in QUEUE_FILTERS else "disputed"
    if page := request.POST.get("page"):
        query["page"] = page[:9]
    return redirect(f"{reverse('reports:adjudicate', args=[pk])}?{query.urlencode()}")
