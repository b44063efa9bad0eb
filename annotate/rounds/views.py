"""The pages of rounds: setting one up, leading it, and what a class has to do."""

from typing import Any

from django.conf import settings as django_settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from annotate.access import begun_in, feedback_for, key_of, layer_of, round_for, rounds_in
from annotate.enums import NEXT, Feedback, Mode, State
from annotate.rounds import actions, leading, reminders
from annotate.rounds.forms import NewRoundForm, SettingsForm
from annotate.rounds.progress import progress, progress_csv
from articles.access import current_text
from people.access import team_for
from people.permissions import Refused, may
from web.notices import notice_with_undo
from web.text.quotes import nest_quotes

MOVES = {
    State.OPEN: gettext_lazy("The round is open: it takes marks."),
    State.CLOSED: gettext_lazy("The round is closed. What is marked from now on stays on people’s devices."),
    State.REVEALED: gettext_lazy("Everybody sees everybody’s marks now."),
}


@login_required
@require_safe
def team_rounds(request: HttpRequest, pk: int) -> HttpResponse:
    """What a class has to do; for who runs it, who has done what."""
    team = team_for(request.user, pk)
    rounds = list(rounds_in(request.user, team))
    page = {
        "team": team,
        "rounds": [(round_, layer_of(request.user, round_)) for round_ in rounds],
        "runs": may(request.user, "run the round", team),
        "grid": progress(request.user, team, rounds)
        if rounds and may(request.user, "oversee the exercises", team)
        else [],
        "undecided": leading.undecided(request.user, rounds)
        if may(request.user, "run the round", team)
        else [],
    }
    return render(request, "annotate/team_rounds.html", page)


@login_required
@require_POST
def lead_all(request: HttpRequest, pk: int) -> HttpResponse:
    """Lead every exercise in which one neither leads nor highlights yet."""
    team = team_for(request.user, pk, "run the round")
    for round_ in leading.undecided(request.user, rounds_in(request.user, team)):
        leading.lead(request.user, round_)
    messages.success(request, _("You see how much everybody has highlighted."))
    return redirect("annotate:team-rounds", pk)


@login_required
@require_safe
def team_progress(request: HttpRequest, pk: int) -> HttpResponse:
    """The grid as a file."""
    team = team_for(request.user, pk, "oversee the exercises")
    rounds = list(rounds_in(request.user, team))
    content = progress_csv(progress(request.user, team, rounds), rounds)
    headers = {"Content-Disposition": 'attachment; filename="progress.csv"'}
    return HttpResponse(content, content_type="text/csv", headers=headers)


@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, pk: int) -> HttpResponse:
    """Set one or several articles, as drafts or at once."""
    team = team_for(request.user, pk, "open a round")
    initial = {"mode": Mode.INDEPENDENT, "articles": request.GET.getlist("article")}
    form = NewRoundForm(request.POST or None, user=request.user, team=team, initial=initial)
    if request.method == "POST" and form.is_valid():
        state = State.OPEN if request.POST.get("state") == State.OPEN else State.DRAFT
        made = [
            actions.open_round(
                request.user, current_text(article), form.settings(), form.cleaned_data["codebook"], state
            )
            for article in form.cleaned_data["articles"]
        ]
        if len(made) == 1:
            return redirect("annotate:round", made[0].pk)
        return redirect("annotate:team-rounds", team.pk)
    page = {"form": form, "team": team}
    return render(request, "annotate/new_round.html", page, status=422 if form.errors else 200)


@login_required
@require_safe
def about(request: HttpRequest, pk: int) -> HttpResponse:
    """One round: what is to be done, and for who runs it, what can be done with it next."""
    round_ = round_for(request.user, pk)
    runs = may(request.user, "run the round", round_)
    oversees = may(request.user, "oversee the exercises", round_)
    team = round_.text.article.team
    page = {
        "round": round_,
        "article": round_.text.article,
        "layer": layer_of(request.user, round_),
        "runs": runs,
        "oversees": oversees,
        "may_mark": may(request.user, "mark", round_) and not leading.leads_alone(request.user, round_),
        "undecided": runs and team is not None and bool(leading.undecided(request.user, [round_])),
        "feedback": feedback_for(request.user, round_) != Feedback.NONE,
        "answers": key_of(request.user, round_).count() if oversees else 0,
        "next": NEXT[State(round_.state)] if runs else (),
        "progress": [(row.person, row.cells[0]) for row in progress(request.user, team, [round_])]
        if oversees and team
        else [],
    }
    return render(request, "annotate/round.html", page)


@login_required
@require_http_methods(["GET", "POST"])
def settings(request: HttpRequest, pk: int) -> HttpResponse:
    """The round's settings anew."""
    round_ = round_for(request.user, pk, "run the round")
    form = SettingsForm(request.POST or None, round_=round_)
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_round(request.user, round_, form.settings())
        except (actions.SettingsError, Refused) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Saved."))
            return redirect("annotate:round", pk)
    page: dict[str, Any] = {"form": form, "round": round_, "article": round_.text.article}
    return render(request, "annotate/round_settings.html", page, status=422 if form.errors else 200)


@login_required
@require_POST
def move(request: HttpRequest, pk: int, to: State) -> HttpResponse:
    """Open, close, reveal."""
    round_ = round_for(request.user, pk, "run the round")
    actions.move_round(request.user, round_, to)
    messages.success(request, MOVES[to])
    return redirect("annotate:round", pk)


@login_required
@require_POST
def lead(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that one leads this exercise and does not highlight along."""
    leading.lead(request.user, round_for(request.user, pk, "run the round"))
    messages.success(request, _("You see how much everybody has highlighted."))
    return redirect("annotate:round", pk)


@login_required
@require_POST
def nudge(request: HttpRequest, pk: int) -> HttpResponse:
    """Remind those who have not handed in."""
    round_ = round_for(request.user, pk, "run the round")
    link = request.build_absolute_uri(reverse("annotate:round", args=[pk]))
    result = reminders.nudge(request.user, round_, link)
    message = ngettext(
        "{n} person is reminded by e-mail.", "{n} people are reminded by e-mail.", result.reminded
    ).format(n=result.reminded)
    if result.without_address:
        message += " " + ngettext(
            "{n} has no address: tell them yourself.",
            "{n} have no address: tell them yourself.",
            result.without_address,
        ).format(n=result.without_address)
    messages.success(request, message)
    if result.failed:
        failed = ngettext(
            "The mail server took no mail for {n} of them: tell them yourself.",
            "The mail server took no mail for {n} of them: tell them yourself.",
            result.failed,
        )
        messages.error(request, failed.format(n=result.failed))
    return redirect("annotate:round", pk)


@login_required
@require_http_methods(["GET", "POST"])
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask once, then move it to the bin."""
    round_ = round_for(request.user, pk, "delete the exercise")
    article = round_.text.article
    if request.method == "GET":
        page = {
            "round": round_,
            "article": article,
            "people": begun_in(round_),
            "days": django_settings.BIN_DAYS,
        }
        return render(request, "annotate/delete_round.html", page)
    actions.delete_round(request.user, round_)
    message = _("The exercise on “{title}” is in the bin.").format(title=nest_quotes(article.title))
    notice_with_undo(request, message, reverse("annotate:bin-restore", args=["rounds", pk]))
    return redirect("annotate:team-rounds", article.team_id) if article.team_id else redirect("articles:list")
