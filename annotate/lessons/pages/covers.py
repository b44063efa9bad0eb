"""The covers of built-in lessons."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from annotate.lessons.builtin_lessons import get_builtin_lesson

CACHE_CONTROL = "public, max-age=86400"


@require_safe
def cover(request: HttpRequest, slug: str) -> HttpResponse:
    """Return the drawing of a built-in lesson, which everybody may see."""
    lesson = get_builtin_lesson(slug)
    if lesson is None:
        raise Http404(_("This lesson does not exist, or you do not have access to it."))
    return HttpResponse(lesson.cover, content_type="image/svg+xml", headers={"Cache-Control": CACHE_CONTROL})
