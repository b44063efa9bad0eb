"""The list of lessons: one's own and those of one's teams, then the library."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from annotate.access.lessons import lessons_visible_to, library
from annotate.lessons.builtin_lessons import builtin_lessons
from annotate.lessons.pages.shown import Card, builtin_cards, library_cards, own_cards
from annotate.lessons.pages.sources import refuse_guests
from annotate.models import Lesson
from people.models import User
from web.text.folding import fold

PAGE_SIZE, SEARCHED_FROM = 24, 13
MAX_QUERY_LENGTH = 100


@login_required
@require_safe
def lessons(request: HttpRequest) -> HttpResponse:
    """List the lessons that ``user`` may use."""
    user = request.user
    refuse_guests(user)
    own = list(lessons_visible_to(user))
    offered = _library(user, own)
    words = request.GET.get("q", "").strip()[:MAX_QUERY_LENGTH]
    searches = len(offered) >= SEARCHED_FROM
    page = Paginator(_matching(offered, words) if searches else offered, PAGE_SIZE).get_page(
        request.GET.get("page")
    )
    context = {
        "own": own_cards(own),
        "library": list(page),
        "page": page,
        "searches": searches,
        "words": words if searches else "",
    }
    return render(request, "lessons/lessons.html", context)


def _library(user: User, own: list[Lesson]) -> list[Card]:
    """Return the built-in lessons, and then those that others have listed."""
    own_keys = {lesson.pk for lesson in own}
    listed = [lesson for lesson in library(user) if lesson.pk not in own_keys]
    return [*builtin_cards(builtin_lessons(get_language() or "")), *library_cards(listed)]


def _matching(cards: list[Card], words: str) -> list[Card]:
    """Return the cards that contain every one of the words, regardless of case and accents."""
    query = fold(words).split()
    return [card for card in cards if all(word in _searched(card) for word in query)]


def _searched(card: Card) -> str:
    return fold(" ".join((card.title, card.summary, card.level, card.author)))
