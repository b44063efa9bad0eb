"""Lessons as files: download one; import one, which shows what is in it and stores it when the user says so."""

import zlib
from secrets import token_urlsafe
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from annotate.lessons.actions import create_lesson
from annotate.lessons.content import LessonContent
from annotate.lessons.errors import LessonError
from annotate.lessons.file_format.parsing import check_size
from annotate.lessons.file_format.reading import read_lesson_file
from annotate.lessons.file_format.writing import lesson_file
from annotate.lessons.pages.forms import FileForm, OwnerForm
from annotate.lessons.pages.preview import preview
from annotate.lessons.pages.sources import get_source, refuse_guests
from annotate.lessons.reading import content_of
from people.models import User
from people.permissions import PermissionRefused
from web.i18n.translate import translate
from web.rate_limits import RateLimitExceeded, hit_named_limit
from web.server.slow_views import slow_view

# Seconds for which a file waits for the answer to its preview. Each person has one that waits.
WAITS = 60 * 60


@slow_view("POST")
@login_required
@require_http_methods(["GET", "POST"])
def import_lesson(request: HttpRequest) -> HttpResponse:
    """Choose a file; see what is in it; import it."""
    refuse_guests(request.user)
    if request.method == "POST" and request.POST.get("token"):
        return _confirm(request, request.POST["token"])
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = FileForm(*sent)
    if request.method == "POST" and form.is_valid():
        try:
            hit_named_limit(request.user, "import")
            check_size(form.cleaned_data["file"].size)
            data = form.cleaned_data["file"].read()
            content = read_lesson_file(data)
        except (LessonError, RateLimitExceeded) as error:
            form.add_error("file", translate(error))
        else:
            return _preview(request, content, _keep(request.user, data), OwnerForm(user=request.user))
    return render(request, "lessons/import.html", {"form": form}, status=422 if form.errors else 200)


def _confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Store the lesson that was shown."""
    data = _kept(request.user, token)
    if data is None:
        messages.warning(request, _("Too much time has passed. Choose the file again."), "import-over")
        return redirect("annotate:import-lesson")
    form = OwnerForm(request.POST, user=request.user)
    content = read_lesson_file(data)
    if form.is_valid():
        try:
            row = create_lesson(request.user, content, form.team_chosen())
        except (LessonError, PermissionRefused) as error:
            form.add_error(None, translate(error))
        else:
            cache.delete(_key(request.user))
            messages.success(request, _("Imported. The lesson is yours now."), "imported")
            return redirect("annotate:lesson", row.pk)
    return _preview(request, content, token, form)


def _preview(request: HttpRequest, content: LessonContent, token: str, form: OwnerForm) -> HttpResponse:
    context = {"lesson": content, "preview": preview(content), "token": token, "form": form}
    return render(request, "lessons/import_preview.html", context, status=422 if form.errors else 200)


def _key(user: User) -> str:
    return f"lesson-import-{user.pk}"


def _keep(user: User, data: bytes) -> str:
    """Keep the file until its preview is answered; return the token by which the answer names it."""
    token = token_urlsafe(16)
    cache.set(_key(user), (token, zlib.compress(data)), WAITS)
    return token


def _kept(user: User, token: str) -> bytes | None:
    cached: Any = cache.get(_key(user))
    return zlib.decompress(cached[1]) if cached and cached[0] == token else None


@login_required
@require_safe
def download(request: HttpRequest, route: str, **key: Any) -> HttpResponse:
    """Return the file of the lesson."""
    shown = get_source(request.user, route, **key)
    shown.check_can_copy(request.user)
    name = f"{slugify(shown.content.title) or 'lesson'}.lesson.json"
    headers = {"Content-Disposition": content_disposition_header(True, name)}
    return HttpResponse(
        lesson_file(content_of(shown.source)), content_type="application/json", headers=headers
    )
