"""The page of a team's settings for hints."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from annotate.access import hint_settings as settings_of
from annotate.hints.language_model.actions import check_connection
from annotate.hints.language_model.client import ModelError, is_configured, model_host
from annotate.hints.settings.actions import add_own_word, change_hint_settings, remove_own_word
from annotate.hints.settings.forms import OwnWordForm
from annotate.hints.settings.kind_rows import kind_rows
from articles.hints import LANGUAGES, kinds
from articles.hints.loaded.lists import listed_words
from articles.hints.own_words import OwnWordError
from people.access import get_team
from people.models import Team
from people.permissions import Permission
from web.i18n.translate import translate
from web.server.slow_views import slow_view


@slow_view("POST")
@login_required
@require_http_methods(["GET", "POST"])
def hint_settings(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the kinds of hints and the team's own words; switch kinds, add or remove a word."""
    team = get_team(request.user, pk, Permission.EDIT_TEAM)
    form = OwnWordForm()
    if request.method == "POST":
        if "remove" in request.POST:
            remove_own_word(request.user, team, request.POST["remove"])
            messages.success(request, _("The word has been removed."))
        elif "word" in request.POST:
            form = OwnWordForm(request.POST)
            if not _add_word(request, team, form):
                return _page(request, team, form, 422)
            messages.success(request, _("The word has been added."))
        elif "test-model" in request.POST:
            _test_model(request)
        elif "model" in request.POST:
            change_hint_settings(request.user, team, language_model=request.POST["model"] == "on")
            messages.success(request, _("Saved."))
        else:
            on = set(request.POST.getlist("kind"))
            change_hint_settings(request.user, team, kinds_off=kinds().keys() - on)
            messages.success(request, _("Saved."), "hint-kinds-saved")
        return redirect("annotate:hint-settings", pk)
    return _page(request, team, form, 200)


def _add_word(request: HttpRequest, team: Team, form: OwnWordForm) -> bool:
    """Add the word of the form. Return False, with the reason on the form, if it cannot be added."""
    if not form.is_valid():
        return False
    try:
        add_own_word(request.user, team, form.cleaned_data["word"], form.cleaned_data["neutral"])
    except OwnWordError as error:
        form.add_error("word", translate(error))
        return False
    return True


def _test_model(request: HttpRequest) -> None:
    try:
        check_connection(request.user)
    except ModelError as error:
        messages.error(request, translate(error.message))
    else:
        messages.success(request, _("The language model answers."))


def _page(request: HttpRequest, team: Team, form: OwnWordForm, status: int) -> HttpResponse:
    rows, settings = kind_rows(team), settings_of(team.pk)
    context = {
        "team": team,
        "rows": rows,
        "answered": any(any(row.counts) for row in rows),
        "form": form,
        "own_words": settings.own_words,
        "model_host": model_host() if is_configured() else "",
        "model_allowed": settings.language_model,
        "lists": [(language, listed_words(language)) for language in LANGUAGES],
    }
    return render(request, "annotate/hint_settings.html", context, status=status)
