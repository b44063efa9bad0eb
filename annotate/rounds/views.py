"""The pages of rounds: the list of a team, one round, its settings, and the buttons on it."""

from typing import Any

from django.conf import settings as django_settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from annotate.access import (
    count_annotators,
    extensions_in,
    feedback_for,
    for_reader,
    get_layer,
    get_round,
    hides_from,
    lesson_of_round,
    may_take_part,
    own_layers,
    own_review,
    rounds_in,
    rounds_of_set,
    visible_answer_key,
)
from annotate.annotations import leading
from annotate.enums import NEXT_STATES, Feedback, RoundMode, RoundState
from annotate.groups.actions import copy_groups
from annotate.hints.visible import has_hints, lists_hints
from annotate.models import Round
from annotate.rounds import actions, reminders
from annotate.rounds.entries import entries, progress_by_entry
from annotate.rounds.forms import BY_HAND, NewRoundForm, SettingsForm
from annotate.rounds.progress import progress, progress_csv
from articles.access import current_text
from people.access import get_team
from people.models import User
from people.permissions import Permission, PermissionRefused, has_permission
from people.terms import Kind, term
from web.http.embedded import without_prefix
from web.notices import notice_with_undo
from web.text.quotes import nest_quotes


@login_required
@require_safe
def team_rounds(request: HttpRequest, pk: int) -> HttpResponse:
    """List the rounds of a team, with everybody's progress for those who oversee rounds."""
    team = get_team(request.user, pk)
    rounds = for_reader(request.user, rounds_in(request.user, team))
    listed = entries(rounds, own_layers(request.user, rounds))
    context = {
        "team": team,
        "entries": listed,
        "can_manage": has_permission(request.user, Permission.MANAGE_ROUND, team),
        "grid": progress_by_entry(progress(request.user, team, rounds), listed)
        if rounds and has_permission(request.user, Permission.OVERSEE_ROUNDS, team)
        else [],
        "undecided": leading.undecided_rounds(request.user, rounds)
        if has_permission(request.user, Permission.MANAGE_ROUND, team)
        else [],
    }
    return render(request, "annotate/team_rounds.html", context)


@login_required
@require_POST
def lead_all(request: HttpRequest, pk: int) -> HttpResponse:
    """Lead every round in which the user neither leads nor annotates yet."""
    team = get_team(request.user, pk, Permission.MANAGE_ROUND)
    for round_ in leading.undecided_rounds(request.user, rounds_in(request.user, team)):
        leading.start_leading(request.user, round_)
    messages.success(request, _("You can now see how much everyone has highlighted."))
    return redirect("annotate:team-rounds", pk)


@login_required
@require_safe
def team_progress(request: HttpRequest, pk: int) -> HttpResponse:
    """Download everybody's progress as CSV."""
    team = get_team(request.user, pk, Permission.OVERSEE_ROUNDS)
    rounds = list(rounds_in(request.user, team))
    content = progress_csv(progress(request.user, team, rounds), rounds)
    headers = {"Content-Disposition": 'attachment; filename="progress.csv"'}
    return HttpResponse(content, content_type="text/csv", headers=headers)


@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, pk: int) -> HttpResponse:
    """Create a round on one or several articles, as drafts or open."""
    team = get_team(request.user, pk, Permission.CREATE_ROUND)
    initial = {"mode": RoundMode.INDEPENDENT, "articles": request.GET.getlist("article")}
    form = NewRoundForm(request.POST or None, user=request.user, team=team, initial=initial)
    if request.method == "POST" and form.is_valid():
        state = RoundState.OPEN if request.POST.get("state") == RoundState.OPEN else RoundState.DRAFT
        rounds = [
            actions.create_round(
                request.user, current_text(article), form.settings(), form.cleaned_data["codebook"], state
            )
            for article in form.cleaned_data["articles"]
        ]
        by_hand = _take_groups(request.user, rounds, form.cleaned_data["groups_from"])
        if len(rounds) == 1:
            return redirect("annotate:groups" if by_hand else "annotate:round", rounds[0].pk)
        return redirect("annotate:team-rounds", team.pk)
    context = {"form": form, "team": team}
    return render(request, "annotate/new_round.html", context, status=422 if form.errors else 200)


def _take_groups(user: User, rounds: list[Round], groups_from: str) -> bool:
    """Form the groups of an earlier round in new rounds in groups. Return whether they are to be formed by hand."""
    if rounds[0].mode != RoundMode.GROUPS:
        return False
    if groups_from and groups_from != BY_HAND:
        earlier = get_round(user, int(groups_from), Permission.MANAGE_ROUND)
        for round_ in rounds:
            copy_groups(user, round_, earlier)
    return groups_from == BY_HAND


@login_required
@require_safe
def round_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one round: what there is to do, and the next steps for those who manage it."""
    round_ = get_round(request.user, pk)
    if lesson := lesson_of_round(round_):
        return redirect("annotate:lesson", lesson.pk)
    can_manage = has_permission(request.user, Permission.MANAGE_ROUND, round_)
    oversees = has_permission(request.user, Permission.OVERSEE_ROUNDS, round_)
    team = round_.text.article.team
    rounds_together = rounds_of_set(round_)
    context = {
        "round": round_,
        "assignment": round_.assignment,
        "several": len(rounds_together) if len(rounds_together) > 1 else 0,
        "position": rounds_together.index(round_) + 1,
        "article": round_.text.article,
        "layer": get_layer(request.user, round_),
        "can_manage": can_manage,
        "oversees": oversees,
        "corrects": has_permission(request.user, Permission.EDIT_ARTICLE, round_.text.article),
        "may_mark": has_permission(request.user, Permission.ANNOTATE, round_)
        and not leading.leads_alone(request.user, round_)
        and may_take_part(request.user, round_),
        "sees_all": not hides_from(request.user, round_),
        "undecided": can_manage
        and team is not None
        and bool(leading.undecided_rounds(request.user, [round_])),
        "has_hints": has_hints(round_),
        "lists_hints": lists_hints(request.user, round_),
        "feedback": feedback_for(request.user, round_) != Feedback.NONE
        or own_review(request.user, round_) is not None,
        "answers": visible_answer_key(request.user, round_).count() if oversees else 0,
        "can_remind": can_manage and reminders.can_remind(round_),
        "extensions": extensions_in(round_).count() if oversees and round_.due_at else 0,
        "next": NEXT_STATES[RoundState(round_.state)] if can_manage and not round_.invitation_only else (),
        "progress": [(row.person, row.cells[0]) for row in progress(request.user, team, [round_])]
        if oversees and team
        else [],
    }
    return render(request, "annotate/round.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def settings(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a round's settings."""
    round_ = get_round(request.user, pk, Permission.MANAGE_ROUND)
    form = SettingsForm(request.POST or None, round_=round_)
    if request.method == "POST" and form.is_valid():
        try:
            actions.update_round(request.user, round_, form.settings())
        except (actions.SettingsError, PermissionRefused) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Saved."))
            return redirect("annotate:round", pk)
    context: dict[str, Any] = {"form": form, "round": round_, "article": round_.text.article}
    return render(request, "annotate/round_settings.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def move(request: HttpRequest, pk: int, to: RoundState) -> HttpResponse:
    """Open, close or reveal a round; redirect to the page ``next`` of this site, or to the round's."""
    round_ = get_round(request.user, pk, Permission.MANAGE_ROUND)
    actions.transition_round(request.user, round_, to)
    messages.success(request, actions.TRANSITION_MESSAGES[to], f"round-{to}")
    path = request.POST.get("next", "")
    if path.startswith("/") and url_has_allowed_host_and_scheme(path, None):
        return HttpResponseRedirect(path)
    return redirect("annotate:round", pk)


@login_required
@require_POST
def lead(request: HttpRequest, pk: int) -> HttpResponse:
    """Become a leader of the round, who sees how much others annotate and no longer annotates."""
    leading.start_leading(request.user, get_round(request.user, pk, Permission.MANAGE_ROUND))
    messages.success(request, _("You can now see how much everyone has highlighted."))
    return redirect("annotate:round", pk)


@login_required
@require_POST
def remind(request: HttpRequest, pk: int) -> HttpResponse:
    """Remind those who have not handed in."""
    round_ = get_round(request.user, pk, Permission.MANAGE_ROUND)
    page = (
        reverse("annotate:assignment", args=[round_.assignment.pk])
        if round_.assignment
        else reverse("annotate:round", args=[pk])
    )
    link = request.build_absolute_uri(without_prefix(page))
    result = reminders.send_reminders(request.user, round_, link)
    message = ngettext(
        "{n} reminder was sent by e-mail.", "{n} reminders were sent by e-mail.", result.reminded
    ).format(n=result.reminded)
    if result.without_address:
        message += " " + ngettext(
            "{n} person has no e-mail address. Please remind them yourself.",
            "{n} people have no e-mail address. Please remind them yourself.",
            result.without_address,
        ).format(n=result.without_address)
    messages.success(request, message)
    if result.failed:
        failed = ngettext(
            "{n} e-mail could not be sent. Please remind that person yourself.",
            "{n} e-mails could not be sent. Please remind these people yourself.",
            result.failed,
        )
        messages.error(request, failed.format(n=result.failed), "mail-failed")
    return redirect(page)


@login_required
@require_http_methods(["GET", "POST"])
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for confirmation, then move a round to the bin."""
    round_ = get_round(request.user, pk, Permission.DELETE_ROUND)
    article = round_.text.article
    if request.method == "GET":
        context = {
            "round": round_,
            "article": article,
            "people": count_annotators(round_),
            "days": django_settings.BIN_DAYS,
        }
        return render(request, "annotate/delete_round.html", context)
    actions.delete_round(request.user, round_)
    kind = article.team.kind if article.team else Kind.TEAM
    message = term("exercise_in_bin", kind, title=nest_quotes(article.title))
    notice_with_undo(request, message, reverse("annotate:bin-restore", args=["rounds", pk]))
    return redirect("annotate:team-rounds", article.team_id) if article.team_id else redirect("articles:list")
