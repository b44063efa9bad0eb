"""Compute the grades of a link and write those that have changed."""

import hashlib
import json
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from annotate.models import Round
from lti.grading.load import PersonWork, load_works, rounds_of, rule_of
from lti.grading.rules import NoGrade, decide
from lti.models import Grade, ResourceLink

# The platform takes the later of two scores, and many keep no more than milliseconds.
STEP = timedelta(milliseconds=1)
# Failures in a row after which a grade is sent no more, until it changes or somebody asks for it.
MAX_FAILURES = 24


# What ``_update`` may change; the rest is the sender's.
COMPUTED = ("score", "comment", "submitted", "wanted", "changed_at", "failures", "next_try_at")


def compute_grades(link: ResourceLink, state: str) -> None:
    """Write the grades that everybody should have now, computed of ``state``. The caller has claimed the link.

    While its exercises are in the bin, everything stays as it is.
    """
    if rounds := rounds_of(link):
        _compute(link, rounds)
    ResourceLink.objects.filter(pk=link.pk).update(graded_state=state)


def _compute(link: ResourceLink, rounds: Sequence[Round]) -> None:
    now = timezone.now()
    rule, works = rule_of(link), load_works(link, rounds, now)
    rows = {grade.account_id: grade for grade in Grade.objects.filter(link=link)}
    decisions = []
    for one in works:
        grade = rows.pop(one.account.pk, None)
        decision = decide(rule, one.works, sent_before=bool(grade and grade.sent))
        if grade or not isinstance(decision, NoGrade):
            decisions.append((grade or _new_grade(link, one, now), one, decision))
    with transaction.atomic():
        for grade, one, decision in decisions:
            _update(link, grade, one, decision, now)
        # Who is not in the class any more: the platform keeps what it has got, and nothing of them stays here.
        Grade.objects.filter(pk__in=[grade.pk for grade in rows.values()]).delete()


def digest(link: ResourceLink, score: float | None, comment: str) -> str:
    """Return the digest of what the platform gets, and in which column."""
    parts = [link.line_item, None if score is None else [score, link.points], comment]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def later_than(earlier: datetime, now: datetime) -> datetime:
    """Return the present time, or the least later one than ``earlier``: the clock may have been set back."""
    return max(now, earlier + STEP)


def _new_grade(link: ResourceLink, one: PersonWork, now: datetime) -> Grade:
    return Grade(link=link, account=one.account, changed_at=now - STEP, next_try_at=now)


def _update(
    link: ResourceLink, grade: Grade, one: PersonWork, decision: float | NoGrade, now: datetime
) -> None:
    before = [getattr(grade, name) for name in COMPUTED]
    grade.submitted = one.submitted
    if isinstance(decision, NoGrade) and not decision.clears:
        # What was sent stays; what was not yet sent must not be.
        grade.wanted = ""
    else:
        _set_wanted(link, grade, one, None if isinstance(decision, NoGrade) else decision, now)
    if grade.pk is None:
        grade.save()
    elif before != [getattr(grade, name) for name in COMPUTED]:
        grade.save(update_fields=COMPUTED)


def _set_wanted(
    link: ResourceLink, grade: Grade, one: PersonWork, score: float | None, now: datetime
) -> None:
    score = None if score is None else round(score, 4)
    comment = "" if score is None else one.comment
    current = digest(link, score, comment)
    if current == grade.wanted:
        return
    grade.score, grade.comment, grade.wanted = score, comment, current
    grade.changed_at = later_than(grade.changed_at, now)
    if grade.failures >= MAX_FAILURES:
        grade.failures, grade.next_try_at = 0, now
