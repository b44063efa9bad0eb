"""The plan by hand, and as a CSV file: download, preview of what a file would change, and applying it."""

import json
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campaigns.access import articles_of, get_campaign
from campaigns.enums import AssignmentState, Distribution, Purpose
from campaigns.models import Campaign
from campaigns.setup import actions
from campaigns.setup.errors import CampaignSettingsError
from campaigns.setup.plan_csv import MAX_BYTES, read_plan, write_plan
from campaigns.setup.planned import FIXED, compare, people_by_key, plannable, states
from people.permissions import Permission, has_permission
from web.i18n.translate import translate
from web.values import parse_int

# Check boxes on one page: well below the number of fields that a form may have.
MAX_CELLS, MAX_ROWS, MIN_ROWS = 2_000, 50, 2


@login_required
@require_http_methods(["GET", "POST"])
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """Show and change who annotates which article."""
    changes = request.method == "POST"
    permission = Permission.MANAGE_CAMPAIGN if changes else Permission.OVERSEE_CAMPAIGN
    campaign = get_campaign(request.user, pk, permission)
    people = people_by_key(campaign)
    if changes:
        return _save(request, campaign, people)
    rows = articles_of(campaign).exclude(purpose=Purpose.PRACTICE)
    size = max(MIN_ROWS, min(MAX_ROWS, MAX_CELLS // max(1, len(people))))
    page = Paginator(rows, size).get_page(request.GET.get("page"))
    now = states(campaign, [row.pk for row in page.object_list])
    context = {
        "campaign": campaign,
        "people": people,
        "page": page,
        "rows": [
            (
                row,
                [
                    (person, name, f"{row.pk}-{person}", *_cell(now.get((row.pk, person))))
                    for person, name in people.items()
                ],
            )
            for row in page.object_list
        ],
        "can_manage": has_permission(request.user, Permission.MANAGE_CAMPAIGN, campaign)
        and not campaign.archived_at,
        "is_planned": campaign.distribution == Distribution.PLANNED,
    }
    return render(request, "campaigns/setup/plan.html", context)


def _cell(state: AssignmentState | None) -> tuple[bool, bool]:
    """Return whether somebody is planned for an article or has it, and whether that cannot be changed any more."""
    return state == AssignmentState.PLANNED or state in FIXED, state in FIXED


def _save(request: HttpRequest, campaign: Campaign, people: dict[int, str]) -> HttpResponse:
    """Save the articles of one page of the plan."""
    keys = (parse_int(key) for key in request.POST.getlist("articles"))
    ours = set(articles_of(campaign).values_list("pk", flat=True))
    wanted: dict[int, set[int]] = {key: set() for key in keys if key in ours}
    for cell in request.POST.getlist("planned"):
        article, _dash, person = cell.partition("-")
        if (row := parse_int(article)) in wanted and (key := parse_int(person)) in people:
            wanted[row].add(key)
    _apply(request, campaign, wanted)
    page = parse_int(request.POST.get("page", "")) or 1
    response = redirect("campaigns:plan", campaign.pk)
    response["Location"] += f"?page={page}"
    return response


def _apply(request: HttpRequest, campaign: Campaign, plan: dict[int, set[int]]) -> None:
    try:
        changed = actions.set_plan(request.user, campaign, plan)
    except CampaignSettingsError as error:
        messages.warning(request, str(error))
    else:
        text = ngettext(
            "The plan of {n} article was changed.", "The plan of {n} articles was changed.", changed
        )
        messages.success(request, text.format(n=changed))


@login_required
@require_safe
def plan_csv(request: HttpRequest, pk: int) -> HttpResponse:
    """Download the plan as CSV."""
    campaign = get_campaign(request.user, pk, Permission.OVERSEE_CAMPAIGN)
    articles = plannable(campaign)
    article_of = {row: article for row, article, _title in articles}
    planned = {
        (article_of[row], person)
        for (row, person), state in states(campaign).items()
        if row in article_of and (state == AssignmentState.PLANNED or state in FIXED)
    }
    titles = {article: title for _row, article, title in articles}
    content = write_plan(titles, people_by_key(campaign), planned)
    headers = {"Content-Disposition": 'attachment; filename="plan.csv"'}
    return HttpResponse(content, content_type="text/csv; charset=utf-8", headers=headers)


@login_required
@require_POST
def import_plan(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what a CSV file would change, or what is wrong in it; then apply it."""
    campaign = get_campaign(request.user, pk, Permission.MANAGE_CAMPAIGN)
    if "plan" in request.POST:
        _apply(request, campaign, _sent_plan(request.POST["plan"]))
        return redirect("campaigns:plan", pk)
    upload = request.FILES.get("file")
    if upload is None:
        messages.warning(request, _("Choose a CSV file."))
        return redirect("campaigns:plan", pk)
    articles = plannable(campaign)
    row_of = {article: row for row, article, _title in articles}
    titles = {article: title for _row, article, title in articles}
    file = read_plan(upload.read(MAX_BYTES + 1), titles, people_by_key(campaign))
    wanted = {row_of[article]: people for article, people in file.plan.items()}
    context: dict[str, Any] = {
        "campaign": campaign,
        "problems": [(problem.line, translate(problem.message)) for problem in file.problems],
        "articles": len(wanted),
        "change": compare(campaign, wanted),
        "plan": json.dumps({row: sorted(people) for row, people in wanted.items()}, separators=(",", ":")),
    }
    return render(request, "campaigns/setup/plan_preview.html", context, status=422 if file.problems else 200)


def _sent_plan(text: str) -> dict[int, set[int]]:
    """Return the plan that the preview sent along; empty if it is not one."""
    try:
        rows = {
            parse_int(row): {int(person) for person in people} for row, people in json.loads(text).items()
        }
        return {row: people for row, people in rows.items() if row is not None}
    except (ValueError, TypeError, AttributeError, OverflowError, RecursionError):
        return {}
