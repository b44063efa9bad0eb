"""The pages of an assignment: what pupils work through and hand in, and what teachers follow and decide."""

from dataclasses import replace
from typing import Any

from django.conf import settings as django_settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from annotate.access import answers_to, extensions_in, feedback_for, get_assignment, key_counts, reads_answers
from annotate.annotations.leading import undecided_rounds
from annotate.assignments import actions
from annotate.assignments.forms import AnswersForm, AssignmentSettingsForm
from annotate.assignments.lesson_notes import lesson_notes
from annotate.assignments.overview import Overview, overview
from annotate.assignments.progress import assignment_progress
from annotate.enums import NEXT_STATES, Feedback, RoundState
from annotate.lessons.builtin_lessons import FALLBACK
from annotate.models import Assignment
from annotate.rounds.actions import TRANSITION_MESSAGES
from annotate.rounds.reminders import can_remind
from people.models import User
from people.permissions import Permission, PermissionRefused, has_permission


@login_required
@ensure_csrf_cookie
@require_safe
def assignment_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an assignment: to pupils what there is to do, to teachers how far everybody is and the next step."""
    assignment = get_assignment(request.user, pk)
    page = overview(request.user, assignment)
    context = {"assignment": assignment, "team": assignment.team, "page": page, "round": page.first}
    if has_permission(request.user, Permission.OVERSEE_ROUNDS, assignment):
        context |= _teacher_context(request.user, assignment, page)
        return render(request, "assignments/teacher.html", context)
    return render(request, "assignments/pupil.html", context | _pupil_context(request.user, page))


def _pupil_context(user: User, page: Overview) -> dict[str, Any]:
    gives_feedback = feedback_for(user, page.first) != Feedback.NONE and page.articles[0].layer
    return {"gives_feedback": gives_feedback}


def _teacher_context(user: User, assignment: Assignment, page: Overview) -> dict[str, Any]:
    manages = has_permission(user, Permission.MANAGE_ROUND, assignment)
    keys = key_counts(user, page.rounds)
    reads = reads_answers(user, assignment)
    return {
        "can_manage": manages,
        "can_remind": manages and can_remind(page.first),
        "extensions": extensions_in(page.first).count() if page.first.due_at else 0,
        "next": NEXT_STATES[page.state] if manages else (),
        "keys": [(article, keys.get(article.round.pk, 0)) for article in page.articles],
        "has_keys": bool(keys),
        "progress": assignment_progress(user, assignment, page.rounds),
        "reads_answers": reads,
        "answers": answers_to(user, assignment).count() if reads else None,
        "undecided": manages and bool(undecided_rounds(user, page.rounds)),
        "lesson": lesson_notes(user, assignment, get_language() or FALLBACK),
    }


@login_required
@require_POST
def save_answers(request: HttpRequest, pk: int) -> HttpResponse:
    """Save the user's answers, and go on to handing in if that button was pressed."""
    assignment = get_assignment(request.user, pk, Permission.ANNOTATE)
    form = AnswersForm(request.POST, questions=len(assignment.questions))
    if not form.is_valid():
        return _refused_answers(request, assignment, form)
    actions.save_answers(request.user, assignment, form.answers())
    if request.POST.get("then") == "hand-in":
        return redirect("annotate:hand-in-assignment", pk)
    messages.success(request, _("Saved."))
    return redirect("annotate:assignment", pk)


def _refused_answers(request: HttpRequest, assignment: Assignment, form: AnswersForm) -> HttpResponse:
    """Show the page with what was typed and what is wrong with it. Nothing is saved."""
    page = overview(request.user, assignment)
    questions = tuple(
        replace(
            question,
            answer=form.data.get(f"answer-{question.number}", question.answer),
            error=" ".join(form.errors.get(f"answer-{question.number}", [])),
        )
        for question in page.questions
    )
    page = replace(page, questions=questions)
    context = {"assignment": assignment, "team": assignment.team, "page": page, "round": page.first}
    context |= _pupil_context(request.user, page)
    return render(request, "assignments/pupil.html", context, status=422)


@login_required
@ensure_csrf_cookie
@require_http_methods(["GET", "POST"])
def hand_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what is missing and ask for confirmation, then hand in all of it."""
    assignment = get_assignment(request.user, pk, Permission.SUBMIT)
    if request.method == "POST":
        actions.submit_assignment(request.user, assignment)
        messages.success(request, _("Handed in."))
        return redirect("annotate:assignment", pk)
    page = overview(request.user, assignment)
    if not page.may_hand_in:
        return redirect("annotate:assignment", pk)
    context = {"assignment": assignment, "team": assignment.team, "page": page, "round": page.first}
    return render(request, "assignments/hand_in.html", context)


@login_required
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw what the user handed in."""
    assignment = get_assignment(request.user, pk, Permission.SUBMIT)
    actions.withdraw_assignment(request.user, assignment)
    messages.success(request, _("Withdrawn. You can continue with all of it."))
    return redirect("annotate:assignment", pk)


@login_required
@require_POST
def move(request: HttpRequest, pk: int, to: RoundState) -> HttpResponse:
    """Open, close or reveal all rounds."""
    assignment = get_assignment(request.user, pk, Permission.MANAGE_ROUND)
    actions.transition_assignment(request.user, assignment, to)
    messages.success(request, TRANSITION_MESSAGES[to], f"round-{to}")
    return redirect("annotate:assignment", pk)


@login_required
@require_POST
def lead(request: HttpRequest, pk: int) -> HttpResponse:
    """Lead all rounds: see numbers and answers, and no longer annotate."""
    assignment = get_assignment(request.user, pk, Permission.MANAGE_ROUND)
    actions.lead_assignment(request.user, assignment)
    messages.success(request, _("You can now see how much everyone has highlighted, and their answers."))
    return redirect(
        "annotate:answers" if request.POST.get("then") == "answers" else "annotate:assignment", pk
    )


@login_required
@require_http_methods(["GET", "POST"])
def settings(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the title, and the settings of all rounds."""
    assignment = get_assignment(request.user, pk, Permission.MANAGE_ROUND)
    page = overview(request.user, assignment)
    form = AssignmentSettingsForm(request.POST or None, overview=page)
    if request.method == "POST" and form.is_valid():
        try:
            actions.update_assignment(request.user, assignment, form.cleaned_data["title"], form.settings())
        except (actions.SettingsError, PermissionRefused) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Saved."))
            return redirect("annotate:assignment", pk)
    context = {"form": form, "assignment": assignment, "team": assignment.team, "page": page}
    return render(request, "assignments/settings.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "POST"])
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for confirmation, then move all rounds to the bin."""
    assignment = get_assignment(request.user, pk, Permission.DELETE_ROUND)
    if request.method == "POST":
        actions.delete_assignment(request.user, assignment)
        messages.success(
            request, _("All articles of “{title}” are in the bin.").format(title=assignment.title)
        )
        return redirect("annotate:team-rounds", assignment.team_id)
    page = overview(request.user, assignment)
    context = {
        "assignment": assignment,
        "team": assignment.team,
        "page": page,
        "days": django_settings.BIN_DAYS,
    }
    return render(request, "assignments/delete.html", context)
