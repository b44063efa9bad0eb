"""The page on which teachers read pupils' answers side by side, and its CSV file."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from annotate.access import get_assignment, reads_answers
from annotate.annotations.leading import undecided_rounds
from annotate.assignments.answers import (
    answers_csv,
    answers_side_by_side,
    by_person,
    by_question,
    without_names,
)
from annotate.assignments.overview import overview
from people.permissions import Permission, has_permission


@login_required
@require_safe
def answers_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show all answers, by question or by pupil, with or without names."""
    assignment = get_assignment(request.user, pk, Permission.OVERSEE_ROUNDS)
    names = request.GET.get("names") != "hidden"
    # A pupil's answers side by side would give the pupil away.
    people = names and request.GET.get("by") == "person"
    answers = answers_side_by_side(request.user, assignment)
    answers = answers if names else without_names(answers)
    reads = reads_answers(request.user, assignment)
    manages = has_permission(request.user, Permission.MANAGE_ROUND, assignment)
    context = {
        "assignment": assignment,
        "team": assignment.team,
        "names": names,
        "by_person": people,
        "sections": by_person(answers) if people else by_question(assignment, answers),
        "reads": reads,
        "undecided": not reads
        and manages
        and bool(undecided_rounds(request.user, overview(request.user, assignment).rounds)),
    }
    return render(request, "assignments/answers.html", context)


@login_required
@require_safe
def answers_download(request: HttpRequest, pk: int) -> HttpResponse:
    """Download the answers as CSV."""
    assignment = get_assignment(request.user, pk, Permission.OVERSEE_ROUNDS)
    names = request.GET.get("names") != "hidden"
    answers = answers_side_by_side(request.user, assignment)
    content = answers_csv(answers if names else without_names(answers), names)
    headers = {"Content-Disposition": 'attachment; filename="answers.csv"'}
    return HttpResponse(content, content_type="text/csv", headers=headers)
