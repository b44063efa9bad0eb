"""Every change to what is in the bin: restore it, or delete it for good."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Max, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from annotate.bin.access import articles_deleted_with, may_delete_permanently, rounds_of
from annotate.models import Lesson, Round
from annotate.privacy.retention import NOTICE, delete_empty_assignments
from annotate.rounds.actions import rejoin_set
from annotate.webhooks.worker import webhook_worker
from articles.models import Article
from people.models import Membership, Team, User
from people.permissions import Permission, PermissionRefused, check_permission
from web.failures import report_failure


@transaction.atomic
def restore(user: User, row: Any) -> None:
    """Bring back what ``bin_row`` gave, as it was.

    With a round its article, where that was deleted, too; with a lesson the articles that were deleted with it.
    """
    if isinstance(row, Lesson):
        articles_deleted_with(row).update(deleted_at=None, deleted_by=None)
    if isinstance(row, Round) and row.text.article.deleted_at:
        check_permission(user, Permission.DELETE_ARTICLE, row.text.article)
        row.text.article.take_out_of_bin()
    row.take_out_of_bin()
    if isinstance(row, Round):
        rejoin_set(user, row)
    # Whoever restores a round wants it: owners are warned anew before retention deletes it.
    rounds_of(row).filter(warned_at__isnull=False).update(warned_at=None)
    # Webhooks are told what happened before it was deleted, and was not told yet.
    transaction.on_commit(webhook_worker.wake)


def delete_permanently(user: User, row: Any) -> None:
    """Delete what ``bin_row`` gave, with everything in it and its files. There is no way back."""
    if not may_delete_permanently(user, row):
        check_permission(user, Permission.DELETE_PERMANENTLY, row)
        raise PermissionRefused(_("Only an owner can delete permanently."))
    _delete(row)


def empty_bin(now: datetime | None = None) -> int:
    """Delete what has been in the bin for ``BIN_DAYS``, and what retention takes; return how many things those were.

    Where one cannot be deleted this is reported, and the next one is deleted all the same.
    """
    now = now or timezone.now()
    over = {"deleted_at__lt": now - timedelta(days=settings.BIN_DAYS)}
    due: list[QuerySet[Any]] = [
        Round.all_objects.filter(**over), Article.all_objects.filter(**over), Team.all_objects.filter(**over),
        Lesson.all_objects.filter(**over),
    ]  # fmt: skip
    due += [_idle_in_bin(team, now) for team in Team.all_objects.filter(retention_days__isnull=False)]
    deleted = 0
    for query, row in [(rows, row) for rows in due for row in rows]:
        try:
            deleted += _delete(row, query)
        except Exception:
            report_failure(f"deleting {row._meta.model_name} {row.pk} from the bin")
    return deleted


def _idle_in_bin(team: Team, now: datetime) -> QuerySet[Round]:
    """Return the rounds that nobody can see, and that would be gone by now if nobody had deleted them."""
    rounds = Round.all_objects.filter(text__article__team=team, lesson_exercise=None)
    rounds = rounds.exclude(pk__in=Round.objects.all())
    rounds = rounds.annotate(last=Coalesce(Max("changes__created_at"), "created_at"))
    return rounds.filter(last__lt=now - timedelta(days=team.retention_days or 0) - NOTICE)


@transaction.atomic
def _delete(row: Article | Round | Lesson | Team, due: QuerySet[Any] | None = None) -> bool:
    """Delete a row and what hangs on it, and return whether it was there. Of several who do so at once, one finds it.

    With ``due`` it is deleted only if it is still among these: somebody may have restored it since they were read.
    """
    row = type(row).all_objects.select_for_update().filter(pk=row.pk).first()
    if row is None or (due is not None and not due.filter(pk=row.pk).exists()):
        return False
    if isinstance(row, Team):
        # One by one: votes protect the tags of the team's codebooks.
        for article in Article.all_objects.filter(team=row):
            article.delete()
        guests = User.objects.filter(email=None, has_platform_account=False, memberships__team=row)
        elsewhere = Membership.objects.exclude(team=row)
        alone = list(guests.exclude(memberships__in=elsewhere).values_list("pk", flat=True))
        row.delete()
        # A guest is here for their class alone.
        User.objects.filter(pk__in=alone).delete()
        return True
    if isinstance(row, Lesson):
        _delete_lesson(row)
        return True
    team = row.text.article.team if isinstance(row, Round) else row.team if isinstance(row, Article) else None
    row.delete()
    if team:
        delete_empty_assignments(team)
    return True


def _delete_lesson(lesson: Lesson) -> None:
    """Delete the lesson with its rounds, and the articles on which nothing else is."""
    articles = list(articles_deleted_with(lesson)) if lesson.deleted_at else []
    rounds_of(lesson).delete()
    for article in articles:
        article.delete()
    lesson.delete()
