"""Start a trial, keep what was tried in an account, and delete trials."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from annotate.models import Change, Layer, Round, ShownHint
from annotate.rounds.actions import create_trial_round
from annotate.trial.limits import DAY
from articles.actions import add_trial_article
from articles.models import Article
from articles.text.draft import Draft
from people.models import User
from web.failures import report_failure
from web.models import IdempotencyRecord


@transaction.atomic
def start_trial(visitor: User | None, draft: Draft) -> tuple[User, Round]:
    """Let somebody highlight ``draft``, for a day; return who it is and the round.

    A ``visitor`` who has tried something before keeps that for as long. Raise ``Unreadable`` for a draft that is too
    long.
    """
    visitor = visitor or _new_visitor()
    visitor.trial_ends_at = timezone.now() + DAY
    visitor.save(update_fields=["trial_ends_at"])
    return visitor, create_trial_round(visitor, add_trial_article(visitor, draft))


@transaction.atomic
def keep_trial(visitor: User, account: User) -> int | None:
    """Give what ``visitor`` has tried to ``account``, unless it is theirs: who signs up is the visitor.

    Return the key of the newest article, None if there is nothing.
    """
    articles = Article.objects.select_for_update().filter(owner=visitor, team=None).order_by("pk")
    keys = [article.pk for article in articles]
    if visitor.pk != account.pk:
        rounds = Round.all_objects.filter(text__article__in=keys)
        Layer.objects.filter(round__in=rounds, annotator=visitor).update(annotator=account)
        ShownHint.objects.filter(round__in=rounds, annotator=visitor).update(annotator=account)
        Change.objects.filter(round__in=rounds, actor=visitor).update(actor=account)
        rounds.update(created_by=account)
        Article.objects.filter(pk__in=keys).update(owner=account)
        IdempotencyRecord.objects.filter(user=visitor).delete()
        User.objects.filter(pk=visitor.pk, email=None).delete()
    return keys[-1] if keys else None


@transaction.atomic
def delete_trial(visitor: int, before: datetime | None = None) -> bool:
    """Delete somebody who tries the site with all that they tried, and return whether there was such a person.

    With ``before``, only a trial that is over by then: somebody may have signed up since it was read.
    """
    trials = User.objects.filter(pk=visitor, email=None, trial_ends_at__isnull=False)
    row = (trials.filter(trial_ends_at__lte=before) if before else trials).select_for_update().first()
    if row is None:
        return False
    for article in Article.all_objects.filter(owner=row):
        article.delete()
    row.delete()
    return True


def delete_expired_trials() -> int:
    """Delete all trials that are over, and return how many there were."""
    now, deleted = timezone.now(), 0
    for pk in list(User.objects.filter(trial_ends_at__lte=now).values_list("pk", flat=True)):
        try:
            deleted += delete_trial(pk, now)
        except Exception:
            report_failure(f"deleting trial {pk}")
    return deleted


def _new_visitor() -> User:
    visitor = User(email=None, name=_("Visitor"))
    visitor.set_unusable_password()
    visitor.save()
    return visitor
