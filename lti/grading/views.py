"""The page on which a teacher says how a link is graded, and sending its grades again."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from lti.access import get_link
from lti.grading.actions import send_again, set_grading
from lti.grading.forms import GradingForm, PersonForm
from people.permissions import Permission


@login_required
@require_http_methods(["GET", "POST"])
def grading(request: HttpRequest, pk: int) -> HttpResponse:
    """Show and set what counts, when a grade is first sent, and for how many points."""
    link = get_link(request.user, pk, Permission.MANAGE_ROUND)
    form = GradingForm(request.POST or None, initial=GradingForm.initial_of(link))
    if request.method == "POST" and form.is_valid():
        set_grading(request.user, link, form.rule, form.cleaned_data["points"])
        messages.success(request, _("Saved."), "grading-saved")
        return redirect("lti:link", link.pk)
    context = {"link": link, "team": link.course.team, "form": form}
    return render(request, "lti/grading.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def again(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the grades of a link again, or that of one person."""
    link = get_link(request.user, pk, Permission.MANAGE_ROUND)
    form = PersonForm(request.POST)
    if not form.is_valid():
        raise Http404(_("There is no such person."))
    send_again(request.user, link, form.cleaned_data["person"])
    messages.success(request, _("Grades are being sent again."), "grades-again")
    return redirect("lti:link", link.pk)
