"""The page on which a team settles what it has marked: place by place, or at a stroke."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

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
from annotate.annotations.actions import AnnotationInput, delete_annotation, put_annotation
from annotate.annotations.adjudication import adjudicate_many, dismiss_cluster, last_batch, undo_last_batch
from annotate.codebooks.translation import translate_codebook
from annotate.enums import LayerKind
from annotate.models import Round
from people.models import User
from people.permissions import Permission, PermissionRefused, has_permission
from reports.adjudication.actions import (
    AdjudicationCase,
    adjudicated_annotation,
    adjudication_queue,
    apply_rule,
    round_clusters,
)
from reports.analysis.clusters import Cluster, Proposal
from reports.analysis.combine import ALL, MAJORITY, minimum_readers
from reports.background_results import in_background
from reports.decorators import get_revealed_round, requires_reveal
from web.background.progress import with_progress_page
from web.server.slow_views import slow_view

# Places on a page, and of each the proposals that most readers stand behind; the others have a page of their own.
MAX_CASES, FIRST_PROPOSALS, MAX_PROPOSALS = 50, 12, 100
QUEUE_FILTERS = {
    "disputed": lambda case: not case.decided and not case.place.agreed,
    "agreed": lambda case: not case.decided and case.place.agreed,
    "settled": lambda case: case.decided,
    "all": lambda case: True,
}


@slow_view()
@login_required
@require_safe
@with_progress_page
@requires_reveal
def adjudicate(request: HttpRequest, pk: int) -> HttpResponse:
    """The queue; in an independent round there is none before the reveal."""
    round_ = get_revealed_round(request.user, pk, Permission.OVERSEE_ROUNDS)
    shown, place, number = (request.GET.get(name, "") for name in ("show", "place", "page"))
    shown = shown or "disputed"
    if shown not in QUEUE_FILTERS:
        raise Http404(_("There is no such part of the queue."))
    queue = in_background(
        request.user,
        round_,
        ("queue", shown, place, number),
        lambda: _load_queue(request.user, round_, shown, place, number),
    )
    codebook = translate_codebook(round_.codebook.pure)
    context = {
        "round": round_,
        "article": round_.text.article,
        "queue": queue,
        "may_settle": has_permission(request.user, Permission.ADJUDICATE, round_),
        "shown": shown,
        "place": place,
        "needs": range(queue.readers, 0, -1),
        "majority": minimum_readers(MAJORITY, queue.readers),
        "tags": codebook.live,
        "names": {tag.slug: tag.name for tag in codebook.tags},
        "stroke": last_batch(round_),
    }
    return render(request, "reports/settle.html", context)


@dataclass(frozen=True, slots=True)
class QueuePage:
    """One page of the queue: each case with the proposals that are shown; ``counts`` of each part of the queue."""

    cases: list[tuple[AdjudicationCase, list[Proposal]]]
    counts: dict[str, int]
    readers: int
    page: int
    pages: int


def _load_queue(user: User, round_: Round, shown: str, place: str, number: str) -> QueuePage:
    """With a ``place`` that one alone, with all its proposals."""
    found = adjudication_queue(user, round_, round_clusters(user, round_))
    counts = {name: sum(map(test, found)) for name, test in QUEUE_FILTERS.items()}
    readers = found[0].place.readers if found else 1
    if place:
        one = _get_case(found, place)
        page = Paginator(one.place.proposals, MAX_PROPOSALS).get_page(number)
        on_page = [(one, list(page.object_list))]
    else:
        page = Paginator([case for case in found if QUEUE_FILTERS[shown](case)], MAX_CASES).get_page(number)
        on_page = [(case, case.place.most_backed(FIRST_PROPOSALS)) for case in page.object_list]
    return QueuePage(on_page, counts, readers, page.number, page.paginator.num_pages)


@slow_view()
@login_required
@require_POST
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Settle one place: with the chosen proposal, with one over all that were chosen, or with nothing."""
    round_ = get_revealed_round(request.user, pk, Permission.ADJUDICATE)
    found = round_clusters(request.user, round_)
    if aside := request.POST.get("aside"):
        start, end = _get_cluster_span(found, request.POST.get("place"))
        dismiss_cluster(request.user, round_, start, end, aside == "yes")
        return _back(request, pk)
    chosen = [_get_proposal(found, value) for value in request.POST.getlist("proposal")]
    if not chosen:
        messages.warning(request, _("Choose at least one of the readers’ proposals."))
        return _back(request, pk)
    start, end = min(p.start for p in chosen), max(p.end for p in chosen)
    first = adjudicated_annotation(chosen[0])
    tag = request.POST.get("tag") or first.tag
    details = first.details if tag == first.tag else {}
    mark = AnnotationInput(tag, start, end, round_.text.body[start:end], details, first.note)
    put_annotation(request.user, round_, uuid4(), mark, LayerKind.SETTLED)
    messages.success(request, _("Settled: “{quote}”.").format(quote=mark.quote[:80]))
    return _back(request, pk)


@login_required
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one settled mark off."""
    round_ = get_revealed_round(request.user, pk, Permission.ADJUDICATE)
    try:
        pk_of_mark = UUID(request.POST.get("mark", ""))
    except ValueError:
        raise Http404(_("There is no such mark in this round.")) from None
    found = get_annotation(request.user, round_, pk_of_mark)
    delete_annotation(request.user, round_, found.pk, kind=LayerKind.SETTLED)
    messages.success(request, _("Taken off: “{quote}”.").format(quote=found.quote[:80]))
    return _back(request, pk)


@slow_view()
@login_required
@require_POST
def adjudicate_batch(request: HttpRequest, pk: int) -> HttpResponse:
    """Settle all that a rule says is agreed, or take the last stroke back."""
    round_ = get_revealed_round(request.user, pk, Permission.ADJUDICATE)
    if request.POST.get("undo"):
        count = undo_last_batch(request.user, round_)
        said = ngettext("{n} settled mark is taken back.", "{n} settled marks are taken back.", count)
    else:
        threshold = parse_threshold(request.POST)
        count = adjudicate_many(
            request.user, round_, apply_rule(round_clusters(request.user, round_), threshold)
        )
        said = ngettext("{n} mark is settled.", "{n} marks are settled.", count)
    messages.success(request, said.format(n=count))
    return _back(request, pk)


def parse_threshold(given: Any) -> str:
    """The rule and the number that were sent, as ``minimum_readers`` takes them; raises ``PermissionRefused`` when they are none."""
    rule, k = str(given.get("rule", "")), str(given.get("k", "") or 1)
    threshold = k if rule == "at least" else rule
    try:
        if rule in (ALL, MAJORITY, "at least") and minimum_readers(threshold, 1):
            return threshold
    except ValueError:
        pass
    raise PermissionRefused(_("A rule is “all”, “majority” or “at least” with a number."))


def _get_case(found: Sequence[AdjudicationCase], value: str) -> AdjudicationCase:
    for case in found:
        if value == f"{case.place.start}-{case.place.end}":
            return case
    raise Http404(_("There is no such place in this round any more."))


def _get_cluster_span(found: Sequence[Cluster], value: str | None) -> tuple[int, int]:
    for place in found:
        if value == f"{place.start}-{place.end}":
            return place.start, place.end
    raise PermissionRefused(
        _("The marks have changed since this page was opened. Reload it, and choose again.")
    )


def _get_proposal(found: Sequence[Cluster], value: str) -> Proposal:
    """What is chosen is said as start-end-tag: a proposal that has changed since the page was loaded is none."""
    for place in found:
        for proposal in place.proposals:
            if value == f"{proposal.start}-{proposal.end}-{proposal.tag}":
                return proposal
    raise PermissionRefused(
        _("The marks have changed since this page was opened. Reload it, and choose again.")
    )


def _back(request: HttpRequest, pk: int) -> HttpResponse:
    shown = request.POST.get("show", "disputed")
    query = QueryDict(mutable=True)
    query["show"] = shown if shown in QUEUE_FILTERS else "disputed"
    if page := request.POST.get("page"):
        query["page"] = page[:9]
    return redirect(f"{reverse('reports:settle', args=[pk])}?{query.urlencode()}")
