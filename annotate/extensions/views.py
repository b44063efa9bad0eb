"""The page on which some people get more time."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from annotate.access import extensions_in, get_round, rounds_of_set
from annotate.extensions.actions import ExtensionError, extend, remove_extension
from annotate.extensions.forms import ExtensionForm
from annotate.extensions.people import get_extended
from people.permissions import Permission


@login_required
@require_http_methods(["GET", "POST"])
def extensions(request: HttpRequest, pk: int) -> HttpResponse:
    """List who has more time in a round, and give it to others, in an assignment in all of its rounds."""
    round_ = get_round(request.user, pk, Permission.MANAGE_ROUND)
    form = ExtensionForm(request.POST or None, round_=round_, initial=_initial(request))
    if request.method == "POST" and form.is_valid():
        people = form.chosen(form.cleaned_data)
        try:
            extend(request.user, round_, people, form.cleaned_data["due_at"])
        except ExtensionError as error:
            form.add_error("due_at", str(error))
        else:
            message = ngettext(
                "Saved: {n} person has more time.", "Saved: {n} people have more time.", len(people)
            )
            messages.success(request, message.format(n=len(people)), "extended")
            return redirect("annotate:extensions", pk)
    context = {
        "round": round_,
        "article": round_.text.article,
        "form": form,
        "extensions": list(extensions_in(round_)),
        "in_set": len(rounds_of_set(round_)),
    }
    return render(request, "annotate/extensions/extensions.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def remove(request: HttpRequest, pk: int, person: int) -> HttpResponse:
    """Make the due date of all that of one person again."""
    round_ = get_round(request.user, pk, Permission.MANAGE_ROUND)
    user = get_extended(round_, person)
    remove_extension(request.user, round_, user)
    message = _("{name} now has the same date as the others.").format(name=user.name)
    messages.success(request, message, "extension-removed")
    return redirect("annotate:extensions", pk)


def _initial(request: HttpRequest) -> dict[str, list[str]]:
    """Return who is chosen when the page is opened to change somebody's date."""
    return {"people": request.GET.getlist("person")}
