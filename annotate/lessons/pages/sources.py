"""Get the lesson of a page: built in, stored, or behind a link."""

from typing import Any

from django.http import Http404
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from annotate.access.lessons import get_lesson, get_linked_lesson
from annotate.lessons.builtin_lessons import get_builtin_lesson
from annotate.lessons.pages.shown import ShownLesson
from annotate.lessons.reading import content_of
from people.models import User
from people.permissions import PermissionRefused

STORED, BUILTIN, LINKED = "lesson", "builtin-lesson", "linked-lesson"


def get_source(user: User, route: str, **key: Any) -> ShownLesson:
    """Return the lesson at the address of ``route``. Raise Http404, and PermissionRefused for guests."""
    refuse_guests(user)
    if route == BUILTIN:
        builtin = get_builtin_lesson(key["slug"], get_language() or "")
        if builtin is None:
            raise Http404(_("This lesson does not exist, or you do not have access to it."))
        return ShownLesson(builtin.content, builtin, route, builtin.slug)
    if route == LINKED:
        linked = get_linked_lesson(user, key["secret"])
        return ShownLesson(content_of(linked, pictures=False), linked, route, key["secret"])
    row = get_lesson(user, key["pk"])
    return ShownLesson(content_of(row, pictures=False), row, route, row.pk)


def refuse_guests(user: User) -> None:
    """Raise PermissionRefused for guests: lessons have answer keys, and guests are pupils."""
    if user.is_guest:
        raise PermissionRefused(_("Guests cannot see lessons. Sign up for an account first."))
