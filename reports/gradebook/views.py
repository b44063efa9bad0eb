"""The page where a gradebook is uploaded, who is who is said once, and the file comes back with scores."""

from collections.abc import Mapping
from pathlib import PurePath

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods

from people.access import get_team
from people.models import Team
from people.permissions import Permission
from reports.gradebook.errors import GradebookError
from reports.gradebook.filling import (
    Gradebook,
    Scores,
    fill_gradebook,
    proposed_matches,
    read_gradebook,
    scores_of,
)
from reports.gradebook.forms import FileForm, MatchForm, decode_content
from reports.gradebook.platforms import platforms
from reports.progress.display import percent
from reports.progress.load import ClassProgress, class_progress
from web.i18n.translate import translate
from web.server.slow_views import slow_view
from web.values import parse_int


@slow_view()
@login_required
@require_http_methods(["GET", "POST"])
def gradebook_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for an exercise and a gradebook, then who is who, and return the file."""
    permission = Permission.OVERSEE_ROUNDS if request.method == "GET" else Permission.REVIEW_HAND_IN
    team = get_team(request.user, pk, permission)
    progress = class_progress(request.user, team)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = FileForm(*sent, exercises=list(progress.exercises))
    try:
        if "content" in request.POST:
            return _fill(request, team, progress)
        if form.is_valid():
            return _first_match_page(request, team, progress, form)
    except GradebookError as error:
        form.add_error("file", translate(error.message))
    lists = _lists(progress, parse_int(request.GET.get("list", ""), minimum=1))
    context = {
        "team": team,
        "form": form,
        "exercises": progress.exercises,
        "platforms": platforms().values(),
        "lists": lists,
    }
    return render(request, "reports/gradebook/upload.html", context, status=422 if form.errors else 200)


def _first_match_page(
    request: HttpRequest, team: Team, progress: ClassProgress, form: FileForm
) -> HttpResponse:
    data = form.data_of_file()
    gradebook = read_gradebook(data)
    scores = scores_of(progress, form.cleaned_data["exercise"])
    matches = proposed_matches(team, gradebook, scores)
    name = PurePath(form.cleaned_data["file"].name).name
    match_form = MatchForm.first(name, data, gradebook, scores, matches)
    return _match_page(request, team, match_form, gradebook, scores)


def _fill(request: HttpRequest, team: Team, progress: ClassProgress) -> HttpResponse:
    """Return the file with the scores, or the form with what is wrong. Raise ``GradebookError``."""
    gradebook = read_gradebook(decode_content(request.POST["content"]))
    scores = scores_of(progress, parse_int(request.POST.get("exercise", ""), minimum=1) or 0)
    form = MatchForm(request.POST, gradebook=gradebook, scores=scores)
    if form.is_valid():
        cleaned = form.cleaned_data
        try:
            data = fill_gradebook(
                request.user, team, gradebook, scores, form.matches(), cleaned["column"], cleaned["points"]
            )
        except GradebookError as error:
            form.add_error(None, translate(error.message))
        else:
            disposition = content_disposition_header(True, PurePath(cleaned["name"]).name)
            return HttpResponse(
                data, content_type="text/csv", headers={"Content-Disposition": disposition or ""}
            )
    return _match_page(request, team, form, gradebook, scores, status=422)


def _match_page(
    request: HttpRequest, team: Team, form: MatchForm, gradebook: Gradebook, scores: Scores, status: int = 200
) -> HttpResponse:
    known = [field for field in form.rows() if field.value()]
    open_ = [field for field in form.rows() if not field.value()]
    context = {
        "team": team,
        "form": form,
        "gradebook": gradebook,
        "scores": scores,
        "known": known,
        "open": open_,
        "missing": sorted(_missing(form, scores)),
    }
    return render(request, "reports/gradebook/match.html", context, status=status)


def _missing(form: MatchForm, scores: Scores) -> list[str]:
    """Return the names of those with a score who are matched with nobody."""
    chosen = {str(field.value()) for field in form.rows()}
    return [scores.names[pk] for pk in scores.scores if str(pk) not in chosen]


def _lists(progress: ClassProgress, link: int | None) -> Mapping[str, str]:
    """Return for the chosen exercise, or the last one, a list to copy: a line per person, name and percentage."""
    chosen = next((one for one in progress.exercises if one.link == link), None)
    exercise = chosen or (progress.exercises[-1] if progress.exercises else None)
    if exercise is None:
        return {}
    lines = [
        f"{one.person.name}\t{'' if exercise not in one.steps else percent(one.steps[exercise].score)}"
        for one in progress.people
    ]
    return {"title": exercise.title, "link": str(exercise.link), "text": "\n".join(lines)}
