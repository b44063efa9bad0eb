"""Count what is handed in, in the transaction in which it is handed in or withdrawn."""

from typing import Any

from annotate.annotations.replay import SUBMIT
from annotate.models import Change
from campaigns.counting.settling import FINAL, settle, who_annotates
from campaigns.enums import AssignmentState, Distribution, Purpose
from campaigns.models import ArticleAssignment, CampaignArticle
from campaigns.signals import hand_in_changed
from people.models import User


def connect() -> None:
    """Start to follow what is handed in."""
    hand_in_changed.connect(_count)


def _count(article: CampaignArticle, person: User, change: Change, **_signal: Any) -> None:
    """Count or uncount what somebody handed in or withdrew. The round is locked."""
    if article.purpose == Purpose.PRACTICE:
        return
    rows = list(ArticleAssignment.objects.filter(article=article))
    row = next((row for row in rows if row.annotator_id == person.pk), None)
    if row is None:
        row = ArticleAssignment(
            article=article, annotator=person, state=AssignmentState.EXTRA, assigned_at=change.created_at
        )
        rows.append(row)
    row.handed_in_at = change.created_at if change.verb == SUBMIT else None
    row.state = _handed_in(article, row) if change.verb == SUBMIT else _withdrawn(row)
    row.save()
    settle(article, rows)


def _handed_in(article: CampaignArticle, row: ArticleAssignment) -> AssignmentState:
    """Return the state before the article is settled, which decides whether what is extra takes a free slot."""
    has_slot = row.state == AssignmentState.OPEN or who_annotates(article) == Distribution.PLANNED
    if article.round.state in FINAL or not (has_slot and row.pk):
        return AssignmentState.EXTRA
    return AssignmentState.COUNTED


def _withdrawn(row: ArticleAssignment) -> AssignmentState:
    return AssignmentState.LAPSED if row.state == AssignmentState.EXTRA else AssignmentState.OPEN
