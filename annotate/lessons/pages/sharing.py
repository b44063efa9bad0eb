"""Share a lesson: by a link, in the library, or as a file."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from annotate.access.lessons import get_lesson
from annotate.lessons.actions import create_link, revoke_link, unlist
from annotate.lessons.errors import LessonError
from annotate.lessons.pages.actions import put_into_library
from annotate.lessons.pages.forms import ListForm
from people.permissions import Permission
from web.i18n.translate import translate

DEFAULT_LICENSE = "CC BY 4.0"


@login_required
@require_http_methods(["GET", "POST"])
def share(request: HttpRequest, pk: int) -> HttpResponse:
    """Show who can see the lesson; create or revoke its link, list it in the library or remove it from there."""
    row = get_lesson(request.user, pk, Permission.EDIT_LESSON)
    act = request.POST.get("act", "")
    initial = {"author": row.author or request.user.name, "license": row.license or DEFAULT_LICENSE}
    form = ListForm(request.POST if act == "list" else None, initial=initial)
    if act == "list" and form.is_valid():
        try:
            put_into_library(request.user, row, **form.cleaned_data)
        except LessonError as error:
            form.add_error(None, translate(error))
        else:
            messages.success(request, _("The lesson is in the library now."), "listed")
            return redirect("annotate:share-lesson", pk)
    elif act in SIMPLE_ACTS:
        SIMPLE_ACTS[act](request.user, row)
        return redirect("annotate:share-lesson", pk)
    link = row.link and request.build_absolute_uri(reverse("annotate:linked-lesson", args=[row.link]))
    context = {"row": row, "form": form, "link": link}
    return render(request, "lessons/share.html", context, status=422 if form.errors else 200)


SIMPLE_ACTS = {"create-link": create_link, "revoke-link": revoke_link, "unlist": unlist}
