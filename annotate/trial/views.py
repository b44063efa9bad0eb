"""The pages on which people try the site without an account."""

from collections.abc import Callable
from functools import partial

from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import number_format
from django.views.decorators.http import require_http_methods, require_POST

from annotate.trial.actions import delete_trial, start_trial
from annotate.trial.forms import OwnTextForm
from annotate.trial.limits import BROWSER, DAY, TrialRefused, count_trial, offers_trials, uncount_trial
from annotate.trial.pasted import read_own_text
from annotate.trial.samples import read_sample
from articles.actions import MAX_TRIAL_CHARS
from articles.errors import Unreadable
from articles.text.draft import Draft
from people.backends import TRIAL_BACKEND
from web.i18n.translate import translate
from web.server.slow_views import slow_view

# The session outlives the trial by some days, so that whoever comes back too late is told why they find nothing.
SESSION_AGE = 7 * DAY


@require_POST
def try_sample(request: HttpRequest) -> HttpResponse:
    """Open the sample article for highlighting."""
    return _instead(request) or _start(request, OwnTextForm(), read_sample)


@slow_view("POST")
@require_http_methods(["GET", "POST"])
def try_own_text(request: HttpRequest) -> HttpResponse:
    """Open a pasted text for highlighting."""
    if response := _instead(request):
        return response
    form = OwnTextForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _start(request, form, partial(read_own_text, form.cleaned_data["text"]))
    return _page(request, form, status=422 if form.errors else 200)


# The reader reports NUL characters in a pasted text.
try_own_text.checks_null_characters = True


@login_required
@require_http_methods(["GET", "POST"])
def end_trial(request: HttpRequest) -> HttpResponse:
    """Ask for confirmation, then delete all that was tried in this browser."""
    if not request.user.is_trial:
        return redirect("home")
    if request.method == "GET":
        return render(
            request, "annotate/trial/delete.html", {"articles": request.user.articles.order_by("pk")}
        )
    delete_trial(request.user.pk)
    browser = request.session.get(BROWSER)
    logout(request)
    # What was tried counts, though it is gone.
    request.session[BROWSER] = browser
    response = redirect("home")
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


def _instead(request: HttpRequest) -> HttpResponse | None:
    """Return where people go who have an account or a class. Raise ``Http404`` where nobody may try the site."""
    if not offers_trials():
        raise Http404
    return redirect("home") if request.user.is_authenticated and not request.user.is_trial else None


def _start(request: HttpRequest, form: OwnTextForm, read: Callable[[], Draft]) -> HttpResponse:
    try:
        count_trial(request.session)
    except TrialRefused as error:
        return _page(request, form, error.status, refusal=str(error))
    try:
        visitor = request.user if request.user.is_authenticated else None
        visitor, round_ = start_trial(visitor, read())
    except Unreadable as error:
        uncount_trial(request.session)
        form.add_error("text", translate(error))
        return _page(request, form, status=422)
    if not request.user.is_authenticated:
        login(request, visitor, backend=TRIAL_BACKEND)
    request.session.set_expiry(SESSION_AGE)
    return redirect("annotate:annotate", round_.pk)


def _page(request: HttpRequest, form: OwnTextForm, status: int, refusal: str = "") -> HttpResponse:
    most = number_format(MAX_TRIAL_CHARS, force_grouping=True)
    context = {"form": form, "most": most, "refusal": refusal}
    return render(request, "annotate/trial/own_text.html", context, status=status)
