"""The lesson for which somebody uploads an article: the pages of the article lead back to it."""

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from annotate.access.lessons import get_lesson
from annotate.lessons.actions import add_article_to_lesson
from annotate.models import Lesson
from articles.access import current_text, get_article, visible_to
from articles.models import Article
from people.models import User
from people.permissions import Permission, PermissionRefused

SESSION_KEY = "lesson_in_progress"
# Instead of the key of a lesson: one that is still to be made.
NEW = 0
# So many of the newest articles are offered.
MAX_CHOICES = 100


def begin_upload(request: HttpRequest, row: Lesson | None) -> HttpResponse:
    """Lead to the page on which articles are added, and remember for which lesson."""
    request.session[SESSION_KEY] = row.pk if row else NEW
    return redirect("articles:upload")


def end_upload(request: HttpRequest) -> None:
    """Forget for which lesson articles are added."""
    request.session.pop(SESSION_KEY, None)


def lesson_in_progress(request: HttpRequest) -> Lesson | int | None:
    """Return the lesson for which the user adds an article, NEW for one that is still to be made, None for none."""
    pk = request.session.get(SESSION_KEY) if request.user.is_authenticated else None
    if not pk:
        return pk
    try:
        return get_lesson(request.user, pk, Permission.EDIT_LESSON)
    except (Http404, PermissionRefused):
        return None


def own_articles_for_lessons(user: User) -> QuerySet[Article]:
    """Return the newest articles of ``user`` and their groups whose text is frozen."""
    articles = visible_to(user).filter(draft__isnull=True)
    newest = list(articles.order_by("-pk").values_list("pk", flat=True)[:MAX_CHOICES])
    return articles.filter(pk__in=newest).select_related("team").order_by("-pk")


@login_required
@require_POST
def add_article(request: HttpRequest, pk: int, article: int) -> HttpResponse:
    """Add an article to a lesson, and go back to its editor."""
    row = get_lesson(request.user, pk, Permission.EDIT_LESSON)
    add_article_to_lesson(request.user, row, current_text(get_article(request.user, article)))
    end_upload(request)
    return redirect(reverse("annotate:edit-lesson", args=[pk]) + "#articles")
