"""The pages of progress: a class, one of its pupils, and one's own."""

import csv
import io
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from people.access import get_team
from people.models import Team
from people.permissions import Permission, has_permission
from reports.progress.display import cells, habit_sentences, percent, score_chart, tags_over_time
from reports.progress.load import (
    ClassProgress,
    CodebookProgress,
    PersonProgress,
    class_progress,
    get_person_progress,
    own_progress,
)
from web.csv_safety import escape_formula
from web.server.slow_views import slow_view


@slow_view()
@login_required
@require_safe
def class_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the progress of a class to those who lead it; others are led to their own."""
    team = get_team(request.user, pk)
    if not has_permission(request.user, Permission.OVERSEE_ROUNDS, team):
        return redirect("reports:own-progress", pk)
    progress = class_progress(request.user, team)
    context = {
        "team": team,
        "progress": progress,
        "chart": score_chart(list(progress.means.values())),
        "rows": [(one, percent(one.mean), _row(one, progress)) for one in progress.people],
        "means": [percent(score) for score in progress.means.values()],
        "codebooks": [_codebook(one) for one in progress.codebooks],
    }
    return render(request, "reports/progress/class.html", context)


@slow_view()
@login_required
@require_safe
def class_csv(request: HttpRequest, pk: int) -> HttpResponse:
    """Download the scores of a class as CSV: a line per person, a column per exercise."""
    team = get_team(request.user, pk, Permission.OVERSEE_ROUNDS)
    progress = class_progress(request.user, team)
    headers = {"Content-Disposition": 'attachment; filename="scores.csv"'}
    return HttpResponse(scores_csv(progress), content_type="text/csv", headers=headers)


@slow_view()
@login_required
@require_safe
def own_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the user's own progress."""
    team = get_team(request.user, pk)
    return _person_page(request, team, own_progress(request.user, team), own=True)


@slow_view()
@login_required
@require_safe
def person_page(request: HttpRequest, pk: int, person: int) -> HttpResponse:
    """Show the progress of one person to those who lead the class."""
    team = get_team(request.user, pk, Permission.OVERSEE_ROUNDS)
    return _person_page(request, team, get_person_progress(request.user, team, person))


def scores_csv(progress: ClassProgress) -> bytes:
    """Return the scores (0..1) as CSV; empty where nothing was handed in. Formulas are escaped."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    titles = [escape_formula(exercise.title) for exercise in progress.exercises]
    writer.writerow(["person", *titles, "mean"])
    for one in progress.people:
        scores = [
            one.steps[exercise].score if exercise in one.steps else None for exercise in progress.exercises
        ]
        numbers = ["" if score is None else f"{score:.4f}" for score in [*scores, one.mean]]
        writer.writerow([escape_formula(one.person.name), *numbers])
    return out.getvalue().encode("utf-8-sig")


def _person_page(request: HttpRequest, team: Team, one: PersonProgress, own: bool = False) -> HttpResponse:
    context = {
        "team": team,
        "one": one,
        "own": own,
        "chart": score_chart([step.score for step in one.steps.values()]),
        "mean": percent(one.mean),
        "steps": [(step, percent(step.score)) for step in one.steps.values()],
        "codebooks": [_codebook(codebook) for codebook in one.codebooks],
    }
    return render(request, "reports/progress/person.html", context)


def _row(one: PersonProgress, progress: ClassProgress) -> list[tuple[Any, int | None]]:
    """Return (step, percentage) for each exercise; None for both where nothing was handed in."""
    steps = [one.steps.get(exercise) for exercise in progress.exercises]
    return [(step, percent(step.score) if step else None) for step in steps]


def _codebook(progress: CodebookProgress) -> dict[str, Any]:
    return {
        "codebook": progress.codebook,
        "pk": progress.pk,
        "tags": tags_over_time(progress),
        "habits": habit_sentences(progress),
        "steps": [(step.exercise, cells(progress, step)) for step in progress.steps],
    }
