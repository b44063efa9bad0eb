"""The first page of somebody who has no class, no team and no article yet: the built-in lessons."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from annotate.lessons.builtin_lessons import builtin_lessons
from annotate.lessons.pages.shown import builtin_cards
from articles.access import visible_to
from people.models import User


@login_required
@require_safe
def welcome(request: HttpRequest) -> HttpResponse:
    """Offer the built-in lessons, and the other ways to begin."""
    if request.user.is_guest:
        return redirect("people:teams")
    cards = builtin_cards(builtin_lessons(get_language() or ""))
    return render(request, "lessons/welcome.html", {"cards": cards})


def is_newcomer(user: User) -> bool:
    """Return whether ``user`` has an account, but no class, no team and no article yet."""
    return not (user.is_guest or user.role_by_team or visible_to(user).exists())
