"""The only way to get what is in the bin: for whoever may delete such a thing, and for nobody else."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import F, Q, QuerySet
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from annotate.models import Lesson, LessonExercise, Round
from articles.models import Article
from people.access import teams_permitting
from people.models import Team, User
from people.permissions import Permission, has_permission


def articles_in_bin(user: User) -> QuerySet[Article]:
    """Return the deleted articles that ``user`` may restore.

    Not those of a class that is in the bin itself, nor those that were deleted with their lesson.
    """
    restorable = Q(owner=user, team=None) | Q(team__in=teams_permitting(user, Permission.DELETE_ARTICLE))
    binned = Article.all_objects.filter(restorable, deleted_at__isnull=False)
    with_lesson = LessonExercise.objects.filter(
        lesson__deleted_at__isnull=False, round__text__article__deleted_at=F("lesson__deleted_at")
    )
    binned = binned.exclude(pk__in=with_lesson.values("round__text__article"))
    return binned.defer("draft", "undone_edits", "hand_edits").select_related("team", "deleted_by")


def rounds_in_bin(user: User) -> QuerySet[Round]:
    """Return the deleted rounds that ``user`` may restore; not those of a class that is in the bin itself."""
    alone = Q(text__article__owner=user, text__article__team=None)
    restorable = alone | Q(text__article__team__in=teams_permitting(user, Permission.DELETE_ROUND))
    binned = Round.all_objects.filter(restorable, deleted_at__isnull=False)
    return binned.select_related("text__article__team", "deleted_by").defer(
        "text__body",
        "text__formatting",
        "text__article__draft",
        "text__article__undone_edits",
        "text__article__hand_edits",
    )


def teams_in_bin(user: User) -> QuerySet[Team]:
    """Return the deleted teams that ``user`` owns."""
    owned = Team.all_objects.filter(
        memberships__user=user, memberships__role__in=Permission.DELETE_TEAM.roles
    )
    return owned.filter(deleted_at__isnull=False).select_related("deleted_by")


def lessons_in_bin(user: User) -> QuerySet[Lesson]:
    """Return the deleted lessons that ``user`` may restore; not those of a team that is in the bin itself."""
    restorable = Q(owner=user, team=None) | Q(team__in=teams_permitting(user, Permission.DELETE_LESSON))
    return Lesson.all_objects.filter(restorable, deleted_at__isnull=False).select_related(
        "team", "deleted_by"
    )


# As addresses name them.
KINDS: dict[str, Callable[[User], QuerySet[Any]]] = {
    "articles": articles_in_bin,
    "rounds": rounds_in_bin,
    "lessons": lessons_in_bin,
    "teams": teams_in_bin,
}


@dataclass(frozen=True, slots=True)
class BinItem:
    """One deleted thing. ``with_article`` says that restoring this round brings back its article, too.

    ``group`` is the class or team that it is of, or is itself.
    """

    kind: str
    id: int
    title: str
    team: Team | None
    group: Team | None
    deleted_at: datetime
    deleted_by: str | None
    with_article: bool
    may_delete: bool

    @property
    def gone_at(self) -> datetime:
        """When it is deleted for good."""
        return self.deleted_at + timedelta(days=settings.BIN_DAYS)

    @property
    def days_left(self) -> int:
        """How many days it can still be restored, counting one that has begun."""
        return max(0, (self.gone_at - timezone.now()).days + 1)


def bin_items(user: User, team: Team | None = None) -> list[BinItem]:
    """Return all that ``user`` may restore, or what of it is of one team; what was deleted last comes first."""
    articles, rounds, teams = articles_in_bin(user), rounds_in_bin(user), teams_in_bin(user)
    lessons = lessons_in_bin(user)
    if team is not None:
        articles, rounds = articles.filter(team=team), rounds.filter(text__article__team=team)
        lessons = lessons.filter(team=team)
        teams = teams.none()
    items = [
        *(_item(user, "articles", row, row.title, row) for row in articles),
        *(_item(user, "rounds", row, row.text.article.title, row.text.article) for row in rounds),
        *(_item(user, "lessons", row, row.title, row) for row in lessons),
        *(_item(user, "teams", row, row.name, None) for row in teams),
    ]
    return sorted(items, key=lambda item: (item.deleted_at, item.id), reverse=True)


def bin_row(user: User, kind: str, pk: int) -> Any:
    """Return one deleted article, round, lesson or team that ``user`` may restore; else ``Http404``."""
    row = KINDS[kind](user).filter(pk=pk).first() if kind in KINDS else None
    if row is None:
        raise Http404(_("This is no longer in your bin. It was restored or permanently deleted."))
    return row


def may_delete_permanently(user: User, row: Any) -> bool:
    """Whether ``user`` may delete what ``bin_row`` gave them before its time is over."""
    # Roles in a team that is in the bin count for nothing; ``teams_in_bin`` has asked for the owner.
    return isinstance(row, Team) or has_permission(user, Permission.DELETE_PERMANENTLY, row)


def rounds_of(row: Article | Round | Lesson | Team) -> QuerySet[Round]:
    """Return the rounds of an article, a lesson or a team, or the one round itself; those in the bin, too."""
    match row:
        case Team():
            return Round.all_objects.filter(text__article__team=row)
        case Article():
            return Round.all_objects.filter(text__article=row)
        case Lesson():
            return Round.all_objects.filter(lesson_exercise__lesson=row)
    return Round.all_objects.filter(pk=row.pk)


def articles_deleted_with(lesson: Lesson) -> QuerySet[Article]:
    """Return the articles that went into the bin with a lesson that is in it."""
    articles = rounds_of(lesson).values("text__article")
    return Article.all_objects.filter(pk__in=articles, deleted_at=lesson.deleted_at)


def _item(user: User, kind: str, row: Any, title: str, article: Article | Lesson | None) -> BinItem:
    return BinItem(
        kind,
        row.pk,
        title,
        article.team if article else None,
        article.team if article else row,
        row.deleted_at,
        row.deleted_by.name if row.deleted_by else None,
        kind == "rounds" and article is not None and article.deleted_at is not None,
        may_delete_permanently(user, row),
    )
